package xnorsim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalTest {

    private final Engine engine = new Engine();
    private final Scope scope = engine.root().child("top");
    private final List<String> seen = new ArrayList<>();

    private void drive(long timePs, Runnable write) {
        engine.schedule(timePs, Phase.UPDATE, write::run);
    }

    @Test
    void integer_tellsChangesOnly() {
        IntegerSignal.Driver count = scope.integer("count", 4, false);
        count.signal().watch((s, lane) -> seen.add(engine.nowPs() + ":" + count.signal().value()));
        drive(1, () -> count.set(3));
        drive(2, () -> count.set(3));
        drive(3, () -> count.set(15));
        drive(4, () -> count.set(0));
        engine.run();
        assertThat(seen).containsExactly("1:3", "3:15", "4:0");
    }

    @Test
    void integer_valueWiderThanItsWidth_isRefused() {
        IntegerSignal.Driver unsigned = scope.integer("u", 4, false);
        IntegerSignal.Driver signed = scope.integer("s", 4, true);
        drive(1, () -> {
            assertThatThrownBy(() -> unsigned.set(16)).hasMessageContaining("top.u: 16 does not fit into 4 bits");
            assertThatThrownBy(() -> unsigned.set(-1)).hasMessageContaining("does not fit");
            assertThatThrownBy(() -> signed.set(8)).hasMessageContaining("does not fit");
            assertThatThrownBy(() -> signed.set(-9)).hasMessageContaining("does not fit");
            signed.set(-8);
            signed.set(7);
            unsigned.set(15);
        });
        engine.run();
        assertThat(signed.signal().value()).isEqualTo(7);
    }

    @Test
    void driving_outsideTheUpdatePhase_isRefused() {
        BitSignal.Driver bit = scope.bit("bit");
        engine.schedule(1, Phase.EVALUATE,
                () -> assertThatThrownBy(() -> bit.set(true))
                        .hasMessageContaining("top.bit was driven in phase EVALUATE"));
        engine.run();
        assertThat(bit.signal().value()).isFalse();
    }

    @Test
    void vector_tellsOnceForManyBits() {
        long[] register = new long[2];
        VectorSignal.Driver columns = scope.vector("columns", 65, register);
        columns.signal().watch((s, lane) -> seen.add(engine.nowPs() + ":" + columns.signal().bit(64)));
        drive(1, () -> {
            register[0] = 0xFF;
            register[1] = 1;
            columns.updated();
        });
        drive(2, columns::updated);
        engine.run();
        assertThat(seen).containsExactly("1:true");
    }

    @Test
    void bank_tellsTheLanesThatChanged() {
        long[] pop = {0, 0, 0};
        BankSignal.Driver bank = scope.bank("row", 3, "pop", 8, false, lane -> pop[lane]);
        bank.signal().watch((s, lane) -> seen.add(bank.signal().path(lane) + "=" + bank.signal().value(lane)));
        drive(1, () -> {
            pop[2] = 5;
            pop[0] = 1;
            bank.updated();
        });
        drive(2, () -> {
            pop[2] = 6;
            bank.updated();
        });
        engine.run();
        assertThat(seen).containsExactly("top.row0.pop=1", "top.row2.pop=5", "top.row2.pop=6");
    }

    @Test
    void bank_tellsOfTheLanesAskedFor() {
        int[] pop = {0, 0, 0, 0};
        BankSignal.Driver bank = scope.bank("row", 3, "pop", 8, false, BankSignal.Lanes.of(pop));
        BitSet last = new BitSet();
        last.set(2);
        assertThat(bank.signal().isWatched()).isFalse();
        bank.signal().watch((s, lane) -> seen.add(bank.signal().path(lane) + "=" + bank.signal().value(lane)), last);
        assertThat(bank.signal().isWatched()).isTrue();
        assertThat(bank.signal().watchedLanes()).isEqualTo(last);
        drive(1, () -> {
            pop[0] = 1;
            pop[2] = 5;
            bank.updated();
        });
        drive(2, () -> {
            pop[1] = 6;
            bank.updated();
        });
        drive(3, () -> {
            pop[2] = 256;
            assertThatThrownBy(bank::updated).hasMessage("top.row2.pop: 256 does not fit into 8 bits");
        });
        engine.run();
        assertThat(seen).containsExactly("top.row2.pop=5");
        last.set(3);
        assertThatThrownBy(() -> bank.signal().watch((s, lane) -> {}, last)).hasMessageContaining("no lane 3");
    }

    @Test
    void bank_ofAnyRegister_tellsOnceAnUpdateAndIsLookedAtWhole() {
        int[] ints = {7, -1, 3};
        long[] longs = {1L << 40, 2};
        long[] bits = {1L << 63, 2};
        List<BankSignal.Driver> banks = List.of(scope.bank("row", 3, "i", 8, true, BankSignal.Lanes.of(ints)),
                scope.bank("row", 2, "l", 42, false, BankSignal.Lanes.of(longs)),
                scope.bank("row", 66, "b", 1, false, BankSignal.Lanes.ofBits(bits)));
        for (BankSignal.Driver bank : banks) {
            BitSet first = new BitSet();
            first.set(0);
            bank.signal().watchUpdates(b -> seen.add(engine.nowPs() + " " + b.name()), first);
            long[] values = new long[bank.signal().lanes()];
            bank.signal().copyTo(values);
            for (int lane = 0; lane < values.length; lane++) {
                assertThat(values[lane]).isEqualTo(bank.signal().value(lane));
            }
        }
        assertThat(banks.get(0).signal().value(1)).isEqualTo(-1);
        assertThat(banks.get(2).signal().value(63)).isEqualTo(1);
        assertThat(banks.get(2).signal().value(65)).isEqualTo(1);
        assertThat(banks.get(2).signal().value(64)).isZero();
        drive(1, () -> banks.forEach(BankSignal.Driver::updated));
        engine.run();
        assertThat(seen).containsExactly("1 i", "1 l", "1 b");
    }

    @Test
    void real_notFinite_isRefused() {
        RealSignal.Driver volts = scope.real("v");
        drive(1, () -> assertThatThrownBy(() -> volts.set(Double.NaN)).hasMessageContaining("not finite"));
        drive(2, () -> volts.set(0.25));
        engine.run();
        assertThat(volts.signal().value()).isEqualTo(0.25);
    }

    @Test
    void names_areCheckedAndUnique() {
        scope.bit("a");
        assertThatThrownBy(() -> scope.bit("a")).hasMessageContaining("\"top.a\" is taken");
        for (String bad : new String[]{"", "1a", "a b", "a.b", "row[1]", "ü"}) {
            assertThatThrownBy(() -> scope.bit(bad)).as(bad).hasMessageContaining("not a name");
            assertThatThrownBy(() -> scope.child(bad)).as(bad).hasMessageContaining("not a name");
        }
        assertThat(scope.child("part").bit("b").signal().path()).isEqualTo("top.part.b");
        assertThat(scope.signals()).extracting(Signal::path).containsExactly("top.a");
        assertThat(engine.root().children()).extracting(Scope::path).containsExactly("top");
    }
}

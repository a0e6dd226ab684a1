package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.sim.KernelChoice;

class NeuronUnitsTest {

    private final Instants instants = new Instants();

    static MembraneMemory memory(long... membranes) {
        MembraneMemory memory = new MembraneMemory(membranes.length, false);
        for (int i = 0; i < membranes.length; i++) {
            memory.set(i, membranes[i]);
        }
        return memory;
    }

    private NeuronUnits units(long[] bias, long[] threshold, int shift, int membraneBits, Overflow overflow) {
        return new NeuronUnits(instants.scope(),
                UnitParameters.of(bias, threshold, UnitFormat.popcounts(shift, membraneBits, overflow)));
    }

    /** One row is one time step of a unit with F = 2: dot, membrane after integration, spike, membrane after reset. */
    @Test
    void steps_ofOneUnit() {
        // bias 3 1/4, threshold 2 1/2
        NeuronUnits unit = units(new long[]{13}, new long[]{10}, 2, 16, Overflow.ERROR);
        long[][] steps = {
                {5, 7, 0, 7}, // 0 + 20 - 13
                {4, 10, 0, 10}, // 7 + 16 - 13: equal does not fire
                {3, 9, 0, 9}, // 10 + 12 - 13
                {4, 12, 1, 2}, // the remainder 12 - 10 stays
                {0, -11, 0, -11}, // 2 - 13: negative membranes stay
                {0, -24, 0, -24}, {9, -1, 0, -1}, {6, 10, 0, 10}, {9, 33, 1, 23}, // one spike a step at most
                {4, 26, 1, 16}, {3, 15, 1, 5}};
        for (int t = 0; t < steps.length; t++) {
            int[] dot = {(int) steps[t][0]};
            instants.write(() -> unit.integrate(dot, 0));
            assertThat(unit.membranes()).as("integrated, step %d", t).containsExactly(steps[t][1]);
            instants.write(unit::fire);
            assertThat(unit.spikes()).as("spike, step %d", t).containsExactly(steps[t][2]);
            assertThat(unit.membranes()).as("reset, step %d", t).containsExactly(steps[t][3]);
        }
    }

    @Test
    void signals_tellMembraneAtIntegrateAndResetAndSpikeAtFire() {
        NeuronUnits units = units(new long[]{1, 0, 2}, new long[]{2, 3, 0}, 0, 8, Overflow.ERROR);
        instants.watch(units.membraneSignal());
        instants.watch(units.spikeSignal());
        instants.write(() -> units.integrate(new int[]{4, 3, 0}, 0));
        instants.write(units::fire);
        instants.write(() -> units.integrate(new int[]{0, 1, 3}, 0));
        instants.write(units::fire);
        instants.write(units::clear);
        assertThat(instants.history()).containsExactly("1 row0.membrane 3", "1 row1.membrane 3", "1 row2.membrane -2",
                "2 row0.spike 1", "2 row0.membrane 1", "3 row0.membrane 0", "3 row1.membrane 4", "3 row2.membrane -1",
                "4 row0.spike 0", "4 row1.spike 1", "4 row1.membrane 1", "5 row1.membrane 0", "5 row2.membrane 0");
        assertThat(units.membraneSignal().width()).isEqualTo(8);
        assertThat(units.membraneSignal().signed()).isTrue();
        assertThat(units.spikeSignal().width()).isEqualTo(1);
    }

    @Test
    void zeroThreshold_firesAboveZeroOnly() {
        NeuronUnits units = units(new long[]{0, 0, 0}, new long[]{0, 0, 0}, 0, 8, Overflow.ERROR);
        instants.write(() -> units.integrate(new int[]{-1, 0, 1}, 0));
        instants.write(units::fire);
        assertThat(units.spikes()).containsExactly(0b100);
        assertThat(units.membranes()).containsExactly(-1, 0, 1);
    }

    @Test
    void largestThreshold_isNeverExceeded() {
        long[] threshold = {Long.MAX_VALUE, Long.MAX_VALUE - 1};
        NeuronUnits units = units(new long[2], threshold, 0, 64, Overflow.ERROR);
        units.restore(memory(Long.MAX_VALUE, Long.MAX_VALUE), 0);
        instants.write(units::fire);
        assertThat(units.spikes()).containsExactly(0b10);
        assertThat(units.membranes()).containsExactly(Long.MAX_VALUE, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127})
    void spikeWords_holdSixtyFourUnitsEach(int count) {
        NeuronUnits units = units(new long[count], new long[count], 0, 8, Overflow.ERROR);
        int[] dot = new int[count];
        for (int unit = 0; unit < count; unit++) {
            dot[unit] = unit % 3 == 0 ? 1 : 0;
        }
        dot[count - 1] = 1;
        instants.write(() -> units.integrate(dot, 0));
        instants.write(units::fire);
        // Every third bit from 0 on; 64 = 1 mod 3, so the pattern of the second word starts with its bit 2.
        long thirds = 0x9249_2492_4924_9249L;
        assertThat(units.spikes()).containsExactly(switch (count) {
            case 1 -> new long[]{1};
            case 63 -> new long[]{(thirds & Long.MAX_VALUE) | 1L << 62};
            case 64 -> new long[]{thirds};
            case 65 -> new long[]{thirds, 1};
            default -> new long[]{thirds, 0x4924_9249_2492_4924L};
        });
        for (int unit = 0; unit < count; unit++) {
            assertThat(units.spikeSignal().value(unit)).as("unit %d", unit).isEqualTo(dot[unit]);
        }
        instants.write(units::clear);
        instants.write(units::fire);
        assertThat(units.spikes()).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"8, 127", "16, 32767", "32, 2147483647", "63, 4611686018427387903", "64, 9223372036854775807"})
    void membrane_atEitherEndOfItsRange_isNoOverflowAndOneMoreIs(int membraneBits, long most) {
        NeuronUnits units = units(new long[3], new long[3], 0, membraneBits, Overflow.ERROR);
        units.restore(memory(most - 1, 0, -most), 0);
        instants.write(() -> units.integrate(new int[]{1, 0, -1}, 0));
        assertThat(units.membranes()).containsExactly(most, 0, -most - 1);
        String message = " left the range of " + membraneBits + " bits";
        assertThatThrownBy(() -> instants.write(() -> units.integrate(new int[]{0, 0, -1}, 0)))
                .isInstanceOfSatisfying(MembraneOverflowException.class, e -> {
                    assertThat(e.unit()).isEqualTo(2);
                    assertThat(e.membraneBits()).isEqualTo(membraneBits);
                    assertThat(e.membrane()).isEqualTo(BigInteger.valueOf(-most).subtract(BigInteger.TWO));
                })
                .hasMessage("the membrane of unit 2, -" + BigInteger.valueOf(most).add(BigInteger.TWO) + "," + message);
        assertThatThrownBy(() -> instants.write(() -> units.integrate(new int[]{1, 0, 0}, 0)))
                .isInstanceOf(MembraneOverflowException.class)
                .hasMessage("the membrane of unit 0, " + BigInteger.valueOf(most).add(BigInteger.ONE) + "," + message);
    }

    @ParameterizedTest
    @CsvSource({"8, 127", "16, 32767", "32, 2147483647", "63, 4611686018427387903", "64, 9223372036854775807"})
    void membrane_thatSaturates_staysAtTheEndOfItsRange(int membraneBits, long most) {
        NeuronUnits units = units(new long[3], new long[3], 0, membraneBits, Overflow.SATURATE);
        units.restore(memory(most - 1, 0, -most), 0);
        instants.write(() -> units.integrate(new int[]{2, 5, -2}, 0));
        assertThat(units.membranes()).containsExactly(most, 5, -most - 1);
        instants.write(() -> units.integrate(new int[]{-3, -5, 4}, 0));
        assertThat(units.membranes()).containsExactly(most - 3, 0, -most + 3);
    }

    /** 2^31 - 1 counts of 2^32 units are 2^63 - 2^32; with a bias of -2^62 + 1 the drive alone passes 64 bits. */
    @Test
    void driveBeyond64Bits_isNoticed() {
        long bias = FixedPoint.LARGEST_BIAS;
        NeuronUnits saturating = units(new long[]{-bias, bias}, new long[2], 32, 64, Overflow.SATURATE);
        instants.write(() -> saturating.integrate(new int[]{Integer.MAX_VALUE, Integer.MIN_VALUE}, 0));
        assertThat(saturating.membranes()).containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);

        // From the other end of the range both additions wrap, and the sum is right: 2^63 - 2^32 + 2^62 - 1 - 2^63.
        instants.write(() -> saturating.integrate(new int[]{Integer.MIN_VALUE, Integer.MAX_VALUE}, 0));
        assertThat(saturating.membranes()).containsExactly(bias - 1, -bias - 0x1_0000_0000L);
    }

    @Test
    void saveAndRestore_takeTheMembranesFromAPlaceInAMemory() {
        NeuronUnits units = units(new long[2], new long[]{5, 5}, 0, 16, Overflow.ERROR);
        MembraneMemory memory = memory(11, 12, -3, 14, 15);
        units.restore(memory, 2);
        assertThat(units.membranes()).containsExactly(-3, 14);
        instants.write(() -> units.integrate(new int[]{1, 1}, 0));
        instants.write(units::fire);
        units.save(memory, 1);
        assertThat(memory.toArray()).containsExactly(11, -2, 10, 14, 15);
        assertThat(units.units()).isEqualTo(2);
    }

    @Test
    void restoredMembranes_areToldWithTheIntegrationOfTheSameEdge() {
        NeuronUnits units = units(new long[2], new long[]{50, 50}, 0, 16, Overflow.ERROR);
        instants.watch(units.membraneSignal());
        instants.write(() -> {
            units.restore(memory(20, 7), 0);
            units.integrate(new int[]{3, -7}, 0);
        });
        assertThat(instants.history()).containsExactly("1 row0.membrane 23");
    }

    /** Some rows alone show what all rows show; the others' registers stay, and memory and spikes are the same. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 512, 513})
    void rows_showWhatAllUnitsShow(int count) {
        Random random = new Random(count);
        for (KernelChoice choice : KernelChoice.values()) {
            UnitParameters parameters = UnitParameters.of(random.longs(count, -40, 40).toArray(),
                    random.longs(count, 0, 200).toArray(), UnitFormat.popcounts(2, 9, Overflow.SATURATE));
            NeuronUnits all = new NeuronUnits(instants.scope().child("all" + choice), parameters, choice);
            NeuronUnits some = new NeuronUnits(instants.scope().child("some" + choice), parameters, choice);
            int[] rows = IntStream.range(0, count).filter(row -> row % 5 == 2 || row == count - 1).toArray();
            assertThat(some.canServeRows()).isTrue();
            MembraneMemory memory = memory(random.longs(count + 3, -256, 256).toArray());
            MembraneMemory same = memory(memory.toArray());
            for (int step = 0; step < 20; step++) {
                int[] dot = random.ints(count + 1, -60, 60).toArray();
                long[] spikesBefore = some.spikes().clone();
                instants.write(() -> {
                    all.restore(memory, 3);
                    all.integrate(dot, 1);
                    some.integrate(same, 3, dot, 1, rows);
                });
                assertThat(at(some.membranes(), rows)).isEqualTo(at(all.membranes(), rows));
                assertThat(some.spikes()).isEqualTo(spikesBefore);
                instants.write(() -> {
                    all.fire();
                    all.save(memory, 3);
                    some.fire(same, 3, rows);
                });
                assertThat(at(some.membranes(), rows)).isEqualTo(at(all.membranes(), rows));
                assertThat(some.spikes()).isEqualTo(all.spikes());
                assertThat(same.toArray()).isEqualTo(memory.toArray());
            }
        }
    }

    private static long[] at(long[] values, int[] rows) {
        return IntStream.of(rows).mapToLong(row -> values[row]).toArray();
    }

    @Test
    void rows_ofUnitsThatOverflow_areReportedAsOfAllUnits() {
        NeuronUnits units = units(new long[3], new long[]{500, 500, 500}, 0, 8, Overflow.ERROR);
        MembraneMemory memory = memory(0, 100, 100);
        assertThatThrownBy(
                () -> instants.write(() -> units.integrate(memory, 0, new int[]{1, 28, 29}, 0, new int[]{2})))
                .isInstanceOfSatisfying(MembraneOverflowException.class, e -> {
                    assertThat(e.unit()).isEqualTo(1);
                    assertThat(e.membrane()).isEqualTo(BigInteger.valueOf(128));
                });
    }
}

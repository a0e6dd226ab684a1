package xnorsim.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.neurons.Overflow;
import xnorsim.proof.exact.SubarrayCase;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/** Every register that is watched has the value of the register model in every cycle, whatever else is watched. */
class RegistersPropertyTest {
    private static final int MAX_CELLS = 129 * 65;

    /** The first random subarray from a number on that is small and runs to its end. */
    private static SubarrayCase subarray(long seed) {
        return IntStream.iterate(0, index -> index + 1).mapToObj(index -> SubarrayCase.draw(seed, index))
                .filter(one -> one.architecture().rows() * one.architecture().columns() <= MAX_CELLS
                        && one.architecture().overflow() == Overflow.ERROR)
                .findFirst().orElseThrow();
    }

    @Property(tries = 60)
    void allRegisters_areTheModels_inEveryCycle(@ForAll long seed) {
        SubarrayCase given = subarray(seed);
        MacroSimulation macro = simulation(given);
        List<Signal> signals = macro.signals().stream().filter(signal -> !signal.name().equals("clk")).toList();
        signals.forEach(signal -> signal.watch((_, _) -> {}));
        BitSet rows = new BitSet();
        rows.set(0, given.architecture().rows());
        assertRegisters(given, macro, signals, rows);
    }

    /** Registers of a bank: pop, buffer, code, membrane, spike. */
    @Property(tries = 100)
    void watchedRows_areTheModels_whileTheOthersAreLeftOut(@ForAll long seed) {
        Random random = new Random(seed);
        SubarrayCase given = subarray(seed);
        BitSet rows = new BitSet();
        rows.set(random.nextInt(given.architecture().rows()));
        rows.set(random.nextInt(given.architecture().rows()));
        MacroSimulation macro = simulation(given);
        List<BankSignal> banks = macro.signals().stream().filter(BankSignal.class::isInstance)
                .map(BankSignal.class::cast).toList();
        List<Signal> watched = random.ints(2, 0, banks.size()).distinct().<Signal>mapToObj(banks::get).toList();
        boolean updates = random.nextBoolean();
        for (Signal signal : watched) {
            if (updates) {
                ((BankSignal) signal).watchUpdates(_ -> {}, rows);
            } else {
                ((BankSignal) signal).watch((_, _) -> {}, rows);
            }
        }
        assertRegisters(given, macro, watched, rows);
    }

    private static MacroSimulation simulation(SubarrayCase given) {
        return new MacroSimulation(given.architecture(), given.input(), PopcountKernels.chosen());
    }

    private static void assertRegisters(SubarrayCase given, MacroSimulation macro, List<Signal> signals, BitSet rows) {
        List<long[]> seen = new ArrayList<>();
        look(macro, given, signals, rows, seen, 0);
        macro.run();
        RegisterModel model = new RegisterModel(given);
        int at = 0;
        int cycle = 0;
        do {
            if (cycle > 0) {
                model.edge();
            }
            for (Signal signal : signals) {
                long[] expected = chosen(signal, model.values(signal.name()), rows);
                assertThat(seen.get(at++)).as("%s in cycle %d", signal.name(), cycle).containsExactly(expected);
            }
            cycle++;
        } while (cycle == 1 || !model.isIdle());
        assertThat(seen).hasSize(at);
    }

    /** Just before the edge that ends the cycle. */
    private static void look(MacroSimulation macro, SubarrayCase given, List<Signal> signals, BitSet rows,
            List<long[]> seen, long cycle) {
        macro.scheduler().schedule((cycle + 1) * given.architecture().clockPeriodPs() - 1, Phase.OBSERVE, () -> {
            signals.forEach(signal -> seen.add(chosen(signal, values(signal), rows)));
            look(macro, given, signals, rows, seen, cycle + 1);
        });
    }

    private static long[] chosen(Signal signal, long[] values, BitSet rows) {
        return signal instanceof BankSignal ? rows.stream().mapToLong(row -> values[row]).toArray() : values.clone();
    }

    private static long[] values(Signal signal) {
        return switch (signal) {
            case BitSignal bit -> new long[]{bit.value() ? 1 : 0};
            case IntegerSignal integer -> new long[]{integer.value()};
            case VectorSignal vector -> {
                long[] bits = new long[vector.width()];
                Arrays.setAll(bits, j -> vector.bit(j) ? 1 : 0);
                yield bits;
            }
            case BankSignal bank -> {
                long[] lanes = new long[bank.lanes()];
                Arrays.setAll(lanes, bank::value);
                yield lanes;
            }
            case RealSignal real -> throw new AssertionError(real);
        };
    }
}

package xnorsim.chip.macro;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.run.RegisterTransferModel;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/** The simulator's registers in every cycle, written down as {@link RegisterTransferModel} does it. */
final class EveryCycle {

    private EveryCycle() {}

    static List<String> simulated(Architecture a, MacroInput input) {
        MacroSimulation macro = new MacroSimulation(a, input, PopcountKernels.chosen());
        List<Signal> signals = macro.signals();
        signals.forEach(signal -> signal.watch((s, lane) -> {}));
        List<String> lines = new ArrayList<>();
        look(macro, a, signals, lines, 0);
        macro.run();
        return lines;
    }

    /**
     * The registers of some rows, those of the given banks (0 pop, 1 buffer, 2 code, 3 membrane, 4 spike), with nothing
     * else watched; to be compared with {@link #only}.
     */
    static List<String> simulated(Architecture a, MacroInput input, BitSet rows, BitSet banks, boolean updates) {
        MacroSimulation macro = new MacroSimulation(a, input, PopcountKernels.chosen());
        List<Signal> signals = macro.signals();
        List<BankSignal> all = signals.stream().filter(BankSignal.class::isInstance).map(BankSignal.class::cast)
                .toList();
        banks.stream().forEach(b -> {
            if (updates) {
                all.get(b).watchUpdates(bank -> {}, rows);
            } else {
                all.get(b).watch((s, lane) -> {}, rows);
            }
        });
        List<String> lines = new ArrayList<>();
        look(macro, a, signals, lines, 0);
        macro.run();
        return only(lines, rows, banks);
    }

    /** Of every line only what belongs to these rows and banks. */
    static List<String> only(List<String> lines, BitSet rows, BitSet banks) {
        return lines.stream().map(line -> {
            String[] parts = line.split(" \\| ", -1);
            StringBuilder kept = new StringBuilder();
            rows.stream().forEach(row -> {
                String[] registers = parts[1 + row].split(" ", -1);
                banks.stream().forEach(b -> kept.append(registers[b]).append(' '));
            });
            return kept.toString();
        }).toList();
    }

    private static void look(MacroSimulation macro, Architecture a, List<Signal> signals, List<String> lines,
            long cycle) {
        // Just before the edge that ends the cycle.
        macro.scheduler().schedule((cycle + 1) * a.clockPeriodPs() - 1, Phase.OBSERVE, () -> {
            lines.add(line(signals, a.rows()));
            look(macro, a, signals, lines, cycle + 1);
        });
    }

    private static String line(List<Signal> signals, int rows) {
        StringBuilder text = new StringBuilder();
        List<BankSignal> banks = new ArrayList<>();
        for (Signal signal : signals) {
            switch (signal) {
                case BitSignal bit when bit.name().equals("clk") -> {
                }
                case BitSignal bit -> text.append(bit.value() ? 1 : 0).append(bit.name().equals("full") ? "" : " ");
                case IntegerSignal integer -> text.append(integer.value()).append(' ');
                case VectorSignal vector -> text.append(bits(vector));
                case BankSignal bank -> banks.add(bank);
                case RealSignal real -> throw new AssertionError(real);
            }
        }
        for (int i = 0; i < rows; i++) {
            text.append(" |");
            for (BankSignal bank : banks) {
                text.append(' ').append(bank.value(i));
            }
        }
        return text.toString();
    }

    private static String bits(VectorSignal vector) {
        List<Integer> bits = new ArrayList<>();
        for (int j = 0; j < vector.width(); j++) {
            bits.add(vector.bit(j) ? 1 : 0);
        }
        return bits.toString();
    }
}

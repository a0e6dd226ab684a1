package xnorsim.chip.macro;

import java.util.ArrayList;
import java.util.List;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.chip.arch.Architecture;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/** Writes down what chosen signals of a subarray are in every cycle: a line a cycle, values separated by blanks. */
final class CycleTable {

    private final MacroSimulation macro;
    private final List<String> lines = new ArrayList<>();
    private final long periodPs;
    private final MacroResult result;

    CycleTable(Architecture architecture, MacroInput input, String... names) {
        macro = new MacroSimulation(architecture, input, new ScalarPopcount());
        periodPs = architecture.clockPeriodPs();
        Scheduler scheduler = macro.scheduler();
        List<Signal> signals = macro.signals();
        for (Signal signal : signals) {
            signal.watch((s, lane) -> {});
        }
        sampleMiddleOfCycle(scheduler, signals, names, 0);
        result = macro.run();
    }

    private void sampleMiddleOfCycle(Scheduler scheduler, List<Signal> signals, String[] names, long cycle) {
        scheduler.schedule(cycle * periodPs + periodPs / 4, Phase.OBSERVE, () -> {
            StringBuilder line = new StringBuilder().append(cycle).append(':');
            for (String name : names) {
                line.append(' ').append(value(signals, name));
            }
            lines.add(line.toString());
            sampleMiddleOfCycle(scheduler, signals, names, cycle + 1);
        });
    }

    private static String value(List<Signal> signals, String name) {
        for (Signal signal : signals) {
            if (signal instanceof BankSignal bank && name.endsWith("." + bank.name())) {
                int lane = Integer.parseInt(name.substring(bank.laneName().length(), name.indexOf('.')));
                return Long.toString(bank.value(lane));
            }
            if (signal.name().equals(name)) {
                return switch (signal) {
                    case BitSignal bit -> bit.value() ? "1" : "0";
                    case IntegerSignal integer -> Long.toString(integer.value());
                    case RealSignal real -> Double.toString(real.value());
                    case VectorSignal vector -> bits(vector);
                    case BankSignal bank -> throw new IllegalArgumentException(name);
                };
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** Column 0 first, as one would write the vector down. */
    private static String bits(VectorSignal vector) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < vector.width(); j++) {
            text.append(vector.bit(j) ? '1' : '0');
        }
        return text.toString();
    }

    List<String> lines() {
        return lines;
    }

    MacroResult result() {
        return result;
    }
}

package xnorsim.analog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Signal;

/** When a simulated subarray evaluates and samples, from its wire {@code phase}. */
final class SimulatedTimes {

    private SimulatedTimes() {}

    /** Of the first time step. */
    static SampleTimes of(Architecture given) {
        Architecture a = given.withTimeSteps(1).withReadout(Readout.ideal());
        MacroInput input = new MacroInput(new byte[a.rows() * a.columns()], new double[a.rows()], ones(a.rows()), 1,
                new byte[a.slots() * a.columns()]);
        MacroSimulation macro = new MacroSimulation(a, input, PopcountKernels.chosen());
        Signal phase = macro.signals().stream().filter(s -> s.name().equals("phase")).findFirst().orElseThrow();
        List<Long> evaluated = new ArrayList<>();
        List<Long> buffered = new ArrayList<>();
        long[] before = new long[1];
        phase.watch((signal, lane) -> {
            long now = ((IntegerSignal) signal).value();
            if (now == ArrayPhase.EVAL.code()) {
                evaluated.add(macro.scheduler().nowPs());
            }
            if (before[0] == ArrayPhase.BUFFER.code()) {
                buffered.add(macro.scheduler().nowPs());
            }
            before[0] = now;
        });
        macro.run();
        return new SampleTimes(evaluated, buffered);
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }
}

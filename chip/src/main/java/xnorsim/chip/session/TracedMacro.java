package xnorsim.chip.session;

import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.sim.Scheduler;
import xnorsim.trace.WaveformScope;

/**
 * One subarray on the user's vectors.
 *
 * @param simulation a simulation that has not run yet
 * @param work       its work
 */
public record TracedMacro(MacroSimulation simulation, Work work) implements TracedDesign {
    /** The work of a run with a number of samples and cycles. */
    public static Work work(Architecture a, int samples, long cycles) {
        return new Work((long) samples * a.timeSteps(), (double) Math.max(1, cycles), a.slots(),
                (a.columns() + a.busWidth() - 1) / a.busWidth());
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(new WaveformScope(MacroSimulation.SCOPE, simulation.signals()), work));
    }

    @Override
    public Scheduler scheduler() {
        return simulation.scheduler();
    }

    @Override
    public void run() {
        simulation.simulate();
    }
}

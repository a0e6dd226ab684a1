package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/** The signals of a sequencer: {@code phase}, {@code slot} and {@code step}, and the number of finished jobs. */
final class SequencerWires {

    private final IntegerSignal.Driver done;
    private final IntegerSignal.Driver phase;
    private final BitSignal.Driver slot;
    private final IntegerSignal.Driver step;

    SequencerWires(Scope scope) {
        this.done = scope.integer("done", 63, false);
        this.phase = scope.integer("phase", 3, false);
        this.slot = scope.bit("slot");
        this.step = scope.integer("step", 16, false);
    }

    IntegerSignal done() {
        return done.signal();
    }

    List<Signal> shown() {
        return List.of(phase.signal(), slot.signal(), step.signal());
    }

    boolean phaseIsWatched() {
        return phase.signal().isWatched();
    }

    void enter(ArrayPhase next) {
        phase.set(next.code());
    }

    void slot(int next) {
        slot.set(next == 1);
    }

    void step(int next) {
        step.set(next);
    }

    void finish() {
        enter(ArrayPhase.IDLE);
        done.set(done.signal().value() + 1);
    }
}

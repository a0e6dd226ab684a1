package xnorsim.chip.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/** The controller's state of one layer. Time steps are counted over all images. */
final class LayerState {

    /** Edge if nothing is pending. */
    static final long NEVER = Long.MAX_VALUE;

    private final IntegerSignal.Driver go;
    private final IntegerSignal.Driver state;
    private final IntegerSignal.Driver step;
    private final IntegerSignal.Driver bank;
    private final IntegerSignal.Driver position;
    private final List<IntegerSignal> done = new ArrayList<>();
    private final int banks;
    private final long[] cycles = new long[Cause.COUNT];
    private Cause cause = Cause.INPUT;
    private long causeStep;
    private long since;

    /** Time steps known to be finished. */
    long finished;
    /** Time steps whose spikes all readers can see. */
    long delivered;
    /** The edge at which the present weight write ends. */
    long writtenEdge = NEVER;

    LayerState(Scope scope, int banks) {
        this.go = scope.integer("go", 63, false);
        this.state = scope.integer("state", 3, false);
        this.step = scope.integer("time_step", 63, false);
        this.position = scope.integer("position", 32, false);
        this.bank = scope.integer("bank", 6, false);
        this.banks = banks;
    }

    /** Counts the time steps that may start. */
    IntegerSignal go() {
        return go.signal();
    }

    /** The position the layer works on, driven by the layer. */
    IntegerSignal.Driver position() {
        return position;
    }

    /** The signals of a handshake waveform. */
    List<Signal> signals() {
        return List.of(state.signal(), step.signal(), position.signal(), bank.signal(), go.signal());
    }

    void connect(IntegerSignal copy) {
        done.add(copy);
    }

    /** Time steps that all copies have finished. */
    long done() {
        long least = Long.MAX_VALUE;
        for (int c = 0; c < done.size(); c++) {
            least = Math.min(least, done.get(c).value());
        }
        return least;
    }

    long started() {
        return go.signal().value();
    }

    boolean isWriting() {
        return writtenEdge != NEVER;
    }

    boolean isBusy() {
        return started() > finished;
    }

    void start() {
        writtenEdge = NEVER;
        go.set(started() + 1);
    }

    /** Starts a run at {@code edge}. */
    void reset(long edge) {
        Arrays.fill(cycles, 0);
        cause = Cause.INPUT;
        causeStep = started();
        since = edge;
    }

    /** From {@code edge} on the layer does {@code next} for time step {@code nextStep}. */
    void account(Cause next, long nextStep, long edge, int layer, TimelineObserver observer) {
        if (next == cause && nextStep == causeStep) {
            return;
        }
        close(edge, layer, observer);
        cause = next;
        causeStep = nextStep;
        state.set(next.ordinal());
        step.set(nextStep);
        bank.set(nextStep % banks);
    }

    /** Closes the present account at {@code edge}. */
    void close(long edge, int layer, TimelineObserver observer) {
        if (edge > since) {
            cycles[cause.ordinal()] += edge - since;
            observer.layer(layer, cause, causeStep, since, edge);
        }
        since = edge;
    }

    /** Cycles by cause since the run began, up to the last change. */
    long[] cycles() {
        return cycles.clone();
    }
}

package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.LayerControl;
import xnorsim.chip.layout.PassSource;
import xnorsim.sim.Clock;
import xnorsim.sim.Component;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * The control of a group of subarrays in lockstep: starts a job when available and lets a runner execute it, phase by
 * phase if any signal of the group is observed, else at once. Observation never changes timing or an observed value;
 * probes must be attached before a job starts.
 */
public final class ArraySequencer extends Component implements LayerControl {

    private final Clock clock;
    private final LockstepTiles tiles;
    private final PassSource plan;
    private final PassLengths lengths;
    private final IntegerSignal go;
    private final SequencerWires wires;
    private final JobRunner phased;
    private final JobRunner whole;

    private JobRunner runner;
    private boolean working;
    private boolean starting;
    private long wakeEdge = JobRunner.NEVER;
    private long wakePs = JobRunner.NEVER;

    /**
     * Builds the control of {@code tiles}.
     *
     * @param go counts the jobs that may start; a change starts the next one at the same edge
     */
    public ArraySequencer(Scope scope, Clock clock, Architecture architecture, int slots, LockstepTiles tiles,
            PassSource plan, IntegerSignal go) {
        super(scope);
        this.clock = clock;
        this.tiles = tiles;
        this.plan = plan;
        this.lengths = new PassLengths(architecture, tiles, plan, slots);
        this.go = go;
        this.wires = new SequencerWires(scope);
        this.phased = new PhasedJob(architecture, slots, tiles, plan, lengths, wires);
        this.whole = new WholeJob(architecture, slots, tiles, plan, lengths, wires);
        this.runner = whole;
        sensitiveTo(go);
    }

    @Override
    public IntegerSignal done() {
        return wires.done();
    }

    /** The wires {@code phase}, {@code slot} and {@code step}. */
    public List<Signal> signals() {
        return wires.shown();
    }

    @Override
    protected void evaluate() {
        starting = !working && go.value() > done().value();
        if (starting) {
            plan.prepare(done().value());
            lengths.measure();
        } else {
            runner.evaluate(edge());
        }
        requestUpdate();
    }

    @Override
    protected void update() {
        long edge = edge();
        if (starting) {
            starting = false;
            working = true;
            plan.begin(done().value());
            runner = isWatched() ? phased : whole;
            runner.start(edge);
        } else if (runner.update(edge)) {
            working = false;
            wires.finish();
        }
        long next = runner.nextEdge();
        if (next != JobRunner.NEVER && next != wakeEdge) {
            wakeEdge = next;
            wakePs = clock.edgePs(next);
            if (runner.fetches(next)) {
                wakeAtPs(wakePs);
            } else {
                updateAtPs(wakePs);
            }
        }
    }

    /** The present edge: mostly the requested one, which saves a division. */
    private long edge() {
        return nowPs() == wakePs ? wakeEdge : clock.lastEdge();
    }

    private boolean isWatched() {
        for (Signal signal : signals()) {
            if (signal.isWatched()) {
                return true;
            }
        }
        return tiles.isWatched() || plan.isWatched();
    }
}

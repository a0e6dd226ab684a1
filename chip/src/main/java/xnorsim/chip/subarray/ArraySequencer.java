package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.LayerControl;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.chip.layout.PassPlan;
import xnorsim.neurons.MembraneOverflowException;
import xnorsim.sim.BitSignal;
import xnorsim.sim.Clock;
import xnorsim.sim.Component;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * The control of a group of subarrays in lockstep: the phases IDLE, LOAD, EVAL, BUFFER, SENSE, (ADD,) INTEGRATE, FIRE of
 * docs/timing.md. Where something of the group is watched, each phase has its event, and each beat if somebody watches what
 * a beat changes; where only some rows are watched, the phases serve these rows, and all rows are summed when they
 * integrate. Where nothing is watched, a job has one event, at the edge at which its last pass fires: what it reads does not
 * change before it is done, and what it writes is not read before. No watched value and no cycle depends on who watches; signals
 * are to be watched before a job starts.
 *
 * <p>Two state machines share the clock. The core walks through the phases and acts at {@code coreEdge}. Double-buffered,
 * a loader fills the shadow latch beside it and acts at {@code loaderEdge}; they meet in the flag full, which the core
 * finds set in phase LOAD and clears, and the loader finds clear and sets, so never both at one edge.
 */
public final class ArraySequencer extends Component implements LayerControl {

    private static final long NEVER = Long.MAX_VALUE;

    private final Clock clock;
    private final Architecture architecture;
    private final int slots;
    private final LockstepTiles tiles;
    private final PassPlan plan;
    private final PassLengths lengths;
    private final WholeJob wholeJob;
    private final IntegerSignal go;
    private final IntegerSignal.Driver done;
    private final IntegerSignal.Driver phaseSignal;
    private final BitSignal.Driver slotSignal;
    private final IntegerSignal.Driver stepSignal;

    private ArrayPhase phase = ArrayPhase.IDLE;
    private long coreEdge = NEVER;
    private long pass;
    private int slot;
    private int beat;
    private long firstBufferEdge;
    private long holdCycles;

    private boolean full;
    private long loaderEdge = NEVER;
    private long loaderPass;
    private int loaderSlot;
    private int loaderBeat;

    private boolean starting;
    private boolean beatsWatched;
    private boolean clearingWatched;
    private boolean clearsFirst;
    private boolean loadsAndEvaluates;
    private boolean unwatched;
    private long startEdge;
    private long wakeEdge = NEVER;
    private long wakePs = NEVER;

    /**
     * Builds the control of {@code tiles}.
     *
     * @param go counts the jobs that may start; a change starts the next one at the same edge
     */
    public ArraySequencer(Scope scope, Clock clock, Architecture architecture, int slots, LockstepTiles tiles,
            PassPlan plan,
            IntegerSignal go) {
        super(scope);
        this.clock = clock;
        this.architecture = architecture;
        this.slots = slots;
        this.tiles = tiles;
        this.plan = plan;
        this.lengths = new PassLengths(architecture, tiles, plan, slots);
        this.wholeJob = new WholeJob(architecture, tiles, plan, lengths, slots);
        this.go = go;
        this.done = scope.integer("done", 63, false);
        this.phaseSignal = scope.integer("phase", 3, false);
        this.slotSignal = scope.bit("slot");
        this.stepSignal = scope.integer("step", 16, false);
        sensitiveTo(go);
    }

    @Override
    public IntegerSignal done() {
        return done.signal();
    }

    /** The wires {@code phase}, {@code slot} and {@code step}. */
    public List<Signal> signals() {
        return List.of(phaseSignal.signal(), slotSignal.signal(), stepSignal.signal());
    }

    @Override
    protected void evaluate() {
        long edge = edge();
        starting = phase == ArrayPhase.IDLE && go.value() > done.signal().value();
        if (starting) {
            plan.prepare(done.signal().value());
            lengths.measure();
        } else if (fetchesPass(edge)) {
            for (int s = 0; s < slots && !lengths.isSkipped(pass); s++) {
                plan.fetch(pass, s, tiles.vector(s));
            }
        } else if (fetchesSlot(edge)) {
            plan.fetch(pass, slot, tiles.vector(slot));
        }
        if (prefetches(edge)) {
            plan.fetch(loaderPass, loaderSlot, tiles.vector());
        }
        requestUpdate();
    }

    /** Whether all vectors of the pass are read at {@code edge}: a loader's vectors are gone when their sums are needed. */
    private boolean fetchesPass(long edge) {
        return edge == coreEdge && !unwatched && phase == ArrayPhase.INTEGRATE && tiles.isPartial()
                && architecture.doubleBuffered();
    }

    private boolean fetchesSlot(long edge) {
        return edge == coreEdge && !unwatched && phase == ArrayPhase.LOAD && !architecture.doubleBuffered()
                && beat == 0;
    }

    private boolean prefetches(long edge) {
        return edge == loaderEdge && loaderBeat == 0;
    }

    @Override
    protected void update() {
        long edge = edge();
        if (starting) {
            starting = false;
            start(edge);
        } else if (unwatched) {
            if (edge == coreEdge) {
                finishUnwatched();
            }
        } else {
            if (edge == coreEdge) {
                coreEdge = NEVER;
                core(edge);
            }
            if (edge == loaderEdge) {
                loader(edge);
            }
        }
        long next = Math.min(coreEdge, loaderEdge);
        if (next != NEVER && next != wakeEdge) {
            wakeEdge = next;
            wakePs = clock.edgePs(next);
            if (fetchesPass(next) || fetchesSlot(next) || prefetches(next)) {
                wakeAtPs(wakePs);
            } else {
                updateAtPs(wakePs);
            }
        }
    }

    /** The present edge: mostly the one asked for, which spares a division. */
    private long edge() {
        return nowPs() == wakePs ? wakeEdge : clock.lastEdge();
    }

    private void start(long edge) {
        plan.begin(done.signal().value());
        unwatched = !isWatched();
        pass = 0;
        slot = 0;
        loaderPass = 0;
        loaderSlot = 0;
        if (unwatched) {
            enter(ArrayPhase.LOAD);
            startEdge = edge;
            coreEdge = lengths.endOfJob(edge);
            return;
        }
        tiles.chooseRows();
        beatsWatched = tiles.beatsAreWatched();
        clearingWatched = tiles.membranesAreWatched();
        loadsAndEvaluates = !architecture.doubleBuffered() && !beatsWatched && !phaseSignal.signal().isWatched();
        if (architecture.doubleBuffered()) {
            startLoader(edge);
        }
        enterLoad(edge);
    }

    private boolean isWatched() {
        for (Signal signal : signals()) {
            if (signal.isWatched()) {
                return true;
            }
        }
        return tiles.isWatched() || plan.isWatched();
    }

    private void finishUnwatched() {
        coreEdge = NEVER;
        wholeJob.run(startEdge);
        stepSignal.set(plan.stepAfter(plan.passes() - 1));
        finish();
    }

    private void enterLoad(long edge) {
        if (lengths.isSkipped(pass)) {
            go(ArrayPhase.INTEGRATE, edge + 1);
            return;
        }
        enter(ArrayPhase.LOAD);
        beat = 0;
        if (!architecture.doubleBuffered()) {
            clearsFirst = !beatsWatched && clearingWatched && slot == 0 && plan.startsSample(pass);
            coreEdge = beatsWatched || clearsFirst ? edge + 1 : endOfLoad(edge);
        } else if (full) {
            coreEdge = edge + 1;
        }
    }

    /** The edge at which a load that nobody watches is done, together with the evaluation if nobody sees the phases. */
    private long endOfLoad(long edge) {
        return edge + lengths.of(pass, slot) + (loadsAndEvaluates ? architecture.evalCycles() : 0);
    }

    private void enter(ArrayPhase next) {
        phase = next;
        phaseSignal.set(next.code());
    }

    private void core(long edge) {
        switch (phase) {
            case IDLE -> throw new IllegalStateException("an idle subarray was clocked");
            case LOAD -> {
                if (architecture.doubleBuffered()) {
                    take(edge);
                } else {
                    loadBeat(edge);
                }
            }
            case EVAL -> {
                tiles.evaluate(slot);
                go(ArrayPhase.BUFFER, edge + 1);
            }
            case BUFFER -> bufferSlot(edge);
            case SENSE -> {
                tiles.sense(held());
                if (tiles.adderLevels() > 0) {
                    go(ArrayPhase.ADD, edge + tiles.adderLevels());
                } else {
                    go(ArrayPhase.INTEGRATE, edge + 1);
                }
            }
            case ADD -> go(ArrayPhase.INTEGRATE, edge + 1);
            case INTEGRATE -> {
                integrate();
                go(ArrayPhase.FIRE, edge + 1);
            }
            case FIRE -> fire(edge);
        }
    }

    private void go(ArrayPhase next, long endsAtEdge) {
        enter(next);
        coreEdge = endsAtEdge;
    }

    private void integrate() {
        if (lengths.isSkipped(pass)) {
            clearIfSampleStarts();
            tiles.silentSum();
        } else if (tiles.isPartial()) {
            tiles.sum(held());
        } else {
            tiles.addCodes();
        }
        try {
            tiles.integrate(plan.membraneMemory(), plan.membraneAddress(pass));
        } catch (MembraneOverflowException e) {
            throw Overflows.report(e, plan.describe(pass));
        }
    }

    private void loadBeat(long edge) {
        if (beatsWatched) {
            oneBeat(edge);
            return;
        }
        if (clearsFirst) {
            clearsFirst = false;
            clearIfSampleStarts();
            coreEdge = endOfLoad(edge - 1);
            if (coreEdge > edge) {
                return;
            }
        } else if (!clearingWatched) {
            clearIfSampleStarts();
        }
        tiles.slice(tiles.vector(slot));
        tiles.loadAll();
        if (loadsAndEvaluates) {
            tiles.evaluate(slot);
            go(ArrayPhase.BUFFER, edge + 1);
        } else {
            go(ArrayPhase.EVAL, edge + architecture.evalCycles());
        }
    }

    private void oneBeat(long edge) {
        if (beat == 0) {
            clearIfSampleStarts();
            tiles.slice(tiles.vector(slot));
        }
        tiles.load(beat++, lengths.isEvents(pass, slot));
        if (beat == lengths.of(pass, slot)) {
            go(ArrayPhase.EVAL, edge + architecture.evalCycles());
        } else {
            coreEdge = edge + 1;
        }
    }

    private void take(long edge) {
        tiles.take();
        full = false;
        clearIfSampleStarts();
        startLoader(edge);
        go(ArrayPhase.EVAL, edge + architecture.evalCycles());
    }

    private void clearIfSampleStarts() {
        if (slot == 0 && plan.startsSample(pass)) {
            tiles.clearMembranes();
            plan.clearMembranes();
        }
    }

    private ArrayTile.Held held() {
        return tiles.held(plan, pass, holdCycles * architecture.clockPeriodPs());
    }

    private void bufferSlot(long edge) {
        holdCycles = slot == 0 ? 0 : edge - firstBufferEdge;
        firstBufferEdge = slot == 0 ? edge : firstBufferEdge;
        tiles.buffer(slot, held());
        if (slot + 1 < slots) {
            slot = 1;
            slotSignal.set(true);
            enterLoad(edge);
        } else {
            slot = 0;
            slotSignal.set(false);
            go(ArrayPhase.SENSE, edge + architecture.senseCycles());
        }
    }

    private void fire(long edge) {
        tiles.fire(plan.membraneMemory(), plan.membraneAddress(pass));
        fired(edge);
    }

    private void fired(long edge) {
        plan.fired(pass);
        stepSignal.set(plan.stepAfter(pass));
        pass++;
        if (pass < plan.passes()) {
            enterLoad(edge);
        } else {
            finish();
        }
    }

    private void finish() {
        enter(ArrayPhase.IDLE);
        done.set(done.signal().value() + 1);
    }

    private void startLoader(long edge) {
        while (loaderPass < plan.passes() && lengths.isSkipped(loaderPass)) {
            loaderPass++;
        }
        if (loaderPass < plan.passes()) {
            loaderBeat = 0;
            loaderEdge = edge + (beatsWatched ? 1 : lengths.of(loaderPass, loaderSlot));
        } else {
            loaderEdge = NEVER;
        }
    }

    private void loader(long edge) {
        if (!beatsWatched) {
            tiles.slice(tiles.vector());
            tiles.prefetchAll();
            loaderBeat = lengths.of(loaderPass, loaderSlot);
        } else {
            if (loaderBeat == 0) {
                tiles.slice(tiles.vector());
            }
            loaderBeat++;
            tiles.prefetch(loaderBeat - 1, lengths.isEvents(loaderPass, loaderSlot),
                    loaderBeat == lengths.of(loaderPass, loaderSlot));
        }
        if (loaderBeat < lengths.of(loaderPass, loaderSlot)) {
            loaderEdge = edge + 1;
            return;
        }
        full = true;
        loaderEdge = NEVER;
        loaderSlot++;
        if (loaderSlot == slots) {
            loaderSlot = 0;
            loaderPass++;
        }
        if (phase == ArrayPhase.LOAD) {
            coreEdge = edge + 1;
        }
    }
}

package xnorsim.chip.subarray;

import java.util.Optional;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.chip.layout.PassSource;
import xnorsim.neurons.MembraneOverflowException;

/**
 * A job phase by phase: LOAD, EVAL, BUFFER, SENSE, (ADD,) INTEGRATE, FIRE of docs/timing.md. Each phase is an event,
 * and so is each beat if its effect is observed. If only some rows are observed, the phases serve these rows, and all
 * rows are summed at INTEGRATE.
 */
final class PhasedJob implements JobRunner {

    private final Architecture architecture;
    private final int slots;
    private final LockstepTiles tiles;
    private final PassSource plan;
    private final PassLengths lengths;
    private final SequencerWires wires;
    private final Optional<ShadowLoader> loader;

    private ArrayPhase phase = ArrayPhase.IDLE;
    private long coreEdge = NEVER;
    private long pass;
    private int slot;
    private int beat;
    private long firstBufferEdge;
    private long holdCycles;

    private boolean beatsWatched;
    private boolean clearingWatched;
    private boolean clearsFirst;
    private boolean loadsAndEvaluates;

    PhasedJob(Architecture architecture, int slots, LockstepTiles tiles, PassSource plan, PassLengths lengths,
            SequencerWires wires) {
        this.architecture = architecture;
        this.slots = slots;
        this.tiles = tiles;
        this.plan = plan;
        this.lengths = lengths;
        this.wires = wires;
        this.loader = architecture.doubleBuffered()
                ? Optional.of(new ShadowLoader(tiles, plan, lengths, slots))
                : Optional.empty();
    }

    @Override
    public void start(long edge) {
        pass = 0;
        slot = 0;
        tiles.chooseRows();
        beatsWatched = tiles.beatsAreWatched();
        clearingWatched = tiles.membranesAreWatched();
        loadsAndEvaluates = loader.isEmpty() && !beatsWatched && !wires.phaseIsWatched();
        if (loader.isPresent()) {
            loader.get().begin(beatsWatched);
            loader.get().start(edge);
        }
        enterLoad(edge);
    }

    @Override
    public long nextEdge() {
        return loader.isPresent() ? Math.min(coreEdge, loader.get().nextEdge()) : coreEdge;
    }

    @Override
    public boolean fetches(long edge) {
        return fetchesPass(edge) || fetchesSlot(edge) || (loader.isPresent() && loader.get().fetches(edge));
    }

    /** Whether all vectors of the pass are read: a loader's vectors are overwritten before their sums are needed. */
    private boolean fetchesPass(long edge) {
        return edge == coreEdge && phase == ArrayPhase.INTEGRATE && tiles.isPartial() && loader.isPresent();
    }

    private boolean fetchesSlot(long edge) {
        return edge == coreEdge && phase == ArrayPhase.LOAD && loader.isEmpty() && beat == 0;
    }

    @Override
    public void evaluate(long edge) {
        if (fetchesPass(edge)) {
            for (int s = 0; s < slots && !lengths.isSkipped(pass); s++) {
                plan.fetch(pass, s, tiles.vector(s));
            }
        } else if (fetchesSlot(edge)) {
            plan.fetch(pass, slot, tiles.vector(slot));
        }
        if (loader.isPresent() && loader.get().fetches(edge)) {
            loader.get().fetch();
        }
    }

    @Override
    public boolean update(long edge) {
        boolean done = false;
        if (edge == coreEdge) {
            coreEdge = NEVER;
            done = core(edge);
        }
        if (loader.isPresent() && edge == loader.get().nextEdge() && loader.get().load() && phase == ArrayPhase.LOAD) {
            coreEdge = edge + 1;
        }
        return done;
    }

    private void enterLoad(long edge) {
        if (lengths.isSkipped(pass)) {
            go(ArrayPhase.INTEGRATE, edge + 1);
            return;
        }
        enter(ArrayPhase.LOAD);
        beat = 0;
        if (loader.isEmpty()) {
            clearsFirst = !beatsWatched && clearingWatched && slot == 0 && plan.startsSample(pass);
            coreEdge = beatsWatched || clearsFirst ? edge + 1 : endOfLoad(edge);
        } else if (loader.get().isFull()) {
            coreEdge = edge + 1;
        }
    }

    /** The edge that ends an unobserved load, and the evaluation if phases are not observed. */
    private long endOfLoad(long edge) {
        return edge + lengths.of(pass, slot) + (loadsAndEvaluates ? architecture.evalCycles() : 0);
    }

    private void enter(ArrayPhase next) {
        phase = next;
        wires.enter(next);
    }

    private void go(ArrayPhase next, long endsAtEdge) {
        enter(next);
        coreEdge = endsAtEdge;
    }

    /** The end of a phase; returns whether the job is done. */
    private boolean core(long edge) {
        switch (phase) {
            case IDLE -> throw new IllegalStateException("an idle subarray was clocked");
            case LOAD -> load(edge);
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
            case FIRE -> {
                return fire(edge);
            }
        }
        return false;
    }

    private void load(long edge) {
        if (loader.isPresent()) {
            tiles.take();
            clearIfSampleStarts();
            loader.get().start(edge);
            go(ArrayPhase.EVAL, edge + architecture.evalCycles());
        } else if (beatsWatched) {
            loadBeat(edge);
        } else {
            loadVector(edge);
        }
    }

    private void loadBeat(long edge) {
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

    private void loadVector(long edge) {
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
            wires.slot(slot);
            enterLoad(edge);
        } else {
            slot = 0;
            wires.slot(slot);
            go(ArrayPhase.SENSE, edge + architecture.senseCycles());
        }
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

    private boolean fire(long edge) {
        tiles.fire(plan.membraneMemory(), plan.membraneAddress(pass));
        plan.fired(pass);
        wires.step(plan.stepAfter(pass));
        pass++;
        if (pass < plan.passes()) {
            enterLoad(edge);
            return false;
        }
        phase = ArrayPhase.IDLE;
        return true;
    }
}

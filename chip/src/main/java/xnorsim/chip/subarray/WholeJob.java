package xnorsim.chip.subarray;

import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.chip.layout.PassSource;
import xnorsim.neurons.MembraneOverflowException;

/**
 * All passes of an unobserved job at one edge, at which its last pass fires: its inputs do not change before, and its
 * outputs are not read before. Passes with independent membranes are summed in blocks, so that a subarray serves many
 * of them while its contents are in the L1 cache.
 */
final class WholeJob implements JobRunner {

    private final LockstepTiles tiles;
    private final PassSums sums;
    private final PassSource plan;
    private final PassLengths lengths;
    private final int slots;
    private final long clockPeriodPs;
    private final SequencerWires wires;
    private long startEdge;
    private long endEdge = NEVER;

    WholeJob(Architecture architecture, int slots, LockstepTiles tiles, PassSource plan, PassLengths lengths,
            SequencerWires wires) {
        this.tiles = tiles;
        this.sums = tiles.sums();
        this.plan = plan;
        this.lengths = lengths;
        this.slots = slots;
        this.clockPeriodPs = architecture.clockPeriodPs();
        this.wires = wires;
    }

    @Override
    public void start(long edge) {
        wires.enter(ArrayPhase.LOAD);
        startEdge = edge;
        endEdge = lengths.endOfJob(edge);
    }

    @Override
    public long nextEdge() {
        return endEdge;
    }

    @Override
    public boolean fetches(long edge) {
        return false;
    }

    @Override
    public void evaluate(long edge) {
        // All vectors are read at the end.
    }

    @Override
    public boolean update(long edge) {
        if (edge != endEdge) {
            return false;
        }
        endEdge = NEVER;
        run();
        wires.step(plan.stepAfter(plan.passes() - 1));
        return true;
    }

    private void run() {
        lengths.begin(startEdge);
        long at = startEdge;
        long passes = plan.passes();
        int block = plan.passesAreIndependent() ? sums.places() : 1;
        for (long first = 0; first < passes; first += block) {
            int count = (int) Math.min(block, passes - first);
            for (int k = 0; k < count; k++) {
                at = lengths.endOfPass(first + k, at);
                read(first + k, k);
            }
            sums.sum(count);
            for (int k = 0; k < count; k++) {
                fire(first + k, k);
            }
        }
    }

    private void read(long pass, int place) {
        if (plan.startsSample(pass)) {
            tiles.clearMembranes();
            plan.clearMembranes();
        }
        if (lengths.isSkipped(pass)) {
            sums.putSilence(place);
            return;
        }
        for (int s = 0; s < slots; s++) {
            plan.fetch(pass, s, sums.vector(place, s));
        }
        sums.put(place, tiles.held(plan, pass, lengths.holdCycles() * clockPeriodPs));
    }

    private void fire(long pass, int place) {
        try {
            tiles.integrateAndFire(plan.membraneMemory(), plan.membraneAddress(pass), place);
        } catch (MembraneOverflowException e) {
            throw Overflows.report(e, plan.describe(pass));
        }
        plan.fired(pass);
    }
}

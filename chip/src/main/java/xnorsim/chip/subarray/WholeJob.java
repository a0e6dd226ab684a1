package xnorsim.chip.subarray;

import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.PassPlan;
import xnorsim.neurons.MembraneOverflowException;

/**
 * All passes of a job where nobody watches what lies between its edges. Passes that do not wait for each other's membranes are
 * summed in blocks, so that a subarray serves many of them while what it stores is in the first cache.
 */
final class WholeJob {

    private final LockstepTiles tiles;
    private final PassSums sums;
    private final PassPlan plan;
    private final PassLengths lengths;
    private final int slots;
    private final long clockPeriodPs;

    WholeJob(Architecture architecture, LockstepTiles tiles, PassPlan plan, PassLengths lengths, int slots) {
        this.tiles = tiles;
        this.sums = tiles.sums();
        this.plan = plan;
        this.lengths = lengths;
        this.slots = slots;
        this.clockPeriodPs = architecture.clockPeriodPs();
    }

    /** Runs the passes of the job that left IDLE at {@code startEdge}. */
    void run(long startEdge) {
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

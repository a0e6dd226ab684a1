package xnorsim.chip;

import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Network;

/**
 * How long the layers of a network take for a time step, where that does not depend on the spikes; where it does, for the
 * longest vectors there can be.
 *
 * @param network      the layers
 * @param architecture their subarrays
 * @param placement    their replicas
 */
record LayerTiming(Network network, Architecture architecture, Placement placement) {

    /** Levels R of the adder tree over the sums that are added: ceil(log2 sums). */
    static int adderLevels(int sums) {
        return 32 - Integer.numberOfLeadingZeros(sums - 1);
    }

    /** Cycles of a layer in one time step. */
    long cycles(int layer) {
        Geometry g = network.layers().get(layer).geometry();
        if (!(network.layers().get(layer) instanceof BinaryLayer binary)) {
            return Math.ceilDiv((long) g.positions() * g.fanIn() * g.outputChannels(), (long) architecture.lanes());
        }
        int positions = Math.ceilDiv(g.positions(), placement.layers().get(layer).copies());
        int sums = Math.ceilDiv(g.fanIn(), architecture.columns()) * architecture.chip().gate().arraysPerTile();
        return architecture.doubleBuffered()
                ? latched(positions, binary.slots(), adderLevels(sums))
                : positions * pass(binary.slots(), adderLevels(sums));
    }

    /** Cycles of one pass when no latch is used: slots*(L + E + 1) + S + R + 2. */
    private long pass(int slots, int levels) {
        return (long) slots * (beats() + architecture.evalCycles() + 1) + architecture.senseCycles() + levels + 2;
    }

    /** Most cycles that loading a vector takes. */
    private int beats() {
        return switch (architecture.chip().loading()) {
            case WORDS, CHEAPER -> architecture.beats();
            case EVENTS -> architecture.columns();
        };
    }

    /** The latch is filled while the core works; a vector is taken one edge after both are ready. */
    private long latched(int positions, int slots, int levels) {
        long full = beats();
        long free = 0;
        for (int p = 0; p < positions; p++) {
            for (int s = 0; s < slots; s++) {
                long taken = Math.max(full, free) + 1;
                full = taken + beats();
                free = taken + architecture.evalCycles() + 1;
            }
            free += architecture.senseCycles() + levels + 2L;
        }
        return free;
    }
}

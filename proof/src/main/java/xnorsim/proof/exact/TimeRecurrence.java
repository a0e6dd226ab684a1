package xnorsim.proof.exact;

import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.Pipelining;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.Network;

/**
 * When every layer works on every time step of an image, after docs/timing.md: a layer starts once it has finished the
 * step before, its inputs are there and the readers of its output have finished the step that used the bank before;
 * without pipelining, once the last layer has finished the step before as well. For chips where nothing is shared.
 */
public final class TimeRecurrence {
    private final Network network;
    private final Architecture architecture;
    private final long[][] starts;
    private final long[][] ends;

    /** Works the times out for one image. */
    public TimeRecurrence(Network network, Architecture architecture) {
        this.network = network;
        this.architecture = architecture;
        int count = network.layers().size();
        this.starts = new long[count][network.timeSteps()];
        this.ends = new long[count][network.timeSteps()];
        for (int t = 0; t < network.timeSteps(); t++) {
            for (int l = 0; l < count; l++) {
                starts[l][t] = start(l, t);
                ends[l][t] = starts[l][t] + cycles(l);
            }
        }
    }

    private long start(int l, int t) {
        int last = network.layers().size() - 1;
        int banks = architecture.chip().outputBanks();
        long start = Math.max(end(l, t - 1), end(l - 1, t));
        start = architecture.pipelining() == Pipelining.NONE ? Math.max(start, end(last, t - 1)) : start;
        start = hasResidual(l) ? Math.max(start, end(l - 2, t)) : start;
        start = l + 1 <= last ? Math.max(start, end(l + 1, t - banks)) : start;
        return l + 2 <= last && hasResidual(l + 2) ? Math.max(start, end(l + 2, t - banks)) : start;
    }

    private long end(int l, int t) {
        return l < 0 || t < 0 ? 0 : ends[l][t];
    }

    private boolean hasResidual(int l) {
        return network.layers().get(l) instanceof BinaryLayer binary && binary.residual();
    }

    private long cycles(int l) {
        Layer layer = network.layers().get(l);
        Geometry g = layer.geometry();
        if (!(layer instanceof BinaryLayer binary)) {
            return Math.ceilDiv((long) g.positions() * g.fanIn() * g.outputChannels(), (long) architecture.lanes());
        }
        int levels = 0;
        while ((long) architecture.columns() << levels < g.fanIn()) {
            levels++;
        }
        long beats = Math.ceilDiv(architecture.columns(), architecture.busWidth());
        long tail = architecture.senseCycles() + levels + 2L;
        long at = 0;
        long latched = beats;
        for (int p = 0; p < g.positions(); p++) {
            for (int slot = 0; slot < binary.slots(); slot++) {
                if (architecture.doubleBuffered()) {
                    at = Math.max(at, latched) + 1;
                    latched = at + beats;
                } else {
                    at += beats;
                }
                at += architecture.evalCycles() + 1L;
            }
            at += tail;
        }
        return at;
    }

    /** Cycle at which a layer starts a step, from the start of the image. */
    public long startOf(int layer, int step) {
        return starts[layer][step];
    }

    /** Cycle at which a layer ends a step. */
    public long endOf(int layer, int step) {
        return ends[layer][step];
    }
}

package xnorsim.chip.run;

import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.Replicas;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.Network;

/**
 * The timing of docs/timing.md as arithmetic, without an event: start(l,t) = max(end(l,t-1), end(l-1,t), end(l-2,t) if
 * residual, max over readers q of end(q,t-B)) for B output banks, without pipelining also end(last,t-1); end(l,t) =
 * start(l,t) + layer(l). Time steps of all images form one sequence.
 */
public final class Recurrence {

    private Recurrence() {}

    /** Start and end of every layer and time step of so many images. */
    public record Times(long[][] start, long[][] end) {
        public long cycles() {
            return end[end.length - 1][end[0].length - 1];
        }
    }

    /** Cycles of a layer in one time step, counted over all images. */
    interface LayerCycles {
        long of(int layer, int step);
    }

    public static Times of(Network network, Architecture a, int images) {
        int last = network.layers().size() - 1;
        return of(network, a, images, (l, t) -> cycles(network.layers().get(l), l == 0 || l == last, a));
    }

    public static Times of(Network network, Architecture a, int images, LayerCycles cycles) {
        List<Layer> layers = network.layers();
        int count = layers.size();
        int steps = network.timeSteps() * images;
        int banks = a.chip().outputBanks();
        long[][] starts = new long[count][steps];
        long[][] end = new long[count][steps];
        for (int t = 0; t < steps; t++) {
            for (int l = 0; l < count; l++) {
                long start = at(end, l, t - 1);
                if (l > 0) {
                    start = Math.max(start, end[l - 1][t]);
                }
                if (residual(layers.get(l))) {
                    start = Math.max(start, end[l - 2][t]);
                }
                if (l + 1 < count) {
                    start = Math.max(start, at(end, l + 1, t - banks));
                }
                if (l + 2 < count && residual(layers.get(l + 2))) {
                    start = Math.max(start, at(end, l + 2, t - banks));
                }
                if (a.pipelining() == Pipelining.NONE) {
                    start = Math.max(start, at(end, count - 1, t - 1));
                }
                starts[l][t] = start;
                end[l][t] = start + cycles.of(l, t);
            }
        }
        return new Times(starts, end);
    }

    static boolean residual(Layer layer) {
        return layer instanceof BinaryLayer binary && binary.residual();
    }

    static int replicas(Layer layer, int positions, Replicas replicas) {
        Integer own = replicas.byLayer().get(layer.name());
        return own != null ? own : Math.min(positions, replicas.everywhere());
    }

    private static long at(long[][] end, int l, int t) {
        return t < 0 ? 0 : end[l][t];
    }

    public static long cycles(Layer layer, boolean digital, Architecture a) {
        Geometry g = layer.geometry();
        int positions = g.output().height() * g.output().width();
        if (digital) {
            return ceil((long) positions * g.fanIn() * g.outputChannels(), a.lanes());
        }
        positions = (int) ceil(positions, replicas(layer, positions, a.chip().replicas()));
        long beats = ceil(a.columns(), a.busWidth());
        int slots = residual(layer) ? 2 : 1;
        int levels = 0;
        while (1 << levels < ceil(g.fanIn(), a.columns())) {
            levels++;
        }
        if (!a.doubleBuffered()) {
            return positions * (slots * (beats + a.evalCycles() + 1) + a.senseCycles() + levels + 2);
        }
        return latched(positions, slots, beats, a.evalCycles(), a.senseCycles() + levels + 2);
    }

    /**
     * The handshake with a latch, vector by vector: a vector is taken at the edge after both the latch is full and the
     * core waits in LOAD for at least a cycle; the loader begins the next one with that edge.
     */
    private static long latched(int positions, int slots, long beats, int evalCycles, long tail) {
        long full = beats;
        long waiting = 0;
        for (int p = 0; p < positions; p++) {
            for (int s = 0; s < slots; s++) {
                long taken = Math.max(full, waiting) + 1;
                full = taken + beats;
                waiting = taken + evalCycles + 1 + (s == slots - 1 ? tail : 0);
            }
        }
        return waiting;
    }

    static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }
}

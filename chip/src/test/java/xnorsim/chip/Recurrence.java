package xnorsim.chip;

import java.util.List;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.Network;

/**
 * The timing of docs/timing.md as arithmetic, without an event:
 * start(l,t) = max(end(l,t-1), end(l-1,t), end(l-2,t) if residual, max over readers q of end(q,t-2)),
 * without pipelining also end(last,t-1); end(l,t) = start(l,t) + layer(l).
 */
final class Recurrence {

    private Recurrence() {}

    static long[][] ends(Network network, Architecture a) {
        List<Layer> layers = network.layers();
        int count = layers.size();
        int steps = network.timeSteps();
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
                    start = Math.max(start, at(end, l + 1, t - 2));
                }
                if (l + 2 < count && residual(layers.get(l + 2))) {
                    start = Math.max(start, at(end, l + 2, t - 2));
                }
                if (a.pipelining() == Pipelining.NONE) {
                    start = Math.max(start, at(end, count - 1, t - 1));
                }
                end[l][t] = start + cycles(layers.get(l), l == 0 || l == count - 1, a);
            }
        }
        return end;
    }

    private static boolean residual(Layer layer) {
        return layer instanceof BinaryLayer binary && binary.residual();
    }

    private static long at(long[][] end, int l, int t) {
        return t < 0 ? 0 : end[l][t];
    }

    private static long cycles(Layer layer, boolean digital, Architecture a) {
        Geometry g = layer.geometry();
        int positions = g.output().height() * g.output().width();
        if (digital) {
            return ceil((long) positions * g.fanIn() * g.outputChannels(), a.lanes());
        }
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
     * The handshake with a latch, vector by vector: a vector is taken at the edge after both the latch is full and the core
     * waits in LOAD for at least a cycle; the loader begins the next one with that edge.
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

    private static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }
}

package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.reference.Recording;

/**
 * The cycles of a layer whose passes take as long as their spikes ask for, after docs/timing.md and from the spikes of
 * the reference model: bytes and loops, no words and no events.
 */
final class SpikeDependentCycles implements Recurrence.LayerCycles {

    private final Network network;
    private final Architecture a;
    private final List<Recording> images;

    SpikeDependentCycles(Network network, Architecture a, List<Recording> images) {
        this.network = network;
        this.a = a;
        this.images = images;
    }

    @Override
    public long of(int l, int step) {
        Layer layer = network.layers().get(l);
        if (!(layer instanceof BinaryLayer binary)) {
            return Recurrence.cycles(layer, true, a);
        }
        int timeStep = step % network.timeSteps();
        Recording image = images.get(step / network.timeSteps());
        Shape shape = layer.geometry().input();
        List<byte[]> maps = new ArrayList<>();
        maps.add(pooled(l - 1, image.spikes(l - 1, timeStep), shape));
        if (binary.residual()) {
            maps.add(pooled(l - 2, image.spikes(l - 2, timeStep), shape));
        }
        int positions = layer.geometry().positions();
        int copies = Recurrence.replicas(layer, positions, a.chip().replicas());
        long longest = 0;
        for (int copy = 0; copy < copies; copy++) {
            longest = Math.max(longest, copyCycles(binary, maps, copy, copies));
        }
        return longest;
    }

    /** A layer's spikes OR-pooled twice: to its own output shape and to that of whoever reads them. */
    private byte[] pooled(int from, byte[] spikes, Shape target) {
        SpikingLayer layer = (SpikingLayer) network.layers().get(from);
        return pooled(pooled(spikes, layer.geometry().output(), layer.output()), layer.output(), target);
    }

    private static byte[] pooled(byte[] spikes, Shape from, Shape to) {
        byte[] result = new byte[to.size()];
        int rows = from.height() / to.height();
        int columns = from.width() / to.width();
        for (int c = 0; c < from.channels(); c++) {
            for (int y = 0; y / rows < to.height() && y < from.height(); y++) {
                for (int x = 0; x / columns < to.width() && x < from.width(); x++) {
                    result[(c * to.height() + y / rows) * to.width() + x / columns] |= spikes[(c * from.height() + y)
                            * from.width() + x];
                }
            }
        }
        return result;
    }

    private long copyCycles(BinaryLayer layer, List<byte[]> maps, int copy, int copies) {
        int levels = 0;
        int sums = (int) Recurrence.ceil(layer.geometry().fanIn(), a.columns()) * a.chip().gate().arraysPerTile();
        while (1 << levels < sums) {
            levels++;
        }
        int tail = a.senseCycles() + levels + 2;
        long now = 0;
        long loaderFree = 0;
        for (int p = copy; p < layer.geometry().positions(); p += copies) {
            if (a.chip().skipSilent() && spikes(layer.geometry(), maps, p) == 0) {
                now += 2;
                continue;
            }
            for (byte[] map : maps) {
                long beats = beats(layer.geometry(), map, p);
                if (a.doubleBuffered()) {
                    long taken = Math.max(loaderFree + beats, now) + 1;
                    loaderFree = taken;
                    now = taken;
                } else {
                    now += beats;
                }
                now += a.evalCycles() + 1;
            }
            now += tail;
        }
        return now;
    }

    private long spikes(Geometry g, List<byte[]> maps, int position) {
        long all = 0;
        for (byte[] map : maps) {
            for (byte spike : vector(g, map, position)) {
                all += spike;
            }
        }
        return all;
    }

    private long beats(Geometry g, byte[] map, int position) {
        byte[] vector = vector(g, map, position);
        long words = Recurrence.ceil(a.columns(), a.busWidth());
        long events = 1;
        for (int group = 0; group < vector.length; group += g.fanIn()) {
            for (int left = group; left < group + g.fanIn(); left += a.columns()) {
                long spikes = 0;
                for (int j = left; j < Math.min(group + g.fanIn(), left + a.columns()); j++) {
                    spikes += vector[j];
                }
                events = Math.max(events, spikes);
            }
        }
        return switch (a.chip().loading()) {
            case WORDS -> words;
            case EVENTS -> events;
            case CHEAPER -> Math.min(words, events);
        };
    }

    private static byte[] vector(Geometry g, byte[] map, int position) {
        byte[] vector = new byte[g.groups() * g.fanIn()];
        int channels = g.groupInputs();
        for (int i = 0; i < vector.length; i++) {
            int j = i % g.fanIn();
            int channel = i / g.fanIn() * channels + j % channels;
            int row = position / g.output().width() * g.stride().rows() - g.padding().top()
                    + j / channels / g.kernelWidth() * g.dilation().rows();
            int column = position % g.output().width() * g.stride().columns() - g.padding().left()
                    + j / channels % g.kernelWidth() * g.dilation().columns();
            if (row >= 0 && column >= 0 && row < g.input().height() && column < g.input().width()) {
                vector[i] = map[(channel * g.input().height() + row) * g.input().width() + column];
            }
        }
        return vector;
    }
}

package xnorsim.explore.attribution;

import java.util.List;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.Geometry;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;

/** All spikes of one image, per position, 64 channels per word. */
public final class SpikesOfImage implements SpikeObserver {

    private final List<SpikingLayer> layers;
    private final long[][][] maps;

    /** Allocates the spikes of all layers and time steps of an image, initially none. */
    public SpikesOfImage(Network network) {
        layers = network.layers().stream().filter(SpikingLayer.class::isInstance).map(SpikingLayer.class::cast)
                .toList();
        maps = new long[layers.size()][network.timeSteps()][];
        for (int l = 0; l < maps.length; l++) {
            for (int t = 0; t < maps[l].length; t++) {
                maps[l][t] = new long[words(l) * map(l).positions()];
            }
        }
    }

    @Override
    public void fired(long image, int layer, int timeStep, int position, long[] channels) {
        int words = words(layer);
        System.arraycopy(channels, 0, maps[layer][timeStep], position * words, words);
    }

    List<SpikingLayer> layers() {
        return layers;
    }

    int timeSteps() {
        return maps[0].length;
    }

    /** The map of a layer before pooling. */
    public Shape map(int layer) {
        return layers.get(layer).geometry().output();
    }

    private int words(int layer) {
        return (map(layer).channels() + 63) / 64;
    }

    /** 1 where a unit fires. */
    int spike(int layer, int timeStep, int channel, int position) {
        return (int) (maps[layer][timeStep][position * words(layer) + (channel >> 6)] >>> channel & 1);
    }

    /** Number of spikes of a layer and time step that differ in another run. */
    public long differences(int layer, int timeStep, SpikesOfImage other) {
        long count = 0;
        for (int i = 0; i < maps[layer][timeStep].length; i++) {
            count += Long.bitCount(maps[layer][timeStep][i] ^ other.maps[layer][timeStep][i]);
        }
        return count;
    }

    /**
     * Where a layer's output spikes differ from {@code other}: OR-pooled to the input map of the receiver, one flag per
     * position and channel group, groups fastest.
     */
    boolean[] handsOnOther(int layer, int timeStep, SpikesOfImage other, Geometry receiver) {
        Shape in = receiver.input();
        long[] own = pooled(layer, timeStep, in.height(), in.width());
        long[] theirs = other.pooled(layer, timeStep, in.height(), in.width());
        int words = words(layer);
        boolean[] differs = new boolean[in.positions() * receiver.groups()];
        for (int i = 0; i < own.length; i++) {
            for (long rest = own[i] ^ theirs[i]; rest != 0; rest &= rest - 1) {
                int channel = i % words * 64 + Long.numberOfTrailingZeros(rest);
                differs[i / words * receiver.groups() + channel / receiver.groupInputs()] = true;
            }
        }
        return differs;
    }

    private long[] pooled(int layer, int timeStep, int rows, int columns) {
        int words = words(layer);
        Shape map = map(layer);
        long[] from = maps[layer][timeStep];
        long[] to = new long[rows * columns * words];
        for (int position = 0; position < map.positions(); position++) {
            int row = position / map.width() / (map.height() / rows);
            int column = position % map.width() / (map.width() / columns);
            for (int w = 0; w < words; w++) {
                to[(row * columns + column) * words + w] |= from[position * words + w];
            }
        }
        return to;
    }
}

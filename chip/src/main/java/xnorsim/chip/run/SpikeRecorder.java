package xnorsim.chip.run;

import java.util.List;
import java.util.Optional;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.reference.Recording;

/** Keeps every spike of one image, in the order (channel, row, column), and compares them with a reference. */
final class SpikeRecorder implements SpikeObserver {

    private final Shape[] maps;
    private final byte[][][] spikes;

    SpikeRecorder(Network network) {
        List<Shape> shapes = network.layers().stream().filter(SpikingLayer.class::isInstance)
                .map(layer -> layer.geometry().output()).toList();
        maps = shapes.toArray(Shape[]::new);
        spikes = new byte[maps.length][network.timeSteps()][];
        for (int l = 0; l < maps.length; l++) {
            for (int t = 0; t < network.timeSteps(); t++) {
                spikes[l][t] = new byte[maps[l].size()];
            }
        }
    }

    @Override
    public void fired(long image, int layer, int timeStep, int position, long[] channels) {
        byte[] map = spikes[layer][timeStep];
        int positions = maps[layer].positions();
        for (int channel = 0; channel < maps[layer].channels(); channel++) {
            map[channel * positions + position] = (byte) (channels[channel >> 6] >>> channel & 1);
        }
    }

    /** Spikes that are compared per image. */
    long size() {
        long size = 0;
        for (byte[][] layer : spikes) {
            size += (long) layer.length * layer[0].length;
        }
        return size;
    }

    long differences(Recording reference) {
        long count = 0;
        for (int l = 0; l < spikes.length; l++) {
            for (int t = 0; t < spikes[l].length; t++) {
                byte[] expected = reference.spikes(l, t);
                for (int i = 0; i < expected.length; i++) {
                    count += spikes[l][t][i] ^ expected[i];
                }
            }
        }
        return count;
    }

    /** The first spike that differs, in the order time step, layer, channel, position. */
    Optional<SpikeDifference> firstDifference(int image, Recording reference) {
        for (int t = 0; t < spikes[0].length; t++) {
            for (int l = 0; l < spikes.length; l++) {
                byte[] expected = reference.spikes(l, t);
                for (int i = 0; i < expected.length; i++) {
                    if (spikes[l][t][i] != expected[i]) {
                        int positions = maps[l].positions();
                        return Optional
                                .of(new SpikeDifference(image, l, t, i / positions, i % positions, expected[i]));
                    }
                }
            }
        }
        return Optional.empty();
    }
}

package xnorsim.explore.attribution;

import java.util.ArrayList;
import java.util.List;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;

/**
 * Finds the wrong spikes that no other wrong spike can have caused. A unit depends on the spikes under its kernel, of
 * the preceding layer and, with a residual connection, of the one before that, in the channels of its group, in this
 * and all earlier time steps, and on its own spikes.
 */
final class FirstFlips {

    private final int image;
    private final SpikesOfImage ideal;
    private final SpikesOfImage seen;
    private final List<FirstFlip> found = new ArrayList<>();

    private FirstFlips(int image, SpikesOfImage ideal, SpikesOfImage seen) {
        this.image = image;
        this.ideal = ideal;
        this.seen = seen;
    }

    /** In the order time step, layer, position, channel; without causes. */
    static List<FirstFlip> of(int image, SpikesOfImage ideal, SpikesOfImage seen) {
        FirstFlips flips = new FirstFlips(image, ideal, seen);
        int layers = ideal.layers().size();
        boolean[][] inputs = new boolean[layers][];
        boolean[][] units = new boolean[layers][];
        for (int l = 0; l < layers; l++) {
            Geometry g = ideal.layers().get(l).geometry();
            inputs[l] = new boolean[g.input().positions() * g.groups()];
            units[l] = new boolean[ideal.map(l).size()];
        }
        for (int t = 0; t < ideal.timeSteps(); t++) {
            for (int l = 0; l < layers; l++) {
                flips.receive(l, t, inputs[l]);
                flips.compare(l, t, inputs[l], units[l]);
            }
        }
        return List.copyOf(flips.found);
    }

    /** Marks the positions and channel groups of a layer's input map that received a different spike. */
    private void receive(int layer, int timeStep, boolean[] input) {
        int sources = ideal.layers().get(layer) instanceof BinaryLayer binary ? binary.slots() : 0;
        Geometry g = ideal.layers().get(layer).geometry();
        for (int back = 1; back <= sources; back++) {
            boolean[] other = ideal.handsOnOther(layer - back, timeStep, seen, g);
            for (int i = 0; i < input.length; i++) {
                input[i] |= other[i];
            }
        }
    }

    private void compare(int layer, int timeStep, boolean[] input, boolean[] units) {
        if (ideal.differences(layer, timeStep, seen) == 0) {
            return;
        }
        Geometry g = ideal.layers().get(layer).geometry();
        int channels = g.outputChannels();
        for (int position = 0; position < g.positions(); position++) {
            for (int channel = 0; channel < channels; channel++) {
                int expected = ideal.spike(layer, timeStep, channel, position);
                if (seen.spike(layer, timeStep, channel, position) != expected) {
                    int unit = position * channels + channel;
                    if (!units[unit] && !isMarked(g, input, position, channel / g.groupOutputs())) {
                        found.add(new FirstFlip(image, layer, timeStep, channel, position, expected, List.of()));
                    }
                    units[unit] = true;
                }
            }
        }
    }

    private static boolean isMarked(Geometry g, boolean[] input, int position, int group) {
        int width = g.output().width();
        int top = position / width * g.stride().rows() - g.padding().top();
        int left = position % width * g.stride().columns() - g.padding().left();
        for (int kernelRow = 0; kernelRow < g.kernelHeight(); kernelRow++) {
            int row = top + kernelRow * g.dilation().rows();
            for (int kernelColumn = 0; kernelColumn < g.kernelWidth(); kernelColumn++) {
                int column = left + kernelColumn * g.dilation().columns();
                boolean inside = row >= 0 && row < g.input().height() && column >= 0 && column < g.input().width();
                if (inside && input[(row * g.input().width() + column) * g.groups() + group]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a unit is right up to and including the time step of a flip. */
    static boolean isRight(FirstFlip flip, SpikesOfImage ideal, SpikesOfImage other) {
        for (int t = 0; t <= flip.timeStep(); t++) {
            if (ideal.spike(flip.layer(), t, flip.channel(), flip.position()) != other.spike(flip.layer(), t,
                    flip.channel(), flip.position())) {
                return false;
            }
        }
        return true;
    }
}

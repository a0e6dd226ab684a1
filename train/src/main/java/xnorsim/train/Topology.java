package xnorsim.train;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import xnorsim.network.InputException;

/**
 * The hidden layers of a network as one line: {@code 32s,32,32,P,64,64}.
 *
 * <p>A number is a 3x3 convolution with that many channels and a border of zeros one wide, {@code s} after it sets its
 * stride to 2, and {@code P} pools the spikes of the layer before it by OR over 2x2 windows. The first convolution
 * has real weights, the others binary ones; a linear layer with real weights that counts for the classes follows.
 *
 * @param convolutions from the input on, at least one
 */
record Topology(List<Convolution> convolutions) {
    static final int KERNEL = 3;
    static final int PADDING = 1;

    private static final Pattern CONVOLUTION = Pattern.compile("([1-9][0-9]{0,3})(s?)");

    /**
     * One 3x3 convolution with its neurons.
     *
     * @param channels output channels
     * @param stride 1 or 2
     * @param pooled whether its spikes are pooled 2x2
     */
    record Convolution(int channels, int stride, boolean pooled) {

        /** Side of the pooled windows, 1 for none. */
        int window() {
            return pooled ? 2 : 1;
        }
    }

    Topology {
        convolutions = List.copyOf(convolutions);
    }

    /**
     * Reads the line.
     *
     * @throws InputException if it does not describe a network
     */
    static Topology parse(String line) {
        List<Convolution> layers = new ArrayList<>();
        for (String word : line.split(",", -1)) {
            Matcher matcher = CONVOLUTION.matcher(word);
            if (matcher.matches()) {
                int stride = matcher.group(2).isEmpty() ? 1 : 2;
                layers.add(new Convolution(Integer.parseInt(matcher.group(1)), stride, false));
            } else if (word.equals("P") && !layers.isEmpty() && !layers.getLast().pooled()) {
                Convolution before = layers.removeLast();
                layers.add(new Convolution(before.channels(), before.stride(), true));
            } else {
                throw InputException.wrongValue("training", "network", '"' + line + '"',
                        "channels such as 32, channels "
                                + "with stride 2 such as 32s, and P behind a convolution, as in 32s,32,P,64; not '"
                                + word
                                + "'");
            }
        }
        return new Topology(layers);
    }

    /** Whether the convolution with this index adds the spikes of two layers back, eq. (5): from the third on. */
    static boolean isResidual(int index) {
        return index >= 2;
    }

    int inputChannels(int index) {
        return index == 0 ? 1 : convolutions.get(index - 1).channels();
    }

    /** Number of spikes that the last linear layer reads for a square input. */
    int features(int inputSide) {
        int side = inputSide;
        for (Convolution layer : convolutions) {
            side = ((side - 1) / layer.stride() + 1) / layer.window();
        }
        return convolutions.getLast().channels() * side * side;
    }
}

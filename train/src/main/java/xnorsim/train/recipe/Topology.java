package xnorsim.train.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xnorsim.base.InputException;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;

/**
 * The hidden layers of a network as one line: {@code 32s,32,32,P,64,64,F128}.
 *
 * <p>A number is a 3x3 convolution with that many channels and a border of zeros one wide; {@code k5} after it makes
 * the kernel 5x5 (odd, up to 9) and the border two wide, and {@code s} after that sets the stride to 2; {@code F} and a
 * number is a fully connected layer; {@code P} pools the spikes of the layer before it over 2x2 windows. The first
 * layer has real weights, the others binary ones; a linear layer with real weights that counts for the classes follows.
 * {@code vgg-11} stands for {@link #VGG_11}.
 *
 * @param layers from the input on, at least one
 * @param average whether P takes the mean instead of the OR
 */
public record Topology(List<Hidden> layers, boolean average) {
    /** Eight convolutions and two of the three fully connected layers, as is usual for images of 32x32. */
    static final String VGG_11 = "64,P,128,P,256,256,P,512,512,P,512,512,P,F512,F512";

    /** The paper's schedule 1-2-3, 2-3-4, 3-4-5, 4-5-6, 5-6-7, 7-8-9: layer 9 is the first fully connected one. */
    static final String VGG_11_RESIDUAL = "3,4,5,6,7,9";

    private static final String PRESET = "vgg-11";
    private static final String WHERE = "training";
    private static final int KERNEL = 3;
    /** Maximum number of hidden layers; deeper networks would take hours per training step. */
    static final int MAX_LAYERS = 256;
    private static final Pattern CONVOLUTION = Pattern.compile("([1-9][0-9]{0,3})(?:k([13579]))?(s?)");
    private static final Pattern CONNECTED = Pattern.compile("F([1-9][0-9]{0,4})");

    /**
     * One layer with its neurons.
     *
     * @param channels output channels
     * @param kernel rows and columns of the kernel, odd; of no meaning where it is fully connected
     * @param stride 1 or 2
     * @param connected whether it is fully connected
     * @param pooled whether its spikes are pooled 2x2
     * @param residual whether it adds the spikes of two layers back, eq. (5)
     */
    public record Hidden(int channels, int kernel, int stride, boolean connected, boolean pooled, boolean residual) {

        /** Side of the pooled windows, 1 for none. */
        public int window() {
            return pooled ? 2 : 1;
        }

        Geometry geometry(Shape input) {
            return connected
                    ? Geometry.fullyConnected(input, channels)
                    : Geometry.convolution(input, channels, kernel, kernel, stride, kernel / 2);
        }

        private Hidden pooledToo() {
            return new Hidden(channels, kernel, stride, connected, true, residual);
        }
    }

    public Topology {
        layers = List.copyOf(layers);
    }

    /**
     * Reads the keys of a recipe.
     *
     * @throws InputException if they do not describe a network
     */
    static Topology of(String network, double width, String residual, TrainedNetwork.Pooling pooling) {
        boolean preset = network.equals(PRESET);
        List<Hidden> layers = parse(preset ? VGG_11 : network, width);
        String schedule = preset && residual.equals("auto") ? VGG_11_RESIDUAL : residual;
        Set<Integer> numbers = residualLayers(schedule, layers.size());
        for (int l = 0; l < layers.size(); l++) {
            Hidden layer = layers.get(l);
            layers.set(l, new Hidden(layer.channels(), layer.kernel(), layer.stride(), layer.connected(),
                    layer.pooled(), numbers.contains(l + 1)));
        }
        return new Topology(layers, pooling == TrainedNetwork.Pooling.AVERAGE);
    }

    private static List<Hidden> parse(String line, double width) {
        List<Hidden> layers = new ArrayList<>();
        String[] words = line.split(",", 2 * MAX_LAYERS + 1);
        for (String word : words) {
            Matcher convolution = CONVOLUTION.matcher(word);
            Matcher connected = CONNECTED.matcher(word);
            boolean afterConnected = !layers.isEmpty() && layers.getLast().connected();
            if (convolution.matches() && !afterConnected) {
                int kernel = convolution.group(2) == null ? KERNEL : Integer.parseInt(convolution.group(2));
                int stride = convolution.group(3).isEmpty() ? 1 : 2;
                layers.add(new Hidden(scaled(convolution.group(1), width), kernel, stride, false, false, false));
            } else if (connected.matches()) {
                layers.add(new Hidden(scaled(connected.group(1), width), KERNEL, 1, true, false, false));
            } else if (word.equals("P") && !layers.isEmpty() && !layers.getLast().pooled() && !afterConnected) {
                layers.add(layers.removeLast().pooledToo());
            } else if (words.length > 2 * MAX_LAYERS) {
                throw tooMany();
            } else {
                throw InputException.wrongValue(WHERE, "network", '"' + line + '"',
                        "vgg-11, or channels such as 32, with stride 2 such as 32s, with a 5x5 kernel such as 32k5 "
                                + "(k1, k3, k5, k7 or k9) or 32k5s, P after a convolution "
                                + "and finally fully connected layers such as F128, as in 32s,32,P,64; not '" + word
                                + "'");
            }
        }
        if (layers.size() > MAX_LAYERS) {
            throw tooMany();
        }
        return layers;
    }

    private static InputException tooMany() {
        return new InputException(WHERE + ": network has more than " + MAX_LAYERS + " layers, expected at most "
                + MAX_LAYERS);
    }

    private static int scaled(String channels, double width) {
        return (int) Math.max(1, Math.rint(Integer.parseInt(channels) * width));
    }

    private static Set<Integer> residualLayers(String schedule, int count) {
        Set<Integer> numbers = new TreeSet<>();
        switch (schedule) {
            case "none" -> {
            }
            case "auto" -> {
                for (int number = 3; number <= count; number++) {
                    numbers.add(number);
                }
            }
            default -> {
                for (String word : schedule.split(",", -1)) {
                    int number = word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : 0;
                    if (number < 3 || number > count) {
                        throw InputException.wrongValue(WHERE, "residual", '"' + schedule + '"',
                                count < 3
                                        ? "auto or none, as the network has no third layer"
                                        : "auto, none or numbers of layers, 3.." + count);
                    }
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** Connections of all hidden layers for images of this shape. */
    public List<Geometry> geometries(Shape input) {
        List<Geometry> geometries = new ArrayList<>();
        Shape shape = input;
        for (int l = 0; l < layers.size(); l++) {
            try {
                Geometry geometry = layers.get(l).geometry(shape);
                geometries.add(geometry);
                shape = geometry.output().pooled(layers.get(l).window());
            } catch (InputException e) {
                throw e.in(name(l)).in("network and width");
            }
        }
        return geometries;
    }

    /** Shape of the spikes that the last layer reads. */
    public Shape features(Shape input) {
        return geometries(input).getLast().output().pooled(layers.getLast().window());
    }

    /** Name of a hidden layer, conv1, conv2, ..., fc9. */
    public String name(int index) {
        return (layers.get(index).connected() ? "fc" : "conv") + (index + 1);
    }
}

package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.Replicas;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.layout.Placement;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.Stride;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

/** Small networks and architectures with anything in them that a network and an architecture may have. */
public final class RandomNetworks {

    private final Random random;

    public RandomNetworks(long seed) {
        this.random = new Random(seed);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    public Network network() {
        Shape input = new Shape(between(1, 3), 2 * between(2, 5), 2 * between(2, 5));
        List<Layer> layers = new ArrayList<>();
        Geometry g = random.nextBoolean()
                ? uneven(input, channels(), 1)
                : Geometry.convolution(input, channels(), 3, 3, between(1, 2), 1);
        InputCoding coding = random.nextInt(3) == 0 ? InputCoding.DIRECT : InputCoding.POISSON;
        layers.add(new FirstLayer("first", g, weights(g), normalization(g), 0.5 + random.nextDouble(), pool(g),
                coding, dynamics()));
        int count = between(1, 4);
        for (int l = 1; l <= count; l++) {
            layers.add(binary("binary" + l, layers));
        }
        Geometry end = Geometry.fullyConnected(layers.getLast().output(), between(2, 10));
        double[] bias = random.doubles(end.outputChannels(), -1, 1).toArray();
        layers.add(new LastLayer("last", end, weights(end), bias));
        return new Network("random", input, between(1, 5), layers);
    }

    private BinaryLayer binary(String name, List<Layer> before) {
        Shape in = before.getLast().output();
        boolean connected = random.nextInt(4) == 0;
        int kernel = Math.min(3, Math.min(in.height(), in.width()));
        Geometry g = connected
                ? Geometry.fullyConnected(in, channels())
                : random.nextInt(3) == 0
                        ? random.nextBoolean() ? grouped(in) : uneven(in, channels(), 1)
                        : Geometry.convolution(in, channels(), kernel, kernel, 1, kernel / 2);
        byte[] bits = new byte[g.weights()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        double[] alpha = random.doubles(g.outputChannels(), 0.1, 2).toArray();
        boolean residual = before.size() >= 2 && fits(before.get(before.size() - 2).output(), in)
                && random.nextInt(4) != 0;
        return new BinaryLayer(name, g, bits, alpha, normalization(g), 0.2 + 2 * random.nextDouble(), residual,
                connected ? 1 : pool(g), dynamics());
    }

    /**
     * Kernel, stride and dilation that differ in rows and columns, and another padding on each side, sometimes a wide
     * one; as many groups as fit both numbers of channels.
     */
    private Geometry uneven(Shape in, int outputs, int groups) {
        int height = between(1, Math.min(3, in.height()));
        int width = between(1, Math.min(4, in.width()));
        int most = random.nextInt(4) == 0 ? 4 : 0;
        Padding padding = new Padding(between(0, Math.max(most, height - 1)), between(0, Math.max(most, width - 1)),
                between(0, Math.max(most, height - 1)), between(0, Math.max(most, width - 1)));
        int down = (in.height() + padding.top() + padding.bottom() - 1) / Math.max(1, height - 1);
        int apart = (in.width() + padding.left() + padding.right() - 1) / Math.max(1, width - 1);
        boolean dilated = random.nextBoolean();
        return new Geometry(in, outputs,
                new Kernel(height, width, new Stride(between(1, 2), between(1, 3)), padding,
                        dilated
                                ? new Dilation(between(1, Math.clamp(down, 1, 3)), between(1, Math.clamp(apart, 1, 3)))
                                : Dilation.NONE),
                groups);
    }

    /** Groups of a few channels or of one. */
    private Geometry grouped(Shape in) {
        int groups = in.channels() < 10 && random.nextBoolean()
                ? in.channels()
                : between(1, Math.min(9, in.channels()));
        while (in.channels() % groups != 0) {
            groups--;
        }
        return uneven(in, groups * between(1, 1 + 40 / groups), groups);
    }

    private Dynamics dynamics() {
        return new Dynamics(leak(), random.nextInt(3) == 0 ? Firing.AT : Firing.ABOVE, reset());
    }

    private Leak leak() {
        int bits = between(1, Leak.Factor.MAX_BITS);
        return switch (random.nextInt(4)) {
            case 0 -> new Leak.Shift(between(1, random.nextBoolean() ? 4 : Leak.Shift.MAX));
            case 1 -> new Leak.Factor(between(1, (1 << bits) - 1), bits);
            default -> Leak.NONE;
        };
    }

    private Reset reset() {
        return random.nextInt(3) == 0 ? Reset.hard(random.nextDouble() - 0.5) : Reset.SOFT;
    }

    private static boolean fits(Shape source, Shape target) {
        return source.height() % target.height() == 0 && source.width() % target.width() == 0
                && source.channels() <= target.channels();
    }

    private int channels() {
        int[] sizes = {1, 2, 3, 7, 8, 9, 31, 32, 33, 63, 64, 65};
        return sizes[random.nextInt(sizes.length)];
    }

    private int pool(Geometry g) {
        Shape map = g.output();
        boolean even = map.height() % 2 == 0 && map.width() % 2 == 0;
        return even && random.nextInt(3) == 0 ? 2 : 1;
    }

    private FixedWeights weights(Geometry g) {
        int bits = between(4, 8);
        int[] codes = random.ints(g.weights(), -(1 << (bits - 1)), 1 << (bits - 1)).toArray();
        return new FixedWeights(bits, between(0, 10), codes);
    }

    private Normalization normalization(Geometry g) {
        int channels = g.outputChannels();
        double[] gain = random.doubles(channels, 0.5, 2).map(x -> random.nextInt(3) == 0 ? -x : x).toArray();
        return new Normalization(random.doubles(channels, -2, 2).toArray(), random.doubles(channels, 0.5, 4).toArray(),
                gain, random.doubles(channels, -1, 1).toArray());
    }

    public Architecture architecture() {
        int[] sides = {1, 7, 8, 31, 32, 33, 63, 64, 65, 100, 127, 128, 200};
        return new Architecture(
                new ArraySize(sides[random.nextInt(sides.length)], sides[2 + random.nextInt(sides.length - 2)]),
                new ArrayTiming(between(1, 140), between(1, 4), between(1, 4), random.nextBoolean(),
                        (int) (2L * between(1, 1000))),
                new SampleSteps(8, false), new MembraneFormat(between(0, 16), between(32, 64), Overflow.ERROR),
                Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(between(1, 300),
                        random.nextBoolean() ? Pipelining.NONE : Pipelining.LAYER));
    }

    /** An architecture with replicas and any number of banks, in which nothing is shared. */
    public Architecture uncontended(Network network) {
        Map<String, Integer> byLayer = new HashMap<>();
        for (Layer layer : network.layers()) {
            if (layer instanceof BinaryLayer binary && random.nextInt(3) == 0) {
                byLayer.put(binary.name(), between(1, Math.min(5, binary.geometry().positions())));
            }
        }
        int[] banks = {1, 2, 2, 2, 3};
        return architecture().withChip(ChipParameters.defaults().withReplicas(new Replicas(between(1, 4), byLayer))
                .withOutputBanks(banks[random.nextInt(banks.length)]));
    }

    /** The same chip with fewer subarrays than the network needs, a shared spike bus, or both. */
    public Architecture contended(Network network, Architecture a) {
        Placement whole = Placement.of(network, a);
        int most = whole.layers().stream().mapToInt(Placement.Block::arrays).max().orElseThrow();
        int kind = random.nextInt(3);
        ChipParameters chip = a.chip();
        if (kind != 0) {
            chip = chip.withArrays(between(most, whole.needed()), between(1, 200));
        }
        if (kind != 1) {
            chip = chip.withSpikeBus(between(1, 300));
        }
        return a.withChip(chip);
    }

    static List<SpikingLayer> spiking(Network network) {
        return network.layers().stream().filter(SpikingLayer.class::isInstance).map(SpikingLayer.class::cast).toList();
    }

    public byte[] image(Shape shape) {
        byte[] pixels = new byte[shape.size()];
        random.nextBytes(pixels);
        return pixels;
    }

    /** Random images of label 0. */
    public LabelledImages images(Network network, int count) {
        int size = network.input().size();
        byte[] pixels = new byte[count * size];
        for (int k = 0; k < count; k++) {
            System.arraycopy(image(network.input()), 0, pixels, k * size, size);
        }
        return new LabelledImages(network.input(), pixels, new byte[count]);
    }
}

package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Networks;
import xnorsim.network.Normalization;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;

class ReferenceModelTest {
    /** Convolutions with stride, padding and pooling, residuals of other shapes, a fully connected binary layer. */
    private static Network small(long seed, int timeSteps) {
        Random random = new Random(seed);
        Shape input = new Shape(2, 12, 12);
        return new Network("small", input, timeSteps,
                List.of(Networks.first(random, "conv1", Geometry.convolution(input, 4, 3, 3, 2, 1), 1),
                        Networks.binary(random, "conv2", Geometry.convolution(new Shape(4, 6, 6), 5, 3, 3, 1, 1), false,
                                2),
                        Networks.binary(random, "conv3", Geometry.convolution(new Shape(5, 3, 3), 6, 2, 2, 1, 0), true,
                                2),
                        Networks.binary(random, "full", Geometry.fullyConnected(new Shape(6, 1, 1), 7), true, 1),
                        Networks.last(random, "out", Geometry.fullyConnected(new Shape(7, 1, 1), 3))));
    }

    private static SpikeSource image(Network network, long seed) {
        byte[] pixels = new byte[network.input().size()];
        new Random(seed).nextBytes(pixels);
        return new PoissonEncoder(seed).source(0, pixels);
    }

    /** Algorithm 1 as printed, nothing folded: y = g * (alpha * s - mu) / sigma + b, output by output. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void real_equalsAlgorithm1Unfolded(long seed) {
        equalsAlgorithm1Unfolded(small(seed, 12), seed);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0.25", "3, -1.5"})
    void real_withHardReset_equalsAlgorithm1Unfolded(long seed, double to) {
        equalsAlgorithm1Unfolded(Networks.with(Reset.hard(to), small(seed, 12)), seed);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "3, true"})
    void real_leaky_equalsAlgorithm1Unfolded(long seed, boolean shift) {
        Leak leak = shift ? new Leak.Shift(3) : new Leak.Factor(58982, 16);
        Dynamics dynamics = new Dynamics(leak, seed == 3 ? Firing.AT : Firing.ABOVE, Reset.SOFT);
        equalsAlgorithm1Unfolded(Networks.with(dynamics, small(seed, 12)), seed);
    }

    private static void equalsAlgorithm1Unfolded(Network network, long seed) {
        Recording recording = ReferenceModel.real(network).run(image(network, seed));
        Unfolded unfolded = new Unfolded(network, image(network, seed));
        int spikes = 0;
        for (int t = 0; t < 12; t++) {
            unfolded.step(t);
            for (int l = 0; l < 4; l++) {
                assertThat(recording.spikes(l, t)).as("layer %d, time step %d", l, t).isEqualTo(unfolded.spikes[l]);
                for (byte spike : unfolded.spikes[l]) {
                    spikes += spike;
                }
            }
        }
        assertThat(spikes).isGreaterThan(100);
        assertThat(recording.membranes(4)).containsExactly(unfolded.membranes[4], Offset.offset(1e-9));
    }

    /**
     * In fixed point every binary layer is the subarray's reference, position by position, fed with the spikes seen.
     */
    @ParameterizedTest
    @CsvSource({"0,32,ERROR", "1,16,ERROR", "4,8,SATURATE", "8,32,ERROR", "32,64,ERROR"})
    void fixedPoint_binaryLayersEqualSubarrays(int fractionBits, int membraneBits, OutOfRange overflow) {
        MembraneNumbers format = new MembraneNumbers(fractionBits, membraneBits, overflow);
        for (long seed = 0; seed < 10; seed++) {
            Network network = small(seed, 8);
            Recording recording = ReferenceModel.fixedPoint(network, format).run(image(network, seed));
            for (int l = 1; l < 4; l++) {
                for (int position = 0; position < network.layers().get(l).geometry().positions(); position++) {
                    compare(network, recording, l, position, format);
                }
            }
        }
    }

    private static void compare(Network network, Recording recording, int l, int position, MembraneNumbers format) {
        BinaryLayer layer = (BinaryLayer) network.layers().get(l);
        int fanIn = layer.geometry().fanIn();
        int channels = layer.geometry().outputChannels();
        byte[][] weights = new byte[channels][fanIn];
        double[] mean = new double[channels];
        double[] threshold = new double[channels];
        for (int c = 0; c < channels; c++) {
            Normalization n = layer.normalization();
            double sign = n.gain()[c] < 0 ? -1 : 1;
            for (int k = 0; k < fanIn; k++) {
                byte stored = layer.weights()[c * fanIn + k];
                weights[c][k] = (byte) (sign < 0 ? 1 - stored : stored);
            }
            double alpha = layer.alpha()[c];
            mean[c] = sign * (n.mu()[c] / alpha - n.shift()[c] * n.sigma()[c] / (alpha * n.gain()[c]));
            threshold[c] = n.sigma()[c] * layer.theta() / (alpha * Math.abs(n.gain()[c]));
        }
        byte[][][] inputs = new byte[network.timeSteps()][layer.slots()][fanIn];
        for (int t = 0; t < inputs.length; t++) {
            for (int slot = 0; slot < layer.slots(); slot++) {
                int source = l - 1 - slot;
                SpikingLayer spiking = (SpikingLayer) network.layers().get(source);
                gather(recording.spikes(source, t), spiking.geometry().output(), layer.geometry(), position,
                        inputs[t][slot]);
            }
        }
        var sample = new ReferenceSubarray(weights, mean, threshold, layer.residual(), format).run(inputs);
        int positions = layer.geometry().positions();
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < inputs.length; t++) {
                assertThat(recording.spikes(l, t)[c * positions + position]).isEqualTo(sample.spikes()[t][c]);
            }
            assertThat(Math.scalb(recording.membranes(l)[c * positions + position], format.fractionBits()))
                    .isEqualTo((double) sample.membranes()[inputs.length - 1][c]);
        }
    }

    /** The inputs one output position sees, OR-pooled from a map that is larger. */
    private static void gather(byte[] map, Shape from, Geometry geometry, int position, byte[] inputs) {
        int width = geometry.output().width();
        int k = 0;
        for (int channel = 0; channel < geometry.input().channels(); channel++) {
            for (int i = 0; i < geometry.kernelHeight(); i++) {
                for (int j = 0; j < geometry.kernelWidth(); j++) {
                    int row = position / width * geometry.stride().rows() + i * geometry.dilation().rows()
                            - geometry.padding().top();
                    int column = position % width * geometry.stride().columns() + j * geometry.dilation().columns()
                            - geometry.padding().left();
                    inputs[k++] = pooled(map, from, geometry.input(), channel, row, column);
                }
            }
        }
    }

    private static byte pooled(byte[] map, Shape from, Shape to, int channel, int row, int column) {
        if (channel >= from.channels() || row < 0 || column < 0 || row >= to.height() || column >= to.width()) {
            return 0;
        }
        int height = from.height() / to.height();
        int width = from.width() / to.width();
        byte any = 0;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                any |= map[from.index(channel, row * height + i, column * width + j)];
            }
        }
        return any;
    }

    @Test
    void fixedPoint_digitalLayers_byHand() {
        // Weights 0.75 and -0.25 in quarters; F = 0, so two fraction bits: mean 0.3 -> 0.25, threshold 0.6 -> 0.5.
        Shape input = new Shape(2, 1, 1);
        Network network = new Network("hand", input, 3,
                List.of(new FirstLayer("a", Geometry.fullyConnected(input, 1), new FixedWeights(4, 2, new int[]{3, -1}),
                        new Normalization(new double[]{0.3}, new double[]{0.6}), 1, 1, InputCoding.POISSON),
                        new LastLayer("b", Geometry.fullyConnected(new Shape(1, 1, 1), 3),
                                new FixedWeights(4, 1, new int[]{1, 3, 3}), new double[]{0.25, 0.75, 0.8})));
        Recording recording = ReferenceModel.fixedPoint(network, new MembraneNumbers(0, 8, OutOfRange.ERROR))
                .run(SpikeSource.of(new byte[][]{{1, 0}, {1, 1}, {1, 0}}));
        // Membrane: 0.5 (no spike, strict); 0.5 + 0.5 - 0.25 = 0.75 fires 0.25; 0.25 + 0.5 = 0.75 fires 0.25.
        assertThat(List.of(recording.spikes(0, 0)[0], recording.spikes(0, 1)[0], recording.spikes(0, 2)[0]))
                .containsExactly((byte) 0, (byte) 1, (byte) 1);
        assertThat(recording.membranes(0)).containsExactly(0.25);
        // Biases at one fraction bit, half to even: 0.25 -> 0, 0.75 -> 1, 0.8 -> 1. Two spikes of 0.5, 1.5, 1.5.
        assertThat(recording.membranes(1)).containsExactly(1, 0, 0);
        assertThat(recording.predictedClass()).isZero();
    }

    /** Threshold 2 * 0.6 / 1 = 1.2, reset to 2 * 0.3 = 0.6, each step adds 1.5: 1.5 fires, 0.6; 2.1 fires, 0.6. */
    @Test
    void fixedPoint_hardReset_byHand() {
        Shape input = new Shape(1, 1, 1);
        Network network = new Network("hard", input, 3,
                List.of(new FirstLayer("a", Geometry.fullyConnected(input, 1), new FixedWeights(4, 1, new int[]{3}),
                        new Normalization(new double[1], new double[]{2}), 0.6, 1, InputCoding.POISSON,
                        Dynamics.of(Reset.hard(0.3))),
                        new LastLayer("b", Geometry.fullyConnected(input, 1), new FixedWeights(4, 0, new int[]{1}),
                                new double[1])));
        Recording recording = ReferenceModel.fixedPoint(network, new MembraneNumbers(4, 16, OutOfRange.ERROR))
                .run((t, pixel) -> true);
        // In sixteenths: threshold 19.2 -> 19, reset 9.6 -> 10.
        assertThat(recording.spikes(0, 0)[0] + recording.spikes(0, 1)[0] + recording.spikes(0, 2)[0]).isEqualTo(3);
        assertThat(recording.membranes(0)).containsExactly(10.0 / 16);
        assertThat(recording.membranes(1)).containsExactly(3);
    }

    /** In halves: each step adds 3; threshold 7. Leaks round towards minus infinity, or half up. */
    @ParameterizedTest
    @CsvSource({"none, above, 0 0 1 0 1 0, 4", "none, at, 0 0 1 0 1 0, 4", "shift, above, 0 0 1 0 0 1, 1",
            "factor, above, 0 0 0 1 0 0, 6", "none, at 6, 0 1 0 1 0 1, 0", "factor, at 6, 0 0 1 0 1 0, 3"})
    void fixedPoint_leak_byHand(String leak, String fires, String spikes, int membrane) {
        Leak rule = switch (leak) {
            case "shift" -> new Leak.Shift(2);
            case "factor" -> new Leak.Factor(3, 2);
            default -> Leak.NONE;
        };
        Shape input = new Shape(1, 1, 1);
        Network network = new Network("leaky", input, 6,
                List.of(new FirstLayer("a", Geometry.fullyConnected(input, 1), new FixedWeights(4, 1, new int[]{3}),
                        Normalization.identity(1), fires.endsWith("6") ? 3 : 3.5, 1, InputCoding.POISSON,
                        new Dynamics(rule, fires.startsWith("at") ? Firing.AT : Firing.ABOVE, Reset.SOFT)),
                        new LastLayer("b", Geometry.fullyConnected(input, 1), new FixedWeights(4, 0, new int[]{1}),
                                new double[1])));
        ReferenceModel model = ReferenceModel.fixedPoint(network, new MembraneNumbers(0, 16, OutOfRange.ERROR));
        Recording recording = model.run((t, pixel) -> true);
        StringBuilder seen = new StringBuilder();
        for (int t = 0; t < 6; t++) {
            seen.append(t == 0 ? "" : " ").append(recording.spikes(0, t)[0]);
        }
        assertThat(seen).hasToString(spikes);
        assertThat(recording.membranes(0)).containsExactly(membrane / 2.0);
        assertThat(model.isExact()).isEqualTo(leak.equals("none"));
    }

    /** Also where a product with the factor has more than 53 bits. */
    @ParameterizedTest
    @ValueSource(ints = {4, 20, 37, 38, 50, 53})
    void leakOnAGrid_isExact(int membraneBits) {
        Random random = new Random(membraneBits);
        for (int i = 0; i < 2000; i++) {
            long u = random.nextLong() >> (64 - membraneBits);
            int bits = 1 + random.nextInt(16);
            int code = 1 + random.nextInt((1 << bits) - 1);
            int shift = 1 + random.nextInt(31);
            BigInteger product = BigInteger.valueOf(u).multiply(BigInteger.valueOf(code))
                    .add(BigInteger.ONE.shiftLeft(bits - 1));
            double grid = Math.scalb(1.0, -random.nextInt(33));
            assertThat(new ReferenceLeak(new Leak.Factor(code, bits), grid).of(u * grid) / grid)
                    .isEqualTo(product.shiftRight(bits).doubleValue());
            assertThat(new ReferenceLeak(new Leak.Shift(shift), grid).of(u * grid) / grid)
                    .isEqualTo((double) (u - Math.floorDiv(u, 1L << shift)));
        }
    }

    @Test
    void predictedClass_lowestIndexOfEqualOnes() {
        Shape input = new Shape(1, 1, 1);
        Network network = new Network("tie", input, 1,
                List.of(new FirstLayer("a", Geometry.fullyConnected(input, 1), new FixedWeights(4, 0, new int[]{1}),
                        Normalization.identity(1), 1, 1, InputCoding.POISSON),
                        new LastLayer("b", Geometry.fullyConnected(input, 3), new FixedWeights(4, 0, new int[3]),
                                new double[]{1, -1, -1})));
        assertThat(ReferenceModel.real(network).run((t, p) -> true).predictedClass()).isEqualTo(1);
    }

    @Test
    void fixedPoint_refusesWhatDoubleCannotHold() {
        Shape input = new Shape(1, 1, 1);
        Network network = new Network("large", input, 1000,
                List.of(new FirstLayer("a", Geometry.fullyConnected(input, 1), new FixedWeights(4, 0, new int[]{1}),
                        new Normalization(new double[]{4000}, new double[]{1}), 1, 1, InputCoding.POISSON),
                        new LastLayer("b", Geometry.fullyConnected(input, 1), new FixedWeights(4, 0, new int[1]),
                                new double[1])));
        assertThatThrownBy(() -> ReferenceModel.fixedPoint(network, new MembraneNumbers(32, 64, OutOfRange.ERROR)))
                .isInstanceOf(InputException.class).hasMessageContaining("layer a: its values need more than 53 bits");
    }

    @Test
    void fixedPoint_overflowStopsTheRun() {
        Network network = small(1, 50);
        ReferenceModel model = ReferenceModel.fixedPoint(network, new MembraneNumbers(8, 8, OutOfRange.ERROR));
        assertThatThrownBy(() -> model.run(image(network, 1))).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("layer conv2: membrane");
    }

    /** Algorithm 1 without any folding. */
    private static final class Unfolded {
        private final Network network;
        private final SpikeSource source;
        private final double[][] membranes;
        private final byte[][] spikes;

        Unfolded(Network network, SpikeSource source) {
            this.network = network;
            this.source = source;
            this.membranes = new double[network.layers().size()][];
            this.spikes = new byte[network.layers().size() - 1][];
            for (int l = 0; l < membranes.length; l++) {
                membranes[l] = new double[network.layers().get(l).geometry().output().size()];
            }
        }

        void step(int t) {
            byte[] image = new byte[network.input().size()];
            for (int p = 0; p < image.length; p++) {
                image[p] = (byte) (source.spike(t, p) ? 1 : 0);
            }
            for (int l = 0; l < membranes.length; l++) {
                Geometry geometry = network.layers().get(l).geometry();
                byte[] fired = new byte[membranes[l].length];
                for (int position = 0; position < geometry.positions(); position++) {
                    byte[] o1 = new byte[geometry.fanIn()];
                    byte[] o2 = new byte[geometry.fanIn()];
                    if (l == 0) {
                        gather(image, network.input(), geometry, position, o1);
                    } else {
                        gather(spikes[l - 1], network.layers().get(l - 1).geometry().output(), geometry, position, o1);
                    }
                    if (network.layers().get(l) instanceof BinaryLayer binary && binary.residual()) {
                        gather(spikes[l - 2], network.layers().get(l - 2).geometry().output(), geometry, position, o2);
                    }
                    for (int c = 0; c < geometry.outputChannels(); c++) {
                        neuron(l, c, c * geometry.positions() + position, o1, o2, fired);
                    }
                }
                if (l < spikes.length) {
                    spikes[l] = fired;
                }
            }
        }

        private void neuron(int l, int c, int index, byte[] o1, byte[] o2, byte[] fired) {
            double x = 0;
            for (int k = 0; k < o1.length; k++) {
                x += weight(l, c * o1.length + k) * (o1[k] + o2[k]);
            }
            switch (network.layers().get(l)) {
                case SpikingLayer spiking -> {
                    Normalization n = spiking.normalization();
                    double alpha = spiking instanceof BinaryLayer binary ? binary.alpha()[c] : 1;
                    membranes[l][index] *= spiking.dynamics().leak().beta();
                    membranes[l][index] += n.gain()[c] * (alpha * x - n.mu()[c]) / n.sigma()[c] + n.shift()[c];
                    boolean at = spiking.dynamics().firesAtThreshold();
                    if (at ? membranes[l][index] >= spiking.theta() : membranes[l][index] > spiking.theta()) {
                        fired[index] = 1;
                        membranes[l][index] = spiking.reset().hard()
                                ? spiking.reset().to()
                                : membranes[l][index] - spiking.theta();
                    }
                }
                case LastLayer last -> membranes[l][index] += x - last.bias()[c];
            }
        }

        private double weight(int l, int index) {
            return switch (network.layers().get(l)) {
                case FirstLayer first -> first.weights().value(index);
                case BinaryLayer binary -> binary.weights()[index] == 1 ? 1 : -1;
                case LastLayer last -> last.weights().value(index);
            };
        }
    }
}

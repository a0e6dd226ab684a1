package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;

/**
 * The reference in real numbers decides as eq. (6) does in exact decimal arithmetic, ties and what lies beside them
 * included.
 */
class RealNumbersPropertyTest {
    private static final int INPUTS = 4;

    private final Random random = new Random();

    /** Numbers whose quotients meet whole numbers, or miss them by the last bit of a double. */
    private double near() {
        double[] numbers = {1, 2, 0.5, 0.125, 0.375, 0.1, 0.3, 1.0 / 3, 4.0 / 3, 2.0 / 3, 0.7, 1.1, 0.2};
        double number = numbers[random.nextInt(numbers.length)];
        return random.nextInt(4) == 0 ? Math.nextUp(number) : number;
    }

    /** Of any sign. */
    private double between() {
        double taken = near();
        return near() - taken;
    }

    private double[] near(int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> near());
        return numbers;
    }

    private Normalization normalization() {
        double[] gain = near(INPUTS);
        Arrays.setAll(gain, i -> random.nextInt(3) == 0 ? -gain[i] : random.nextBoolean() ? 1 : gain[i]);
        double[] shift = new double[INPUTS];
        double[] mu = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            shift[i] = random.nextInt(3) == 0 ? near() : 0;
            mu[i] = random.nextInt(3) == 0 ? 0 : between();
        }
        return new Normalization(mu, near(INPUTS), gain, shift);
    }

    private Dynamics dynamics() {
        return new Dynamics(Leak.NONE, random.nextInt(3) == 0 ? Firing.AT : Firing.ABOVE, reset());
    }

    private Reset reset() {
        return switch (random.nextInt(4)) {
            case 0 -> Reset.hard(0);
            case 1 -> Reset.hard(between());
            default -> Reset.SOFT;
        };
    }

    /** The first layer is shown what the test wants; the two binarized ones see each other's spikes. */
    private Network network(int timeSteps) {
        Shape shape = new Shape(INPUTS, 1, 1);
        Geometry g = Geometry.fullyConnected(shape, INPUTS);
        byte[] bits = new byte[g.weights()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (random.nextInt(4) == 0 ? 0 : 1);
        }
        return new Network("near", shape, timeSteps, List.of(
                new FirstLayer("a", g, new FixedWeights(5, 2, random.ints(g.weights(), -4, 16).toArray()),
                        normalization(), near(), 1, random.nextBoolean() ? InputCoding.DIRECT : InputCoding.POISSON,
                        dynamics()),
                new BinaryLayer("b", g, bits, near(INPUTS), normalization(), near(), false, 1, dynamics()),
                new BinaryLayer("c", g, bits, near(INPUTS), normalization(), near(), true, 1, dynamics()),
                new LastLayer("d", g, new FixedWeights(4, 0, new int[g.weights()]), new double[INPUTS])));
    }

    @Property(tries = 300)
    void everySpike_isThatOfExactArithmetic(@ForAll long seed) {
        random.setSeed(seed);
        Network network = network(1 + random.nextInt(12));
        compare(network);
    }

    /** So many steps that the roundings of a double add up to more than one of them. */
    @Property(tries = 20)
    void everySpikeOfManySteps_isThatOfExactArithmetic(@ForAll long seed) {
        random.setSeed(seed);
        compare(network(300));
    }

    private void compare(Network network) {
        int[] values = random.ints((long) network.timeSteps() * INPUTS, 0, network.first().coding().largest() + 1)
                .toArray();
        SpikeSource source = new SpikeSource() {
            @Override
            public boolean spike(int timeStep, int pixel) {
                return value(timeStep, pixel) != 0;
            }

            @Override
            public int value(int timeStep, int pixel) {
                return values[timeStep * INPUTS + pixel];
            }
        };
        Recording recording = ReferenceModel.real(network).run(source);
        BigDecimal[][] membranes = new BigDecimal[3][INPUTS];
        Arrays.stream(membranes).forEach(layer -> Arrays.fill(layer, BigDecimal.ZERO));
        BigDecimal unit = new BigDecimal(Math.scalb(1.0, -network.first().coding().fractionBits()));
        for (int t = 0; t < network.timeSteps(); t++) {
            BigDecimal[] input = new BigDecimal[INPUTS];
            for (int p = 0; p < INPUTS; p++) {
                input[p] = BigDecimal.valueOf(source.value(t, p)).multiply(unit);
            }
            byte[] before = new byte[INPUTS];
            for (int l = 0; l < 3; l++) {
                SpikingLayer layer = (SpikingLayer) network.layers().get(l);
                byte[] spikes = new byte[INPUTS];
                for (int c = 0; c < INPUTS; c++) {
                    spikes[c] = neuron(layer, c, membranes[l], input);
                }
                assertThat(recording.spikes(l, t)).as("layer %d, time step %d", l, t).isEqualTo(spikes);
                byte[] previous = l == 1 ? before : new byte[INPUTS];
                for (int c = 0; c < INPUTS; c++) {
                    input[c] = BigDecimal.valueOf(spikes[c] + previous[c]);
                }
                before = spikes;
            }
        }
    }

    /** Eq. (6) with nothing folded, times sigma, which leaves nothing to divide. */
    private static byte neuron(SpikingLayer layer, int c, BigDecimal[] membranes, BigDecimal[] input) {
        Normalization n = layer.normalization();
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < INPUTS; k++) {
            sum = sum.add(input[k].multiply(new BigDecimal(switch (layer) {
                case FirstLayer first -> first.weights().value(c * INPUTS + k);
                case BinaryLayer binary -> 2 * binary.weights()[c * INPUTS + k] - 1;
            })));
        }
        BigDecimal alpha = layer instanceof BinaryLayer binary ? new BigDecimal(binary.alpha()[c]) : BigDecimal.ONE;
        BigDecimal sigma = new BigDecimal(n.sigma()[c]);
        BigDecimal u = membranes[c]
                .add(alpha.multiply(sum).subtract(new BigDecimal(n.mu()[c])).multiply(new BigDecimal(n.gain()[c])))
                .add(new BigDecimal(n.shift()[c]).multiply(sigma));
        BigDecimal theta = new BigDecimal(layer.theta()).multiply(sigma);
        boolean fires = u.compareTo(theta) > (layer.dynamics().firesAtThreshold() ? -1 : 0);
        BigDecimal afterwards = layer.reset().hard()
                ? new BigDecimal(layer.reset().to()).multiply(sigma)
                : u.subtract(theta);
        membranes[c] = fires ? afterwards : u;
        return (byte) (fires ? 1 : 0);
    }

    private static Network single(double alpha, double sigma, double theta, int timeSteps) {
        Geometry g = Geometry.fullyConnected(new Shape(4, 1, 1), 1);
        Shape one = new Shape(1, 1, 1);
        return new Network("one", new Shape(4, 1, 1), timeSteps, List.of(
                new FirstLayer("in", Geometry.convolution(new Shape(4, 1, 1), 4, 1, 1, 1, 0),
                        new FixedWeights(2, 0, new int[]{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}),
                        Normalization.identity(4), 0.5, 1, InputCoding.POISSON),
                new BinaryLayer("tie", g, new byte[]{1, 1, 1, 1}, new double[]{alpha},
                        new Normalization(new double[1], new double[]{sigma}), theta, false, 1),
                new LastLayer("out", Geometry.fullyConnected(one, 1), new FixedWeights(2, 0, new int[]{1}),
                        new double[1])));
    }

    /** 4/3 as a double is too small: the exact threshold lies just below 4, and 4 in double. */
    @Test
    void thresholdJustBelowAWholeNumber_isExceededByIt() {
        Network network = single(0.125, 4.0 / 3, 0.375, 4);
        assertThat(4.0 / 3 * 0.375 / 0.125).isEqualTo(4);
        Recording real = ReferenceModel.real(network).run((t, pixel) -> true);
        ReferenceModel rounded = ReferenceModel.fixedPoint(network, new MembraneNumbers(8, 32, OutOfRange.ERROR));
        for (int t = 0; t < 4; t++) {
            assertThat(real.spikes(1, t)[0]).isEqualTo((byte) 1);
            assertThat(rounded.run((s, pixel) -> true).spikes(1, t)[0]).isEqualTo((byte) (t == 0 ? 0 : 1));
        }
        assertThat(rounded.isExact()).isFalse();
    }

    /** Where 8 bits hold the exact quotients, and nothing is cut off, fixed point is the real numbers. */
    @ParameterizedTest
    @CsvSource({"0.125, 1, 0.5, ERROR, true", "0.125, 1, 0.5, SATURATE, false", "0.1, 1, 0.5, ERROR, false",
            "0.5, 1.5, 0.0009765625, ERROR, false"})
    void isExact_whereNothingIsRounded(double alpha, double sigma, double theta, OutOfRange overflow, boolean exact) {
        MembraneNumbers format = new MembraneNumbers(8, 32, overflow);
        assertThat(ReferenceModel.fixedPoint(single(alpha, sigma, theta, 2), format).isExact()).isEqualTo(exact);
    }

    /** Quotients that a double cannot hold at all are still decided by. */
    @ParameterizedTest
    @CsvSource({"1e-320, 1e-200, 1e-200, 4", "1e-300, 1e-300, 4, 3", "1e-300, 1e-300, 3, 4"})
    void quotientsBeyondDouble_areExact(double alpha, double sigma, double theta, int spikes) {
        Recording real = ReferenceModel.real(single(alpha, sigma, theta, 4)).run((t, pixel) -> true);
        int count = 0;
        for (int t = 0; t < 4; t++) {
            count += real.spikes(1, t)[0];
        }
        assertThat(count).isEqualTo(spikes);
    }
}

package xnorsim.analog.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xnorsim.analog.RandomSource;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.Variation;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;

/**
 * Probabilities of wrong spikes against whole simulated chips, where membranes lie as the network leaves them. A chip's
 * decisions share cells, offsets and thresholds, so the interval is one over the chips' means. Seeds are fixed.
 */
class DecisionMarginTest {

    private static final int IMAGES = 2;
    private static final double CONFIDENCE = 0.999;

    private static final AnalogReadout CHARGE = AnalogReadout.lossless(CellKind.CHARGE);
    private static final Hold NOISY = new Hold(0.02, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL,
            SlotSummation.CHARGE_SHARING, 0.5);

    private static Conversion converter(ConverterKind kind, double offsetMv, double comparatorMv, LastStep last) {
        return new Conversion(kind, OptionalInt.empty(), 0, OptionalInt.empty(), 1, 1, offsetMv,
                OptionalDouble.empty(), comparatorMv, last);
    }

    private static Variation faults(int seed) {
        return new Variation(seed, 0, 0, 0.004, 0.02, 0.01, 0.01, 0);
    }

    /** With a columns' width for one tile and one for several. */
    static Stream<Arguments> converted() {
        AnalogReadout all = CHARGE.withHold(NOISY).withConversion(converter(ConverterKind.SAR, 10, 0, LastStep.CONVERT))
                .withVariation(new Variation(10, 0, 0.1, 0.01, 0.005, 0.002, 0.002, 1));
        return Stream.of(Arguments.of("noise", CHARGE.withHold(NOISY), 60),
                Arguments.of("offset", CHARGE.withConversion(converter(ConverterKind.SAR, 20, 0, LastStep.CONVERT)),
                        120),
                Arguments.of("comparators",
                        CHARGE.withConversion(converter(ConverterKind.FLASH, 0, 30, LastStep.CONVERT)),
                        120),
                Arguments.of("cells", CHARGE.withVariation(new Variation(7, 0, 0.2, 0, 0, 0, 0, 0)), 80),
                Arguments.of("faults", CHARGE.withVariation(faults(8)), 250),
                Arguments.of("thresholds", CHARGE.withVariation(new Variation(9, 0, 0, 0, 0, 0, 0, 1.5)), 120),
                Arguments.of("all", all, 120));
    }

    static Stream<Arguments> compared() {
        AnalogReadout charge = CHARGE.withConversion(converter(ConverterKind.SAR, 0, 0, LastStep.COMPARE));
        Conversion comparing = converter(ConverterKind.SAR, 40, 20, LastStep.COMPARE);
        return Stream.of(Arguments.of("noise", charge.withHold(NOISY), 60),
                Arguments.of("comparators", charge.withConversion(comparing), 120),
                Arguments.of("cells", charge.withVariation(new Variation(7, 0, 0.2, 0, 0, 0, 0, 0)), 80),
                Arguments.of("faults", charge.withVariation(faults(8)), 250),
                Arguments.of("thresholds", charge.withVariation(new Variation(9, 0, 0, 0, 0, 0, 0, 1.5)), 120),
                Arguments.of("all", charge.withHold(NOISY).withConversion(comparing)
                        .withVariation(new Variation(10, 0, 0.1, 0.01, 0.005, 0.002, 0.002, 1)), 120),
                Arguments.of("integrator near its limits", charge.withConversion(comparing).withHold(
                        new Hold(0.2, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.INTEGRATOR,
                                2)),
                        120));
    }

    private static Network network(int timeSteps) {
        SplittableRandom random = new SplittableRandom(21);
        Shape image = new Shape(1, 6, 6);
        Geometry first = Geometry.convolution(image, 6, 3, 3, 1, 1);
        Geometry second = Geometry.convolution(first.output(), 24, 3, 3, 1, 1);
        Geometry last = Geometry.fullyConnected(second.output(), 2);
        byte[] bits = new byte[second.weights()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        double[] ones = new double[24];
        Arrays.fill(ones, 1);
        double[] mu = random.doubles(24, -6, 6).toArray();
        return new Network("uneven distances", image, timeSteps, List.of(
                new FirstLayer("conv1", first, fixed(random, first), Normalization.identity(6), 0.5, 1,
                        InputCoding.POISSON),
                new BinaryLayer("conv2", second, bits, ones, new Normalization(mu, ones), 3, false, 1),
                new LastLayer("out", last, fixed(random, last), new double[2])));
    }

    private static FixedWeights fixed(SplittableRandom random, Geometry g) {
        return new FixedWeights(6, 4, random.ints(g.weights(), -20, 21).toArray());
    }

    private static Mapping mapping(Network network, int columns, AnalogReadout readout) {
        return new Mapping(network, ArchitectureFile.parse("{rows: 32, columns: " + columns + "}").architecture()
                .withTimeSteps(network.timeSteps()).withReadout(readout));
    }

    private static Session session(Mapping mapping) {
        byte[] pixels = new byte[IMAGES * 36];
        new SplittableRandom(5).nextBytes(pixels);
        LabelledImages images = new LabelledImages(mapping.network().input(), pixels, new byte[IMAGES]);
        return new Session(mapping, SessionInput.of(images, mapping.network(), IMAGES, 1))
                .kernel(PopcountKernels.chosen());
    }

    /** The part of wrong spikes of the layer in a time step. */
    private static double simulated(Session session, SpikesSeen[] right, SpikesSeen seen, int timeStep, int units) {
        ChipSimulation chip = session.chip();
        chip.observe(seen);
        long wrong = 0;
        for (int image = 0; image < IMAGES; image++) {
            chip.run(image, session.input().sources().apply(image));
            wrong += right[image].differences(1, timeStep, seen);
        }
        return (double) wrong / (IMAGES * units);
    }

    private static void assertMet(String name, AnalogReadout readout, int columns, int timeSteps, int chips) {
        Network network = network(timeSteps);
        Mapping mapping = mapping(network, columns, readout);
        Session session = session(mapping);
        Session ideal = session.withReadout(Readout.ideal());
        SpikesSeen[] right = new SpikesSeen[IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            right[image] = new SpikesSeen();
            ChipSimulation chip = ideal.chip();
            chip.observe(right[image]);
            chip.run(image, session.input().sources().apply(image));
        }
        SpikesSeen seen = new SpikesSeen();
        SummaryStatistics means = new SummaryStatistics();
        for (int k = 0; k < chips; k++) {
            means.addValue(simulated(session.withReadout(readout.withVariation(readout.variation().withChip(k))), right,
                    seen, timeSteps - 1, network.layers().get(1).geometry().output().size()));
        }
        double closed = DecisionMargin.of(session, readout, IMAGES, 1, _ -> {}).layers().getFirst().timeSteps()
                .getLast().together();
        double half = new TDistribution(null, chips - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * means.getStandardDeviation() / Math.sqrt(chips);
        String what = "%s, %d columns: %s +- %s simulated, %s in closed form".formatted(name, columns,
                means.getMean(), half, closed);
        assertThat(closed).as(what).isBetween(means.getMean() - half, means.getMean() + half);
        assertThat(1.2 * closed).as(what).isGreaterThan(means.getMean() + half);
        assertThat(0.8 * closed).as(what).isLessThan(means.getMean() - half);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("converted")
    void firstStep_isAsOftenWrongAsTheMarginSays(String name, AnalogReadout readout, int chips) {
        assertMet(name, readout, 64, 1, chips);
        assertMet(name, readout, 20, 1, chips);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("compared")
    void comparedStep_isAsOftenWrongAsTheMarginSays(String name, AnalogReadout readout, int chips) {
        assertMet(name, readout, 64, 1, chips);
    }

    /** Comparators do nothing before the last step, so that all membranes are right there. */
    @Test
    void lastOfSeveralSteps_isAsOftenWrongAsTheMarginSays() {
        assertMet("last of three steps", CHARGE.withConversion(converter(ConverterKind.SAR, 0, 20, LastStep.COMPARE)),
                64, 3, 120);
    }

    @Test
    void margin_isTheSameOnAnyNumberOfThreads() {
        AnalogReadout readout = CHARGE.withHold(NOISY).withVariation(faults(3));
        Mapping mapping = mapping(network(3), 20, readout);
        DecisionMargin one = DecisionMargin.of(session(mapping), readout, IMAGES, 1, _ -> {});
        assertThat(DecisionMargin.of(session(mapping), readout, IMAGES, 2, _ -> {})).isEqualTo(one);
        LayerDecisions layer = one.layers().getFirst();
        assertThat(layer.timeSteps()).hasSize(3).allSatisfy(step -> {
            assertThat(step.decisions()).isEqualTo(IMAGES * 24L * 36);
            assertThat(step.fixed()).isZero();
            assertThat(step.alone()).containsOnlyKeys(RandomSource.NOISE, RandomSource.FAULTS);
            assertThat(step.together()).isBetween(step.alone().get(RandomSource.FAULTS), 1.0);
        });
        assertThat(layer.all().decisions()).isEqualTo(3L * IMAGES * 24 * 36);
        assertThat(layer.all().together()).isCloseTo(
                layer.timeSteps().stream().mapToDouble(WrongSpikes::together).sum() / 3, within(1e-12));
    }

    @Test
    void withoutAnythingRandom_theFixedTermsDecide() {
        // 3 bits of 0..64: steps of nine levels; what comes out wrong is what a run has wrong in its first step.
        AnalogReadout coarse = CHARGE.withConversion(new Conversion(ConverterKind.SAR, OptionalInt.of(3), 0,
                OptionalInt.empty(), 1, 1, 0, OptionalDouble.empty(), 0, LastStep.CONVERT));
        Network network = network(1);
        Mapping mapping = mapping(network, 64, coarse);
        Session session = session(mapping);
        SpikesSeen right = new SpikesSeen();
        SpikesSeen seen = new SpikesSeen();
        ChipSimulation chip = session.withReadout(Readout.ideal()).chip();
        ChipSimulation wrong = session.chip();
        chip.observe(right);
        wrong.observe(seen);
        chip.run(0, session.input().sources().apply(0));
        wrong.run(0, session.input().sources().apply(0));
        WrongSpikes found = DecisionMargin.of(session, coarse, 1, 1, _ -> {}).layers().getFirst().all();
        assertThat(found.fixed()).isEqualTo(right.differences(1, 0, seen) / (24.0 * 36)).isPositive();
        assertThat(found.together()).isEqualTo(found.fixed());
        assertThat(found.alone()).isEmpty();
    }

    /** All spikes of the last image. */
    private static final class SpikesSeen implements SpikeObserver {
        private final Map<List<Integer>, long[]> channels = new HashMap<>();

        @Override
        public void fired(long image, int layer, int timeStep, int position, long[] fired) {
            channels.put(List.of(layer, timeStep, position), fired.clone());
        }

        long differences(int layer, int timeStep, SpikesSeen other) {
            long differences = 0;
            for (Map.Entry<List<Integer>, long[]> seen : channels.entrySet()) {
                boolean asked = seen.getKey().subList(0, 2).equals(List.of(layer, timeStep));
                long[] theirs = other.channels.getOrDefault(seen.getKey(), new long[0]);
                for (int k = 0; asked && k < theirs.length; k++) {
                    differences += Long.bitCount(seen.getValue()[k] ^ theirs[k]);
                }
            }
            return differences;
        }
    }
}

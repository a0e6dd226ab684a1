package xnorsim.analog.margin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xnorsim.analog.Interval;
import xnorsim.analog.chance.Probabilities;
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
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;

/**
 * {@code wrong spike} of a margin against simulated chips: rows of which half the cells store 1 and half agree, and
 * biases such that sums without error lie evenly around the threshold, one threshold wide. Seeds are fixed.
 */
class WrongSpikesTest {

    private static final int UNITS = 400;
    private static final int CHIPS = 60;
    private static final double THRESHOLD = 20;
    private static final double CONFIDENCE = 0.999;

    static Stream<Arguments> sources() {
        AnalogReadout charge = AnalogReadout.lossless(CellKind.CHARGE);
        Hold noisy = new Hold(0.02, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING,
                0.5);
        return Stream.of(Arguments.of("noise", charge.withHold(noisy)),
                Arguments.of("offset", charge.withConversion(converter(ConverterKind.SAR, 20, 0))),
                Arguments.of("comparators", charge.withConversion(converter(ConverterKind.FLASH, 0, 20))),
                Arguments.of("cells", charge.withVariation(new Variation(7, 0, 0.3, 0, 0, 0, 0, 0))),
                Arguments.of("faults", charge.withVariation(new Variation(8, 0, 0, 0.02, 0.03, 0, 0, 0))),
                Arguments.of("thresholds", charge.withVariation(new Variation(9, 0, 0, 0, 0, 0, 0, 1.5))),
                Arguments.of("all", charge.withHold(noisy).withConversion(converter(ConverterKind.SAR, 10, 0))
                        .withVariation(new Variation(10, 0, 0.1, 0.01, 0.005, 0, 0, 1))));
    }

    static Stream<Arguments> compared() {
        AnalogReadout charge = AnalogReadout.lossless(CellKind.CHARGE).withConversion(comparing(0));
        Hold noisy = new Hold(0.02, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING,
                0.5);
        SamplingSwitch early = SamplingSwitch.injecting(0.001, 0).withResistanceKohm(1_000).withClosedPs(50);
        return Stream.of(Arguments.of("noise", charge.withHold(noisy)),
                Arguments.of("comparators", charge.withConversion(comparing(20))),
                Arguments.of("cells", charge.withVariation(new Variation(7, 0, 0.3, 0, 0, 0, 0, 0))),
                Arguments.of("faults", charge.withVariation(new Variation(8, 0, 0, 0.02, 0.03, 0, 0, 0))),
                Arguments.of("thresholds", charge.withVariation(new Variation(9, 0, 0, 0, 0, 0, 0, 1.5))),
                Arguments.of("settling and noise", charge.withHold(noisy.withSamplingSwitch(early))),
                Arguments.of("all", charge.withHold(noisy).withConversion(comparing(10))
                        .withVariation(new Variation(10, 0, 0.1, 0.01, 0.005, 0, 0, 1))),
                // A converter's offset and steps take no part; 5 bits of 0..64 and 80 mV, five levels.
                Arguments.of("noise, with a bad converter", charge.withHold(noisy)
                        .withConversion(
                                new Conversion(ConverterKind.SAR, OptionalInt.of(5), 0, OptionalInt.empty(), 1, 1, 80,
                                        OptionalDouble.empty(), 0, LastStep.COMPARE))));
    }

    private static Conversion comparing(double comparatorMv) {
        return new Conversion(ConverterKind.SAR, OptionalInt.empty(), 0, OptionalInt.empty(), 1, 1, 0,
                OptionalDouble.empty(), comparatorMv, LastStep.COMPARE);
    }

    /** The only time step is the last one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("compared")
    void wrongSpikes_ofComparators_areAsFrequentAsTheMarginSays(String name, AnalogReadout readout) {
        assertFrequency(name, readout, 1, chances -> chances.wrongLastSpike().orElseThrow());
    }

    private static Conversion converter(ConverterKind kind, double offsetMv, double comparatorMv) {
        return new Conversion(kind, OptionalInt.empty(), 0, OptionalInt.empty(), 1, 1, offsetMv,
                OptionalDouble.empty(), comparatorMv, LastStep.CONVERT);
    }

    /** As many inputs as the columns of so many tiles; every second one spikes. */
    private static Network network(int tiles) {
        int inputs = 64 * tiles;
        Shape pixel = new Shape(1, 1, 1);
        Geometry first = Geometry.convolution(pixel, inputs, 1, 1, 1, 0);
        int[] sides = new int[inputs];
        Arrays.setAll(sides, j -> j % 2 == 0 ? 1 : -1);
        byte[] weights = new byte[UNITS * inputs];
        double[] mu = new double[UNITS];
        double[] ones = new double[UNITS];
        for (int i = 0; i < UNITS; i++) {
            for (int j = 0; j < inputs; j++) {
                weights[i * inputs + j] = (byte) (j / 2 % 2);
            }
            // The sum is 0, so that it is -mu - threshold above the threshold.
            mu[i] = -THRESHOLD - THRESHOLD * ((i + 0.5) / UNITS - 0.5);
            ones[i] = 1;
        }
        return new Network("even distances", pixel, 1, List.of(
                new FirstLayer("inputs", first, new FixedWeights(4, 0, sides), Normalization.identity(inputs), 0.25, 1,
                        InputCoding.DIRECT, Dynamics.PLAIN),
                new BinaryLayer("units", Geometry.fullyConnected(first.output(), UNITS), weights, ones,
                        new Normalization(mu, ones), THRESHOLD, false, 1),
                new LastLayer("last", Geometry.fullyConnected(new Shape(UNITS, 1, 1), 2),
                        new FixedWeights(4, 0, new int[2 * UNITS]), new double[2])));
    }

    private static long[] spikes(Network network, Architecture architecture) {
        ChipSimulation chip = new ChipSimulation(new Mapping(network, architecture), PopcountKernels.chosen());
        long[] units = new long[(UNITS + 63) / 64];
        chip.observe((image, layer, step, position, channels) -> {
            if (layer == 1) {
                System.arraycopy(channels, 0, units, 0, units.length);
            }
        });
        chip.run(0, network.first().coding().source(1, 0, new byte[]{-1}));
        return units;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void wrongSpikes_ofSimulatedChips_areAsFrequentAsTheMarginSays(String name, AnalogReadout readout) {
        for (int tiles = 1; tiles <= 2; tiles++) {
            assertFrequency(name, readout, tiles, chances -> chances.wrongSpike().orElseThrow());
        }
    }

    private static void assertFrequency(String name, AnalogReadout readout, int tiles,
            ToDoubleFunction<Probabilities> chance) {
        Network network = network(tiles);
        Architecture a = ArchitectureFile.parse("{rows: 512, columns: 64}").architecture().withTimeSteps(1);
        long[] right = spikes(network, a.withReadout(Readout.ideal()));
        assertThat(Arrays.stream(right).map(Long::bitCount).sum()).isEqualTo(UNITS / 2);
        long wrong = 0;
        for (int k = 0; k < CHIPS; k++) {
            long[] seen = spikes(network, a.withReadout(
                    readout.withVariation(readout.variation().withChip(k))));
            for (int w = 0; w < right.length; w++) {
                wrong += Long.bitCount(right[w] ^ seen[w]);
            }
        }
        double closed = chance
                .applyAsDouble(Margin.of(network, a.withReadout(readout)).layers().getFirst().together());
        Interval interval = Interval.of(wrong, (long) UNITS * CHIPS, CONFIDENCE);
        assertThat(interval.covers(closed)).as("%s, %d tiles: %d against %s of %s", name, tiles, wrong, closed,
                interval).isTrue();
        assertThat(interval.covers(closed * 1.2)).isFalse();
        assertThat(interval.covers(closed * 0.8)).isFalse();
    }
}

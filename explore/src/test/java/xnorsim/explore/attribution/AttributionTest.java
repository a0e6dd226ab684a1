package xnorsim.explore.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.Variation;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.neuron.Dynamics;
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
import xnorsim.network.Stride;
import xnorsim.network.data.LabelledImages;

class AttributionTest {
    private static final int IMAGES = 3;

    private static Attribution attribute(Network network, String yaml, AnalogReadout readout, int threads) {
        Mapping mapping = new Mapping(network,
                ArchitectureFile.parse(yaml).architecture().withTimeSteps(network.timeSteps()).withReadout(readout));
        byte[] pixels = new byte[IMAGES * network.input().size()];
        new SplittableRandom(5).nextBytes(pixels);
        // Never dark, so that a unit with direct coding and weights above 0 fires.
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] |= (byte) 0x80;
        }
        LabelledImages images = new LabelledImages(network.input(), pixels, new byte[IMAGES]);
        Session session = new Session(mapping, SessionInput.of(images, mapping.network(), IMAGES, 1))
                .kernel(PopcountKernels.chosen());
        return new PairedRuns(session, readout).attribute(IMAGES, threads, _ -> {});
    }

    // ---- one unit by hand: pop is 9, and it fires where its code is above 5; a level is a volt, a code four levels
    // ----

    private static final AnalogReadout VOLTS = new AnalogReadout(CellKind.CHARGE, Double.POSITIVE_INFINITY, 12,
            Hold.LOSSLESS, Conversion.EXACT, Variation.NONE);

    private static Hold injecting(double levels) {
        return new Hold(1, 0, Double.POSITIVE_INFINITY, SamplingSwitch.injecting(levels, 0),
                SlotSummation.CHARGE_SHARING,
                0.5);
    }

    private static Conversion bits(int bits) {
        return new Conversion(ConverterKind.SAR, OptionalInt.of(bits), 0, OptionalInt.empty(), 1, 1, 0,
                OptionalDouble.empty(), 0, LastStep.CONVERT);
    }

    private static Variation faults(double stuckAt0, double deadRows) {
        return new Variation(1, 0, 0, stuckAt0, 0, deadRows, 0, 0);
    }

    private static Network oneUnit(boolean deep) {
        Shape pixel = new Shape(1, 1, 1);
        Geometry first = Geometry.convolution(pixel, 12, 1, 1, 1, 0);
        int[] ones = new int[12];
        Arrays.fill(ones, 1);
        byte[] weights = {1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1};
        Layer all = new FirstLayer("all", first, new FixedWeights(4, 0, ones), Normalization.identity(12), 0.25, 1,
                InputCoding.DIRECT, Dynamics.PLAIN);
        // Nine weights of +1 and three of -1: fires where pop - 3 > 2.
        Layer unit = new BinaryLayer("unit", Geometry.fullyConnected(first.output(), 1), weights, new double[]{1},
                Normalization.identity(1), 2, false, 1);
        Layer after = new BinaryLayer("after", Geometry.fullyConnected(pixel, 1), new byte[]{1}, new double[]{1},
                Normalization.identity(1), 0.5, false, 1);
        Layer last = new LastLayer("last", Geometry.fullyConnected(pixel, 2),
                new FixedWeights(4, 0, new int[]{0, 2}), new double[]{-1, 0});
        return new Network("one unit", pixel, 1, deep ? List.of(all, unit, after, last) : List.of(all, unit, last));
    }

    private static Attribution ofUnit(AnalogReadout readout) {
        return attribute(oneUnit(false), "columns: 12", readout, 1);
    }

    private static void assertCauses(Attribution found, ErrorSource... causes) {
        List<ErrorSource> expected = List.of(causes);
        assertThat(found.flips()).containsExactly(new FirstFlip(0, 1, 0, 0, 0, 1, expected),
                new FirstFlip(1, 1, 0, 0, 0, 1, expected), new FirstFlip(2, 1, 0, 0, 0, 1, expected));
        assertThat(found.classes()).containsExactly(new ChangedClass(0, 1, 0, expected),
                new ChangedClass(1, 1, 0, expected), new ChangedClass(2, 1, 0, expected));
    }

    @Test
    void oneOfTwoSources_isBlamedAlone() {
        // Stuck at 0: pop 0. The injected charge takes one level of nine away.
        assertCauses(ofUnit(VOLTS.withHold(injecting(-1)).withVariation(faults(1, 0))), ErrorSource.STUCK_CELLS);
    }

    @Test
    void twoSourcesThatAreBothNeeded_areAnInteraction() {
        // 9 - 3.2 = 5.8, code 6; 9 / 4 = 2.25, code 8; but 5.8 / 4 = 1.45, code 4.
        Attribution found = ofUnit(VOLTS.withHold(injecting(-3.2)).withConversion(bits(2)));
        assertCauses(found, ErrorSource.INJECTION, ErrorSource.QUANTIZATION);
        assertThat(found.byInteraction()).isEqualTo(IMAGES);
        assertThat(found.blamed(ErrorSource.INJECTION)).isZero();
        assertThat(found.needed(ErrorSource.INJECTION)).isEqualTo(IMAGES);
        assertThat(found.different()).isEqualTo(IMAGES);
        assertThat(found.differentWithout(ErrorSource.QUANTIZATION)).isZero();
        for (ErrorSource source : found.sources()) {
            assertThat(found.differentAlone(source)).isZero();
            assertThat(found.classesChangedAlone(source)).isZero();
        }
    }

    @Test
    void twoSourcesOfWhichEachIsEnough_areNeitherNecessary() {
        // A dead row reads 0; 9 - 5 = 4.
        Attribution found = ofUnit(VOLTS.withHold(injecting(-5)).withVariation(faults(0, 1)));
        assertCauses(found);
        assertThat(found.overdetermined()).isEqualTo(IMAGES);
        for (ErrorSource source : found.sources()) {
            assertThat(found.differentWithout(source)).isEqualTo(IMAGES);
            assertThat(found.differentAlone(source)).isEqualTo(IMAGES);
            assertThat(found.classesChangedAlone(source)).isEqualTo(IMAGES);
        }
    }

    @Test
    void twoSourcesThatDoNothing_haveNothingToAnswerFor() {
        Attribution found = ofUnit(VOLTS.withHold(injecting(-2)).withConversion(bits(3)));
        assertThat(found.flips()).isEmpty();
        assertThat(found.classes()).isEmpty();
        assertThat(found.different()).isZero();
    }

    @Test
    void unitBehindAWrongOne_isNoFirstFlip() {
        Attribution found = attribute(oneUnit(true), "columns: 12", VOLTS.withVariation(faults(0, 1)), 1);
        assertThat(found.different()).isEqualTo(2 * IMAGES);
        assertThat(found.flips()).hasSize(IMAGES).allMatch(flip -> flip.layer() == 1);
    }

    // ---- a network with pooling and a residual ----

    private static Network residual() {
        SplittableRandom random = new SplittableRandom(11);
        Shape image = new Shape(1, 8, 8);
        Geometry first = Geometry.convolution(image, 6, 3, 3, 1, 1);
        Geometry second = new Geometry(first.output(), 9, new Kernel(3, 3, Stride.of(1), Padding.of(2), Dilation.of(2)),
                1);
        Geometry third = Geometry.convolution(new Shape(9, 4, 4), 70, 3, 3, 1, 1);
        Geometry last = Geometry.fullyConnected(third.output(), 4);
        return new Network("residual", image, 4, List.of(
                new FirstLayer("conv1", first, fixed(random, first), Normalization.identity(6), 1, 1,
                        InputCoding.POISSON),
                new BinaryLayer("conv2", second, bits(random, second), ones(9), Normalization.identity(9), 2, false,
                        2),
                new BinaryLayer("conv3", third, bits(random, third), ones(70), Normalization.identity(70), 3, true,
                        1),
                new LastLayer("out", last, fixed(random, last), new double[4])));
    }

    private static FixedWeights fixed(SplittableRandom random, Geometry g) {
        return new FixedWeights(6, 4, random.ints(g.weights(), -20, 21).toArray());
    }

    private static byte[] bits(SplittableRandom random, Geometry g) {
        byte[] bits = new byte[g.weights()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static final String ARCH = "{rows: 32, columns: 64}";
    private static final AnalogReadout ALL = new AnalogReadout(CellKind.CHARGE, Double.POSITIVE_INFINITY, 1,
            new Hold(1, 300, 0.0003, SamplingSwitch.injecting(0.02, 0.01).withResistanceKohm(1_000).withClosedPs(1_500),
                    SlotSummation.INTEGRATOR, 1.6),
            new Conversion(ConverterKind.FLASH, OptionalInt.of(5), 2, OptionalInt.of(60), 1, 1, 30,
                    OptionalDouble.empty(), 40, LastStep.CONVERT),
            new Variation(3, 1, 0.2, 0.02, 0.02, 0.05, 0.05, 2));

    @ParameterizedTest
    @EnumSource
    void networkWithOneSource_blamesItForEverything(ErrorSource source) {
        Attribution found = attribute(residual(), ARCH, source.alone(ALL, 64), 1);
        assertThat(found.sources()).containsExactly(source);
        assertThat(found.flips()).isNotEmpty().allMatch(flip -> flip.causes().equals(List.of(source)));
        assertThat(found.classes()).allMatch(image -> image.causes().equals(List.of(source)));
        assertThat(found.different()).isGreaterThanOrEqualTo(found.flips().size());
        assertThat(found.differentWithout(source)).isZero();
        assertThat(found.differentAlone(source)).isEqualTo(found.different());
        assertThat(found.classesChangedAlone(source)).isEqualTo(found.classes().size());
    }

    @Test
    void sourceOfALaterLayer_showsAloneAndNotAmongFirstFlips() {
        // Droop is only where there is a residual, in conv3; conv2's offsets make every input of conv3 wrong before.
        AnalogReadout readout = ErrorSource.DROOP.alone(ALL, 64).withConversion(new Conversion(ConverterKind.SAR,
                OptionalInt.empty(), 0, OptionalInt.empty(), 1, 1, 200, OptionalDouble.empty(), 0, LastStep.CONVERT));
        Attribution found = attribute(residual(), ARCH, readout, 1);
        assertThat(found.sources()).containsExactly(ErrorSource.DROOP, ErrorSource.OFFSET);
        assertThat(found.flips()).isNotEmpty().allMatch(flip -> flip.layer() == 1);
        assertThat(found.needed(ErrorSource.DROOP)).isZero();
        Attribution droop = attribute(residual(), ARCH, ErrorSource.DROOP.alone(ALL, 64), 1);
        assertThat(droop.different()).isPositive();
        assertThat(found.differentAlone(ErrorSource.DROOP)).isEqualTo(droop.different());
        assertThat(found.classesChangedAlone(ErrorSource.DROOP)).isEqualTo(droop.classes().size());
        assertThat(found.differentAlone(ErrorSource.OFFSET)).isEqualTo(found.differentWithout(ErrorSource.DROOP));
    }

    @Test
    void rangeWithACodeForEachLevel_clipsAndDoesNotQuantize() {
        Conversion narrow = new Conversion(ConverterKind.SAR, OptionalInt.of(5), 40, OptionalInt.of(70), 1, 1, 0,
                OptionalDouble.empty(), 0, LastStep.CONVERT);
        AnalogReadout readout = VOLTS.withConversion(narrow);
        assertThat(ErrorSource.of(readout, 128)).containsExactly(ErrorSource.CLIPPING);
        assertThat(ErrorSource.CLIPPING.without(readout, 128)).isEqualTo(VOLTS);
    }

    @Test
    void rangeWithFewerCodesThanLevels_clipsAndQuantizes_eachOffByItself() {
        // Codes four levels apart over 60 levels; over all 128 they are that with five bits: 128 / 31 = 4.13.
        Conversion coarse = new Conversion(ConverterKind.SAR, OptionalInt.of(4), 20, OptionalInt.of(80), 1, 1, 0,
                OptionalDouble.empty(), 0, LastStep.CONVERT);
        AnalogReadout readout = VOLTS.withConversion(coarse);
        assertThat(ErrorSource.of(readout, 64)).containsExactly(ErrorSource.QUANTIZATION, ErrorSource.CLIPPING);
        assertThat(ErrorSource.CLIPPING.without(readout, 64)).isEqualTo(VOLTS.withConversion(bits(5)));
        assertThat(ErrorSource.QUANTIZATION.without(readout, 64)).isEqualTo(VOLTS.withConversion(new Conversion(
                ConverterKind.SAR, OptionalInt.empty(), 20, OptionalInt.of(80), 1, 1, 0, OptionalDouble.empty(), 0,
                LastStep.CONVERT)));
        assertThat(ErrorSource.QUANTIZATION.alone(readout, 64).conversion()).isEqualTo(bits(5));
    }

    @Test
    void unitBelowTheRange_isAClippedOne() {
        // 9 of 12 agree; a range up to 5 ends where the unit would fire.
        assertCauses(ofUnit(VOLTS.withConversion(new Conversion(ConverterKind.SAR, OptionalInt.empty(), 0,
                OptionalInt.of(5), 1, 1, 0, OptionalDouble.empty(), 0, LastStep.CONVERT))), ErrorSource.CLIPPING);
    }

    @Test
    void attribution_isTheSameOnAnyNumberOfThreads() {
        Attribution one = attribute(residual(), ARCH, ALL, 1);
        assertThat(one.sources()).containsExactly(ErrorSource.values());
        assertThat(one.flips()).isNotEmpty();
        assertThat(attribute(residual(), ARCH, ALL, 2)).isEqualTo(one);
        long counted = Stream.of(ErrorSource.values()).mapToLong(one::blamed).sum() + one.byInteraction()
                + one.overdetermined();
        assertThat(counted).isEqualTo(one.flips().size());
    }
}

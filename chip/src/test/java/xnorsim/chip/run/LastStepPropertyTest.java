package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.neurons.IntegrateAndFire;

/** {@code last_step: compare} in whole networks. */
class LastStepPropertyTest {

    private static final int IMAGES = 2;

    private static Conversion comparing(ConverterKind kind, double comparatorMv) {
        return new Conversion(kind, OptionalInt.empty(), 0, OptionalInt.empty(), 1, 1, 0, OptionalDouble.empty(),
                comparatorMv, LastStep.COMPARE);
    }

    /** Wide enough that each layer has one column tile. */
    private static Architecture wide(RandomNetworks networks, Network network, int timeSteps) {
        int columns = network.layers().stream().filter(BinaryLayer.class::isInstance)
                .mapToInt(layer -> layer.geometry().fanIn()).max().orElseThrow();
        Architecture a = networks.architecture();
        return new Architecture(new ArraySize(a.rows(), columns),
                new ArrayTiming(a.busWidth(), a.evalCycles(), a.senseCycles(), a.doubleBuffered(),
                        (int) a.clockPeriodPs()),
                new SampleSteps(timeSteps, false), new MembraneFormat(a.fractionBits(), a.membraneBits(), a.overflow()),
                Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(64, a.pipelining()));
    }

    private static AnalogReadout lossless(Random random) {
        return AnalogReadout.lossless(random.nextBoolean() ? CellKind.CHARGE : CellKind.CURRENT)
                .withHold(new Hold(100, 0, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL,
                        random.nextBoolean() ? SlotSummation.INTEGRATOR : SlotSummation.CHARGE_SHARING, 0.5))
                .withConversion(comparing(random.nextBoolean() ? ConverterKind.SAR : ConverterKind.FLASH, 0));
    }

    /** The reference model integrates whole sums in every time step and knows no readout. */
    @Property(tries = 25)
    void comparatorsWithoutOffset_decideAsTheReferenceModel(@ForAll long seed) {
        RandomNetworks networks = new RandomNetworks(seed);
        Network network = networks.network();
        Architecture a = wide(networks, network, network.timeSteps()).withReadout(lossless(new Random(seed)));
        NetworkReport report = new Session(new Mapping(network, a),
                SessionInput.of(networks.images(network, IMAGES), network, IMAGES, seed))
                .kernel(PopcountKernels.chosen()).compare(network).run();
        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().spikesCompared()).isPositive();
        assertThat(report.comparison().spikesDifferent()).isZero();
        assertThat(report.comparison().membranesDifferent()).isZero();
    }

    @Property(tries = 15)
    void comparatorsWithOffsets_decideTheSameWatchedOrNot(@ForAll long seed) {
        Random random = new Random(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        Network network = networks.network();
        AnalogReadout noisy = lossless(random)
                .withHold(new Hold(1, 300, 0.0001, SamplingSwitch.injecting(0.001, 0.01), SlotSummation.CHARGE_SHARING,
                        0.5))
                .withConversion(comparing(ConverterKind.FLASH, 20))
                .withVariation(new Variation(random.nextLong(), 2, 0.1, 0.02, 0.02, 0.02, 0.02, 0.5));
        Mapping mapping = new Mapping(network, wide(networks, network, network.timeSteps()).withReadout(noisy));
        byte[] pixels = networks.image(network.input());
        SpikeSource source = network.first().coding().source(1, 0, pixels);
        ChipSimulation watched = new ChipSimulation(mapping, PopcountKernels.chosen());
        for (int l = 1; l < network.layers().size() - 1; l++) {
            watched.signals(l, random.nextInt(mapping.rowTiles(l)), 0)
                    .forEach(signal -> signal.watch((changed, lane) -> {}));
        }
        assertThat(seen(watched, source, network))
                .isEqualTo(seen(new ChipSimulation(mapping, PopcountKernels.chosen()), source, network));
    }

    private static Set<String> seen(ChipSimulation chip, SpikeSource source, Network network) {
        Set<String> seen = new TreeSet<>();
        chip.observe((number, layer, step, position, channels) -> seen
                .add(layer + " " + step + " " + position + " " + BitSet.valueOf(channels)));
        ImageResult result = chip.run(0, source);
        seen.add("ends " + Arrays.deepToString(result.ends()) + Arrays.toString(result.membranes()));
        for (int l = 0; l < network.layers().size() - 1; l++) {
            seen.add("membranes " + l + " " + Arrays.toString(chip.membranes(l)));
        }
        return seen;
    }

    // ---- one unit by hand ----

    /**
     * Twelve columns that all spike, nine stored ones: dot 9 of a bias of 3, threshold 8. After the first of two steps
     * the membrane is 6, which is not above 8; then 6 + 9 - 3 = 12 is, as is any value above 5.
     */
    private static Network oneUnit() {
        Shape pixel = new Shape(1, 1, 1);
        Geometry first = Geometry.convolution(pixel, 12, 1, 1, 1, 0);
        int[] ones = new int[12];
        Arrays.fill(ones, 1);
        Layer all = new FirstLayer("all", first, new FixedWeights(4, 0, ones), Normalization.identity(12), 0.25, 1,
                InputCoding.DIRECT, Dynamics.PLAIN);
        byte[] weights = {1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1};
        Layer unit = new BinaryLayer("unit", Geometry.fullyConnected(first.output(), 1), weights, new double[]{1},
                Normalization.identity(1), 8, false, 1);
        Layer last = new LastLayer("last", Geometry.fullyConnected(pixel, 2), new FixedWeights(4, 0, new int[]{0, 1}),
                new double[2]);
        return new Network("one unit", pixel, 2, List.of(all, unit, last));
    }

    /** What the unit does in both steps, and its membrane in levels after the second one. */
    private static List<Object> unit(int chipNumber, double comparatorMv) {
        Network network = oneUnit();
        // A level is a volt.
        AnalogReadout readout = new AnalogReadout(CellKind.CHARGE, Double.POSITIVE_INFINITY, 12, Hold.LOSSLESS,
                comparing(ConverterKind.SAR, comparatorMv), new Variation(1, chipNumber, 0, 0, 0, 0, 0, 0));
        Architecture a = ArchitectureFile.parse("{columns: 12, fraction_bits: 4}").architecture().withTimeSteps(2)
                .withReadout(readout);
        ChipSimulation chip = new ChipSimulation(new Mapping(network, a), PopcountKernels.chosen());
        List<Object> seen = new ArrayList<>();
        chip.observe((number, layer, step, position, channels) -> {
            if (layer == 1) {
                seen.add((channels[0] & 1) == 1);
            }
        });
        chip.run(0, network.first().coding().source(1, 0, new byte[]{-1}));
        seen.add(chip.membranes(1)[0] / 16.0);
        return seen;
    }

    /** Offsets of 4 levels times draws that were computed apart from this program, from the definition of the hash. */
    @Example
    void comparatorWithAnOffset_flipsWhatLiesWithinIt() {
        assertThat(unit(0, 0)).containsExactly(false, true, 4.0);
        // Chip 0 draws 1.3216: 9 + 5.29 = 14.29, code 14: 6 + 11 - 8.
        assertThat(unit(0, 4000)).containsExactly(false, true, 9.0);
        // Chip 11 draws -0.9130: 9 - 3.65 = 5.35 is above 5, code 6, the next one that fires: 6 + 3 - 8.
        assertThat(unit(11, 4000)).containsExactly(false, true, 1.0);
        // Chip 19 draws -1.0954: 9 - 4.38 = 4.62 is not, code 5: 6 + 2, at the threshold.
        assertThat(unit(19, 4000)).containsExactly(false, false, 8.0);
        // Chip 22 draws -1.6923: 9 - 6.77 = 2.23, code 2: 6 - 1.
        assertThat(unit(22, 4000)).containsExactly(false, false, 5.0);
    }
}

package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.Loading;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.LayerTiming;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.layout.Placement;
import xnorsim.chip.layout.SampleTime;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.subarray.ArrayTile;
import xnorsim.chip.subarray.LockstepTiles;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.neuron.Reset;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.MembraneMemory;
import xnorsim.neurons.UnitFormat;
import xnorsim.neurons.UnitParameters;
import xnorsim.sim.Engine;

/** How vectors enter the arrays, what is left out, and what the cells compute: cycles change, spikes do not. */
class LoadingPropertyTest {

    private static final int IMAGES = 2;

    /** Dark images, so that many vectors have few spikes or none. */
    private static LabelledImages images(Network network, Random random) {
        byte[] pixels = new byte[IMAGES * network.input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
        }
        return new LabelledImages(network.input(), pixels, new byte[IMAGES]);
    }

    private static Architecture architecture(RandomNetworks networks, Network network, Random random) {
        Architecture a = networks.uncontended(network);
        return a.withChip(a.chip().withLoading(Loading.values()[random.nextInt(3)], random.nextBoolean())
                .withGate(CellGates.registry().all().get(random.nextInt(3))));
    }

    @Property(tries = 100)
    void spikesAndMembranes_areTheReferences(@ForAll long seed) {
        RandomNetworks networks = new RandomNetworks(seed);
        Random random = new Random(seed);
        Network network = networks.network();
        Architecture a = architecture(networks, network, random);
        NetworkReport report = new Session(new Mapping(network, a),
                SessionInput.of(images(network, random), network, IMAGES, seed))
                .kernel(PopcountKernels.chosen()).compare(network).stream(random.nextBoolean()).run();
        assertThat(report.comparison().first()).as("%s", a).isEmpty();
        assertThat(report.comparison().spikesDifferent()).isZero();
        assertThat(report.comparison().membranesDifferent()).isZero();
    }

    @Property(tries = 100)
    void startsAndEnds_followTheRecurrenceWithTheSpikesOfTheReference(@ForAll long seed) {
        RandomNetworks networks = new RandomNetworks(seed);
        Random random = new Random(seed);
        Network network = networks.network();
        Architecture a = architecture(networks, network, random);
        LabelledImages images = images(network, random);
        InputCoding coding = network.first().coding();
        ReferenceModel reference = ReferenceModel.fixedPoint(network,
                new MembraneNumbers(a.fractionBits(), a.membraneBits(), OutOfRange.ERROR));
        List<Recording> recordings = IntStream.range(0, IMAGES)
                .mapToObj(k -> reference.run(coding.source(seed, k, images.pixels(k)))).toList();
        Recurrence.Times expected = Recurrence.of(network, a, IMAGES,
                new SpikeDependentCycles(network, a, recordings));

        ChipRun run = new ChipSimulation(new Mapping(network, a), new ScalarPopcount()).run(IMAGES,
                k -> coding.source(seed, k, images.pixels(k)), (k, classes) -> {});
        int steps = network.timeSteps();
        for (int l = 0; l < network.layers().size(); l++) {
            for (int t = 0; t < IMAGES * steps; t++) {
                ImageResult image = run.images().get(t / steps);
                assertThat(image.starts()[l][t % steps]).as("start of layer %d, step %d on %s", l, t, a)
                        .isEqualTo(expected.start()[l][t]);
                assertThat(image.ends()[l][t % steps]).isEqualTo(expected.end()[l][t]);
            }
        }
    }

    /** The schedule takes vectors to be as long as they can be: exact where every neuron fires in every time step. */
    @Property(tries = 100)
    void prediction_isTheSimulationWhereEveryNeuronFires(@ForAll long seed) {
        RandomNetworks networks = new RandomNetworks(seed);
        Random random = new Random(seed);
        Network network = firing(networks.network());
        Architecture some = architecture(networks, network, random);
        Architecture a = new Architecture(new ArraySize(some.rows(), some.columns()),
                new ArrayTiming(some.busWidth(), some.evalCycles(), some.senseCycles(), some.doubleBuffered(),
                        (int) some.clockPeriodPs()),
                new SampleSteps(8, false), new MembraneFormat(some.fractionBits(), 64, xnorsim.neurons.Overflow.ERROR),
                Readout.ideal(), IntegrateAndFire.RULE,
                ChipParameters.defaults().withLayers(some.lanes(), some.pipelining()))
                .withChip(some.chip());
        byte[] image = networks.image(network.input());
        ImageResult run = new ChipSimulation(new Mapping(network, a), new ScalarPopcount())
                .run(network.first().coding().source(seed, 0, image));
        Schedule predicted = Schedule.of(network, a, 1);
        assertThat(predicted.starts().toArray(long[][]::new)).as("%s", a).isDeepEqualTo(run.starts());
        assertThat(predicted.ends().toArray(long[][]::new)).as("%s", a).isDeepEqualTo(run.ends());
    }

    /** The same connections with means so low that every sum is above the threshold. */
    private static Network firing(Network network) {
        return new Network(network.name(), network.input(), network.timeSteps(),
                network.layers().stream().<Layer>map(layer -> switch (layer) {
                    case FirstLayer l -> new FirstLayer(l.name(), l.geometry(), l.weights(), low(l), l.theta(),
                            l.pool(), l.coding(), l.dynamics().with(Reset.SOFT));
                    case BinaryLayer l -> new BinaryLayer(l.name(), l.geometry(), l.weights(), l.alpha(), low(l),
                            l.theta(), l.residual(), l.pool(), l.dynamics().with(Reset.SOFT));
                    case LastLayer l -> l;
                }).toList());
    }

    private static Normalization low(SpikingLayer layer) {
        double[] mu = new double[layer.normalization().channels()];
        Arrays.fill(mu, -1e6);
        double[] ones = new double[mu.length];
        Arrays.fill(ones, 1);
        return new Normalization(mu, ones);
    }

    /** Four inputs: at most 4 events a vector, not one for each of the 128 columns. */
    @Test
    void worstCase_countsInputsAndNotColumns() {
        Shape input = new Shape(1, 1, 1);
        Geometry first = Geometry.convolution(input, 4, 1, 1, 1, 0);
        Geometry g = Geometry.fullyConnected(first.output(), 3);
        Geometry last = Geometry.fullyConnected(g.output(), 2);
        double[] ones = {1, 1, 1};
        Network network = new Network("four", input, 4,
                List.of(new FirstLayer("first", first, new FixedWeights(4, 0, new int[4]), Normalization.identity(4), 1,
                        1, InputCoding.POISSON),
                        new BinaryLayer("one", g, new byte[12], ones, Normalization.identity(3), 1, false, 1),
                        new LastLayer("last", last, new FixedWeights(4, 0, new int[6]), new double[2])));
        Architecture a = ArchitectureFile.parse("loading: events\n").architecture();
        // 4 events, EVAL, BUFFER, SENSE, INTEGRATE, FIRE: 9 cycles; each digital layer 1 cycle.
        assertThat(new LayerTiming(network, a, Placement.of(network, a)).cycles(1)).isEqualTo(9);
        assertThat(Schedule.of(network, a, 1).cycles()).isEqualTo(4 * (1 + 9 + 1));
    }

    @Property(tries = 30)
    void tracing_changesNoCycleAndNoSpike(@ForAll long seed) {
        RandomNetworks networks = new RandomNetworks(seed);
        Random random = new Random(seed);
        Network network = networks.network();
        Architecture a = architecture(networks, network, random);
        Mapping mapping = new Mapping(network, a.withChip(a.chip().withGate(CellGates.xnor())));
        LabelledImages images = images(network, random);
        InputCoding coding = network.first().coding();
        ImageResult plain = new ChipSimulation(mapping, PopcountKernels.chosen())
                .run(coding.source(seed, 0, images.pixels(0)));
        for (int layer = 1; layer < network.layers().size() - 1; layer++) {
            for (int watched = 0; watched < 2; watched++) {
                ChipSimulation chip = new ChipSimulation(mapping, PopcountKernels.chosen());
                // All signals, or those alone that change less often than with every beat.
                int from = watched * 4;
                chip.signals(layer, mapping.rowTiles(layer) - 1, mapping.columnTiles(layer) - 1).stream().skip(from)
                        .filter(signal -> from == 0 || !signal.path().endsWith("shadow"))
                        .forEach(signal -> signal.watch((s, lane) -> {}));
                chip.handshakes(layer).forEach(signal -> signal.watch((s, lane) -> {}));
                ImageResult traced = chip.run(coding.source(seed, 0, images.pixels(0)));
                assertThat(traced.ends()).isDeepEqualTo(plain.ends());
                assertThat(traced.membranes()).isEqualTo(plain.membranes());
                assertThat(traced.spikes()).isEqualTo(plain.spikes());
            }
        }
    }

    /** XNOR with a column of 0 is 1 exactly where a 0 is stored: M1 of them in every slot (eq. (10)). */
    @Property(tries = 100)
    void vectorWithoutSpike_sumsToSlotsTimesM1(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 200) int columns, @ForAll @IntRange(min = 1, max = 2) int slots) {
        Random random = new Random(seed);
        StoredWeights stored = StoredWeights.of(rows, columns, (row, column) -> random.nextBoolean());
        Architecture a = new Architecture(new ArraySize(rows, columns), new ArrayTiming(32, 1, 1, false, 2),
                new SampleSteps(1, slots == 2), new MembraneFormat(8, 32, xnorsim.neurons.Overflow.ERROR),
                Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        LockstepTiles tiles = new LockstepTiles(new Engine().root(),
                new ArrayWeights(List.of(List.of(stored)),
                        List.of(UnitParameters.of(new long[rows], new long[rows],
                                UnitFormat.popcounts(8, 32, xnorsim.neurons.Overflow.ERROR))),
                        stored, new TileGrid(1, rows, columns, rows, columns)),
                a, slots, PopcountKernels.chosen(), java.util.Optional.empty());
        int[] m1 = IntStream.range(0, rows).map(i -> slots * stored.zeros(i)).toArray();

        tiles.sum(new ArrayTile.Held(SampleTime.NONE, 0, new MembraneMemory(0, true), 0));
        assertThat(tiles.dots()).startsWith(m1);
        tiles.silentSum();
        assertThat(tiles.dots()).startsWith(m1);
    }
}

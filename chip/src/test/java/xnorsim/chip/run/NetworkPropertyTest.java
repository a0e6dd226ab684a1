package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.spikes.SharedInput;
import xnorsim.network.Network;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/** A network on its chip is the reference model, whatever the network, the architecture and the host do. */
class NetworkPropertyTest {

    @Property(tries = 120)
    void everySpikeAndMembrane_isTheReferences(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        NetworkReport report = new Session(new Mapping(network, random.architecture()),
                SessionInput.of(random.images(network, 2), network, 2, seed))
                .kernel(PopcountKernels.chosen()).compare(network).run();

        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().spikesDifferent()).isZero();
        assertThat(report.comparison().membranesDifferent()).isZero();
        long perImage = RandomNetworks.spiking(network).stream().mapToLong(l -> l.geometry().output().size()).sum();
        assertThat(report.comparison().spikesCompared()).isEqualTo(2 * perImage * network.timeSteps());
    }

    /** Inputs of one's own may change from step to step, also where images are coded directly and do not. */
    @Property(tries = 60)
    void inputsThatChangeFromStepToStep_areTakenStepByStep(@ForAll long seed, @ForAll boolean shared) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        int size = network.input().size();
        int largest = network.first().coding().largest();
        int[] values = new Random(seed).ints(2L * network.timeSteps() * size, 0, largest + 1).toArray();
        IntFunction<SpikeSource> inputs = image -> {
            SpikeSource own = new SpikeSource() {
                @Override
                public boolean spike(int timeStep, int pixel) {
                    return value(timeStep, pixel) != 0;
                }

                @Override
                public int value(int timeStep, int pixel) {
                    return values[(image * network.timeSteps() + timeStep) * size + pixel];
                }
            };
            return shared ? new SharedInput(own, network.timeSteps(), size) : own;
        };
        NetworkReport report = new Session(new Mapping(network, random.architecture()),
                SessionInput.of(random.images(network, 2), network, 2, seed).withSources(inputs))
                .kernel(PopcountKernels.chosen()).compare(network).runWhile((done, right) -> true);
        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().spikesDifferent() + report.comparison().membranesDifferent()).isZero();
        assertThat(report.comparison().spikesCompared()).isPositive();
    }

    @Property(tries = 25)
    void tileSizeKernelThreadsAndPipelining_changeNoSpike(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        LabelledImages images = random.images(network, 3);
        List<Architecture> variants = List.of(
                new Architecture(new ArraySize(128, 128), new ArrayTiming(32, 1, 1, false, 2000),
                        new SampleSteps(8, false), new MembraneFormat(8, 40, Overflow.ERROR), Readout.ideal(),
                        IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(64, Pipelining.NONE)),
                new Architecture(new ArraySize(5, 17), new ArrayTiming(3, 2, 3, true, 10), new SampleSteps(8, false),
                        new MembraneFormat(8, 40, Overflow.ERROR), Readout.ideal(),
                        IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE)),
                new Architecture(new ArraySize(64, 65), new ArrayTiming(64, 1, 4, true, 10), new SampleSteps(8, false),
                        new MembraneFormat(8, 40, Overflow.ERROR), Readout.ideal(),
                        IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(7, Pipelining.LAYER)),
                new Architecture(new ArraySize(300, 1000), new ArrayTiming(1000, 1, 1, false, 10),
                        new SampleSteps(8, false), new MembraneFormat(8, 40, Overflow.ERROR), Readout.ideal(),
                        IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(9, Pipelining.LAYER)));
        List<NetworkReport> reports = new ArrayList<>();
        for (int v = 0; v < variants.size(); v++) {
            PopcountKernel kernel = v % 2 == 0 ? new ScalarPopcount() : PopcountKernels.chosen();
            reports.add(new Session(new Mapping(network, variants.get(v)),
                    SessionInput.of(images, network, 3, seed)).kernel(kernel).threads(v + 1).compare(network).run());
        }
        for (NetworkReport report : reports) {
            assertThat(report.comparison().spikesDifferent()).isZero();
            assertThat(report.predictions()).isEqualTo(reports.getFirst().predictions());
            assertThat(report.layers()).extracting(LayerReport::spikeRate)
                    .isEqualTo(reports.getFirst().layers().stream().map(LayerReport::spikeRate).toList());
        }
    }

    @Property(tries = 20)
    void kernelAndThreadsAlone_changeNoCycleAndNoSpike(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        LabelledImages images = random.images(network, 4);
        Mapping mapping = new Mapping(network, random.architecture());
        SessionInput input = SessionInput.of(images, network, 4, seed);
        NetworkReport one = new Session(mapping, input).kernel(new ScalarPopcount()).run();
        for (int threads = 1; threads <= 3; threads++) {
            NetworkReport other = new Session(mapping, input).kernel(PopcountKernels.chosen()).threads(threads).run();
            assertThat(other.predictions()).isEqualTo(one.predictions());
            assertThat(other.time().cyclesPerImage()).isEqualTo(one.time().cyclesPerImage());
            assertThat(other.layers()).isEqualTo(one.layers());
        }
    }

    @Property(tries = 20)
    void tracingATile_changesNoCycleAndNoSpike(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, random.architecture());
        byte[] image = random.image(network.input());
        ImageResult plain = new ChipSimulation(mapping, PopcountKernels.chosen())
                .run(new PoissonEncoder(seed).source(0, image));
        for (int layer = 1; layer < network.layers().size() - 1; layer++) {
            ChipSimulation chip = new ChipSimulation(mapping, PopcountKernels.chosen());
            chip.signals(layer, mapping.rowTiles(layer) - 1, mapping.columnTiles(layer) - 1)
                    .forEach(signal -> signal.watch((s, lane) -> {}));
            ImageResult traced = chip.run(new PoissonEncoder(seed).source(0, image));
            assertThat(traced.ends()).isDeepEqualTo(plain.ends());
            assertThat(traced.membranes()).isEqualTo(plain.membranes());
            assertThat(traced.spikes()).isEqualTo(plain.spikes());
        }
    }

    @Property(tries = 60)
    void someLanesOfSomeSignals_changeAsTheyDoWhereAllAreWatched(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, random.architecture());
        byte[] image = random.image(network.input());
        Random choice = new Random(seed);
        int layer = 1 + choice.nextInt(network.layers().size() - 2);
        Set<String> chosen = new HashSet<>();

        List<String> all = new ArrayList<>();
        changes(mapping, layer, seed, image, signal -> true, all);
        List<String> some = new ArrayList<>();
        int most = choice.nextInt(6);
        changes(mapping, layer, seed, image, path -> {
            boolean takes = choice.nextInt(6) < most;
            if (takes) {
                chosen.add(path);
            }
            return takes;
        }, some);

        assertThat(some).isEqualTo(all.stream().filter(line -> chosen.contains(line.split(" ", -1)[1])).toList());
    }

    /** Runs an image and writes down the changes of the chosen wires of a layer's tiles, sorted by time and name. */
    private static void changes(Mapping mapping, int layer, long seed, byte[] image, Predicate<String> takes,
            List<String> lines) {
        ChipSimulation chip = new ChipSimulation(mapping, PopcountKernels.chosen());
        Set<Signal> signals = new LinkedHashSet<>();
        for (int r = 0; r < mapping.rowTiles(layer); r++) {
            for (int c = 0; c < mapping.columnTiles(layer); c++) {
                signals.addAll(chip.signals(layer, r, c));
            }
        }
        for (Signal signal : signals) {
            switch (signal) {
                case BankSignal bank -> {
                    BitSet lanes = new BitSet();
                    for (int lane = 0; lane < bank.lanes(); lane++) {
                        lanes.set(lane, takes.test(bank.path(lane)));
                    }
                    bank.watch((s, lane) -> lines.add(line(chip, bank.path(lane), bank.value(lane))), lanes);
                }
                case IntegerSignal integer -> watch(chip, integer, integer::value, takes, lines);
                case BitSignal bit -> watch(chip, bit, bit::value, takes, lines);
                case VectorSignal vector -> watch(chip, vector, () -> LongStream.range(0, (vector.width() + 63) / 64)
                        .mapToObj(k -> Long.toHexString(vector.word((int) k))).toList(), takes, lines);
                case RealSignal real -> watch(chip, real, real::value, takes, lines);
            }
        }
        chip.run(new PoissonEncoder(seed).source(0, image));
        lines.sort(Comparator.naturalOrder());
    }

    private static void watch(ChipSimulation chip, Signal signal, Supplier<?> value, Predicate<String> takes,
            List<String> lines) {
        if (takes.test(signal.path())) {
            signal.watch((s, lane) -> lines.add(line(chip, signal.path(), value.get())));
        }
    }

    private static String line(ChipSimulation chip, String path, Object value) {
        return chip.scheduler().nowPs() + " " + path + " " + value;
    }
}

package xnorsim.chip.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.cell.CellGates;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.Loading;
import xnorsim.chip.control.Cause;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.RandomNetworks;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

/** What is counted is what a count of every cell and column by itself gives, and counting changes nothing. */
class EventCountsPropertyTest {

    private static Architecture anything(RandomNetworks random, Network network, long seed) {
        Random choice = new Random(seed);
        Architecture a = random.uncontended(network);
        ChipParameters chip = a.chip().withGate(CellGates.registry().all().get(choice.nextInt(3)))
                .withLoading(Loading.values()[choice.nextInt(3)], choice.nextBoolean());
        return random.contended(network, a.withChip(chip));
    }

    @Property(tries = 60)
    void everyCount_isThatOfEachCellAndColumnByItself(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture a = anything(random, network, seed);
        Mapping mapping = new Mapping(network, a);
        SessionInput input = SessionInput.of(random.images(network, 1), network, 1, seed);
        NetworkReport report = new Session(mapping, input).kernel(PopcountKernels.chosen()).countActiveCells(true)
                .countEvents().run();
        RunEvents events = report.events().orElseThrow();

        Recording reference = ReferenceModel
                .fixedPoint(network, new MembraneNumbers(a.fractionBits(), a.membraneBits(), OutOfRange.ERROR))
                .run(input.sources().apply(0));
        NaiveRecount naive = new NaiveRecount(network, a, input.sources().apply(0), reference);
        long once = (long) a.rows() * Math.ceilDiv(a.columns(), a.chip().writeWidth());
        for (int l = 0; l < network.layers().size(); l++) {
            EventCounts counted = events.layers().get(l);
            LayerReport layer = report.layers().get(l);
            long writing = Math.round(layer.work().causes().getOrDefault(Cause.WRITING, 0.0));
            long cells = writing / once * layer.arrays().count() * a.rows() * a.columns();
            assertThat(counted.of(CountedEvent.CELLS_WRITTEN)).isEqualTo(cells);
            assertThat(counted.plus(written(-cells))).as("layer " + l).isEqualTo(naive.layer(l));
            if (!mapping.isDigital(l)) {
                assertThat((double) counted.activeCells(a.chip().gate()))
                        .isEqualTo(layer.work().activeCells().orElseThrow());
            }
        }
    }

    private static EventCounts written(long cells) {
        return new EventCounts(Map.of(CountedEvent.CELLS_WRITTEN, cells));
    }

    @Property(tries = 20)
    void countingAndThreads_changeNothing(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, anything(random, network, seed));
        LabelledImages images = random.images(network, 3);
        NetworkReport plain = new Session(mapping, SessionInput.of(images, mapping.network(), 3, seed))
                .kernel(new ScalarPopcount()).run();
        NetworkReport one = counted(mapping, images, seed, 1);
        NetworkReport two = counted(mapping, images, seed, 2);
        assertThat(plain.events()).isEmpty();
        assertThat(one.events()).isEqualTo(two.events());
        assertThat(one.predictions()).isEqualTo(plain.predictions());
        assertThat(one.layers()).isEqualTo(plain.layers()).isEqualTo(two.layers());
        assertThat(one.time().cyclesPerImage()).isEqualTo(plain.time().cyclesPerImage());
    }

    private static NetworkReport counted(Mapping mapping, LabelledImages images, long seed, int threads) {
        return new Session(mapping, SessionInput.of(images, mapping.network(), 3, seed))
                .kernel(PopcountKernels.chosen()).threads(threads).countEvents().run();
    }

    @Property(tries = 15)
    void watching_changesNoCount(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, random.uncontended(network));
        LabelledImages images = random.images(network, 1);
        SessionInput input = SessionInput.of(images, network, 1, seed);
        ChipSimulation plain = new ChipSimulation(mapping, PopcountKernels.chosen());
        plain.countEvents();
        ChipSimulation watched = new ChipSimulation(mapping, PopcountKernels.chosen());
        watched.countEvents();
        watched.signals(1, 0, 0).forEach(signal -> signal.watch((s, lane) -> {}));
        assertThat(watched.run(1, input.sources(), (k, classes) -> {}).events())
                .isEqualTo(plain.run(1, input.sources(), (k, classes) -> {}).events());
    }
}

package xnorsim.chip.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipRun;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ContentionModel;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.RandomNetworks;
import xnorsim.chip.run.Recurrence;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;

/** When layers start and end, what they do in between, and that none of it changes a spike. */
class SchedulePropertyTest {

    private static final int IMAGES = 3;

    /** Everything a chip says of a stream of images. */
    private record Observed(ChipRun run, Timeline timeline, List<long[]> spikes) {}

    private static Observed stream(Network network, Architecture a, long seed, byte[] image, int images) {
        ChipSimulation chip = new ChipSimulation(new Mapping(network, a), new ScalarPopcount());
        List<long[]> spikes = new ArrayList<>();
        chip.recordTimeline();
        ChipRun run = chip.run(images, k -> network.first().coding().source(seed, k, image), (k, classes) -> {
            for (int l = 0; l < network.layers().size() - 1; l++) {
                spikes.add(chip.membranes(l, k));
            }
            spikes.add(classes.clone());
        });
        run.images().forEach(one -> spikes.add(one.spikes()));
        return new Observed(run, chip.timeline(), spikes);
    }

    @Property(tries = 120)
    void startsAndEnds_followTheRecurrence(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture a = random.uncontended(network);
        byte[] image = random.image(network.input());
        for (int images : new int[]{1, IMAGES}) {
            Recurrence.Times expected = Recurrence.of(network, a, images);
            Schedule predicted = Schedule.of(network, a, images);
            assertThat(predicted.starts().toArray(long[][]::new)).as("%s", a).isDeepEqualTo(expected.start());
            assertThat(predicted.ends().toArray(long[][]::new)).as("%s", a).isDeepEqualTo(expected.end());
            assertThat(predicted.cycles()).isEqualTo(expected.cycles());

            ChipRun run = stream(network, a, seed, image, images).run();
            assertThat(run.cycles()).as("%s", a).isEqualTo(expected.cycles());
            requireTimes(run, expected, network.timeSteps());
        }
    }

    private static void requireTimes(ChipRun run, Recurrence.Times expected, int timeSteps) {
        for (int k = 0; k < run.images().size(); k++) {
            for (int l = 0; l < expected.end().length; l++) {
                for (int t = 0; t < timeSteps; t++) {
                    assertThat(run.images().get(k).starts()[l][t]).isEqualTo(expected.start()[l][k * timeSteps + t]);
                    assertThat(run.images().get(k).ends()[l][t]).isEqualTo(expected.end()[l][k * timeSteps + t]);
                }
            }
        }
    }

    @Property(tries = 60)
    void contention_changesNoSpikeAndSavesNoCycle(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture free = random.uncontended(network);
        Architecture shared = random.contended(network, free);
        byte[] image = random.image(network.input());
        Observed without = stream(network, free, seed, image, IMAGES);
        Observed with = stream(network, shared, seed, image, IMAGES);

        assertThat(with.spikes().toArray(long[][]::new)).isDeepEqualTo(without.spikes().toArray(long[][]::new));
        assertThat(with.run().cycles()).isGreaterThanOrEqualTo(without.run().cycles());
        for (int k = 0; k < IMAGES; k++) {
            for (int l = 0; l < network.layers().size(); l++) {
                for (int t = 0; t < network.timeSteps(); t++) {
                    assertThat(with.run().images().get(k).ends()[l][t])
                            .isGreaterThanOrEqualTo(without.run().images().get(k).ends()[l][t]);
                }
            }
        }
    }

    /** Not the recurrence but the rules of docs/timing.md, applied at every single edge. */
    @Property(tries = 60)
    void contention_isArbitratedAsDocumented(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture a = random.contended(network, random.uncontended(network));
        ContentionModel expected = new ContentionModel(network, a, IMAGES);
        expected.run();
        Schedule schedule = Schedule.of(network, a, IMAGES);
        assertThat(schedule.starts().toArray(long[][]::new)).as("%s", a).isDeepEqualTo(expected.start);
        assertThat(schedule.ends().toArray(long[][]::new)).as("%s", a).isDeepEqualTo(expected.end);
    }

    @Property(tries = 60)
    void everyCycle_hasOneCause(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture a = random.contended(network, random.uncontended(network));
        Observed seen = stream(network, a, seed, random.image(network.input()), IMAGES);
        for (int l = 0; l < network.layers().size(); l++) {
            int layer = l;
            long[] sums = new long[Cause.COUNT];
            long at = 0;
            for (Timeline.Stretch stretch : seen.timeline().stretches().stream().filter(s -> s.layer() == layer)
                    .toList()) {
                assertThat(stretch.start()).as("no gap and no overlap").isEqualTo(at);
                assertThat(stretch.end()).isGreaterThan(at);
                at = stretch.end();
                sums[stretch.cause().ordinal()] += stretch.end() - stretch.start();
            }
            assertThat(at).isEqualTo(seen.run().cycles());
            assertThat(seen.run().causes()[l]).isEqualTo(sums);
            assertThat(Arrays.stream(sums).sum()).isEqualTo(seen.run().cycles());
        }
    }

    /** The same as the simulation, contended or not: lengths do not depend on spikes here. */
    @Property(tries = 60)
    void prediction_isTheSimulation(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture a = random.contended(network, random.uncontended(network));
        Observed seen = stream(network, a, seed, random.image(network.input()), IMAGES);
        Schedule predicted = Schedule.of(network, a, IMAGES);
        assertThat(predicted.timeline()).isEqualTo(seen.timeline());
        assertThat(predicted.causes().toArray(long[][]::new)).isDeepEqualTo(seen.run().causes());
    }

    @Property(tries = 30)
    void stream_isTheReferenceImageByImage(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Architecture a = random.uncontended(network);
        byte[] pixels = new byte[IMAGES * network.input().size()];
        new Random(seed).nextBytes(pixels);
        LabelledImages images = new LabelledImages(network.input(), pixels, new byte[IMAGES]);
        SessionInput input = SessionInput.of(images, network, IMAGES, seed);
        NetworkReport report = new Session(new Mapping(network, random.contended(network, a)), input)
                .kernel(PopcountKernels.chosen()).stream(true).compare(network).run();
        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().spikesDifferent()).isZero();
        assertThat(report.comparison().membranesDifferent()).isZero();
        NetworkReport apart = new Session(new Mapping(network, a), input).kernel(PopcountKernels.chosen()).threads(2)
                .run();
        assertThat(report.predictions()).isEqualTo(apart.predictions());
        assertThat(report.layers()).extracting(LayerReport::spikeRate)
                .isEqualTo(apart.layers().stream().map(LayerReport::spikeRate).toList());
    }
}

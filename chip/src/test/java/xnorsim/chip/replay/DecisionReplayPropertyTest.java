package xnorsim.chip.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.RandomNetworks;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;

/** The replayed decisions are those of the chip, and their cells are all cells of the row. */
class DecisionReplayPropertyTest {

    private record Unit(int layer, int timeStep, int position, int channel) {}

    @Property(tries = 25)
    void everyDecision_isThatOfTheChip(@ForAll long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, random.architecture());
        Assume.that(mapping.architecture().chip().gate().countsAgreement());
        DecisionReplay replay = new DecisionReplay(mapping);
        Set<Unit> fired = new HashSet<>();
        ChipSimulation chip = new ChipSimulation(mapping, PopcountKernels.chosen());
        chip.observe((image, layer, step, position, channels) -> {
            replay.fired(image, layer, step, position, channels);
            for (int c = 0; !mapping.isDigital(layer) && c < channels.length * Long.SIZE; c++) {
                if ((channels[c >> 6] >>> c & 1) != 0) {
                    fired.add(new Unit(layer, step, position, c));
                }
            }
        });
        // Twice, since nothing of an image is to be left for the next one.
        for (int image = 0; image < 2; image++) {
            fired.clear();
            byte[] pixels = random.image(network.input());
            SpikeSource source = network.first().coding().source(seed, image, pixels);
            chip.run(image, source);
            Set<Unit> decided = new HashSet<>();
            Set<Unit> seen = new HashSet<>();
            replay.replay(d -> {
                Unit unit = new Unit(d.layer(), d.timeStep(), d.position(), d.channel());
                assertThat(seen.add(unit)).isTrue();
                if (d.fires()) {
                    decided.add(unit);
                }
                assertThat(d.lastStep()).isEqualTo(d.timeStep() == network.timeSteps() - 1);
                for (int[] kinds : d.cells()) {
                    assertThat(Arrays.stream(kinds).sum()).isEqualTo(mapping.architecture().columns());
                    assertThat(kinds).doesNotContain(-1);
                }
            });
            assertThat(decided).isEqualTo(fired);
        }
    }
}

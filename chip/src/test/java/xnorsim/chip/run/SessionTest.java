package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

/** What a session keeps, counts and compares does not depend on how its images reach a chip. */
class SessionTest {
    private static final int IMAGES = 3;

    /** Every spike and membrane of a session. */
    private static ActivityRecorder.Kept recorded(Mapping mapping, SessionInput input, int threads, boolean stream) {
        ActivityRecorder recorder = new ActivityRecorder(mapping, IMAGES, true);
        new Session(mapping, input).threads(threads).stream(stream).observe(recorder).run();
        return recorder.kept();
    }

    @Property(tries = 40)
    void recording_isTheReferences_onChipsOfTheirOwnAndInAStream(@ForAll long seed, @ForAll boolean stream) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, random.architecture());
        SessionInput input = SessionInput.of(random.images(network, IMAGES), network, IMAGES, seed);
        ActivityRecorder.Kept kept = recorded(mapping, input, stream ? 1 : 2, stream);
        Architecture a = mapping.architecture();
        ReferenceModel reference = ReferenceModel.fixedPoint(network,
                new MembraneNumbers(a.fractionBits(), a.membraneBits(), OutOfRange.ERROR));
        for (int k = 0; k < IMAGES; k++) {
            Recording expected = reference.run(input.sources().apply(k));
            for (int l = 0; l < network.layers().size(); l++) {
                int size = network.layers().get(l).geometry().output().size();
                assertThat(part(kept.membranes()[l], k, size)).containsExactly(expected.membranes(l));
                assertThat(part(kept.traces().orElseThrow()[l], (k + 1) * network.timeSteps() - 1, size))
                        .as("membranes after the last time step").containsExactly(expected.membranes(l));
                for (int t = 0; l < network.layers().size() - 1 && t < network.timeSteps(); t++) {
                    int frame = k * network.timeSteps() + t;
                    byte[] spikes = new byte[size];
                    System.arraycopy(kept.spikes()[l], frame * size, spikes, 0, size);
                    assertThat(spikes).containsExactly(expected.spikes(l, t));
                }
            }
        }
    }

    private static double[] part(double[] all, int frame, int size) {
        double[] part = new double[size];
        System.arraycopy(all, frame * size, part, 0, size);
        return part;
    }

    @Property(tries = 20)
    void observers_seeEachImageOnce_withTheSessionsNumbers(@ForAll long seed, @ForAll boolean stream) {
        RandomNetworks random = new RandomNetworks(seed);
        Network network = random.network();
        Mapping mapping = new Mapping(network, random.architecture());
        SessionInput input = SessionInput.of(random.images(network, IMAGES), network, IMAGES, seed);
        List<Integer> finished = new ArrayList<>();
        long[] spikes = new long[IMAGES];
        NetworkReport report = new Session(mapping, input).stream(stream).observe(_ -> new SessionObserver.OnChip() {
            @Override
            public void fired(long image, int layer, int timeStep, int position, long[] channels) {
                for (long word : channels) {
                    spikes[(int) image] += Long.bitCount(word);
                }
            }

            @Override
            public void finished(int image, SpikeSource source, long[] classes, IntFunction<long[]> membranes) {
                finished.add(image);
                assertThat(membranes.apply(0)).hasSize(network.layers().getFirst().geometry().output().size());
            }
        }).run();
        assertThat(finished).containsExactly(0, 1, 2);
        double sum = 0;
        for (int l = 0; l < network.layers().size() - 1; l++) {
            sum += report.layers().get(l).spikeRate().orElseThrow() * IMAGES * network.timeSteps()
                    * network.layers().get(l).geometry().output().size();
        }
        assertThat(Math.round(sum)).isEqualTo(IntStream.range(0, IMAGES).mapToLong(k -> spikes[k]).sum());
    }

    @Example
    void unknownLabels_haveNoAccuracy() {
        RandomNetworks random = new RandomNetworks(1);
        Network network = random.network();
        LabelledImages images = random.images(network, 1);
        SessionInput coded = SessionInput.of(images, network, 1, 1);
        Session session = new Session(new Mapping(network, random.architecture()),
                SessionInput.of(1, coded.sources()));
        assertThat(session.run().predictions()).hasSize(1);
        assertThatThrownBy(() -> session.run().accuracy()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.runWhile((_, _) -> true)).isInstanceOf(IllegalStateException.class);
    }

    @Example
    void inputsThatDoNotFit_areRejectedByName() {
        RandomNetworks random = new RandomNetworks(1);
        Network network = random.network();
        LabelledImages two = random.images(network, 2);
        assertThatThrownBy(() -> SessionInput.of(two, network, 3, 1)).isInstanceOf(InputException.class)
                .hasMessage("run: images is 3, expected at most 2, the number of images in the data");
        assertThatThrownBy(() -> SessionInput.of(two, network, 0, 1)).isInstanceOf(InputException.class)
                .hasMessage("run: images is 0, expected at least 1");
        assertThatThrownBy(() -> new Session(new Mapping(network, random.architecture()),
                SessionInput.of(two, network, 1, 1)).threads(0)).isInstanceOf(InputException.class)
                .hasMessage("run: threads is 0, expected at least 1");
    }
}

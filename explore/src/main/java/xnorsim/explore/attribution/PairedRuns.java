package xnorsim.explore.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.Workers;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.chip.run.Session;
import xnorsim.network.Network;
import xnorsim.neurons.NeuronRule;

/**
 * Runs images with the ideal readout, on a chip with all error sources, on the same chip without each of them, and with
 * each of them alone. Results do not depend on the number of threads.
 */
public final class PairedRuns {

    private final Network network;
    private final Session ideal;
    private final Session noisy;
    private final List<ErrorSource> sources;
    private final List<Session> without;
    private final List<Session> alone;

    /**
     * Prepares the runs.
     *
     * @param session gives images and mapping, whose cycles all runs have
     * @param readout of the chip
     * @throws xnorsim.base.InputException if decisions of the neuron model are unknown
     */
    public PairedRuns(Session session, AnalogReadout readout) {
        Mapping mapping = session.mapping();
        mapping.architecture().neuron().require(NeuronRule.Analysis.DECISION, "`attribute`");
        this.network = mapping.network();
        this.ideal = session.withReadout(Readout.ideal());
        this.noisy = session.withReadout(readout);
        int columns = mapping.architecture().columns();
        this.sources = ErrorSource.of(readout, columns);
        this.without = sources.stream().map(source -> session.withReadout(source.without(readout, columns))).toList();
        this.alone = sources.stream().map(source -> session.withReadout(source.alone(readout, columns))).toList();
    }

    /**
     * Runs the first images.
     *
     * @param images   number of images, at least 1
     * @param threads  at least 1
     * @param progress is notified of every finished image
     */
    public Attribution attribute(int images, int threads, IntConsumer progress) {
        return Attribution.sum(sources, Workers.run(images, threads, Worker::new, progress));
    }

    /** A chip and its spikes. */
    private final class Watched {
        private final Session session;
        private final ChipSimulation chip;
        private final SpikesOfImage spikes = new SpikesOfImage(network);

        Watched(Session session) {
            this.session = session;
            this.chip = session.chip();
            chip.observe(spikes);
        }

        ImageResult run(int image) {
            return chip.run(image, session.input().sources().apply(image));
        }
    }

    /** One thread's chips. */
    private final class Worker implements IntFunction<Attribution.OfImage> {
        private final Watched right = new Watched(ideal);
        private final Watched chip = new Watched(noisy);
        private final List<Watched> others = without.stream().map(Watched::new).toList();
        private final List<Watched> single = alone.stream().map(Watched::new).toList();

        @Override
        public Attribution.OfImage apply(int image) {
            int expected = right.run(image).predicted();
            int found = chip.run(image).predicted();
            List<FirstFlip> flips = FirstFlips.of(image, right.spikes, chip.spikes);
            List<List<ErrorSource>> causes = flips.stream().<List<ErrorSource>>map(_ -> new ArrayList<>()).toList();
            List<ErrorSource> classCauses = new ArrayList<>();
            for (int s = 0; s < others.size(); s++) {
                Watched other = others.get(s);
                if (other.run(image).predicted() == expected) {
                    classCauses.add(sources.get(s));
                }
                for (int i = 0; i < flips.size(); i++) {
                    if (FirstFlips.isRight(flips.get(i), right.spikes, other.spikes)) {
                        causes.get(i).add(sources.get(s));
                    }
                }
            }
            List<ErrorSource> enough = new ArrayList<>();
            for (int s = 0; s < single.size(); s++) {
                if (single.get(s).run(image).predicted() != expected) {
                    enough.add(sources.get(s));
                }
            }
            List<FirstFlip> attributed = new ArrayList<>();
            for (int i = 0; i < flips.size(); i++) {
                attributed.add(flips.get(i).with(causes.get(i)));
            }
            return new Attribution.OfImage(attributed,
                    found == expected
                            ? Optional.empty()
                            : Optional.of(new ChangedClass(image, expected, found, classCauses)),
                    enough, growth());
        }

        private List<ErrorPropagation> growth() {
            List<ErrorPropagation> growth = new ArrayList<>();
            for (int l = 0; l < right.spikes.layers().size(); l++) {
                for (int t = 0; t < network.timeSteps(); t++) {
                    growth.add(new ErrorPropagation(l, t, right.spikes.map(l).size(),
                            right.spikes.differences(l, t, chip.spikes), different(l, t, others),
                            different(l, t, single)));
                }
            }
            return growth;
        }

        private List<Long> different(int layer, int timeStep, List<Watched> chips) {
            return chips.stream().map(other -> right.spikes.differences(layer, timeStep, other.spikes)).toList();
        }
    }
}

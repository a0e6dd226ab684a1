package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.InputException;
import xnorsim.base.Workers;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.spikes.SharedInput;
import xnorsim.chip.subarray.ChipInstance;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.reference.FixedPoint;
import xnorsim.network.reference.Overflow;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.network.reference.ReferenceNeuron;
import xnorsim.network.reference.ReferenceNeurons;

/**
 * Runs a network on its chip over many images on several threads, and compares every spike and every final membrane
 * with the reference model. Results do not depend on the number of threads: every image is a separate simulation, its
 * input spikes are keyed by (seed, image, time step, pixel), and results are collected in image order.
 */
public final class NetworkRun {

    private final Mapping mapping;
    private final ChipInstance made;
    private final PopcountKernel kernel;
    private final LabelledImages images;
    private final Settings settings;
    private final Optional<References> references;
    private Optional<Timeline> timeline = Optional.empty();

    /**
     * Settings of a run.
     *
     * @param images  number of images, from the first one on
     * @param threads number of threads, at least 1
     * @param seed    seed of the Poisson input
     * @param compare whether to compare with the reference model
     * @param stream  whether images stream through one chip instead of using a chip each; one thread
     * @param active  whether active cells are counted
     * @param events  whether energy-relevant events are counted
     */
    public record Settings(int images, int threads, long seed, boolean compare, boolean stream, boolean active,
            boolean events) {

        /** Counts nothing except, if requested, active cells. */
        public Settings(int images, int threads, long seed, boolean compare, boolean stream, boolean active) {
            this(images, threads, seed, compare, stream, active, false);
        }

        /** One chip per image, without counting active cells. */
        public Settings(int images, int threads, long seed, boolean compare) {
            this(images, threads, seed, compare, false, false);
        }

        /** Checks the ranges. */
        public Settings {
            if (images < 1) {
                throw InputException.wrongValue("run", "images", images, "at least 1");
            }
            if (threads < 1) {
                throw InputException.wrongValue("run", "threads", threads, "at least 1");
            }
        }
    }

    /** Is notified of the number of finished images, from any thread. */
    @FunctionalInterface
    public interface Progress {
        /** Reports the number of finished images. */
        void done(int images);
    }

    /** Decides after each image whether to simulate the next one. */
    @FunctionalInterface
    public interface Continuation {
        /**
         * Whether to go on.
         *
         * @param images simulated so far, at least 1
         * @param right  correctly classified images among these
         */
        boolean goesOn(int images, int right);
    }

    private record References(ReferenceModel fixed, Optional<ReferenceModel> real) {}

    /**
     * Prepares a run.
     *
     * @throws InputException if images and network do not match
     */
    public NetworkRun(Mapping mapping, PopcountKernel kernel, LabelledImages images, Settings settings) {
        this(mapping, kernel, images, settings, mapping.network());
    }

    /**
     * Prepares a run whose real-valued equations come from another network than the mapped one.
     *
     * @param real the network before its parameters were put on the grid of the fixed point
     * @throws InputException if images and network do not match
     */
    public NetworkRun(Mapping mapping, PopcountKernel kernel, LabelledImages images, Settings settings, Network real) {
        Network network = mapping.network();
        if (!images.shape().equals(network.input())) {
            throw InputException.wrongValue("data", "the shape of the images", images.shape(),
                    network.input() + ", the input of network " + network.name());
        }
        if (settings.images() > images.count()) {
            throw InputException.wrongValue("run", "images", settings.images(),
                    "at most " + images.count() + ", the number of images in the data");
        }
        for (int k = 0; k < settings.images(); k++) {
            if (images.label(k) >= network.classes()) {
                throw InputException.wrongValue("data", "label of image " + k, images.label(k),
                        "less than " + network.classes() + ", the classes of network " + network.name());
            }
        }
        this(mapping, kernel, images, settings, real, ChipInstance.of(mapping));
    }

    private NetworkRun(Mapping mapping, PopcountKernel kernel, LabelledImages images, Settings settings, Network real,
            ChipInstance made) {
        this.mapping = mapping;
        this.made = made;
        this.kernel = kernel;
        this.images = images;
        this.settings = settings;
        this.references = settings.compare() ? Optional.of(references(mapping, real)) : Optional.empty();
    }

    private static References references(Mapping mapping, Network real) {
        ReferenceModel fixed = fixedReference(mapping);
        return new References(fixed, realBeside(fixed, mapping, real));
    }

    /**
     * The reference model of a mapped network in its architecture's fixed point.
     *
     * @throws InputException if the reference model does not support its neuron
     */
    static ReferenceModel fixedReference(Mapping mapping) {
        Architecture a = mapping.architecture();
        Overflow overflow = switch (a.overflow()) {
            case ERROR -> Overflow.ERROR;
            case SATURATE -> Overflow.SATURATE;
        };
        return ReferenceModel.fixedPoint(mapping.network(),
                new FixedPoint(a.fractionBits(), a.membraneBits(), overflow), neuron(a));
    }

    private static Optional<ReferenceNeuron> neuron(Architecture a) {
        return ReferenceNeurons.of(a.neuron().key(), a.neuron().settings());
    }

    /**
     * The equations in real numbers, if they differ from those in fixed point.
     *
     * @param fixed   the reference of the mapped network
     * @param real    the network before its parameters were put on the grid of the fixed point
     */
    public static Optional<ReferenceModel> realBeside(ReferenceModel fixed, Mapping mapping, Network real) {
        return fixed.isExact() && real.equals(mapping.network())
                ? Optional.empty()
                : Optional.of(ReferenceModel.real(real, neuron(mapping.architecture())));
    }

    /** The same run with another readout, such as that of another chip; cycles stay the same. */
    public NetworkRun withReadout(Readout readout) {
        return new NetworkRun(mapping, kernel, images, settings, mapping.network(), ChipInstance.of(mapping, readout));
    }

    /** A chip of this run, for one observing thread. */
    public ChipSimulation chip() {
        return new ChipSimulation(mapping, kernel, made);
    }

    /** Input of the first layer for an image. */
    public SpikeSource source(int image) {
        return mapping.network().first().coding().source(settings.seed(), image, images.pixels(image));
    }

    /** Simulates all images and collects the results. */
    public NetworkReport run(Progress progress) {
        long begin = System.nanoTime();
        RunOutcome outcome = settings.stream() ? new Worker().stream(progress) : isolated(progress);
        return NetworkReport.of(mapping, settings, outcome, (System.nanoTime() - begin) / 1e9, kernel.name());
    }

    /**
     * Simulates images in order on this thread while {@code continuation} agrees; the report covers the simulated ones.
     *
     * @param inputs input of the first layer per image; {@link #source}, or a {@link SharedInput} of it
     */
    public NetworkReport runWhile(IntFunction<SpikeSource> inputs, Continuation continuation) {
        long begin = System.nanoTime();
        Worker worker = new Worker();
        List<RunOutcome> outcomes = new ArrayList<>();
        int right = 0;
        do {
            RunOutcome outcome = worker.run(outcomes.size(), inputs.apply(outcomes.size()));
            ImageOutcome image = outcome.images().getFirst();
            right += image.result().predicted() == image.label() ? 1 : 0;
            outcomes.add(outcome);
        } while (outcomes.size() < settings.images() && continuation.goesOn(outcomes.size(), right));
        return NetworkReport.of(mapping, settings, RunOutcome.sum(outcomes), (System.nanoTime() - begin) / 1e9,
                kernel.name());
    }

    /**
     * The timeline of the first image, or of the whole stream, after {@link #run}.
     */
    public Timeline timeline() {
        return timeline.orElseThrow();
    }

    /** Simulates the first image, or the whole stream, on {@code chip} for its observers. */
    public void simulate(ChipSimulation chip) {
        chip.run(0, settings.stream() ? settings.images() : 1, this::source, (k, classes) -> {});
    }

    private RunOutcome isolated(Progress progress) {
        return RunOutcome.sum(Workers.run(settings.images(), settings.threads(), () -> {
            Worker worker = new Worker();
            return k -> worker.run(k, source(k));
        }, progress::done));
    }

    /** One thread's chip. */
    private final class Worker {
        private final ChipSimulation chip = new ChipSimulation(mapping, kernel, made);
        private final SpikeRecorder recorder = new SpikeRecorder(mapping.network());

        Worker() {
            if (references.isPresent()) {
                chip.observe(recorder);
            }
            if (settings.active()) {
                chip.countActiveCells();
            }
            if (settings.events()) {
                chip.countEvents();
            }
        }

        RunOutcome run(int image, SpikeSource source) {
            if (image == 0) {
                chip.recordTimeline();
            }
            long begin = System.nanoTime();
            ChipRun run = chip.run(image, 1, k -> source, (k, classes) -> {});
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (image == 0) {
                timeline = Optional.of(chip.timeline());
                chip.forgetTimeline();
            }
            ImageResult result = run.images().getFirst();
            Optional<Comparison> comparison = references
                    .map(r -> compare(image, source, result.membranes(), recorder, chip::membranes, r));
            return new RunOutcome(List.of(new ImageOutcome(result, images.label(image), comparison)), run.cycles(),
                    run.causes(), run.activeCells(), run.events(),
                    seconds);
        }

        /** All images on one chip, each compared when it is finished. */
        RunOutcome stream(Progress progress) {
            int count = settings.images();
            List<Optional<Comparison>> comparisons = new ArrayList<>();
            Map<Long, SpikeRecorder> inside = new HashMap<>();
            if (references.isPresent()) {
                chip.observe((image, layer, step, position, channels) -> inside
                        .computeIfAbsent(image, k -> new SpikeRecorder(mapping.network()))
                        .fired(image, layer, step, position, channels));
            }
            chip.recordTimeline();
            long[] comparing = new long[1];
            long begin = System.nanoTime();
            ChipRun run = chip.run(0, count, NetworkRun.this::source, (image, classes) -> {
                long pause = System.nanoTime();
                comparisons.add(references.map(r -> compare(image, source(image), classes,
                        Objects.requireNonNull(inside.remove((long) image)), l -> chip.membranes(l, image), r)));
                progress.done(image + 1);
                comparing[0] += System.nanoTime() - pause;
            });
            double seconds = (System.nanoTime() - begin - comparing[0]) / 1e9;
            timeline = Optional.of(chip.timeline());
            List<ImageOutcome> outcomes = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                outcomes.add(new ImageOutcome(run.images().get(k), images.label(k), comparisons.get(k)));
            }
            return new RunOutcome(outcomes, run.cycles(), run.causes(), run.activeCells(), run.events(),
                    seconds);
        }

        private Comparison compare(int image, SpikeSource source, long[] classes, SpikeRecorder spikes,
                IntFunction<long[]> membranes, References r) {
            Recording fixed = r.fixed.run(source);
            long different = spikes.differences(fixed);
            // Without rounding, fixed point equals the real numbers.
            long real = r.real.isPresent() ? spikes.differences(r.real.get().run(source)) : different;
            return new Comparison(spikes.size(), different, real,
                    membranesDiffer(classes, membranes, fixed), spikes.firstDifference(image, fixed));
        }

        private long membranesDiffer(long[] classes, IntFunction<long[]> membranesOf, Recording reference) {
            int layers = mapping.network().layers().size();
            long count = 0;
            for (int l = 0; l < layers; l++) {
                boolean last = l == layers - 1;
                long[] membranes = last ? classes : membranesOf.apply(l);
                int channels = mapping.network().layers().get(l).geometry().outputChannels();
                int positions = membranes.length / channels;
                double[] expected = reference.membranes(l);
                int fraction = mapping.fractionBits(l);
                for (int i = 0; i < membranes.length; i++) {
                    double unit = Math.scalb(expected[i % channels * positions + i / channels], fraction);
                    if (unit != membranes[i]) {
                        count++;
                    }
                }
            }
            return count;
        }
    }
}

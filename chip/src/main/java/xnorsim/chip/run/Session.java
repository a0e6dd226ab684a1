package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.InputException;
import xnorsim.base.Workers;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.chip.subarray.ChipInstance;
import xnorsim.network.Network;

/**
 * Simulates images on a mapped network, each on a chip of its own and on several threads, or as a stream through one
 * chip. What is compared, kept or counted is chosen before {@link #run}:
 *
 * <pre>{@code
 * Network network = NetworkFile.read(Path.of("model.npz")).network();
 * Mapping mapping = new Mapping(network, architecture.withTimeSteps(network.timeSteps()));
 * NetworkReport report = new Session(mapping, SessionInput.of(images, network, 100, 1))
 *         .threads(4)
 *         .compare(network)
 *         .countEvents()
 *         .run();
 * }</pre>
 *
 * <p>Results do not depend on the number of threads: every image is a separate simulation, and results are collected in
 * image order.
 */
public final class Session {
    private final Mapping mapping;
    private final SessionInput input;
    private final ChipInstance instance;
    private final List<SessionObserver> observers = new ArrayList<>();
    private PopcountKernel kernel;
    private int threads = 1;
    private boolean stream;
    private boolean activeCells;
    private boolean events;
    private Optional<ReferenceComparison> comparison = Optional.empty();

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

    /** A chip per image, one thread, and the kernel that pays off for that many images. */
    public Session(Mapping mapping, SessionInput input) {
        this(mapping, input, ChipInstance.of(mapping), mapping.kernelFor(input.images()));
    }

    private Session(Mapping mapping, SessionInput input, ChipInstance instance, PopcountKernel kernel) {
        this.mapping = mapping;
        this.input = input;
        this.instance = instance;
        this.kernel = kernel;
    }

    /** Uses another popcount kernel; results stay the same. */
    public Session kernel(PopcountKernel other) {
        kernel = other;
        return this;
    }

    /**
     * Simulates up to {@code number} images in parallel, unless they stream.
     *
     * @throws InputException if that is less than 1
     */
    public Session threads(int number) {
        if (number < 1) {
            throw InputException.wrongValue("run", "threads", number, "at least 1");
        }
        threads = number;
        return this;
    }

    /** Whether images stream through one chip, on one thread, instead of using a chip each. */
    public Session stream(boolean asStream) {
        stream = asStream;
        return this;
    }

    /**
     * Compares every spike and every final membrane with the reference model.
     *
     * @param given the network before its parameters were put on the grid of the fixed point
     * @throws InputException if the reference model does not support the neuron
     */
    public Session compare(Network given) {
        comparison = Optional.of(new ReferenceComparison(mapping, given, input.images()));
        return this;
    }

    /** Whether active cells are counted. */
    public Session countActiveCells(boolean count) {
        activeCells = count;
        return this;
    }

    /** Counts energy-relevant events. */
    public Session countEvents() {
        return countEvents(true);
    }

    /** Whether energy-relevant events are counted. */
    public Session countEvents(boolean count) {
        events = count;
        return this;
    }

    /** Adds an observer. */
    public Session observe(SessionObserver observer) {
        observers.add(observer);
        return this;
    }

    /** A session with the same images, kernel and threads, but another readout, such as that of another chip. */
    public Session withReadout(Readout readout) {
        return new Session(mapping, input, ChipInstance.of(mapping, readout), kernel).threads(threads);
    }

    /** A session with the same images, kernel, threads and order, but another mapping of the network. */
    public Session on(Mapping other) {
        return new Session(other, input, ChipInstance.of(other), kernel).threads(threads).stream(stream);
    }

    /** The images. */
    public SessionInput input() {
        return input;
    }

    /** The mapped network. */
    public Mapping mapping() {
        return mapping;
    }

    /** The popcount kernel. */
    public PopcountKernel kernel() {
        return kernel;
    }

    boolean streams() {
        return stream;
    }

    boolean countsActiveCells() {
        return activeCells;
    }

    boolean countsEvents() {
        return events;
    }

    int threads() {
        return stream ? 1 : Math.min(threads, input.images());
    }

    /** A chip of this session without its observers. */
    public ChipSimulation chip() {
        return new ChipSimulation(mapping, kernel, instance);
    }

    /** Simulates the first image, or the whole stream, on {@code chip} for that chip's own observers. */
    public void simulate(ChipSimulation chip) {
        chip.run(0, stream ? input.images() : 1, input.sources(), (_, _) -> {});
    }

    /**
     * Simulates all images.
     *
     * @throws InputException if a membrane overflows and the architecture does not saturate
     */
    public NetworkReport run() {
        return run(_ -> {});
    }

    /**
     * The same.
     *
     * @param progress receives the number of finished images, from any thread
     */
    public NetworkReport run(IntConsumer progress) {
        long begin = System.nanoTime();
        SessionOutcome outcome = stream
                ? new Chip().run(0, input.images(), progress)
                : SessionOutcome.sum(Workers.run(input.images(), threads, () -> {
                    Chip chip = new Chip();
                    return k -> chip.run(k, 1, _ -> {});
                }, progress));
        return report(outcome, begin);
    }

    /**
     * Simulates images in order on this thread while {@code continuation} agrees; the report covers the simulated ones.
     *
     * @throws IllegalStateException if labels are unknown
     */
    public NetworkReport runWhile(Continuation continuation) {
        if (input.labels().isEmpty()) {
            throw new IllegalStateException("the labels are unknown");
        }
        long begin = System.nanoTime();
        Chip chip = new Chip();
        List<SessionOutcome> outcomes = new ArrayList<>();
        int right = 0;
        do {
            int image = outcomes.size();
            SessionOutcome outcome = chip.run(image, 1, _ -> {});
            right += outcome.images().getFirst().predicted() == input.labels().get(image) ? 1 : 0;
            outcomes.add(outcome);
        } while (outcomes.size() < input.images() && continuation.goesOn(outcomes.size(), right));
        return report(SessionOutcome.sum(outcomes), begin);
    }

    private NetworkReport report(SessionOutcome outcome, long beginNs) {
        return NetworkReport.of(this, outcome, comparison.map(ReferenceComparison::images).orElse(List.of()),
                (System.nanoTime() - beginNs) / 1e9);
    }

    /** One thread's chip with its observers. */
    private final class Chip implements SpikeObserver {
        private final ChipSimulation chip = chip();
        private final List<SessionObserver.OnChip> joined = new ArrayList<>();
        /** From the chip's own count of images to the session's. */
        private long offset;
        private int simulated;

        Chip() {
            comparison.ifPresent(one -> joined.add(one.join(chip)));
            observers.forEach(observer -> joined.add(observer.join(chip)));
            if (!joined.isEmpty()) {
                chip.observe(this);
            }
            if (activeCells) {
                chip.countActiveCells();
            }
            if (events) {
                chip.countEvents();
            }
        }

        @Override
        public void fired(long image, int layer, int timeStep, int position, long[] channels) {
            for (SessionObserver.OnChip one : joined) {
                one.fired(image + offset, layer, timeStep, position, channels);
            }
        }

        @Override
        public void accumulated(long image, int timeStep, long[] membranes) {
            for (SessionObserver.OnChip one : joined) {
                one.accumulated(image + offset, timeStep, membranes);
            }
        }

        private void finished(int image, long[] classes, IntFunction<long[]> membranes) {
            for (SessionObserver.OnChip one : joined) {
                one.finished(image, input.sources().apply(image), classes, membranes);
            }
        }

        /** Simulates images {@code first} to {@code first + count - 1}; the time of observers does not count. */
        SessionOutcome run(int first, int count, IntConsumer progress) {
            offset = (long) first - simulated;
            simulated += count;
            if (first == 0) {
                chip.recordTimeline();
            }
            long[] pausedNs = new long[1];
            long begin = System.nanoTime();
            ChipRun run = chip.run(first, count, k -> input.sources().apply(first + k), (k, classes) -> {
                long pause = System.nanoTime();
                finished(first + k, classes, l -> count == 1 ? chip.membranes(l) : chip.membranes(l, k));
                progress.accept(k + 1);
                pausedNs[0] += System.nanoTime() - pause;
            });
            double seconds = (System.nanoTime() - begin - pausedNs[0]) / 1e9;
            Timeline timeline = chip.timeline();
            if (first == 0) {
                chip.forgetTimeline();
            }
            return SessionOutcome.of(run, timeline, seconds);
        }
    }
}

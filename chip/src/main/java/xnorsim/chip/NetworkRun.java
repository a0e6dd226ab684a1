package xnorsim.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import xnorsim.arrays.PopcountKernel;
import xnorsim.network.InputException;
import xnorsim.network.Network;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.reference.FixedPoint;
import xnorsim.network.reference.Overflow;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

/**
 * Runs a network on its chip over many images, on several threads, and compares every spike and every last membrane with
 * the reference model. Results do not depend on the number of threads: every image is a simulation of its own, its input
 * spikes are keyed by (seed, image, time step, pixel), and results are put together in the order of the images.
 */
public final class NetworkRun {

    private final Mapping mapping;
    private final PopcountKernel kernel;
    private final LabelledImages images;
    private final Settings settings;
    private final Optional<References> references;

    /**
     * What to run.
     *
     * @param images  how many images, from the first one on
     * @param threads how many threads, at least 1
     * @param seed    seed of the Poisson input
     * @param compare whether to run the reference model beside the simulation
     */
    public record Settings(int images, int threads, long seed, boolean compare) {

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

    /** Is told how many images are done, from whatever thread finished one. */
    @FunctionalInterface
    public interface Progress {
        /** So many images are done. */
        void done(int images);
    }

    private record References(ReferenceModel fixed, Optional<ReferenceModel> real) {}

    /**
     * Prepares a run.
     *
     * @throws InputException if images and network do not fit each other
     */
    public NetworkRun(Mapping mapping, PopcountKernel kernel, LabelledImages images, Settings settings) {
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
        this.mapping = mapping;
        this.kernel = kernel;
        this.images = images;
        this.settings = settings;
        this.references = settings.compare() ? Optional.of(references(mapping)) : Optional.empty();
    }

    private static References references(Mapping mapping) {
        Architecture a = mapping.architecture();
        Overflow overflow = switch (a.overflow()) {
            case ERROR -> Overflow.ERROR;
            case SATURATE -> Overflow.SATURATE;
        };
        ReferenceModel fixed = ReferenceModel.fixedPoint(mapping.network(),
                new FixedPoint(a.fractionBits(), a.membraneBits(), overflow));
        return new References(fixed,
                mapping.isExact() ? Optional.empty() : Optional.of(ReferenceModel.real(mapping.network())));
    }

    /** The input spikes of an image. */
    public SpikeSource source(int image) {
        return new PoissonEncoder(settings.seed()).source(image, images.pixels(image));
    }

    /** Simulates all images and puts the results together. */
    public NetworkReport run(Progress progress) {
        long begin = System.nanoTime();
        List<ImageOutcome> outcomes = outcomes(progress);
        return NetworkReport.of(mapping, settings, outcomes, (System.nanoTime() - begin) / 1e9, kernel.name());
    }

    private List<ImageOutcome> outcomes(Progress progress) {
        ImageOutcome[] outcomes = new ImageOutcome[settings.images()];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int threads = Math.min(settings.threads(), settings.images());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    Worker worker = new Worker();
                    for (int k = next.getAndIncrement(); k < outcomes.length; k = next.getAndIncrement()) {
                        outcomes[k] = worker.run(k);
                        progress.done(done.incrementAndGet());
                    }
                }));
            }
            try {
                for (Future<?> worker : workers) {
                    worker.get();
                }
            } finally {
                next.set(outcomes.length);
            }
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", e);
        }
        return List.of(outcomes);
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(failure);
        };
    }

    /** One thread's chip. */
    private final class Worker {
        private final ChipSimulation chip = new ChipSimulation(mapping, kernel);
        private final SpikeRecorder recorder = new SpikeRecorder(mapping.network());

        Worker() {
            if (references.isPresent()) {
                chip.observe(recorder);
            }
        }

        ImageOutcome run(int image) {
            SpikeSource source = source(image);
            long begin = System.nanoTime();
            ImageResult result = chip.run(source);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Optional<Comparison> comparison = references.map(r -> compare(image, source, result, r));
            return new ImageOutcome(result, images.label(image), seconds, comparison);
        }

        private Comparison compare(int image, SpikeSource source, ImageResult result, References r) {
            Recording fixed = r.fixed.run(source);
            long real = r.real.isPresent() ? recorder.differences(r.real.get().run(source)) : 0;
            return new Comparison(recorder.size(), recorder.differences(fixed), real, membranesDiffer(result, fixed),
                    recorder.firstDifference(image, fixed));
        }

        private long membranesDiffer(ImageResult result, Recording reference) {
            int layers = mapping.network().layers().size();
            long count = 0;
            for (int l = 0; l < layers; l++) {
                boolean last = l == layers - 1;
                long[] membranes = last ? result.membranes() : chip.membranes(l);
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

package xnorsim.train.recipe;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import xnorsim.base.InputException;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;

/**
 * What training takes at least, known before any of it is allocated.
 *
 * @param weights of all layers
 * @param largest the size of the largest array passed to the engine: a layer's weights or a batch's input
 * @param heapBytes of Java: each weight with two moments and its exported form, one layer's gradient and its export, a
 *        batch's input
 * @param engineBytes outside of Java's heap: weights and gradients, the input, and what the backward pass needs of
 *        every neuron in every time step
 */
public record MemoryNeed(long weights, long largest, double heapBytes, double engineBytes) {
    /** The engine takes arrays of this many numbers of 4 bytes from Java, with room for their alignment. */
    private static final long MAX_NUMBERS = (1L << 29) - 64;
    /**
     * Numbers that the engine keeps of a spiking neuron and time step until the backward pass. Measured with vgg-11
     * were 35; this is a lower bound, so that nothing that fits is rejected.
     */
    private static final int KEPT_SPIKING = 16;
    private static final int KEPT_WITHOUT_TIME = 4;
    private static final int CLASSIFIED = 100;
    /** Numbers of the largest map, and of the input, of a batch that is only classified. */
    private static final long MAX_CLASSIFIED_MAP = 1L << 27;
    private static final long MAX_CLASSIFIED_INPUT = 1L << 25;

    /**
     * The need of a run.
     *
     * @param batch batch size in images
     * @throws InputException if the topology does not fit the input
     */
    public static MemoryNeed of(Recipe recipe, Shape input, int classes, int batch) {
        Topology topology = recipe.network().topology();
        List<Geometry> geometries = topology.geometries(input);
        long last = (long) classes * topology.features(input).size();
        long weights = last;
        long largest = last;
        long neurons = 0;
        for (Geometry geometry : geometries) {
            long own = (long) geometry.outputChannels() * geometry.fanIn();
            weights += own;
            largest = Math.max(largest, own);
            neurons += geometry.output().size();
        }
        boolean timeless = recipe.neurons().type() == TrainedNeurons.Type.RELU;
        double steps = recipe.neurons().trainedSteps();
        double coded = (double) recipe.neurons().timeSteps() * batch * input.size();
        double kept = neurons * steps * batch * (timeless ? KEPT_WITHOUT_TIME : KEPT_SPIKING);
        return new MemoryNeed(weights, (long) Math.max((double) largest, coded),
                13.0 * weights + 12.0 * largest + Float.BYTES * coded,
                Float.BYTES * (2.0 * weights + coded + kept));
    }

    /**
     * Rejects what does not fit.
     *
     * @param heapLimit    bytes of Java's heap
     * @param machineLimit bytes of the machine, or what of it this process may have
     * @throws InputException if it is more than either, or an array is too large for the engine
     */
    public void requireWithin(long heapLimit, long machineLimit) {
        requireHeap(heapLimit);
        if (heapBytes + engineBytes > machineLimit) {
            throw new InputException(String.format(Locale.ROOT,
                    "training: needs at least %s of memory for %,d weights and a"
                            + " batch's neurons over all time steps, expected at most the %s of this machine: make"
                            + " width, batch or "
                            + "time_steps smaller",
                    gigabytes(heapBytes + engineBytes), weights, gigabytes((double) machineLimit)));
        }
    }

    /** As {@link #requireWithin}, of Java's heap alone. */
    public void requireHeap(long heapLimit) {
        if (largest > MAX_NUMBERS) {
            throw new InputException(String.format(Locale.ROOT,
                    "training: a layer's weights or the input of a batch are %,d"
                            + " numbers, expected at most %,d: make width, batch or time_steps smaller",
                    largest, MAX_NUMBERS));
        }
        if (heapBytes > heapLimit) {
            throw new InputException(String.format(Locale.ROOT,
                    "training: needs at least %s of Java's memory for %,d weights"
                            + " and a batch's input, expected at most %s: make width, batch or time_steps smaller,"
                            + " or allow more by "
                            + "XNORSIM_JAVA_OPTS=-Xmx%dg",
                    gigabytes(heapBytes), weights, gigabytes((double) heapLimit),
                    (long) Math.ceil(1.25 * heapBytes / (1L << 30))));
        }
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** Memory of the machine, or of this process's container, in bytes. */
    public static long ofMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    /** Images that are classified at a time: fewer where there are many time steps. */
    public static int classified(Topology topology, Shape input, int timeSteps) {
        long largest = topology.geometries(input).stream().mapToLong(geometry -> geometry.output().size()).max()
                .orElse(1);
        long images = Math.min(MAX_CLASSIFIED_MAP / (largest * timeSteps),
                MAX_CLASSIFIED_INPUT / ((long) input.size() * timeSteps));
        return Math.clamp(images, 1, CLASSIFIED);
    }
}

package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.count.RunEvents;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.SpikingLayer;

/**
 * Report of a run.
 *
 * @param predictions         class of each image
 * @param labels              label of each image; empty if unknown
 * @param spikesCompared      spikes compared with the reference, 0 without a comparison
 * @param spikesDifferent     spikes different from the reference with the chip's fixed-point parameters; must be 0
 * @param spikesDifferentReal spikes different from the equations with real-valued parameters: the effect of rounding
 * @param membranesDifferent  membranes different after the last time step; must be 0
 * @param firstDifference     the first spike that differs, in the first such image
 * @param stream              whether images followed one another on one chip
 * @param cyclesPerImage      clock cycles per image: those of the run divided by the number of images
 * @param latencyCycles       clock cycles from the start of an image's first layer to the end of its last one, mean
 * @param clockPeriodPs       picoseconds per cycle
 * @param layers              per layer
 * @param timeline            of the first image, or of the whole stream
 * @param events              event counts of all images, if counted
 * @param simulationSeconds   host time of the simulation alone, summed over threads
 * @param wallSeconds         host time of the whole run, comparison included
 * @param threads             threads used
 * @param kernel              name of the popcount kernel
 */
public record NetworkReport(List<Integer> predictions, List<Integer> labels, long spikesCompared,
        long spikesDifferent, long spikesDifferentReal, long membranesDifferent,
        Optional<SpikeDifference> firstDifference, boolean stream, double cyclesPerImage,
        double latencyCycles, long clockPeriodPs,
        List<LayerReport> layers, Timeline timeline, Optional<RunEvents> events,
        double simulationSeconds, double wallSeconds, int threads, String kernel) {

    /** Copies the lists. */
    public NetworkReport {
        predictions = List.copyOf(predictions);
        labels = List.copyOf(labels);
        layers = List.copyOf(layers);
    }

    /** Number of images. */
    public int images() {
        return predictions.size();
    }

    /** Whether all compared spikes and membranes equal the reference model. */
    public boolean agrees() {
        return spikesDifferent == 0 && membranesDifferent == 0;
    }

    /**
     * Accuracy: fraction of images whose prediction equals their label.
     *
     * @throws IllegalStateException if the labels are unknown
     */
    public double accuracy() {
        if (labels.isEmpty()) {
            throw new IllegalStateException("the labels are unknown");
        }
        int right = 0;
        for (int k = 0; k < predictions.size(); k++) {
            right += predictions.get(k).equals(labels.get(k)) ? 1 : 0;
        }
        return (double) right / images();
    }

    /** Microseconds of simulated time per image. */
    public double microsecondsPerImage() {
        return cyclesPerImage * clockPeriodPs / 1e6;
    }

    /** Images per second of the simulation alone, all threads together. */
    public double imagesPerSecond() {
        return images() * threads / simulationSeconds;
    }

    static NetworkReport of(Session session, SessionOutcome outcome, List<Comparison> comparisons,
            double wallSeconds) {
        long compared = 0;
        long different = 0;
        long differentReal = 0;
        long membranes = 0;
        Optional<SpikeDifference> first = Optional.empty();
        for (Comparison c : comparisons) {
            compared += c.spikesCompared();
            different += c.spikesDifferent();
            differentReal += c.spikesDifferentReal();
            membranes += c.membranesDifferent();
            first = first.isPresent() ? first : c.first();
        }
        List<ImageResult> images = outcome.images();
        List<Integer> labels = session.input().labels();
        return new NetworkReport(images.stream().map(ImageResult::predicted).toList(),
                labels.subList(0, Math.min(labels.size(), images.size())), compared, different, differentReal,
                membranes, first, session.streams(), (double) outcome.cycles() / images.size(),
                images.stream().mapToLong(ImageResult::cycles).average().orElseThrow(),
                session.mapping().architecture().clockPeriodPs(), layers(session, outcome), outcome.timeline(),
                session.countsEvents()
                        ? Optional.of(new RunEvents(images.size(), outcome.cycles(), outcome.events()))
                        : Optional.empty(),
                outcome.seconds(), wallSeconds, session.threads(), session.kernel().name());
    }

    private static List<LayerReport> layers(Session session, SessionOutcome outcome) {
        List<LayerReport> reports = new ArrayList<>();
        for (int l = 0; l < session.mapping().network().layers().size(); l++) {
            reports.add(layer(session, outcome, l));
        }
        return reports;
    }

    private static LayerReport layer(Session session, SessionOutcome outcome, int l) {
        Mapping mapping = session.mapping();
        Layer layer = mapping.network().layers().get(l);
        Geometry g = layer.geometry();
        int timeSteps = mapping.network().timeSteps();
        double images = outcome.images().size();
        Map<Cause, Double> causes = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            causes.put(cause, outcome.causes()[l][cause.ordinal()] / images);
        }
        boolean digital = mapping.isDigital(l);
        int arrays = mapping.placement().layers().get(l).arrays();
        double cells = (double) arrays * mapping.architecture().rows() * mapping.architecture().columns();
        Optional<Double> cellUtilization = digital
                ? Optional.empty()
                : Optional.of(mapping.cells(l) / cells);
        long spikes = outcome.images().stream().mapToLong(image -> image.spikes()[l]).sum();
        Optional<Double> rate = layer instanceof SpikingLayer
                ? Optional.of(spikes / (images * timeSteps * g.output().size()))
                : Optional.empty();
        double busy = outcome.causes()[l][Cause.BUSY.ordinal()];
        return new LayerReport(layer.name(), digital, g.output(), g.fanIn(), mapping.slots(l), mapping.rowTiles(l),
                mapping.columnTiles(l), mapping.replicas(l), arrays, digital ? 0 : (long) g.positions() * timeSteps,
                busy / images, causes, cellUtilization, busy / outcome.cycles(), mapping.membraneBits(l),
                mapping.spikeBufferBits(l), rate,
                digital || !session.countsActiveCells()
                        ? Optional.empty()
                        : Optional.of(outcome.activeCells()[l] / images));
    }
}

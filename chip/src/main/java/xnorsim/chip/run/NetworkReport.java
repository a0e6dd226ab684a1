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
 * @param predictions class of each image
 * @param labels      label of each image; empty if unknown
 * @param comparison  comparison with the reference model
 * @param time        simulated time
 * @param layers      per layer
 * @param timeline    of the first image, or of the whole stream
 * @param events      event counts of all images, if counted
 * @param host        the machine that simulated
 */
public record NetworkReport(List<Integer> predictions, List<Integer> labels, Comparison comparison, SimulatedTime time,
        List<LayerReport> layers, Timeline timeline, Optional<RunEvents> events, Host host) {

    /**
     * Simulated time.
     *
     * @param stream         whether images followed one another on one chip
     * @param cyclesPerImage clock cycles per image: those of the run divided by the number of images
     * @param latencyCycles  clock cycles from the start of an image's first layer to the end of its last one, mean
     * @param clockPeriodPs  picoseconds per cycle
     */
    public record SimulatedTime(boolean stream, double cyclesPerImage, double latencyCycles, long clockPeriodPs) {}

    /**
     * What the run took on the machine that simulated.
     *
     * @param simulationSeconds time of the simulation alone, summed over threads
     * @param wallSeconds       time of the whole run, comparison included
     * @param threads           threads used
     * @param kernel            name of the popcount kernel
     */
    public record Host(double simulationSeconds, double wallSeconds, int threads, String kernel) {}

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
        return comparison.spikesDifferent() == 0 && comparison.membranesDifferent() == 0;
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
        return time.cyclesPerImage() * time.clockPeriodPs() / 1e6;
    }

    /** Images per second of the simulation alone, all threads together. */
    public double imagesPerSecond() {
        return images() * host.threads() / host.simulationSeconds();
    }

    static NetworkReport of(Session session, SessionOutcome outcome, List<Comparison> comparisons,
            double wallSeconds) {
        List<ImageResult> images = outcome.images();
        List<Integer> labels = session.input().labels();
        SimulatedTime time = new SimulatedTime(session.streams(), (double) outcome.cycles() / images.size(),
                images.stream().mapToLong(ImageResult::cycles).average().orElseThrow(),
                session.mapping().architecture().clockPeriodPs());
        return new NetworkReport(images.stream().map(ImageResult::predicted).toList(),
                labels.subList(0, Math.min(labels.size(), images.size())), Comparison.sum(comparisons), time,
                layers(session, outcome), outcome.timeline(),
                session.countsEvents()
                        ? Optional.of(new RunEvents(images.size(), outcome.cycles(), outcome.events()))
                        : Optional.empty(),
                new Host(outcome.seconds(), wallSeconds, session.threads(), session.kernel().name()));
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
        LayerReport.Arrays placed = new LayerReport.Arrays(mapping.slots(l), mapping.rowTiles(l),
                mapping.columnTiles(l), mapping.replicas(l), arrays, cellUtilization);
        LayerReport.Work work = new LayerReport.Work(digital ? 0 : (long) g.positions() * timeSteps, busy / images,
                causes, busy / outcome.cycles(), digital || !session.countsActiveCells()
                        ? Optional.empty()
                        : Optional.of(outcome.activeCells()[l] / images));
        return new LayerReport(layer.name(), digital, g.output(), g.fanIn(), placed, work, mapping.membraneBits(l),
                mapping.spikeBufferBits(l), rate);
    }
}

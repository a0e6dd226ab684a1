package xnorsim.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.SpikingLayer;

/**
 * What a run did.
 *
 * @param predictions         class of each image
 * @param labels              label of each image
 * @param spikesCompared      spikes compared with the reference, 0 without a comparison
 * @param spikesDifferent     spikes different from the reference with the chip's fixed-point parameters; must be 0
 * @param spikesDifferentReal spikes different from the equations with real-valued parameters: what rounding does
 * @param membranesDifferent  membranes different after the last time step; must be 0
 * @param firstDifference     the first spike that differs, of the first image that has one
 * @param cyclesPerImage      clock cycles per image, mean
 * @param clockPeriodPs       picoseconds per cycle
 * @param layers              layer by layer
 * @param simulationSeconds   host time of the simulation alone, added over threads
 * @param wallSeconds         host time of the whole run, comparison included
 * @param threads             threads used
 * @param kernel              name of the popcount kernel
 */
public record NetworkReport(List<Integer> predictions, List<Integer> labels, long spikesCompared,
        long spikesDifferent, long spikesDifferentReal, long membranesDifferent,
        Optional<SpikeDifference> firstDifference, double cyclesPerImage, long clockPeriodPs, List<LayerReport> layers,
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

    /** Share of images whose prediction is their label. */
    public double accuracy() {
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

    static NetworkReport of(Mapping mapping, NetworkRun.Settings settings, List<ImageOutcome> outcomes,
            double wallSeconds, String kernel) {
        long compared = 0;
        long different = 0;
        long differentReal = 0;
        long membranes = 0;
        Optional<SpikeDifference> first = Optional.empty();
        double seconds = 0;
        for (ImageOutcome outcome : outcomes) {
            seconds += outcome.seconds();
            if (outcome.comparison().isPresent()) {
                Comparison c = outcome.comparison().get();
                compared += c.spikesCompared();
                different += c.spikesDifferent();
                differentReal += c.spikesDifferentReal();
                membranes += c.membranesDifferent();
                first = first.isPresent() ? first : c.first();
            }
        }
        // Exact parameters need no second reference: what differs from the one differs from the other.
        long real = mapping.isExact() ? different : differentReal;
        double cycles = outcomes.stream().mapToLong(o -> o.result().cycles()).average().orElseThrow();
        return new NetworkReport(outcomes.stream().map(o -> o.result().predicted()).toList(),
                outcomes.stream().map(ImageOutcome::label).toList(), compared, different, real, membranes, first,
                cycles, mapping.architecture().clockPeriodPs(), layers(mapping, outcomes, cycles), seconds, wallSeconds,
                Math.min(settings.threads(), outcomes.size()), kernel);
    }

    private static List<LayerReport> layers(Mapping mapping, List<ImageOutcome> outcomes, double cyclesPerImage) {
        List<LayerReport> reports = new ArrayList<>();
        List<Layer> layers = mapping.network().layers();
        int timeSteps = mapping.network().timeSteps();
        for (int l = 0; l < layers.size(); l++) {
            Geometry g = layers.get(l).geometry();
            long busy = 0;
            long spikes = 0;
            for (ImageOutcome outcome : outcomes) {
                spikes += outcome.result().spikes()[l];
                for (int t = 0; t < timeSteps; t++) {
                    busy += outcome.result().ends()[l][t] - outcome.result().starts()[l][t];
                }
            }
            double busyPerImage = (double) busy / outcomes.size();
            boolean digital = mapping.isDigital(l);
            double cells = (double) mapping.rowTiles(l) * mapping.columnTiles(l) * mapping.architecture().rows()
                    * mapping.architecture().columns();
            Optional<Double> cellUtilization = digital ? Optional.empty() : Optional.of(g.weights() / cells);
            Optional<Double> rate = layers.get(l) instanceof SpikingLayer
                    ? Optional.of(spikes / ((double) outcomes.size() * timeSteps * g.output().size()))
                    : Optional.empty();
            reports.add(new LayerReport(layers.get(l).name(), digital, g.output(), g.fanIn(), mapping.slots(l),
                    mapping.rowTiles(l), mapping.columnTiles(l), digital ? 0 : (long) g.positions() * timeSteps,
                    busyPerImage, cellUtilization, busyPerImage / cyclesPerImage, rate));
        }
        return reports;
    }
}

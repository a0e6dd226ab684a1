package xnorsim.cli.analog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xnorsim.analog.Interval;
import xnorsim.explore.noise.ChipResult;
import xnorsim.explore.noise.ChipStatistics;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Table;

/**
 * What {@code noise} says.
 *
 * @param network its name
 * @param images  of each chip
 * @param seed    of the input spikes
 * @param ideal   accuracy of the ideal readout on the same images
 * @param results chip by chip
 */
record NoiseReport(String network, int images, long seed, double ideal, List<ChipResult> results) {

    /** Copies the list. */
    NoiseReport {
        results = List.copyOf(results);
    }

    private ChipStatistics statistics() {
        return ChipStatistics.of(results, images);
    }

    String json() {
        ChipStatistics s = statistics();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network);
        values.put("chips", results.size());
        values.put("images", images);
        values.put("seed", seed);
        values.put("accuracy_ideal", ideal);
        values.put("accuracy_mean", s.mean());
        values.put("interval_95", s.accuracyOverChips().map(NoiseReport::ends));
        values.put("interval_95_images", ends(s.accuracyOverImages()));
        values.put("loss_mean", s.loss());
        values.put("loss_interval_95", s.lossOverChips().map(NoiseReport::ends));
        values.put("loss_interval_95_images", ends(s.lossOverImages()));
        values.put("standard_deviation",
                s.deviation().isPresent() ? Optional.of(s.deviation().getAsDouble()) : Optional.empty());
        values.put("worst_chip", s.worst());
        values.put("accuracy_worst", s.least());
        values.put("accuracy_by_chip", results.stream().map(result -> (double) result.correct() / images).toList());
        return Json.object(values);
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    String text() {
        ChipStatistics s = statistics();
        Table table = new Table();
        table.row("network", network);
        table.row("chips", String.format(Locale.ROOT, "%,d, %,d images each", results.size(), images));
        table.row("accuracy", percent(s.mean()) + " mean");
        table.row("  over chips", s.accuracyOverChips().map(NoiseReport::percents)
                .map(ends -> "95 % interval " + ends + ": other chips, these images (Student's t)")
                .orElse("no interval from one chip"));
        table.row("  over images", "95 % interval " + percents(s.accuracyOverImages())
                + ": these chips, other images (Clopper and Pearson, each image counted once)");
        table.row("loss", points(s.loss()) + " points mean, against the ideal readout on the same images");
        table.row("  over chips", s.lossOverChips().map(NoiseReport::points).map(ends -> "95 % interval " + ends)
                .orElse("no interval from one chip"));
        table.row("  over images", "95 % interval " + points(s.lossOverImages()));
        table.row("worst chip", percent(s.least()) + ", chip " + s.worst());
        table.row("ideal readout", percent(ideal));
        return table.toString();
    }

    private static String percents(Interval interval) {
        return percent(interval.low()) + " to " + percent(interval.high());
    }

    private static String points(Interval interval) {
        return points(interval.low()) + " to " + points(interval.high()) + " points";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String points(double share) {
        // No minus before a loss that is rounded to 0.
        return String.format(Locale.ROOT, "%.2f", Math.rint(1e4 * share) / 100 + 0.0);
    }
}

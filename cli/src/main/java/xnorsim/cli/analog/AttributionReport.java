package xnorsim.cli.analog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import xnorsim.explore.attribution.Attribution;
import xnorsim.explore.attribution.ErrorSource;
import xnorsim.explore.attribution.FirstFlip;
import xnorsim.explore.attribution.ErrorPropagation;
import xnorsim.base.ReplacedFile;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;
import xnorsim.plot.Figure;

/** What {@code attribute} says: tables, JSON, CSV files and a figure. */
final class AttributionReport {
    private static final int MAX_FLIPS = 10;

    private final Network network;
    private final int chip;
    private final long seed;
    private final Attribution found;

    AttributionReport(Network network, int chip, long seed, Attribution found) {
        this.network = network;
        this.chip = chip;
        this.seed = seed;
        this.found = found;
    }

    private String layer(int index) {
        return network.layers().get(index).name();
    }

    private static String causes(List<ErrorSource> causes, String between) {
        return causes.stream().map(ErrorSource::key).collect(Collectors.joining(between));
    }

    // ---- text ----

    String text() {
        Table head = new Table();
        head.row("network", network.name());
        head.row("images", String.format(Locale.ROOT, "%,d on chip %d", found.images(), chip));
        head.row("wrong spikes", String.format(Locale.ROOT, "%,d of %,d; first flips %,d", found.different(),
                found.spikes(), found.flips().size()));
        head.row("classes", String.format(Locale.ROOT, "%,d changed", found.classes().size()));
        String text = head + "\n" + sources();
        return found.flips().isEmpty() ? text : text + "\n" + firstFlips();
    }

    private Table sources() {
        Table table = new Table(true);
        table.row("source", "first flips: by itself", "needed", "wrong spikes: without", "alone",
                "classes: correct without", "changed alone");
        for (ErrorSource source : found.sources()) {
            table.row(source.key(), count(found.blamed(source)), count(found.needed(source)),
                    count(found.differentWithout(source)), count(found.differentAlone(source)),
                    count(found.classesRightWithout(source)), count(found.classesChangedAlone(source)));
        }
        table.row("several together", count(found.byInteraction()));
        table.row("more than one reason", count(found.overdetermined()));
        return table;
    }

    private String firstFlips() {
        Table table = new Table();
        table.row("image", "time step", "layer", "position", "channel", "ideal", "cause");
        for (FirstFlip flip : found.flips().subList(0, Math.min(MAX_FLIPS, found.flips().size()))) {
            table.row(Integer.toString(flip.image()), Integer.toString(flip.timeStep()), layer(flip.layer()),
                    Integer.toString(flip.position()), Integer.toString(flip.channel()),
                    flip.expected() == 1 ? "fires" : "silent",
                    flip.causes().isEmpty() ? "more than one reason" : causes(flip.causes(), " and "));
        }
        int more = found.flips().size() - MAX_FLIPS;
        return table + (more > 0 ? String.format(Locale.ROOT, "... and %,d more (--flips FILE)%n", more) : "");
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    // ---- JSON ----

    String json() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network.name());
        values.put("chip", chip);
        values.put("images", found.images());
        values.put("seed", seed);
        values.put("spikes_compared", found.spikes());
        values.put("spikes_different", found.different());
        values.put("first_flips", found.flips().size());
        values.put("by_several_together", found.byInteraction());
        values.put("by_more_than_one_reason", found.overdetermined());
        values.put("classes_changed", found.classes().size());
        values.put("sources", found.sources().stream().map(this::source).toList());
        values.put("growth", found.growth().stream().map(this::growth).toList());
        return Json.object(values);
    }

    private Map<String, Object> source(ErrorSource source) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("source", source.key());
        values.put("first_flips_by_itself", found.blamed(source));
        values.put("first_flips_needed", found.needed(source));
        values.put("spikes_different_without", found.differentWithout(source));
        values.put("spikes_different_alone", found.differentAlone(source));
        values.put("classes_right_without", found.classesRightWithout(source));
        values.put("classes_changed_alone", found.classesChangedAlone(source));
        return values;
    }

    private Map<String, Object> growth(ErrorPropagation growth) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("layer", layer(growth.layer()));
        values.put("time_step", growth.timeStep());
        values.put("spikes_compared", growth.spikes());
        values.put("spikes_different", growth.different());
        return values;
    }

    // ---- files ----

    /** All first flips; several causes are joined by a plus. */
    void writeFlips(Path file) {
        StringBuilder text = new StringBuilder("image,time_step,layer,position,channel,ideal,causes\n");
        for (FirstFlip flip : found.flips()) {
            text.append(flip.image()).append(',').append(flip.timeStep()).append(',').append(layer(flip.layer()))
                    .append(',').append(flip.position()).append(',').append(flip.channel()).append(',')
                    .append(flip.expected()).append(',').append(causes(flip.causes(), "+")).append('\n');
        }
        write(file, text);
    }

    /** Wrong spikes of every layer and time step. */
    void writeGrowth(Path file) {
        StringBuilder text = new StringBuilder("layer,time_step,spikes_compared,spikes_different");
        found.sources().forEach(source -> text.append(",without_").append(source.key()));
        found.sources().forEach(source -> text.append(",alone_").append(source.key()));
        text.append('\n');
        for (ErrorPropagation growth : found.growth()) {
            text.append(layer(growth.layer())).append(',').append(growth.timeStep()).append(',')
                    .append(growth.spikes()).append(',').append(growth.different());
            growth.without().forEach(count -> text.append(',').append(count));
            growth.alone().forEach(count -> text.append(',').append(count));
            text.append('\n');
        }
        write(file, text);
    }

    private static void write(Path file, StringBuilder text) {
        ReplacedFile.write(file, stream -> stream.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The share of wrong spikes over the time steps, a line a layer. */
    void draw(Path file) {
        XYChart chart = Figure.chart(network.name() + ": wrong spikes, chip " + chip,
                String.format(Locale.ROOT, "time step (%,d images)", found.images()), "wrong spikes of a layer (%)");
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisMin(0.0).setXAxisMin(-0.5)
                .setXAxisMax(network.timeSteps() - 0.5).setXAxisTickMarkSpacingHint(60);
        double top = 0;
        for (int l = 0; l < network.layers().size() - 1; l++) {
            int own = l;
            List<Double> steps = new ArrayList<>();
            List<Double> shares = new ArrayList<>();
            found.growth().stream().filter(growth -> growth.layer() == own).forEach(growth -> {
                steps.add((double) growth.timeStep());
                shares.add(100.0 * growth.different() / growth.spikes());
            });
            top = Math.max(top, shares.stream().mapToDouble(share -> share).max().orElse(0));
            // The first layer has no subarrays, so that its spikes are right.
            if (l > 0) {
                XYSeries series = chart.addSeries(layer(l), steps, shares);
                series.setMarker(l % 2 == 0 ? SeriesMarkers.SQUARE : SeriesMarkers.CIRCLE);
                series.setLineColor(Figure.COLOURS.get((l - 1) % Figure.COLOURS.size()));
                series.setMarkerColor(Figure.COLOURS.get((l - 1) % Figure.COLOURS.size()));
            }
        }
        chart.getStyler().setYAxisMax(top > 0 ? 1.05 * top : 1);
        Figure.write(file, chart);
    }
}

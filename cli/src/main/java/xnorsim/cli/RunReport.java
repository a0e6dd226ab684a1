package xnorsim.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import xnorsim.chip.Architecture;
import xnorsim.chip.LayerReport;
import xnorsim.chip.NetworkReport;
import xnorsim.chip.SpikeDifference;
import xnorsim.network.Network;
import xnorsim.network.ReplacedFile;

/**
 * What {@code xnorsim run} says about a run.
 *
 * @param network      the network
 * @param architecture of its chip
 * @param certified    whether its fixed point is that of a certificate over all inputs
 * @param model        the network's file
 * @param data         folder of the images
 * @param seed         of the input spikes
 * @param report       what the run did
 */
record RunReport(Network network, Architecture architecture, boolean certified, Path model, Path data, long seed,
        NetworkReport report) {
    private static final String REPORT = "report.json";
    private static final String LAYERS = "layers.csv";
    private static final String PREDICTIONS = "predictions.csv";

    /** Whether every spike and membrane is the reference model's. */
    boolean agrees() {
        return report.spikesDifferent() == 0 && report.membranesDifferent() == 0;
    }

    /** One JSON object, with what depends on the machine. */
    String toJson() {
        Map<String, Object> values = results();
        values.put("images_per_second", report.imagesPerSecond());
        values.put("wall_seconds", report.wallSeconds());
        values.put("threads", report.threads());
        values.put("kernel", report.kernel());
        return Json.object(values);
    }

    /** Everything that a repetition of the run repeats. */
    private Map<String, Object> results() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("accuracy", report.accuracy());
        values.put("images", report.images());
        values.put("spikes_compared", report.spikesCompared());
        values.put("spikes_different", report.spikesDifferent());
        values.put("membranes_different", report.membranesDifferent());
        values.put("spikes_different_from_real_numbers", report.spikesDifferentReal());
        values.put("cycles_per_image", report.cyclesPerImage());
        values.put("microseconds_per_image", report.microsecondsPerImage());
        values.put("seed", seed);
        values.put("network", network.name());
        values.put("fraction_bits", architecture.fractionBits());
        values.put("membrane_bits", architecture.membraneBits());
        values.put("certified", certified);
        List<Map<String, Object>> layers = new ArrayList<>();
        report.layers().forEach(layer -> layers.add(values(layer)));
        values.put("layers", layers);
        return values;
    }

    private static Map<String, Object> values(LayerReport layer) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", layer.name());
        values.put("shape", List.of(layer.output().channels(), layer.output().height(), layer.output().width()));
        values.put("fan_in", layer.fanIn());
        values.put("tiles", layer.tiles());
        values.put("row_tiles", layer.rowTiles());
        values.put("column_tiles", layer.columnTiles());
        values.put("passes", layer.passes());
        values.put("cycles", layer.cycles());
        values.put("cell_utilization", layer.cellUtilization());
        values.put("time_utilization", layer.timeUtilization());
        values.put("spike_rate", layer.spikeRate());
        return values;
    }

    /** The files that {@link #write} writes. */
    static List<Path> files(Path folder) {
        return Stream.of(REPORT, LAYERS, PREDICTIONS).map(folder::resolve).toList();
    }

    /** Writes report.json, layers.csv and predictions.csv into a folder, which is made if it is not there. */
    void write(Path folder) {
        OutputFiles.makeFolder(folder);
        write(folder.resolve(REPORT), Json.object(results()) + "\n");
        write(folder.resolve(LAYERS), layersCsv());
        write(folder.resolve(PREDICTIONS), predictionsCsv());
    }

    private static void write(Path file, String text) {
        ReplacedFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String layersCsv() {
        StringBuilder csv = new StringBuilder(
                "layer,name,channels,height,width,fan_in,slots,row_tiles,column_tiles,passes,"
                        + "cycles,cell_utilization,time_utilization,spike_rate\n");
        for (int l = 0; l < report.layers().size(); l++) {
            LayerReport layer = report.layers().get(l);
            csv.append(l).append(',').append(layer.name()).append(',').append(layer.output().channels()).append(',')
                    .append(layer.output().height()).append(',').append(layer.output().width()).append(',')
                    .append(layer.fanIn()).append(',').append(layer.slots()).append(',').append(layer.rowTiles())
                    .append(',').append(layer.columnTiles()).append(',').append(layer.passes()).append(',')
                    .append(layer.cycles()).append(',').append(cell(layer.cellUtilization())).append(',')
                    .append(layer.timeUtilization()).append(',').append(cell(layer.spikeRate())).append('\n');
        }
        return csv.toString();
    }

    private static String cell(Optional<Double> value) {
        return value.map(Object::toString).orElse("");
    }

    private String predictionsCsv() {
        StringBuilder csv = new StringBuilder("image,label,prediction\n");
        for (int k = 0; k < report.images(); k++) {
            csv.append(k).append(',').append(report.labels().get(k)).append(',').append(report.predictions().get(k))
                    .append('\n');
        }
        return csv.toString();
    }

    /** A summary for people. */
    String toText() {
        int arrays = report.layers().stream().mapToInt(LayerReport::tiles).sum();
        Table table = new Table();
        table.row("network", String.format(Locale.ROOT, "%s, %d layers, %d time steps (%s)", network.name(),
                network.layers().size(), network.timeSteps(), shown(model)));
        table.row("chip", String.format(Locale.ROOT, "%d subarrays of %d x %d at %s", arrays, architecture.rows(),
                architecture.columns(), Numbers.frequency(1e12 / architecture.clockPeriodPs())));
        if (certified) {
            table.row("numbers", String.format(Locale.ROOT,
                    "%d fraction bits, membranes of %d bits, certified for every input", architecture.fractionBits(),
                    architecture.membraneBits()));
        }
        table.row("images", String.format(Locale.ROOT, "%,d of %s, input seed %d", report.images(), shown(data), seed));
        table.row("accuracy", String.format(Locale.ROOT, "%.2f %% (%,d of %,d)", 100 * report.accuracy(),
                Math.round(report.accuracy() * report.images()), report.images()));
        comparison(table);
        table.row("time", String.format(Locale.ROOT, "%,.0f cycles = %s an image", report.cyclesPerImage(),
                Numbers.duration(report.microsecondsPerImage() * 1e-6)));
        table.row("host",
                String.format(Locale.ROOT, "%s images a second, %d threads, %s kernel; %s %s the comparison",
                        Numbers.digits(report.imagesPerSecond()), report.threads(), report.kernel(),
                        Numbers.duration(report.wallSeconds()), report.spikesCompared() == 0 ? "without" : "with"));
        return table + "\n" + layersText();
    }

    /** A path as somebody in the present folder would type it. */
    static Path shown(Path path) {
        Path present = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath();
        return absolute.startsWith(present) ? present.relativize(absolute) : path;
    }

    private void comparison(Table table) {
        if (report.spikesCompared() == 0) {
            table.row("reference", "not compared");
            return;
        }
        table.row("reference", String.format(Locale.ROOT, "%,d spikes compared, %,d differ; %,d membranes differ",
                report.spikesCompared(), report.spikesDifferent(), report.membranesDifferent()));
        report.firstDifference().ifPresent(first -> table.row("", sentence(first)));
        table.row("rounding",
                String.format(Locale.ROOT, "%,d spikes (%.3f %%) differ from the equations in real numbers",
                        report.spikesDifferentReal(), 100.0 * report.spikesDifferentReal() / report.spikesCompared()));
    }

    private String sentence(SpikeDifference first) {
        return "first: image " + first.image() + ", layer " + network.layers().get(first.layer()).name()
                + ", time step "
                + first.timeStep() + ", channel " + first.channel() + ", position " + first.position() + ", expected "
                + first.expected();
    }

    private String layersText() {
        Table table = new Table(true);
        table.row("layer", "shape", "fan-in", "tiles", "passes", "cycles", "busy", "cells used", "spike rate");
        for (int l = 0; l < report.layers().size(); l++) {
            LayerReport layer = report.layers().get(l);
            table.row(l + " " + layer.name(), layer.output().toString(), Integer.toString(layer.fanIn()),
                    layer.digital() ? "digital" : layer.rowTiles() + "x" + layer.columnTiles(),
                    layer.digital() ? "-" : String.format(Locale.ROOT, "%,d", layer.passes()),
                    String.format(Locale.ROOT, "%,.0f", layer.cycles()), percent(layer.timeUtilization()),
                    layer.cellUtilization().map(RunReport::percent).orElse("-"),
                    layer.spikeRate().map(rate -> String.format(Locale.ROOT, "%.3f", rate)).orElse("-"));
        }
        return table.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

package xnorsim.cli.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import xnorsim.base.ReplacedFile;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Cause;
import xnorsim.chip.layout.Placement;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.SpikeDifference;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NeuronRow;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.ReadoutEffect;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;

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
 * @param gates        results with other cells, if requested
 * @param remarks      that were made on the run
 */
public record RunReport(Network network, Architecture architecture, boolean certified, Path model, Path data, long seed,
        NetworkReport report, Optional<GateTable> gates, List<String> remarks) {

    /** Copies the list. */
    public RunReport {
        remarks = List.copyOf(remarks);
    }

    private static final String REPORT = "report.json";
    private static final String LAYERS = "layers.csv";
    private static final String PREDICTIONS = "predictions.csv";
    private static final List<Cause> CAUSES = List.of(Cause.BUSY, Cause.INPUT, Cause.BANK, Cause.BUS, Cause.ARRAYS,
            Cause.WRITING);

    /** Whether every spike and membrane is the reference model's. */
    boolean agrees() {
        return report.agrees() && gates.map(table -> table.comparison().agree()).orElse(true);
    }

    /** One JSON object, with what depends on the machine. */
    String toJson() {
        Map<String, Object> values = results();
        values.put("images_per_second", report.imagesPerSecond());
        values.put("wall_seconds", report.host().wallSeconds());
        values.put("threads", report.host().threads());
        values.put("kernel", report.host().kernel());
        return Json.object(values);
    }

    /** Everything that a repetition of the run repeats. */
    private Map<String, Object> results() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("accuracy", report.accuracy());
        values.put("images", report.images());
        values.put("spikes_compared", report.comparison().spikesCompared());
        values.put("spikes_different", report.comparison().spikesDifferent());
        values.put("membranes_different", report.comparison().membranesDifferent());
        values.put("spikes_different_from_real_numbers", report.comparison().spikesDifferentReal());
        values.put("cycles_per_image", report.time().cyclesPerImage());
        values.put("microseconds_per_image", report.microsecondsPerImage());
        values.put("stream", report.time().stream());
        values.put("latency_cycles", report.time().latencyCycles());
        values.put("seed", seed);
        values.put("network", network.name());
        values.put("fraction_bits", architecture.fractionBits());
        values.put("membrane_bits", architecture.membraneBits());
        values.put("certified", certified);
        values.put("readout", ReadoutEffect.kind(architecture.readout()));
        values.put("neuron", architecture.neuron().shown());
        Placement placement = Placement.of(network, architecture);
        values.put("arrays", placement.arrays());
        values.put("arrays_needed", placement.needed());
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int l = 0; l < report.layers().size(); l++) {
            Map<String, Object> layer = values(report.layers().get(l));
            layer.put("starts", Arrays.stream(report.timeline().starts(l)).boxed().toList());
            layer.put("ends", Arrays.stream(report.timeline().ends(l)).boxed().toList());
            layers.add(layer);
        }
        values.put("layers", layers);
        gates.ifPresent(table -> values.put("gates", table.values()));
        values.put("remarks", remarks);
        return values;
    }

    private static Map<String, Object> values(LayerReport layer) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", layer.name());
        values.put("shape", List.of(layer.output().channels(), layer.output().height(), layer.output().width()));
        values.put("fan_in", layer.fanIn());
        values.put("tiles", layer.arrays().tiles());
        values.put("row_tiles", layer.arrays().rowTiles());
        values.put("column_tiles", layer.arrays().columnTiles());
        values.put("replicas", layer.arrays().replicas());
        values.put("arrays", layer.arrays().count());
        values.put("passes", layer.work().passes());
        values.put("cycles", layer.work().cycles());
        Map<String, Object> causes = new LinkedHashMap<>();
        for (Cause cause : CAUSES) {
            causes.put(cause.key(), layer.work().causes().get(cause));
        }
        values.put("cycles_by_cause", causes);
        values.put("membrane_bits", layer.membraneBits());
        values.put("spike_buffer_bits", layer.spikeBufferBits());
        values.put("cell_utilization", layer.arrays().utilization());
        values.put("time_utilization", layer.work().utilization());
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
                        + "cycles,cell_utilization,time_utilization,spike_rate,replicas,arrays,"
                        + "input_cycles,bank_cycles,bus_cycles,arrays_cycles,writing_cycles,membrane_bits,"
                        + "spike_buffer_bits\n");
        for (int l = 0; l < report.layers().size(); l++) {
            LayerReport layer = report.layers().get(l);
            csv.append(l).append(',').append(layer.name()).append(',').append(layer.output().channels()).append(',')
                    .append(layer.output().height()).append(',').append(layer.output().width()).append(',')
                    .append(layer.fanIn()).append(',').append(layer.arrays().slots()).append(',')
                    .append(layer.arrays().rowTiles())
                    .append(',').append(layer.arrays().columnTiles()).append(',').append(layer.work().passes())
                    .append(',')
                    .append(layer.work().cycles()).append(',').append(cell(layer.arrays().utilization())).append(',')
                    .append(layer.work().utilization()).append(',').append(cell(layer.spikeRate())).append(',')
                    .append(layer.arrays().replicas()).append(',').append(layer.arrays().count());
            CAUSES.stream().skip(1).forEach(cause -> csv.append(',').append(layer.work().causes().get(cause)));
            csv.append(',').append(layer.membraneBits()).append(',').append(layer.spikeBufferBits()).append('\n');
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
        Placement placement = Placement.of(network, architecture);
        Table table = new Table();
        table.row("network", String.format(Locale.ROOT, "%s, %d layers, %d time steps (%s)", network.name(),
                network.layers().size(), network.timeSteps(), shown(model)));
        table.row("chip", chip(placement, architecture));
        if (certified) {
            table.row("numbers", numbers(architecture));
        }
        NeuronRow.add(table, architecture.neuron());
        table.row("images", String.format(Locale.ROOT, "%,d of %s, input seed %d", report.images(), shown(data), seed));
        table.row("accuracy", accuracy(Math.round(report.accuracy() * report.images()), report.images()));
        comparison(table);
        String latency = String.format(Locale.ROOT, ", %,.0f from its first layer to its last",
                report.time().latencyCycles());
        table.row("time", String.format(Locale.ROOT, "%,.0f cycles = %s an image%s", report.time().cyclesPerImage(),
                Numbers.duration(report.microsecondsPerImage() * 1e-6),
                report.time().stream() ? " of a stream" + latency : ""));
        table.row("host",
                String.format(Locale.ROOT, "%s images a second, %d thread%s, %s kernel; %s %s the comparison",
                        Numbers.digits(report.imagesPerSecond()), report.host().threads(),
                        report.host().threads() == 1 ? "" : "s",
                        report.host().kernel(),
                        Numbers.duration(report.host().wallSeconds()),
                        report.comparison().spikesCompared() == 0 ? "without" : "with"));
        return table + "\n" + layersText() + "\n" + causesText()
                + gates.map(gateTable -> "\n" + gateTable.toText()).orElse("");
    }

    /** What a certificate says of the fixed point. */
    static String numbers(Architecture architecture) {
        return String.format(Locale.ROOT, "%d fraction bits, %d-bit membranes, certified for every input%s",
                architecture.fractionBits(), architecture.membraneBits(),
                architecture.readout().isIdeal() ? "" : " of an ideal readout, which this one is not");
    }

    /** A share of images. */
    static String accuracy(long right, int images) {
        return String.format(Locale.ROOT, "%.2f %% (%,d of %,d)", 100.0 * right / images, right, images);
    }

    /** How many subarrays there are, and how many there should be. */
    public static String chip(Placement placement, Architecture architecture) {
        return String.format(Locale.ROOT, "%d subarrays of %d x %d at %s%s", placement.arrays(), architecture.rows(),
                architecture.columns(), Numbers.frequency(1e12 / architecture.clockPeriodPs()),
                placement.isShared() ? ", shared by layers that need " + placement.needed() : "");
    }

    private String causesText() {
        Table table = new Table(true);
        table.row("share of time", "busy", "input", "bank", "bus", "arrays", "writing", "membrane bits", "spike bits");
        for (int l = 0; l < report.layers().size(); l++) {
            LayerReport layer = report.layers().get(l);
            List<String> row = new ArrayList<>(List.of(l + " " + layer.name()));
            CAUSES.forEach(
                    cause -> row.add(
                            percent(layer.work().causes().getOrDefault(cause, 0.0) / report.time().cyclesPerImage())));
            row.add(String.format(Locale.ROOT, "%,d", layer.membraneBits()));
            row.add(String.format(Locale.ROOT, "%,d", layer.spikeBufferBits()));
            table.row(row.toArray(String[]::new));
        }
        return table.toString();
    }

    /** A path as somebody in the present folder would type it. */
    public static Path shown(Path path) {
        Path present = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath();
        Path relative = absolute.startsWith(present) ? present.relativize(absolute) : path;
        return relative.toString().isEmpty() ? Path.of(".") : relative;
    }

    private void comparison(Table table) {
        if (report.comparison().spikesCompared() == 0) {
            table.row("reference", "not compared");
            return;
        }
        table.row("reference", String.format(Locale.ROOT, "%,d spikes compared, %,d differ; %,d membranes differ",
                report.comparison().spikesCompared(), report.comparison().spikesDifferent(),
                report.comparison().membranesDifferent()));
        report.comparison().first().ifPresent(first -> table.row("", sentence(first)));
        if (!agrees() && !architecture.readout().isIdeal()) {
            table.row("", ReadoutEffect.ofDifferences(architecture.readout()));
        }
        ReadoutEffect.rows(table, architecture.readout(), report.comparison().spikesDifferentReal(),
                report.comparison().spikesCompared());
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
                    layer.digital() ? "digital" : tiles(layer),
                    layer.digital() ? "-" : String.format(Locale.ROOT, "%,d", layer.work().passes()),
                    String.format(Locale.ROOT, "%,.0f", layer.work().cycles()), percent(layer.work().utilization()),
                    layer.arrays().utilization().map(RunReport::percent).orElse("-"),
                    layer.spikeRate().map(rate -> String.format(Locale.ROOT, "%.3f", rate)).orElse("-"));
        }
        return table.toString();
    }

    /** Row tiles by column tiles, and how often all of them are there. */
    private static String tiles(LayerReport layer) {
        return layer.arrays().rowTiles() + "x" + layer.arrays().columnTiles()
                + (layer.arrays().replicas() > 1 ? " *" + layer.arrays().replicas() : "");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

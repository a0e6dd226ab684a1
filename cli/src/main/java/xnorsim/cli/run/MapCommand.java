package xnorsim.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.layout.Placement;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;
import xnorsim.network.file.NetworkFile;

/** {@code xnorsim map}: where a network lies on a chip, and when its layers will work, without a simulation. */
@Command(name = "map", sortOptions = false, description = {
        "Maps the layers of a network to subarrays and predicts their schedule, without simulating spikes.",
        "Exact unless the length of a pass depends on the spikes."})
public final class MapCommand implements Callable<Integer> {
    private static final List<Cause> CAUSES = List.of(Cause.BUSY, Cause.INPUT, Cause.BANK, Cause.BUS, Cause.ARRAYS,
            Cause.WRITING);

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", paramLabel = "FILE", description = "Architecture (YAML).")
    private Optional<Path> arch;

    @Option(names = "--images", paramLabel = "K", defaultValue = "1", description = "Number of images in the stream"
            + " (default:"
            + " ${DEFAULT-VALUE}).")
    private int images;

    @Mixin
    private TimelineFiles timeline;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public MapCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (images < 1 || images > 1_000_000) {
            throw new InputException("--images is " + images + ", expected 1..1000000");
        }
        Path file = Bundle.model(model);
        Network network = NetworkFile.read(file).network();
        Mapping mapping = NetworkMapping.read(arch, network, output).mapping();
        List<Path> inputs = new ArrayList<>(List.of(file));
        arch.ifPresent(inputs::add);
        OutputFiles.requireApart(inputs, timeline.paths());
        timeline.requireWritable();
        Schedule schedule = Schedule.of(network, mapping.architecture(), images);
        timeline.write(network, schedule.timeline(), mapping.architecture().clockPeriodPs());
        form.print(() -> json(mapping, schedule), () -> text(mapping, schedule));
        return ExitCode.OK;
    }

    private String json(Mapping mapping, Schedule schedule) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", mapping.network().name());
        values.put("images", images);
        values.put("exact", !mapping.architecture().chip().dataDependent());
        values.put("arrays", mapping.placement().arrays());
        values.put("arrays_needed", mapping.placement().needed());
        values.put("cycles", schedule.cycles());
        values.put("cycles_per_image", (double) schedule.cycles() / images);
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            layers.add(values(mapping, schedule, l));
        }
        values.put("layers", layers);
        return Json.object(values);
    }

    private static Map<String, Object> values(Mapping mapping, Schedule schedule, int l) {
        Placement.Block block = mapping.placement().layers().get(l);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", mapping.network().layers().get(l).name());
        values.put("row_tiles", mapping.rowTiles(l));
        values.put("column_tiles", mapping.columnTiles(l));
        values.put("replicas", block.copies());
        values.put("arrays", block.arrays());
        values.put("first_array", mapping.isDigital(l) ? Optional.empty() : block.first());
        values.put("membrane_bits", mapping.membraneBits(l));
        values.put("spike_buffer_bits", mapping.spikeBufferBits(l));
        values.put("cycles_per_time_step", mapping.layerCycles(l));
        Map<String, Object> causes = new LinkedHashMap<>();
        CAUSES.forEach(cause -> causes.put(cause.key(), schedule.causes().get(l)[cause.ordinal()]));
        values.put("cycles_by_cause", causes);
        values.put("starts", Arrays.stream(schedule.starts().get(l)).boxed().toList());
        values.put("ends", Arrays.stream(schedule.ends().get(l)).boxed().toList());
        return values;
    }

    private String text(Mapping mapping, Schedule schedule) {
        Architecture a = mapping.architecture();
        Network network = mapping.network();
        Table head = new Table();
        head.row("network", String.format(Locale.ROOT, "%s, %d layers, %d time steps", network.name(),
                network.layers().size(), network.timeSteps()));
        head.row("chip", RunReport.chip(mapping.placement(), a));
        double perImage = (double) schedule.cycles() / images;
        head.row("predicted", String.format(Locale.ROOT, "%s%,.0f cycles = %s an image%s",
                a.chip().dataDependent() ? "worst case, " : "", perImage,
                Numbers.duration(perImage * a.clockPeriodPs() * 1e-12),
                images > 1 ? String.format(Locale.ROOT, " of a stream of %,d", images) : ""));
        return head + "\n" + placement(mapping) + "\n" + schedule(mapping, schedule);
    }

    private static String placement(Mapping mapping) {
        Table table = new Table(true);
        table.row("layer", "tiles", "replicas", "subarrays", "cells used", "membrane bits", "spike bits",
                "cycles a step");
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            Placement.Block block = mapping.placement().layers().get(l);
            boolean digital = mapping.isDigital(l);
            double cells = (double) block.arrays() * mapping.architecture().rows() * mapping.architecture().columns();
            table.row(l + " " + mapping.network().layers().get(l).name(),
                    digital ? "digital" : mapping.rowTiles(l) + "x" + mapping.columnTiles(l),
                    digital ? "-" : Integer.toString(block.copies()),
                    digital ? "-" : arrays(block, mapping.placement().arrays()),
                    digital ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * mapping.cells(l) / cells),
                    String.format(Locale.ROOT, "%,d", mapping.membraneBits(l)),
                    String.format(Locale.ROOT, "%,d", mapping.spikeBufferBits(l)),
                    String.format(Locale.ROOT, "%,d", mapping.layerCycles(l)));
        }
        return table.toString();
    }

    /** Numbers from..to, wrapping around after the last subarray of the chip. */
    private static String arrays(Placement.Block block, int all) {
        int end = block.first() + block.arrays() - 1;
        return end < all
                ? range(block.first(), end)
                : range(block.first(), all - 1) + ", " + range(0, end - all);
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + ".." + last;
    }

    private static String schedule(Mapping mapping, Schedule schedule) {
        Table table = new Table(true);
        table.row("share of time", "first start", "last end", "busy", "input", "bank", "bus", "arrays", "writing");
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            long[] starts = schedule.starts().get(l);
            long[] ends = schedule.ends().get(l);
            List<String> row = new ArrayList<>(List.of(l + " " + mapping.network().layers().get(l).name(),
                    String.format(Locale.ROOT, "%,d", starts[0]),
                    String.format(Locale.ROOT, "%,d", ends[ends.length - 1])));
            long[] causes = schedule.causes().get(l);
            CAUSES.forEach(cause -> row.add(
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * causes[cause.ordinal()] / schedule.cycles())));
            table.row(row.toArray(String[]::new));
        }
        return table.toString();
    }
}

package xnorsim.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.Table;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.neuron.Leak;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.file.NetworkFile;

/** {@code xnorsim info}: what a model file holds and how it lies on an architecture. */
@Command(name = "info", sortOptions = false, description = "Shows the contents of a model file and the subarrays it"
        + " needs.")
final class InfoCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", paramLabel = "FILE", description = "Architecture (YAML) to map the network to.")
    private Optional<Path> arch;

    @Mixin
    private OutputOptions form;

    private final Output output;

    InfoCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        NetworkFile file = NetworkFile.read(Bundle.model(model));
        Mapping mapping = NetworkMapping.read(arch, file.network(), output).mapping();
        form.print(() -> json(file, mapping), () -> text(file, mapping));
        return ExitCode.OK;
    }

    private static String json(NetworkFile file, Mapping mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", file.network().name());
        values.put("input", shape(file.network().input()));
        values.put("time_steps", file.network().timeSteps());
        values.put("classes", file.network().classes());
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int l = 0; l < file.network().layers().size(); l++) {
            layers.add(values(file.network().layers().get(l), l, mapping));
        }
        values.put("layers", layers);
        values.put("metadata", file.metadata());
        return Json.object(values);
    }

    private static Map<String, Object> values(Layer layer, int index, Mapping mapping) {
        Geometry g = layer.geometry();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", layer.name());
        values.put("kind", kind(layer));
        values.put("input", shape(g.input()));
        values.put("output", shape(layer.output()));
        values.put("kernel", List.of(g.kernelHeight(), g.kernelWidth()));
        values.put("stride", oneOrMore(g.stride().sizes()));
        values.put("padding", oneOrMore(g.padding().sizes()));
        values.put("dilation", oneOrMore(g.dilation().sizes()));
        values.put("groups", g.groups());
        values.put("pool", pool(layer));
        values.put("residual", layer instanceof BinaryLayer binary && binary.residual());
        Optional<Dynamics> dynamics = dynamics(layer);
        values.put("leak", dynamics.flatMap(own -> leak(own.leak())));
        values.put("fires", dynamics.map(own -> own.fires().key()));
        values.put("reset", dynamics.map(own -> own.reset().key()));
        values.put("weights", g.weights());
        values.put("weight_bits", fixedWeights(layer).map(FixedWeights::bits).orElse(1));
        values.put("weight_fraction_bits", fixedWeights(layer).map(FixedWeights::fractionBits));
        values.put("row_tiles", mapping.rowTiles(index));
        values.put("column_tiles", mapping.columnTiles(index));
        values.put("cycles_per_time_step", mapping.layerCycles(index));
        return values;
    }

    /** What the neurons of a layer do; the last layer has none. */
    private static Optional<Dynamics> dynamics(Layer layer) {
        return layer instanceof SpikingLayer spiking ? Optional.of(spiking.dynamics()) : Optional.empty();
    }

    /** As the model file has it; nothing without a leak. */
    private static Optional<Map<String, Integer>> leak(Leak leak) {
        return switch (leak) {
            case Leak.None _ -> Optional.empty();
            case Leak.Shift(int by) -> Optional.of(Map.of("shift", by));
            case Leak.Factor(int code, int bits) -> {
                Map<String, Integer> values = new LinkedHashMap<>();
                values.put("factor", code);
                values.put("bits", bits);
                yield Optional.of(values);
            }
        };
    }

    private static String neurons(Layer layer) {
        return dynamics(layer).map(own -> (own.leaks() ? "leak " + own.leak().shown() + ", " : "")
                + "fires " + own.fires().key() + " threshold, " + own.reset().key() + " reset").orElse("none");
    }

    /** As the model file has it. */
    private static Object oneOrMore(List<Integer> sizes) {
        return sizes.size() == 1 ? sizes.getFirst() : sizes;
    }

    private static String commas(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> shape(Shape shape) {
        return List.of(shape.channels(), shape.height(), shape.width());
    }

    private static String text(NetworkFile file, Mapping mapping) {
        List<Layer> layers = file.network().layers();
        long weights = layers.stream().mapToLong(layer -> layer.geometry().weights()).sum();
        long binary = layers.stream().filter(BinaryLayer.class::isInstance)
                .mapToLong(layer -> layer.geometry().weights()).sum();
        Architecture a = mapping.architecture();
        Table head = new Table();
        head.row("network", file.network().name());
        head.row("input", file.network().input() + ", " + file.network().timeSteps() + " time steps");
        head.row("classes", Integer.toString(file.network().classes()));
        head.row("weights", String.format(Locale.ROOT, "%,d (%,d binary)", weights, binary));
        head.row("subarrays", "of " + a.rows() + " x " + a.columns());
        StringBuilder text = new StringBuilder(head.toString()).append('\n').append(layers(layers, mapping));
        if (layers.stream().anyMatch(layer -> dynamics(layer).filter(own -> !own.equals(Dynamics.PLAIN)).isPresent())) {
            Table neurons = new Table();
            neurons.row("layer", "neurons");
            for (int l = 0; l < layers.size(); l++) {
                neurons.row(l + " " + layers.get(l).name(), neurons(layers.get(l)));
            }
            text.append('\n').append(neurons);
        }
        if (!file.metadata().isEmpty()) {
            Table notes = new Table();
            file.metadata().forEach((key, value) -> {
                List<String> lines = value.lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    notes.row(i == 0 ? key : "", lines.get(i));
                }
            });
            text.append('\n').append(notes);
        }
        return text.toString();
    }

    private static String layers(List<Layer> layers, Mapping mapping) {
        Table table = new Table(true);
        table.row("layer", "kind", "input", "kernel", "stride", "padding", "pool", "output", "residual", "weights",
                "format",
                "tiles", "cycles a step");
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            Geometry g = layer.geometry();
            table.row(l + " " + layer.name(), kind(layer), g.input().toString(),
                    kernel(g),
                    commas(g.stride().sizes()), commas(g.padding().sizes()), Integer.toString(pool(layer)),
                    layer.output().toString(), layer instanceof BinaryLayer binary && binary.residual() ? "yes" : "no",
                    String.format(Locale.ROOT, "%,d", g.weights()),
                    fixedWeights(layer).map(w -> w.bits() + " bits * 2^-" + w.fractionBits()).orElse("-1, +1"),
                    mapping.isDigital(l) ? "digital" : mapping.rowTiles(l) + "x" + mapping.columnTiles(l),
                    String.format(Locale.ROOT, "%,d", mapping.layerCycles(l)));
        }
        return table.toString();
    }

    private static String kernel(Geometry g) {
        String apart = g.dilation().equals(Dilation.NONE) ? "" : " dilation " + commas(g.dilation().sizes());
        String groups = g.groups() == 1 ? "" : " groups " + g.groups();
        return g.kernelHeight() + "x" + g.kernelWidth() + apart + groups;
    }

    private static String kind(Layer layer) {
        return switch (layer) {
            case FirstLayer _ -> "first";
            case BinaryLayer _ -> "binary";
            case LastLayer _ -> "last";
        };
    }

    private static int pool(Layer layer) {
        return layer instanceof SpikingLayer spiking ? spiking.pool() : 1;
    }

    private static Optional<FixedWeights> fixedWeights(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> Optional.of(first.weights());
            case BinaryLayer _ -> Optional.empty();
            case LastLayer last -> Optional.of(last.weights());
        };
    }
}

package xnorsim.cli.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputOptions;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.file.NetworkFile;
import xnorsim.nir.NirExport;

/** {@code xnorsim export}: a model file as a graph in the Neuromorphic Intermediate Representation. */
@Command(name = "export", sortOptions = false, description = "Writes a network as a NIR file, with batch"
        + " normalization folded into biases and thresholds.")
public final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "FILE.nir", description = "File to write.")
    private Path out;

    @Mixin
    private OutputOptions form;

    private final Output output;

    /** With remarks to an output. */
    public ExportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        Path file = Bundle.model(model);
        OutputFiles.requireApart(List.of(file), List.of(out));
        OutputFiles.requireWritable(out);
        Network network = NetworkFile.read(file).network();
        NirExport.write(out, network);
        List<String> at = network.spiking().stream().filter(layer -> layer.dynamics().firesAtThreshold())
                .map(Layer::name).toList();
        if (!at.isEmpty()) {
            output.remark("layer " + at.getFirst() + (at.size() == 1 ? "" : " and " + (at.size() - 1) + " more")
                    + ": fires is at; neurons of NIR fire above their threshold, and only `import` reads this from the"
                    + " metadata, so other programs differ where a membrane equals the threshold");
        }
        form.print(() -> json(network), () -> "wrote " + out + ": " + network.layers().size() + " layers");
        return ExitCode.OK;
    }

    private String json(Network network) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network.name());
        values.put("file", out.toString());
        values.put("layers", network.layers().size());
        return Json.object(values);
    }
}

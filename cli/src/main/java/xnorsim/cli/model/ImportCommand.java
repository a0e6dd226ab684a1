package xnorsim.cli.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.base.InputException;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.Table;
import xnorsim.network.InputCoding;
import xnorsim.network.Network;
import xnorsim.network.file.ForeignFile;
import xnorsim.network.file.NetworkFile;
import xnorsim.nir.ImportOptions;
import xnorsim.nir.Imported;
import xnorsim.nir.NirImport;

/**
 * {@code xnorsim import}: reads a network in the Neuromorphic Intermediate Representation and writes a model file.
 */
@Command(name = "import", sortOptions = false, description = {
        "Reads a network from a NIR file (snnTorch, Norse, sinabs, SpikingJelly and others write them) and writes a"
                + " model file.",
        "Lists every assumption and rounding; names the node if the hardware cannot express it."})
public final class ImportCommand implements Callable<Integer> {
    /** What becomes of neurons that fire. */
    enum ResetKind {
        SOFT, HARD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of weights of more than two values. */
    enum Binarize {
        REFUSE, SIGN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the class is read from where a network ends in neurons with real-valued weights. */
    enum Readout {
        SPIKES, POTENTIAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "FILE.nir", description = "The network.")
    private Path file;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "MODEL", description = "Model file to write (.npz).")
    private Path out;

    @Option(names = "--reset", paramLabel = "soft|hard",
            description = "Reset after a spike: soft subtracts the threshold (default, unless the file's metadata say"
                    + " hard), hard sets the membrane to v_reset.")
    private @Nullable ResetKind reset;

    @Option(names = "--dt", paramLabel = "s",
            description = "Duration of a time step in seconds; an input current I adds r * dt * I to the membrane"
                    + " (default: 1).")
    private Optional<Double> dt;

    @Option(names = "--binarize", paramLabel = "refuse|sign", defaultValue = "refuse",
            description = "Weights of binarized layers that are not -a or +a: refuse them, or binarize them by sign"
                    + " (default: ${DEFAULT-VALUE}).")
    private Binarize binarize;

    @Option(names = "--input-coding", paramLabel = "poisson|direct",
            description = "Input coding of the images (default: from the file's metadata, else poisson).")
    private @Nullable InputCoding coding;

    @Option(names = "--time-steps", paramLabel = "T",
            description = "Time steps per image (default: from the file's metadata, else 8).")
    private Optional<Integer> timeSteps;

    @Option(names = "--readout", paramLabel = "spikes|potential", defaultValue = "spikes",
            description = "Output neurons with real-valued weights: refuse them, or only accumulate and predict the"
                    + " class with the largest membrane potential (default: ${DEFAULT-VALUE}).")
    private Readout readout;

    @Mixin
    private OutputOptions form;

    @Override
    public Integer call() {
        OutputFiles.requireApart(List.of(file), List.of(out));
        OutputFiles.requireWritable(out);
        ForeignFile.of(file).filter(kind -> kind != ForeignFile.HDF5).ifPresent(kind -> {
            throw new InputException(file + ": is " + kind.description()
                    + ", expected a NIR graph (HDF5) from an exporter listed in docs/nir.md");
        });
        Optional<Boolean> hard = Optional.ofNullable(reset).map(kind -> kind == ResetKind.HARD);
        Imported read = NirImport.read(file, name(file),
                new ImportOptions(hard, dt, binarize == Binarize.SIGN, Optional.ofNullable(coding),
                        timeSteps.map(OptionalInt::of).orElseGet(OptionalInt::empty), readout == Readout.POTENTIAL));
        Network network = read.network();
        Imported imported = new Imported(network,
                Stream.concat(read.notes().stream(), ImportRounding.notes(network).stream()).toList());
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("imported", String.valueOf(file.getFileName()));
        imported.notes().forEach(note -> metadata.merge(note.kind(), note.place() + ": " + note.text(),
                (before, more) -> before + "\n" + more));
        NetworkFile.write(out, network, metadata);
        form.print(() -> json(imported), () -> text(imported));
        return ExitCode.OK;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.(nir|h5|hdf5)$", "");
    }

    private String json(Imported imported) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", imported.network().name());
        values.put("model", out.toString());
        values.put("time_steps", imported.network().timeSteps());
        values.put("layers", imported.network().layers().stream().map(layer -> layer.name()).toList());
        values.put("notes", imported.notes().stream().map(note -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("place", note.place());
            row.put("kind", note.kind());
            row.put("text", note.text());
            return row;
        }).toList());
        return Json.object(values);
    }

    private String text(Imported imported) {
        Table table = new Table();
        table.row("node", "", "what");
        imported.notes().forEach(note -> table.row(note.place(), note.kind(), note.text()));
        return table + "\nwrote " + out + ": " + imported.network().layers().size() + " layers, input "
                + imported.network().input() + ", " + imported.network().timeSteps() + " time steps\n";
    }
}

package xnorsim.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/** Files of other programs, and keys in another place than theirs: the complaint says what to do. */
class MistakenFileTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = new RunFiles(folder).model();
    }

    private Path zip(String name, String entry) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(1);
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            net.pt          | is a PyTorch file      | xnorsim import
            net.PTH         | is a PyTorch file      | xnorsim import
            net.ckpt        | is a PyTorch file      | docs/model-file.md
            net.onnx        | is an ONNX file        | docs/model-file.md
            net.h5          | is an HDF5 file        | xnorsim import
            net.nir         | is an HDF5 file        | xnorsim import
            net.keras       | is a Keras file        | docs/model-file.md
            net.tflite      | is a TensorFlow file   | docs/model-file.md
            net.safetensors | is a safetensors file  | docs/model-file.md
            arch.yaml       | is a YAML file         | --arch
            """)
    void file_of_another_program_is_named_with_a_way_on(String name, String kind, String way) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "rows: 4\n");
        for (String command : new String[]{"run", "info", "map", "cost", "certify", "verify"}) {
            Invocation.of(command, file).assertRefused(file + ": " + kind + ", expected a model file (.npz)", way);
        }
        Invocation.of("plot", file, "-o", folder.resolve("figures")).assertRefused(kind);
        Invocation.of("export", file, "-o", folder.resolve("x.nir")).assertRefused(kind);
    }

    @Test
    void content_tells_more_than_a_name() throws IOException {
        Invocation.of("run", zip("net.npz", "net/data.pkl")).assertRefused("net.npz: is a PyTorch file");
        Path pickle = Files.write(folder.resolve("old.npz"), new byte[]{(byte) 0x80, 2, '}'});
        Invocation.of("run", pickle).assertRefused("old.npz: is a PyTorch file");
        Path hdf5 = Files.write(folder.resolve("graph.npz"),
                "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        Invocation.of("run", hdf5).assertRefused("graph.npz: is an HDF5 file", "makes one of a NIR graph");
        Path array = folder.resolve("array.npz");
        NpyFile.write(array, NpyArray.of(new int[1], 1));
        Invocation.of("run", array).assertRefused("array.npz: is a single NumPy array");
        Path named = Files.move(model, folder.resolve("model.pt"));
        assertThat(Invocation.of("info", named).exitCode()).isZero();
        Invocation.of("run", folder.resolve("none.pt")).assertRefused("none.pt: cannot be read: no such file");
    }

    @Test
    void import_says_what_it_reads() throws IOException {
        Path out = folder.resolve("out.npz");
        Invocation.of("import", zip("net.pt", "net/data.pkl"), "-o", out).assertRefused("net.pt: is a PyTorch file",
                "expected a NIR graph (HDF5)");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    converter_bits: 4 | converter_bits is unknown here, did you mean readout.converter_bits?
                    convertr_bits: 4                       | did you mean readout.converter_bits?
                    cell_sigma: 0.1                        | did you mean readout.cell_sigma?
                    kind: charge                           | did you mean readout.kind?
                    readout.kind: charge | did you mean kind in the map readout, as in "readout: {kind: ...}"?
                    replicas.conv2: 2                      | did you mean "replicas: {conv2: ...}"?
                    'readout: {kind: charge, rows: 4}' \
                    | readout key rows is unknown here, did you mean rows, which belongs outside
                    'readout: {kind: charge, gate: and}'   | gate, which belongs outside readout
                    colums: 4                              | colums is unknown, did you mean columns?
                    """)
    void key_in_another_place_is_named_with_its_place(String yaml, String words) throws IOException {
        Path arch = Files.writeString(folder.resolve("arch.yaml"), yaml + "\n");
        Invocation.of("map", model, "--arch", arch).assertRefused("arch.yaml: architecture: ", words);
    }

    @Test
    void axis_of_a_readout_is_named_with_its_map() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), "{model: " + model.toAbsolutePath() + ", data: "
                + folder.toAbsolutePath() + ", images: 1, axes: [{key: converter_bits, values: [3, 4]}]}");
        Invocation.of("explore", study, "--out", folder.resolve("o"))
                .assertRefused("did you mean readout.converter_bits?");
    }

    @Test
    void figure_outside_of_the_figures_is_named_with_its_map() throws IOException {
        Path technology = Files.writeString(folder.resolve("t.yaml"), "comparator: 3\n");
        Invocation.of("cost", model, "--technology", technology).assertRefused("comparator in the map figures");
    }
}

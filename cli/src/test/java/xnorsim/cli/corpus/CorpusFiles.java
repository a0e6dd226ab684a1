package xnorsim.cli.corpus;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.cost.TechnologyFile;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;
import xnorsim.train.recipe.Recipe;
import static org.assertj.core.api.Assertions.assertThat;

/** A good file of every kind in one folder, for tests that damage them. */
final class CorpusFiles {
    /** Every key of an architecture that goes with the others, and a readout with every key. */
    private static final String ARCH = """
            rows: 16
            columns: 16
            bus_width: 8
            eval_cycles: 2
            sense_cycles: 3
            double_buffered: true
            residual: true
            time_steps: 4
            fraction_bits: 8
            membrane_bits: 32
            clock_period_ps: 10000
            overflow: error
            lanes: 2
            pipelining: layer
            replicas: {conv2: 1}
            arrays: 40
            write_width: 16
            spike_bus: 64
            output_banks: 2
            cell_limit: 1000000
            loading: cheaper
            skip_silent: false
            gate: xnor
            """;
    private static final String ANALOG = """
            rows: 16
            columns: 16
            fraction_bits: 8
            membrane_bits: 32
            readout:
              kind: charge
              supply_v: 0.9
              hold_capacitance_ff: 50
              temperature_k: 300
              leak_resistance_gohm: 10
              switch_resistance_kohm: 1
              sampling_time_ps: 800
              injection_fc: 0.01
              injection_fc_per_v: 0.01
              adding: integrator
              integrator_gain: 1000
              converter: sar
              converter_bits: 6
              clip_low_levels: 0
              clip_high_levels: 32
              rows_per_converter: 4
              cycles_per_decision: 1
              offset_sigma_mv: 1
              calibration_step_mv: 0.5
              comparator_offset_sigma_mv: 1
              last_step: compare
              cell_sigma: 0.01
              stuck_at_0_rate: 0.001
              stuck_at_1_rate: 0.001
              dead_row_rate: 0.001
              dead_column_rate: 0.001
              threshold_sigma_levels: 0.1
              seed: 1
              chip: 0
            """;
    /** The model is not there: what is read is refused after all, before anything is simulated. */
    private static final String STUDY = """
            name: s
            model: none.npz
            data: none
            images: 1
            seeds: [1, 2]
            technology: 28nm-digital
            architecture: {membrane_bits: 32, readout: {kind: charge, temperature_k: 300}}
            axes:
              - {key: rows, values: [64, 128]}
              - {key: fraction_bits, range: {from: 4, to: 8, step: 2}}
              - {key: readout.supply_v, log_range: {from: 0.5, to: 1, count: 3}}
              - {linked: [columns, bus_width], values: [[64, 64], [128, 128]]}
            strategy: {random: {points: 3, seed: 2}}
            objectives: [accuracy, energy_nj]
            constraints: {accuracy: {min: 0.5}}
            early_stop: {confidence: 0.95, every: 1}
            """;
    private static final String FINISHED = """
            name: f
            model: model.npz
            data: .
            images: 1
            axes:
              - {key: rows, values: [16, 32]}
            objectives: [accuracy, cycles]
            """;
    private static final int PIPE_SECONDS = 20;

    private final Path folder;

    CorpusFiles(Path folder) throws IOException {
        this.folder = folder;
        Path model = new RunFiles(folder).model();
        succeed("export", model, "-o", path("net.nir"));
        byte[] spikes = new byte[2 * 4 * 16];
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = (byte) (i * 7 % 3 & 1);
        }
        NpyFile.write(path("spikes.npy"), NpyArray.ofUnsigned(spikes, 2, 4, 16));
        zip("spikes.npz", "spikes.npy", Files.readAllBytes(path("spikes.npy")));
        Files.writeString(path("arch.yaml"), ARCH);
        Files.writeString(path("analog.yaml"), ANALOG);
        // Of several subarrays the sums are codes.
        Files.writeString(path("codes.yaml"),
                ANALOG.replaceAll("  (comparator_offset_sigma_mv|last_step): .*\\n", ""));
        Files.writeString(path("recipe.yaml"), Recipe.bundled().toYaml());
        Files.writeString(path("study.yaml"), STUDY);
        Files.write(path("technology.yaml"), technology());
        images();
        succeed("certify", model, "--out", path("cert.json"));
        Path kept = path("kept");
        succeed("run", model, "--inputs", path("spikes.npy"), "--save", kept, "-q");
        Files.copy(kept.resolve("conv2.npz"), path("conv2.npz"));
        Path macro = Files.createDirectory(path("macro"));
        assertThat(new MacroFiles(macro).macro("--vcd", path("macro.vcd")).exitCode()).isZero();
        Files.writeString(path("finished.yaml"), FINISHED);
        succeed("explore", path("finished.yaml"), "--out", path("finished"), "--threads", 1, "-q");
        succeed("noise", model, "--arch", path("codes.yaml"), "--data", folder, "--images", 1, "--chips", 2,
                "--threads",
                1, "--out", path("chips.csv"), "-q");
        Files.writeString(path("arguments"), model + "\n--arch " + path("arch.yaml") + " --json\n");
        pipe();
    }

    private static byte[] technology() throws IOException {
        try (InputStream in = TechnologyFile.class.getResourceAsStream("65nm-charge.yaml")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private void images() throws IOException {
        Path unpacked = Files.createDirectory(path("idx"));
        for (String name : List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            Path packed = path(name + ".gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
                Files.write(unpacked.resolve(name), in.readAllBytes());
            }
        }
        StringBuilder sums = new StringBuilder();
        for (String name : List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            sums.append(sha256(Files.readAllBytes(unpacked.resolve(name)))).append("  ").append(name).append('\n');
        }
        Files.writeString(unpacked.resolve("SHA256SUMS"), sums);
        Files.write(path("cifar.tar"), tar("cifar-10-batches-bin/test_batch.bin", 2 * 3073, 2 * 3073));
        Files.write(Files.createDirectory(path("cifar")).resolve("test_batch.bin"), new byte[2 * 3073]);
        for (String name : List.of("0", "1")) {
            Path classes = Files.createDirectories(path("png").resolve("test").resolve(name));
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(1, 2, 0, 77);
            ImageIO.write(image, "png", classes.resolve("a.png").toFile());
        }
    }

    /** A pipe that nobody writes to: whoever opens it to read waits. */
    private void pipe() throws IOException {
        try {
            Process made = new ProcessBuilder("mkfifo", path("pipe").toString()).inheritIO().start();
            assertThat(made.waitFor(PIPE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void succeed(Object... arguments) {
        Invocation run = Invocation.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    Path folder() {
        return folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(path(name));
    }

    /** Writes a zip with one entry. */
    Path zip(String name, String entry, byte[] content) throws IOException {
        Path file = path(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
            zip.closeEntry();
        }
        return file;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A header that says how many bytes of a file follow, and those that do: zeros. */
    static byte[] tar(String name, long size, int present) {
        byte[] bytes = new byte[Math.ceilDiv(512 + present, 512) * 512 + 1024];
        byte[] header = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, bytes, 0, header.length);
        field(bytes, 100, "0000644");
        field(bytes, 124, String.format(Locale.ROOT, "%011o", size));
        bytes[156] = '0';
        field(bytes, 257, "ustar");
        Arrays.fill(bytes, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += bytes[i];
        }
        field(bytes, 148, String.format(Locale.ROOT, "%06o", sum));
        return bytes;
    }

    private static void field(byte[] bytes, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, text.length());
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}

package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assertions;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/**
 * Files that somebody or something has damaged: one sentence and exit code 2, or, where the damage made another valid file
 * (a flipped bit of a pixel), a run as any other; no stack trace, no hang, no memory without end.
 */
class MalformedFilesPropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ARCH = "rows: 16\ncolumns: 16\nfraction_bits: 8\nmembrane_bits: 32\neval_cycles: 2\n";
    private static final String RECIPE = """
            network: 32s,32,P,64
            epochs: 3
            batch: 50
            learning_rate: 0.02
            time_steps: 8
            seed: 1
            """;
    private static Path folder = Path.of("");

    /** A kind of file: a good one, and the command that reads it. */
    enum Kind {
        NIR("net.nir") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("import", file, "-o", folder.resolve("out.npz"));
            }
        },
        MODEL("model.npz") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("info", file);
            }
        },
        NPY("spikes.npy") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("run", folder.resolve("model.npz"), "--inputs", file);
            }
        },
        NPZ("spikes.npz") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("run", folder.resolve("model.npz"), "--inputs", file);
            }
        },
        YAML("arch.yaml") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("info", folder.resolve("model.npz"), "--arch", file);
            }
        },
        IDX("t10k-images-idx3-ubyte.gz") {
            @Override
            Invocation read(Path file) throws IOException {
                Path labels = file.resolveSibling("t10k-labels-idx1-ubyte.gz");
                Files.copy(folder.resolve("t10k-labels-idx1-ubyte.gz"), labels);
                Path images = file.resolveSibling("t10k-images-idx3-ubyte.gz");
                Files.move(file, images);
                return Invocation.of("run", folder.resolve("model.npz"), "--data", file.resolveSibling(""), "--images",
                        1,
                        "--threads", 1);
            }
        },
        CIFAR("test_batch.bin") {
            @Override
            Invocation read(Path file) throws IOException {
                Files.move(file, file.resolveSibling("test_batch.bin"));
                return Invocation.of("run", folder.resolve("model.npz"), "--data", file.resolveSibling(""), "--images",
                        1,
                        "--threads", 1);
            }
        },
        RECIPE("recipe.yaml") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("train", "--data", folder.resolve("none"), "--recipe", file, "--out",
                        folder.resolve("trained.npz"));
            }
        },
        CERTIFICATE("cert.json") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("certify", folder.resolve("model.npz"), "--check", file);
            }
        },
        WAVEFORM("macro.vcd") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("trace", "diff", folder.resolve("macro.vcd"), file);
            }
        },
        KEPT("conv2.npz") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("plot", file, "-o", folder.resolve("plots"), "--kind", "rates", "--format", "svg");
            }
        },
        STUDY("study.yaml") {
            @Override
            Invocation read(Path file) {
                return Invocation.of("explore", file, "--out", folder.resolve("study"));
            }
        };

        private final String good;

        Kind(String good) {
            this.good = good;
        }

        abstract Invocation read(Path file) throws IOException;
    }

    @BeforeContainer
    static void writeGoodFiles() throws IOException {
        folder = Files.createTempDirectory("malformed");
        Path model = new RunFiles(folder).model();
        assertThat(Invocation.of("export", model, "-o", folder.resolve("net.nir")).exitCode()).isZero();
        byte[] spikes = new byte[2 * 4 * 16];
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = (byte) (i * 7 % 3 & 1);
        }
        NpyFile.write(folder.resolve("spikes.npy"), NpyArray.ofUnsigned(spikes, 2, 4, 16));
        zip("spikes.npz", "spikes.npy", Files.readAllBytes(folder.resolve("spikes.npy")));
        Files.writeString(folder.resolve("arch.yaml"), ARCH);
        Files.write(folder.resolve("test_batch.bin"), new byte[2 * 3073]);
        Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        // The model is not there: what is read is refused after all, before anything is simulated.
        Files.writeString(folder.resolve("study.yaml"), """
                name: s
                images: 1
                model: none.npz
                axes:
                  - {key: rows, values: [64, 128]}
                objectives: [accuracy, energy_nj]
                """);
        assertThat(Invocation.of("certify", model, "--out", folder.resolve("cert.json")).exitCode()).isZero();
        Path kept = folder.resolve("kept");
        assertThat(Invocation.of("run", model, "--inputs", folder.resolve("spikes.npy"), "--save", kept).exitCode())
                .isZero();
        Files.move(kept.resolve("conv2.npz"), folder.resolve("conv2.npz"));
        Path macro = Files.createDirectory(folder.resolve("macro"));
        assertThat(new MacroFiles(macro).macro("--vcd", folder.resolve("macro.vcd")).exitCode()).isZero();
    }

    @AfterContainer
    static void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path zip(String name, String entry, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
            zip.closeEntry();
        }
        return file;
    }

    /** About 25 damages of each of 12 kinds of files. */
    @Property(tries = 300, seed = "20261123", shrinking = ShrinkingMode.OFF)
    void damagedFile_isRefusedInOneSentenceOrRead(@ForAll @IntRange(max = 11) int kind, @ForAll long seed)
            throws IOException {
        Kind of = Kind.values()[kind];
        byte[] damaged = damaged(Files.readAllBytes(folder.resolve(of.good)), new Random(seed));
        judge(of, damaged);
    }

    private static Invocation judge(Kind of, byte[] content) throws IOException {
        Path own = Files.createTempDirectory(folder, "case");
        Path file = own.resolve("x" + of.good.replaceFirst("^[^.]*", ""));
        Files.write(file, content);
        Invocation run = Assertions.assertTimeoutPreemptively(LIMIT, () -> of.read(file));
        // A waveform with another value, and a certificate of something else, are no bad input: they differ.
        boolean mayDiffer = of == Kind.WAVEFORM || of == Kind.CERTIFICATE;
        if (run.exitCode() != ExitCode.OK && !(mayDiffer && run.exitCode() == ExitCode.DIFFERENCE)) {
            run.assertRefused("xnorsim: ");
        }
        assertThat(run.err()).doesNotContain("\tat ", "unexpected", "null", "Exception");
        return run;
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> bytes = Arrays.copyOf(bytes, at);
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte) 0xFF);
            case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) 0);
            case 4 -> {
                bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
                System.arraycopy(good, at, bytes, good.length, Math.min(good.length - at, bytes.length - good.length));
            }
            default -> {
                int early = random.nextInt(Math.min(bytes.length, 200));
                bytes[early] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    private static void assertRefused(Kind of, byte[] content, String... words) throws IOException {
        Invocation run = judge(of, content);
        run.assertRefused(words.length == 0 ? new String[]{"xnorsim: "} : words);
        assertThat(run.err().length()).isLessThan(600);
    }

    private static byte[] npy(String header, int data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(),
                (byte) (header.length() >> 8)});
        bytes.write(header.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(new byte[data]);
        return bytes.toByteArray();
    }

    @Example
    void npy_hugeSizes() throws IOException {
        for (String shape : List.of("(4294967296, 4294967296)", "(2147483647,)", "(1000000000, 4, 16)",
                "(99999999999999999999999999, 4, 16)", "(0, 4, 16)", "(-1, 4, 16)")) {
            assertRefused(Kind.NPY, npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }", 64));
        }
        assertRefused(Kind.NPY, npy("{'descr': '|O', 'fortran_order': False, 'shape': (2, 4, 16), }", 128), "dtype");
        assertRefused(Kind.NPY, npy("[".repeat(60_000), 1));
        assertRefused(Kind.NPY, npy("{'descr': " + "(".repeat(50_000) + "}", 1));
    }

    @Example
    void zip_bombsAndPaths() throws IOException {
        byte[] spikes = Files.readAllBytes(folder.resolve("spikes.npy"));
        for (String entry : List.of("../spikes.npy", "/etc/spikes.npy", "a/../../spikes.npy", "C:\\spikes.npy",
                "spikes",
                "spikes.npy/")) {
            assertRefused(Kind.NPZ, Files.readAllBytes(zip("trick.npz", entry, spikes)));
        }
        assertThat(folder.resolveSibling("spikes.npy")).doesNotExist();
        Path bomb = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("spikes.npy"));
            zeros(zip, 1600);
            zip.closeEntry();
        }
        assertRefused(Kind.NPZ, Files.readAllBytes(bomb));
        assertRefused(Kind.MODEL, Files.readAllBytes(bomb));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("spikes.npy"));
            zip.write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (26214400, 4, 16), }", 0));
            zeros(zip, 1600);
            zip.closeEntry();
        }
        assertRefused(Kind.NPZ, Files.readAllBytes(bomb), "bytes of arrays, expected");
    }

    private static void zeros(OutputStream out, int mebibytes) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < mebibytes; i++) {
            out.write(zeros);
        }
    }

    @Example
    void gzip_bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(new byte[]{0, 0, 8, 3, 0x7F, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4});
            zeros(out, 16);
        }
        assertRefused(Kind.IDX, bytes.toByteArray());
    }

    @Example
    void yaml_bombsAndDepth() throws IOException {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("1]\n");
        }
        for (String text : List.of(laughs.toString(), "[".repeat(100_000), "{a: ".repeat(50_000), "rows: &r [*r]",
                "rows: " + "9".repeat(100_000), "- ".repeat(20_000), "rows: !!java.net.URL [http://x]", "\0",
                "%YAML 9.9\n---\nrows: 1", "rows: 1\n".repeat(2), "? ".repeat(5_000))) {
            assertRefused(Kind.YAML, text.getBytes(StandardCharsets.UTF_8));
            assertRefused(Kind.RECIPE, text.getBytes(StandardCharsets.UTF_8));
            assertRefused(Kind.STUDY, text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(judge(Kind.YAML, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8)).err())
                .doesNotContain("StreamReadConstraints");
    }

    @Example
    void certificate_jsonOfAnyDepth() throws IOException {
        for (String json : List.of("[".repeat(200_000), "{\"a\":".repeat(100_000), "{\"a\":1,\"a\":1}",
                "{\"layers\":" + "9".repeat(50_000) + "}", "", "\0")) {
            assertRefused(Kind.CERTIFICATE, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Every number that says how large something is, made huge. */
    @Example
    void nir_hugeSizes() throws IOException {
        byte[] good = Files.readAllBytes(folder.resolve("net.nir"));
        ByteBuffer buffer = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN);
        int found = 0;
        for (int at = 0; at + 16 <= good.length && found < 12; at++) {
            // The dimensions 4 and 3 of the weights of conv2, one behind the other.
            if (buffer.getLong(at) == 4 && buffer.getLong(at + 8) == 3) {
                found++;
                for (long size : new long[]{1L << 40, Integer.MAX_VALUE, -1}) {
                    byte[] huge = good.clone();
                    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(at, size).putLong(at + 8, size);
                    assertRefused(Kind.NIR, huge);
                }
            }
        }
        assertThat(found).isPositive();
    }

    @Example
    void tar_pathsAndHugeSizes() throws IOException {
        for (long size : new long[]{1L << 33, (1L << 28) + 1, 1L << 20}) {
            Path archive = folder.resolve("cifar.tar");
            Files.write(archive, tar("cifar-10-batches-bin/test_batch.bin", size));
            Invocation.of("run", folder.resolve("model.npz"), "--data", archive).assertRefused("cifar.tar");
        }
        Path archive = folder.resolve("cifar.tar");
        Files.write(archive, tar("../../../test_batch.bin", 3073));
        Invocation.of("run", folder.resolve("model.npz"), "--data", archive).assertRefused("cifar.tar");
        assertThat(folder.resolveSibling("test_batch.bin")).doesNotExist();
    }

    /** A header and a little data. */
    private static byte[] tar(String name, long size) {
        byte[] bytes = new byte[4096];
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

    @Example
    void model_jsonOfAnyDepth() throws IOException {
        for (String json : List.of("[".repeat(200_000), "{\"a\":".repeat(100_000), "\"" + "x".repeat(1 << 20) + "\"",
                "{\"format\":\"xnorsim-network\",\"version\":" + "1".repeat(5_000) + "}")) {
            Path array = folder.resolve("json.npy");
            NpyFile.write(array, NpyArray.ofUnsigned(json.getBytes(StandardCharsets.UTF_8), json.length()));
            assertRefused(Kind.MODEL, Files.readAllBytes(zip("json.npz", "model.npy", Files.readAllBytes(array))));
        }
    }
}

package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
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

    /** 60 damages of each of 7 kinds of files. */
    @Property(tries = 420, seed = "20261123", shrinking = ShrinkingMode.OFF)
    void damagedFile_isRefusedInOneSentenceOrRead(@ForAll @IntRange(max = 6) int kind, @ForAll long seed)
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
        if (run.exitCode() != ExitCode.OK) {
            run.assertRefused("xnorsim: ");
        }
        assertThat(run.err()).doesNotContain("\tat ", "unexpected");
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
            zip.putNextEntry(new ZipEntry("spikes.npy"));
            zeros(zip, 1600);
            zip.closeEntry();
        }
        assertRefused(Kind.NPZ, Files.readAllBytes(bomb));
        assertRefused(Kind.MODEL, Files.readAllBytes(bomb));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("spikes.npy"));
            zip.write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (26214400, 4, 16), }", 0));
            zeros(zip, 1600);
            zip.closeEntry();
        }
        assertRefused(Kind.NPZ, Files.readAllBytes(bomb), "bytes of its elements");
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
            zeros(out, 1100);
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
        }
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

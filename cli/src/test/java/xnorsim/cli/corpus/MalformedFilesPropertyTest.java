package xnorsim.cli.corpus;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assertions;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.Output;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/**
 * Files that somebody made up to do harm: one sentence and exit code 2, no stack trace, no hang, no memory without end.
 * {@link MalformedCorpusTest} damages files at random.
 */
class MalformedFilesPropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static Path folder = Path.of("");
    private static Optional<CorpusFiles> files = Optional.empty();

    @BeforeContainer
    static void writeGoodFiles() throws IOException {
        folder = Files.createTempDirectory("malformed");
        files = Optional.of(new CorpusFiles(folder));
    }

    private static CorpusFiles good() {
        return files.orElseThrow();
    }

    @AfterContainer
    static void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Invocation judge(InputKind of, byte[] content) throws IOException {
        Path own = Files.createTempDirectory(folder, "case");
        Files.write(of.file(own), content);
        List<Object> arguments = of.arguments(good(), own);
        Invocation run = Assertions.assertTimeoutPreemptively(LIMIT, () -> Invocation.of(arguments.toArray()));
        assertThat(run.err()).doesNotContain("\tat ", "unexpected", "Exception");
        return run;
    }

    private static void assertRefused(InputKind of, byte[] content, String... words) throws IOException {
        Invocation run = judge(of, content);
        run.assertRefused(words.length == 0 ? new String[]{"xnorsim: "} : words);
        assertThat(run.err().strip().length()).isLessThanOrEqualTo(Output.LONGEST);
    }

    private static byte[] npy(String header, int data) {
        return Damage.npy(header, new byte[data]);
    }

    @Example
    void npy_hugeSizes() throws IOException {
        for (String shape : List.of("(4294967296, 4294967296)", "(2147483647,)", "(1000000000, 4, 16)",
                "(99999999999999999999999999, 4, 16)", "(0, 4, 16)", "(-1, 4, 16)")) {
            assertRefused(InputKind.NPY, npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }", 64));
        }
        assertRefused(InputKind.NPY, npy("{'descr': '|O', 'fortran_order': False, 'shape': (2, 4, 16), }", 128),
                "dtype");
        assertRefused(InputKind.NPY, npy("[".repeat(60_000), 1));
        assertRefused(InputKind.NPY, npy("{'descr': " + "(".repeat(50_000) + "}", 1));
    }

    @Example
    void zip_bombsAndPaths() throws IOException {
        byte[] spikes = Files.readAllBytes(folder.resolve("spikes.npy"));
        for (String entry : List.of("../spikes.npy", "/etc/spikes.npy", "a/../../spikes.npy", "C:\\spikes.npy",
                "spikes",
                "spikes.npy/")) {
            assertRefused(InputKind.NPZ, Files.readAllBytes(good().zip("trick.npz", entry, spikes)));
        }
        assertThat(folder.resolveSibling("spikes.npy")).doesNotExist();
        Path bomb = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("spikes.npy"));
            zeros(zip, 1600);
            zip.closeEntry();
        }
        assertRefused(InputKind.NPZ, Files.readAllBytes(bomb));
        assertRefused(InputKind.MODEL, Files.readAllBytes(bomb));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("spikes.npy"));
            zip.write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (26214400, 4, 16), }", 0));
            zeros(zip, 1600);
            zip.closeEntry();
        }
        assertRefused(InputKind.NPZ, Files.readAllBytes(bomb), "bytes of arrays, expected");
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
        assertRefused(InputKind.IDX_GZ, bytes.toByteArray());
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
            assertRefused(InputKind.ARCHITECTURE, text.getBytes(StandardCharsets.UTF_8));
            assertRefused(InputKind.RECIPE, text.getBytes(StandardCharsets.UTF_8));
            assertRefused(InputKind.STUDY, text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(judge(InputKind.ARCHITECTURE, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8)).err())
                .doesNotContain("StreamReadConstraints");
    }

    /** One reader for all: none takes what its author may have meant otherwise. */
    @Example
    void yaml_moreThanPlainValues() throws IOException {
        for (InputKind kind : List.of(InputKind.ARCHITECTURE, InputKind.READOUT, InputKind.TECHNOLOGY, InputKind.STUDY,
                InputKind.RECIPE)) {
            String text = Files.readString(good().path(kind.good()));
            String first = text.lines().filter(line -> line.matches("[a-z_]+: .+")).findFirst().orElseThrow();
            String key = first.substring(0, first.indexOf(':'));
            for (String changed : List.of(first.replace(": ", ": &a "), first.replaceFirst(": .*", ": *a"),
                    first.replace(": ", ": !!str "), first + "\n" + first, first + "\n---\n" + first)) {
                assertRefused(kind, text.replace(first, changed).getBytes(StandardCharsets.UTF_8), "line ");
            }
            assertRefused(kind, text.replace(key + ":", key + "x:").getBytes(StandardCharsets.UTF_8),
                    key + "x is unknown, did you mean ");
        }
    }

    /** Whole numbers have no end in YAML and JSON, doubles have one. */
    @Example
    void wholeNumbers_beyondDoubles() throws IOException {
        String huge = "9".repeat(400);
        for (InputKind kind : List.of(InputKind.READOUT, InputKind.TECHNOLOGY, InputKind.STUDY, InputKind.RECIPE)) {
            String text = Files.readString(good().path(kind.good()));
            String key = switch (kind) {
                case READOUT -> "supply_v";
                case TECHNOLOGY -> "supply_v";
                case STUDY -> "confidence";
                default -> "threshold";
            };
            String changed = text.replaceFirst(key + ": *[0-9.]+", key + ": " + huge);
            assertThat(changed).isNotEqualTo(text);
            assertRefused(kind, changed.getBytes(StandardCharsets.UTF_8), key + " is 999", "expected a");
        }
        assertRefused(InputKind.STUDY, Files.readString(good().path("study.yaml"))
                .replace("values: [64, 128]", "values: [" + huge + "]").getBytes(StandardCharsets.UTF_8), "values");
        Invocation.of("train", "--data", folder, "--out", folder.resolve("o.npz"), "--delta", huge)
                .assertRefused("delta");
    }

    @Example
    void certificate_jsonOfAnyDepth() throws IOException {
        for (String json : List.of("[".repeat(200_000), "{\"a\":".repeat(100_000), "{\"a\":1,\"a\":1}",
                "{\"layers\":" + "9".repeat(50_000) + "}", "", "\0")) {
            assertRefused(InputKind.CERTIFICATE, json.getBytes(StandardCharsets.UTF_8));
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
                    assertRefused(InputKind.NIR, huge);
                }
            }
        }
        assertThat(found).isPositive();
    }

    @Example
    void tar_pathsAndHugeSizes() throws IOException {
        for (long size : new long[]{1L << 33, (1L << 28) + 1, 1L << 20}) {
            Path archive = folder.resolve("cifar.tar");
            Files.write(archive, CorpusFiles.tar("cifar-10-batches-bin/test_batch.bin", size, 3072));
            Invocation.of("run", folder.resolve("model.npz"), "--data", archive).assertRefused("cifar.tar");
        }
        Path archive = folder.resolve("cifar.tar");
        Files.write(archive, CorpusFiles.tar("../../../test_batch.bin", 3073, 3073));
        Invocation.of("run", folder.resolve("model.npz"), "--data", archive).assertRefused("cifar.tar");
        assertThat(folder.resolveSibling("test_batch.bin")).doesNotExist();
    }

    @Example
    void model_jsonOfAnyDepth() throws IOException {
        for (String json : List.of("[".repeat(200_000), "{\"a\":".repeat(100_000), "\"" + "x".repeat(1 << 20) + "\"",
                "{\"format\":\"xnorsim-network\",\"version\":" + "1".repeat(5_000) + "}", "\u2028{}", "{\u2029}",
                "{\"theta\":" + "9".repeat(400) + "}")) {
            Path array = folder.resolve("json.npy");
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            NpyFile.write(array, NpyArray.ofUnsigned(bytes, bytes.length));
            assertRefused(InputKind.MODEL,
                    Files.readAllBytes(good().zip("json.npz", "model.npy", Files.readAllBytes(array))));
        }
    }
}

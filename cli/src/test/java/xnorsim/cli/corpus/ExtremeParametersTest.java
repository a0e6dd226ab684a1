package xnorsim.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.cli.Invocation;

/** Real-valued parameters of model files at the ends of what a double holds: run exactly, or refused in a sentence. */
class ExtremeParametersTest {
    private static final double[] EXTREMES = {1e308, Double.MIN_VALUE, 1e-320, 0x1p62};

    @TempDir
    static Path folder;

    private static final Map<String, byte[]> ENTRIES = new LinkedHashMap<>();

    @BeforeAll
    static void readModel() throws IOException {
        CorpusFiles good = new CorpusFiles(folder);
        try (ZipFile zip = new ZipFile(good.path("model.npz").toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                ENTRIES.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
    }

    private static byte[] entry(String name) {
        return Objects.requireNonNull(ENTRIES.get(name));
    }

    /** The model with some entry changed. */
    private static Path model(String name, byte[] content) throws IOException {
        Path file = folder.resolve("changed.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : ENTRIES.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getKey().equals(name) ? content : entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static Path withFirst(String array, double value) throws IOException {
        byte[] npy = entry(array).clone();
        ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(10 + ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8), value);
        return model(array, npy);
    }

    private static Path withDescription(String key, Object value) throws IOException {
        byte[] npy = entry("model.npy");
        int start = 10 + ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        String json = new String(npy, start, npy.length - start, StandardCharsets.UTF_8);
        String changed = json.replaceAll("\"" + key + "\":[^,}]*", "\"" + key + "\":" + value);
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        return model("model.npy",
                Damage.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + bytes.length + ",), }", bytes));
    }

    @Test
    void realsOfModels() throws IOException {
        List<String> faults = new ArrayList<>();
        for (double value : EXTREMES) {
            for (String array : ENTRIES.keySet().stream()
                    .filter(name -> !name.equals("model.npy") && !name.contains("weights")
                            && !name.startsWith("conv3"))
                    .toList()) {
                judge(array + " " + value, withFirst(array, value), faults);
            }
            judge("theta " + value, withDescription("theta", value), faults);
            judge("reset_to " + value, withDescription("theta", "0.5,\"reset\":\"hard\",\"reset_to\":" + value),
                    faults);
        }
        assertThat(faults).isEmpty();
    }

    /** The value that was written is in the sentence, not only what it folds to. */
    @Test
    void resetBeyondWhatFolds_isRefusedByItsValue() throws IOException {
        Path model = withDescription("theta", "0.5,\"reset\":\"hard\",\"reset_to\":1e308");
        Invocation.of("run", model, "--data", folder).assertRefused("reset_to * sigma / (alpha * |gain|)",
                "from reset_to 1.0E308");
    }

    private static void judge(String what, Path model, List<String> faults) {
        List<Object[]> commands = List.of(
                new Object[]{"run", model, "--data", folder, "--images", 1, "--threads", 1},
                new Object[]{"certify", model, "--fraction-bits", 8});
        for (Object[] command : commands) {
            Invocation run = Invocation.of(command);
            boolean fine = run.exitCode() == 0 || (run.exitCode() == 2 && run.err().strip().lines().count() == 1
                    && run.err().contains(model + ": "))
                    || (run.exitCode() == 1 && command[0].equals("certify"));
            if (!fine || run.err().contains("unexpected")) {
                faults.add(what + ": " + command[0] + " " + run.exitCode() + " " + run.err());
            }
        }
    }
}

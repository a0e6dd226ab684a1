package xnorsim.cli.analog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;

/** A noisy chip is the same whoever simulates it, and watched or not. */
class NoisePropertyTest {
    private static final int CHIPS = 2;
    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("xnorsim-noise");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String readout(Random random, int chip) {
        return String.join(", ", "readout: {kind: " + (random.nextBoolean() ? "charge" : "current"),
                "cell_sigma: 0.1", "offset_sigma_mv: " + random.nextInt(30),
                "hold_capacitance_ff: 1", "leak_resistance_gohm: 0.001",
                "converter: " + (random.nextBoolean() ? "sar" : "flash"),
                "stuck_at_0_rate: 0.02", "threshold_sigma_levels: " + random.nextInt(2),
                "seed: " + random.nextInt(1000), "chip: " + chip + "}");
    }

    private static Invocation ok(List<Object> arguments) {
        Invocation run = Invocation.of(arguments.toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @Property(tries = 8)
    void chip_isTheSame_onAnyNumberOfThreadsTracedOrNot(@ForAll Random random) throws IOException {
        int chip = random.nextInt(CHIPS);
        Path model = new RunFiles(folder).model();
        Path arch = Files.writeString(folder.resolve("arch.yaml"), readout(random, chip));
        List<Object> common = List.of(model, "--arch", arch, "--images", RunFiles.IMAGES);
        List<String> results = new ArrayList<>();
        for (int threads : new int[]{1, 2, 8}) {
            Path file = folder.resolve("chips" + threads + ".csv");
            Files.deleteIfExists(file);
            List<Object> arguments = new ArrayList<>(List.of("noise"));
            arguments.addAll(common);
            arguments.addAll(List.of("--chips", CHIPS, "--threads", threads, "--json", "--out", file));
            results.add(ok(arguments).out() + Files.readString(file));
        }
        assertThat(results).allMatch(results.getFirst()::equals);
        JsonNode noise = JsonMapper.shared().readTree(results.getFirst().lines().findFirst().orElseThrow());
        assertThat(run(common, "plain")).isEqualTo(run(common, "traced", "--vcd", folder.resolve("w.vcd")))
                .isEqualTo(noise.path("accuracy_by_chip").path(chip).asDouble());
        for (String file : List.of("report.json", "predictions.csv", "layers.csv")) {
            assertThat(folder.resolve("traced").resolve(file)).hasSameBinaryContentAs(
                    folder.resolve("plain").resolve(file));
        }
    }

    private static double run(List<Object> common, String out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(common);
        arguments.addAll(List.of("--json", "--out", folder.resolve(out)));
        arguments.addAll(List.of(more));
        return JsonMapper.shared().readTree(ok(arguments).out()).path("accuracy").asDouble();
    }
}

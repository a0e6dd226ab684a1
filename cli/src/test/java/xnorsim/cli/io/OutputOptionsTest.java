package xnorsim.cli.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.CommandLines;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.cli.model.TrainCommand;
import xnorsim.cli.model.TrainingSession;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;
import xnorsim.train.TrainingReport;

/** What every command does with {@code --json} and {@code --quiet}, and what docs/json.md says about it. */
class OutputOptionsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z -]+)` \\|[^|]*\\|(.*)\\|$", Pattern.MULTILINE);

    @TempDir
    static Path folder;
    private static Path model = Path.of("");
    private static MacroFiles macro;

    @BeforeAll
    static void write() throws IOException {
        model = new RunFiles(folder).model();
        macro = new MacroFiles(folder);
        Files.writeString(folder.resolve("analog.yaml"), "readout: {kind: charge, cell_sigma: 0.01}\n");
        byte[] spikes = new byte[2 * 4 * 16];
        Arrays.fill(spikes, (byte) 1);
        NpyFile.write(folder.resolve("in.npy"), NpyArray.ofUnsigned(spikes, 2, 4, 16));
        Files.writeString(folder.resolve("study.yaml"), "{model: " + model.toAbsolutePath() + ", data: "
                + folder.toAbsolutePath() + ", images: 1, axes: [{key: bus_width, values: [8, 16]}]}");
        Files.writeString(folder.resolve("a.vcd"),
                """
                        $timescale 1 ns $end
                        $scope module m $end
                        $var wire 1 ! a $end
                        $upscope $end
                        $enddefinitions $end
                        #0
                        $dumpvars
                        0!
                        $end
                        #5
                        1!
                        """);
        Files.writeString(folder.resolve("b.vcd"), Files.readString(folder.resolve("a.vcd")).replace("#5", "#6"));
        Files.writeString(folder.resolve("small.yaml"), "rows: 4\ncolumns: 8\n");
        Files.writeString(folder.resolve("noisy.yaml"), "readout: {kind: charge, cell_sigma: 0.1}");
        assertThat(Invocation.of("export", model, "-o", folder.resolve("net.nir")).exitCode()).isZero();
        assertThat(Invocation.of("certify", model, "--out", folder.resolve("cert.json")).exitCode()).isZero();
    }

    /** A command of docs/json.md as a user may type it, without {@code --json}. */
    private static List<Object> arguments(String command) {
        Object out = folder.resolve("out");
        List<Object> subarray = List.of("--arch", macro.path("arch.yaml"), "--weights", macro.path("weights.npy"),
                "--mean", macro.path("mean.npy"), "--threshold", macro.path("threshold.npy"), "--spikes",
                macro.path("spikes.npy"));
        List<Object> more = switch (command) {
            case "run" -> List.of(model, "--data", folder, "--gates");
            case "run --inputs" -> List.of(folder.resolve("in.npy"), model);
            case "macro" -> subarray;
            case "rtl" -> Stream.concat(subarray.stream(), Stream.of("--out", out)).toList();
            case "certify", "info", "map" -> List.of(model);
            case "margin" -> List.of(model, "--arch", folder.resolve("analog.yaml"));
            case "noise" -> List.of(model, "--data", folder, "--arch", folder.resolve("noisy.yaml"), "--chips", 2,
                    "--images", 2);
            case "attribute" -> List.of(model, "--data", folder, "--arch", folder.resolve("noisy.yaml"), "--images", 2);
            case "certify --check" -> List.of(folder.resolve("cert.json"), model);
            case "cost", "cost --explain", "cost --sparsity" -> cost(command);
            case "verify" -> List.of(model, "--data", folder, "--random", 1, "--images", 1);
            case "plot" -> List.of(model, "--data", folder, "-o", out, "--kind", "rates", "--format", "svg");
            case "completion" -> List.of("zsh");
            case "explore" -> List.of(folder.resolve("study.yaml"), "--out", folder.resolve("study"));
            case "trace diff" -> List.of(folder.resolve("a.vcd"), folder.resolve("b.vcd"));
            case "import" -> List.of(folder.resolve("net.nir"), "-o", folder.resolve("imported.npz"));
            case "export" -> List.of(model, "-o", folder.resolve("again.nir"));
            default -> List.of();
        };
        List<Object> all = new ArrayList<>(Arrays.asList((Object[]) command.split(" ")));
        all.addAll(more);
        return all;
    }

    private static List<Object> cost(String command) {
        return switch (command) {
            case "cost --explain" -> List.of("TOTAL", model, "--data", folder, "--images", 1);
            case "cost --sparsity" -> List.of("--arch", folder.resolve("small.yaml"));
            default -> List.of(model, "--data", folder, "--images", 2);
        };
    }

    private static Invocation run(List<Object> arguments, Object... more) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return Invocation.of(all.toArray());
    }

    @TestFactory
    Stream<DynamicTest> command_prints_one_json_document_with_the_documented_keys() throws IOException {
        String page = Files.readString(Path.of("../docs/json.md"));
        // A training takes long; the test below looks at what it says.
        return ROW.matcher(page).results().filter(row -> !row.group(1).equals("train"))
                .map(row -> DynamicTest.dynamicTest(row.group(1), () -> check(row.group(1), keys(row.group(2)))));
    }

    private static List<String> keys(String cell) {
        Matcher matcher = Pattern.compile("`([a-z_0-9]+)`").matcher(cell);
        return matcher.results().map(key -> key.group(1)).toList();
    }

    private static void check(String command, List<String> keys) {
        List<Object> arguments = arguments(command);
        Invocation text = run(arguments);
        Invocation json = run(arguments, "--json");
        Invocation quiet = run(arguments, "--json", "--quiet");
        assertThat(json.exitCode()).as(json.err()).isEqualTo(text.exitCode()).isEqualTo(quiet.exitCode()).isLessThan(2);
        JsonNode node = MAPPER.readTree(json.out());
        assertThat(node.isObject()).isTrue();
        assertThat(node.propertyNames()).containsExactlyElementsOf(keys);
        assertThat(MAPPER.readTree(quiet.out()).propertyNames()).containsExactlyElementsOf(keys);
        assertThat(text.out() + json.out() + quiet.out()).doesNotContain("\r", "\u001b");
        assertThat(text.out()).isNotBlank().endsWith("\n");
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void training_prints_one_json_document_with_the_documented_keys() throws IOException {
        String page = Files.readString(Path.of("../docs/json.md"));
        List<String> documented = ROW.matcher(page).results().filter(row -> row.group(1).equals("train"))
                .map(row -> keys(row.group(2))).findFirst().orElseThrow();
        TrainCommand.Options options = new TrainCommand.Options(folder, Path.of("m.npz"), Optional.empty(), List.of(),
                List.of(), 1, 5, TrainCommand.Begin.FRESH);
        JsonNode done = MAPPER.readTree(TrainingSession.json(
                new TrainingReport(List.of(), true, 7, true, 200, OptionalInt.of(150), Map.of(2, 100)), options,
                List.of("a remark")));
        JsonNode stopped = MAPPER.readTree(TrainingSession
                .json(new TrainingReport(List.of(), false, 3, true, 0, OptionalInt.empty(), Map.of()), options,
                        List.of()));
        assertThat(done.propertyNames()).containsExactlyElementsOf(documented);
        assertThat(stopped.propertyNames()).containsExactlyElementsOf(documented);
        assertThat(done.get("test_accuracy").doubleValue()).isEqualTo(0.75);
        assertThat(done.get("accuracy_by_time_steps").get("2").doubleValue()).isEqualTo(0.5);
        assertThat(stopped.get("test_accuracy").isNull()).isTrue();
    }

    @Test
    void page_names_every_command() throws IOException {
        String page = Files.readString(Path.of("../docs/json.md"));
        List<String> documented = ROW.matcher(page).results().map(row -> row.group(1)).toList();
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        leaves(CommandLines.tree(new Output(nowhere, nowhere, false))).forEach(leaf -> {
            String name = leaf.getCommandSpec().qualifiedName().replaceFirst("^xnorsim ", "");
            assertThat(documented).contains(name);
            assertThat(leaf.getCommandSpec().mixins().values())
                    .as(name + " has no mixin OutputOptions, with --json and --quiet")
                    .anyMatch(mixin -> mixin.userObject() instanceof OutputOptions);
        });
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().distinct().flatMap(OutputOptionsTest::leaves);
    }
}

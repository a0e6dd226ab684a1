package xnorsim.cli.analog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;

class MarginCommandTest {
    private static final String LEAKS = """
            columns: 100
            bus_width: 10
            eval_cycles: 3
            clock_period_ps: 1000
            residual: true
            readout: {kind: charge, hold_capacitance_ff: 100, leak_resistance_gohm: %s, offset_sigma_mv: 1}
            """;

    @TempDir
    Path folder;

    private Path arch(String yaml) throws IOException {
        return Files.writeString(folder.resolve("arch.yaml"), yaml);
    }

    @Test
    void subarray_thatIsExact_endsWithZeroAndShowsItsLimits() throws IOException {
        // R C = 4 us: half a level of droop after 20.05 ns, held for 14 ns.
        Invocation margin = Invocation.of("margin", "--arch", arch(LEAKS.formatted("0.04")));
        assertThat(margin.exitCode()).as(margin.err()).isEqualTo(ExitCode.OK);
        assertThat(margin.out()).contains("yes, apart from random terms", "14.0 ns", "0.349", "20.0 ns", "69.82 fF",
                "offset",
                "two slots");
        JsonNode json = JsonMapper.shared().readTree(
                Invocation.of("margin", "--json", "--arch", arch(LEAKS.formatted("0.04"))).out());
        assertThat(json.path("network").isNull()).isTrue();
        assertThat(json.path("exact").asBoolean()).isTrue();
        JsonNode one = json.path("layers").get(0);
        assertThat(one.path("exact_hold_ps").asLong()).isEqualTo(20_050);
        assertThat(one.path("exact_bits").asInt()).isEqualTo(8);
        // 50 cells lose 0.1747 levels: Q((0.5 - 0.1747) / 0.2) + Q((0.5 + 0.1747) / 0.2) = 0.0519 + 0.0004;
        // over 36..64 cells, which lose 0.126 to 0.224 levels, the mean is 0.0008 more.
        assertThat(one.path("chances").path("offset").path("wrong_code").asDouble()).isBetween(0.0529, 0.0533);
    }

    @Test
    void subarray_thatIsNotExact_endsWithOneAndSaysWhatWouldHelp() throws IOException {
        Invocation margin = Invocation.of("margin", "--arch", arch(LEAKS.formatted("0.02")));
        assertThat(margin.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(margin.out()).contains("no, codes of subarray are up to 1 levels off",
                "a hold of at most 10.0 ns or a capacitor of at least 139.6 fF would be exact");
    }

    @Test
    void samplingThatIsTooShort_isNamedWithTheTimeItNeedsAndTheLargestCapacitor() throws IOException {
        String yaml = """
                columns: 100
                readout: {kind: charge, hold_capacitance_ff: 100, switch_resistance_kohm: 10}
                """;
        Invocation margin = Invocation.of("margin", "--arch", arch(yaml));
        assertThat(margin.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        // 2 ns of 1 ns: 13.5 of 100 levels are missing. ln(200) ns, and 200 fF / ln(200).
        assertThat(margin.out())
                .contains("up to 14 levels off; a sampling of at least 5.30 ns or a capacitor of at most "
                        + "37.75 fF would be exact", "settling", "13.534");
        JsonNode one = JsonMapper.shared().readTree(Invocation.of("margin", "--json", "--arch", arch(yaml)).out())
                .path("layers").get(0);
        assertThat(one.path("settling_levels").asDouble()).isBetween(13.53, 13.54);
        assertThat(one.path("exact_sampling_ps").asLong()).isEqualTo(5_299);
        assertThat(one.path("exact_capacitance_ff").isNull()).isTrue();
        assertThat(one.path("largest_exact_capacitance_ff").asDouble()).isBetween(37.74, 37.75);
    }

    @Test
    void network_isLookedAtLayerByLayer() throws IOException {
        Path model = new RunFiles(folder).model();
        Path arch = arch(
                "columns: 10\nreadout: {kind: charge, hold_capacitance_ff: 10, threshold_sigma_levels: 0.5}\n");
        JsonNode json = JsonMapper.shared()
                .readTree(Invocation.of("margin", model, "--json", "--quiet", "--arch", arch).out());
        assertThat(json.path("layers").valueStream().map(layer -> layer.path("name").asString()))
                .containsExactly("conv2", "conv3");
        for (JsonNode layer : json.path("layers")) {
            assertThat(layer.path("chances").path("thresholds").path("wrong_spike").asDouble()).isPositive();
        }
    }

    @Test
    void lastStepThatCompares_hasAChanceOfItsOwn() throws IOException {
        Path model = new RunFiles(folder).model();
        String yaml = "columns: 1000\nreadout: {kind: charge, offset_sigma_mv: 3, comparator_offset_sigma_mv: 2,"
                + " last_step: %s%s}\n";
        Path compare = arch(yaml.formatted("compare", ""));
        assertThat(Invocation.of("margin", model, "--quiet", "--arch", compare).out())
                .contains("conv2 wrong spike, assumed, last step", "compares without a converter",
                        "under the assumption that membranes");
        JsonNode chances = JsonMapper.shared()
                .readTree(Invocation.of("margin", model, "--json", "--quiet", "--arch", compare).out()).path("layers")
                .get(0).path("chances");
        // A converter's offset has no part in it, a comparator's has.
        assertThat(chances.path("offset").path("wrong_last_spike").asDouble()).isZero();
        assertThat(chances.path("comparators").path("wrong_last_spike").asDouble()).isPositive()
                .isEqualTo(chances.path("all").path("wrong_last_spike").asDouble());
        JsonNode converts = JsonMapper.shared().readTree(Invocation.of("margin", model, "--json", "--quiet", "--arch",
                arch(yaml.formatted("convert", ", converter: flash"))).out()).path("layers").get(0).path("chances");
        assertThat(converts.path("all").path("wrong_last_spike").isNull()).isTrue();
    }

    @Test
    void architectureThatRunRefuses_isRefusedByMarginInTheSameWords() throws IOException {
        Path model = new RunFiles(folder).model();
        for (String yaml : List.of("columns: 10\nreadout: {kind: charge, last_step: compare}\n",
                "gate: ternary\nreadout: {kind: charge}\n", "time_steps: 5\nreadout: {kind: charge}\n",
                "replicas: {conv9: 2}\nreadout: {kind: charge}\n")) {
            Path arch = arch(yaml);
            Invocation run = Invocation.of("run", model, "--arch", arch);
            run.assertRefused("arch.yaml: ");
            Invocation margin = Invocation.of("margin", model, "--arch", arch);
            margin.assertRefused("arch.yaml: ");
            assertThat(margin.err()).isEqualTo(run.err());
        }
        // 27 inputs of conv2 on subarrays of 10 columns.
        Invocation.of("margin", model, "--arch", arch("columns: 10\nreadout: {kind: charge, last_step: compare}\n"))
                .assertRefused("arch.yaml: readout: last_step is compare, expected convert: the 27 inputs of layer"
                        + " conv2 take several subarrays of 10 columns");
    }

    @Test
    void images_giveChancesOfTheNetworksOwnDecisions() throws IOException {
        Path model = new RunFiles(folder).model();
        Path arch = arch(
                "columns: 10\nreadout: {kind: charge, hold_capacitance_ff: 0.01, threshold_sigma_levels: 0.5}\n");
        Invocation text = Invocation.of("margin", model, "--quiet", "--arch", arch, "--images", 2);
        assertThat(text.exitCode()).as(text.err()).isEqualTo(ExitCode.OK);
        assertThat(text.out()).contains("wrong spikes", "decisions of 2 images",
                "if inputs and membrane are error-free before each decision").doesNotContain("assum");
        assertThat(Invocation.of("margin", model, "--quiet", "--arch", arch, "--images", 1).out())
                .contains("decisions of 1 image over");
        String one = Invocation.of("margin", model, "--json", "--quiet", "--arch", arch, "--images", 2, "--threads", 1)
                .out();
        JsonNode decisions = JsonMapper.shared().readTree(one).path("decisions");
        assertThat(decisions.path("images").asInt()).isEqualTo(2);
        assertThat(decisions.path("given").asString()).contains("membrane");
        JsonNode conv2 = decisions.path("layers").get(0);
        assertThat(conv2.path("name").asString()).isEqualTo("conv2");
        assertThat(conv2.path("time_steps").size()).isEqualTo(4);
        assertThat(conv2.path("time_steps").get(0).path("decisions").asLong()).isEqualTo(2 * 4 * 16);
        JsonNode chances = conv2.path("all").path("wrong_spike");
        assertThat(chances.path("noise").asDouble()).isPositive();
        assertThat(chances.path("fixed").asDouble()).isZero();
        assertThat(chances.path("all").asDouble()).isGreaterThan(chances.path("thresholds").asDouble() / 2);
        // The number of threads changes nothing, the seed of the spikes does.
        assertThat(Invocation.of("margin", model, "--json", "--quiet", "--arch", arch, "--images", 2, "--threads", 2)
                .out()).isEqualTo(one);
        assertThat(Invocation.of("margin", model, "--json", "--quiet", "--arch", arch, "--images", 2, "--seed", 9)
                .out()).isNotEqualTo(one);
    }

    @Test
    void subarray_needsAThresholdForWrongSpikes() throws IOException {
        Path arch = arch(LEAKS.formatted("0.04"));
        assertThat(Invocation.of("margin", "--arch", arch).out())
                .contains("No probability of a wrong spike: it needs a threshold: give MODEL or --threshold LEVELS")
                .doesNotContain("assumption");
        JsonNode without = JsonMapper.shared().readTree(Invocation.of("margin", "--json", "--arch", arch).out());
        assertThat(without.path("wrong_spike_missing").asString()).contains("--threshold");
        assertThat(without.path("wrong_spike_assumption").isNull()).isTrue();
        assertThat(Invocation.of("margin", "--arch", arch, "--threshold", 20).out())
                .contains("subarray wrong spike, assumed", "under the assumption that membranes");
        JsonNode with = JsonMapper.shared()
                .readTree(Invocation.of("margin", "--json", "--arch", arch, "--threshold", 20).out());
        JsonNode all = with.path("layers").get(0).path("chances").path("all");
        assertThat(all.path("wrong_spike").asDouble()).isCloseTo(all.path("mean_error_levels").asDouble() / 20,
                within(1e-15));
        assertThat(with.path("wrong_spike_missing").isNull()).isTrue();
        assertThat(with.path("threshold_levels").asDouble()).isEqualTo(20);
    }

    @Test
    void idealReadout_isExact() throws IOException {
        Invocation margin = Invocation.of("margin", "--arch", arch("columns: 10\n"));
        assertThat(margin.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(margin.out()).contains("ideal", "yes, every code equals its popcount");
        assertThat(margin.err()).contains("the readout is ideal");
    }

    @Test
    void badInput_isRefused() throws IOException {
        Invocation.of("margin", "--arch", folder.resolve("none.yaml")).assertRefused("none.yaml", "no such file");
        Invocation.of("margin", "--arch", arch("gate: and\nreadout: {kind: charge}\n")).assertRefused("arch.yaml",
                "gate is and, expected xnor");
        Path arch = arch("readout: {kind: charge}\n");
        Path model = new RunFiles(folder).model();
        Invocation.of("margin", "--arch", arch, "--images", 3)
                .assertRefused("--images is given, expected MODEL with it");
        Invocation.of("margin", model, "--arch", arch, "--images", 0).assertRefused("--images is 0, expected 1..3",
                folder.toString());
        Invocation.of("margin", model, "--arch", arch, "--images", 4).assertRefused("--images is 4, expected 1..3");
        Invocation.of("margin", model, "--arch", arch, "--images", 1, "--data", folder.resolve("none"))
                .assertRefused("none");
        Invocation.of("margin", model, "--arch", arch, "--images", 1, "--threads", 0)
                .assertRefused("--threads is 0, expected at least 1");
        Invocation.of("margin", model, "--arch", arch, "--data", folder).assertRefused("--data is",
                "expected --images K with it");
        Invocation.of("margin", model, "--arch", arch, "--threshold", 3).assertRefused("--threshold is 3.0",
                "expected no MODEL");
        Invocation.of("margin", "--arch", arch, "--threshold", 0).assertRefused("--threshold is 0.0",
                "expected a number of levels above 0");
        Invocation.of("margin", "--arch", arch, "--threshold", "many").assertRefused("many");
    }
}

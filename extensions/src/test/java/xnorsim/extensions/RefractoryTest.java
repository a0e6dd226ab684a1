package xnorsim.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Signal;

/** A neuron that main code does not know, from its file to every command. */
class RefractoryTest {
    private static final String TWO_STEPS = "neuron: {kind: refractory, steps: 2}\n";
    private static final String CHARGE = "readout: {kind: charge, cell_sigma: 0.02}\n";

    @TempDir
    Path folder;

    private Path model;
    private Path arch;

    @BeforeEach
    void makeFiles() {
        model = new RunFiles(folder).model();
        arch = folder.resolve("arch.yaml");
    }

    private Invocation run(String architecture, Object... more) throws IOException {
        Files.writeString(arch, architecture);
        return Invocation.of(Stream.concat(Stream.of("run", model, "--arch", arch, "--data", folder), Stream.of(more))
                .toArray());
    }

    private JsonNode json(String architecture, Object... more) throws IOException {
        Invocation run = run(architecture, Stream.concat(Stream.of(more), Stream.of("--json")).toArray());
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rows: 2\ncolumns: 8\nreplicas: 2\n", "double_buffered: true\npipelining: layer\n",
            "skip_silent: true\nloading: events\n", "gate: and\n", "gate: ternary\nfraction_bits: 0\n",
            "overflow: saturate\nmembrane_bits: 10\nfraction_bits: 4\n", "membrane_bits: 64\nfraction_bits: 20\n"})
    void run_isWhatTheReferenceSays(String more) throws IOException {
        JsonNode report = json(TWO_STEPS + more);
        assertThat(report.path("spikes_compared").asLong()).isPositive();
        assertThat(report.path("spikes_different").asLong()).isZero();
        assertThat(report.path("membranes_different").asLong()).isZero();
        assertThat(report.path("neuron").stringValue()).isEqualTo("refractory (steps 2)");
        assertThat(rates(report)).isLessThan(0.8 * rates(json(more)));
        assertThat(json(TWO_STEPS + more, "--stream").path("membranes_different").asLong()).isZero();
    }

    private static double rates(JsonNode report) {
        return report.path("layers").valueStream().mapToDouble(layer -> layer.path("spike_rate").asDouble(0)).sum();
    }

    @Test
    void run_ofWhichEverythingIsKept_isWhatTheReferenceSays() throws IOException {
        JsonNode report = json(TWO_STEPS, "--save", folder.resolve("saved"), "--every-step");
        assertThat(report.path("spikes_compared").asLong()).isPositive();
        assertThat(report.path("spikes_different").asLong() + report.path("membranes_different").asLong()).isZero();
        assertThat(run(TWO_STEPS).out()).contains("neuron", "refractory (steps 2)");
    }

    /** All rows, or some rows that leave the others to be summed apart. */
    @ParameterizedTest
    @ValueSource(strings = {"all", "some"})
    void units_thatAreWatched_doTheSame(String rows) {
        Network network = NetworkFile.read(model).network();
        Mapping mapping = new Mapping(network, Architecture.defaults().withTimeSteps(network.timeSteps())
                .withNeuron(new Refractory(2)));
        SpikeSource source = (step, pixel) -> (step * 7 + pixel * 5) % 3 != 0;
        Consumer<Signal> watch = signal -> {
            if (rows.equals("some") && signal instanceof BankSignal bank) {
                bank.watch((_, _) -> {}, BitSet.valueOf(new long[]{2}));
            } else {
                signal.watch((_, _) -> {});
            }
        };
        ChipSimulation plain = new ChipSimulation(mapping, PopcountKernels.chosen());
        ChipSimulation watched = new ChipSimulation(mapping, PopcountKernels.chosen());
        watched.signals(1, 0, 0).forEach(watch);
        watched.signals(2, 0, 0).forEach(watch);
        // The second image begins with membranes and registers cleared.
        for (int image = 0; image < 2; image++) {
            ImageResult expected = plain.run(image, source);
            ImageResult seen = watched.run(image, source);
            assertThat(seen.membranes()).containsExactly(expected.membranes());
            assertThat(seen.spikes()).containsExactly(expected.spikes());
            assertThat(Arrays.stream(expected.spikes()).sum()).isPositive();
            for (int l = 0; l < 3; l++) {
                assertThat(watched.membranes(l)).containsExactly(plain.membranes(l));
            }
        }
    }

    @Test
    void membraneMemory_hasRoomForTheCounter() throws IOException {
        JsonNode plain = json("").path("layers").get(1);
        JsonNode own = json(TWO_STEPS).path("layers").get(1);
        assertThat(own.path("membrane_bits").asLong()).isEqualTo(plain.path("membrane_bits").asLong() / 32 * (32 + 2));
    }

    @Test
    void macro_isWhatTheReferenceSays_andItsWaveformShowsMembranes() throws IOException {
        MacroFiles files = new MacroFiles(folder);
        Files.writeString(files.path("arch.yaml"), MacroFiles.ARCH + TWO_STEPS);
        Path wave = folder.resolve("wave.vcd");
        Invocation macro = files.macro("--json", "--vcd", wave);
        assertThat(macro.exitCode()).as(macro.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(macro.out());
        assertThat(report.path("spikes_fired").asLong()).isPositive();
        for (String key : Set.of("spikes_different", "membranes_different", "dots_different",
                "spikes_different_from_real_numbers")) {
            assertThat(report.path(key).asLong(-1)).as(key).isZero();
        }
        String vcd = Files.readString(wave);
        String id = vcd.lines().filter(line -> line.contains(" membrane ")).findFirst().orElseThrow().split(" ", -1)[3];
        Set<String> values = new TreeSet<>(
                vcd.lines().filter(line -> line.startsWith("b") && line.endsWith(" " + id)).toList());
        assertThat(values).hasSizeGreaterThan(2);
    }

    @Test
    void study_sweepsItsKeys_withoutCostsThatAreNotKnown() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), "{images: 2, model: model.npz, data: .,"
                + " architecture: {neuron: {kind: refractory}}, axes: [{key: neuron.steps, values: [1, 3]}],"
                + " objectives: [accuracy, spike_rate]}");
        Path out = folder.resolve("out");
        Invocation explore = Invocation.of("explore", study, "--out", out);
        assertThat(explore.exitCode()).as(explore.err()).isZero();
        assertThat(explore.err()).contains("costs of neuron refractory are unknown");
        String csv = Files.readString(out.resolve("points.csv"));
        assertThat(csv.lines().map(line -> line.split(",", -1)[1])).containsExactly("neuron.steps", "1", "3");
        assertThat(csv).contains("done").doesNotContain("impossible");
        Files.writeString(study, Files.readString(study).replace("spike_rate", "energy_nj"));
        assertThat(Invocation.of("explore", study, "--set", "neuron.steps=1").out())
                .contains("impossible", "kind is refractory, expected a neuron that the cost model supports");
        Files.writeString(study, Files.readString(study).replace("[1, 3]", "[1, 3000]"));
        Invocation.of("explore", study, "--out", out).assertRefused("neuron: steps is 3000", "1..1000");
        Files.writeString(study, Files.readString(study).replace("neuron.steps", "neuron.stepz"));
        Invocation.of("explore", study, "--out", out)
                .assertRefused("neuron key stepz is unknown, did you mean neuron key steps?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    neuron: refractory                         | neuron is "refractory", expected keys with values
                    neuron: {steps: 2} | neuron: kind is missing, expected one of integrate_and_fire,
                    neuron: {kind: refractry} | neuron: kind is "refractry", expected one of integrate_and_fire,
                    neuron: {kind: 3}                          | neuron: kind is 3, expected one of integrate_and_fire,
                    neuron: {kind: refractory, stepz: 2} | neuron key stepz is unknown, did you mean neuron key steps?
                    neuron: {kind: refractory, steps: 0}       | neuron: steps is 0, expected 1..1000
                    neuron: {kind: refractory, steps: 2.5}     | neuron: steps is 2.5, expected a whole number
                    neuron: {kind: integrate_and_fire, steps: 2} | neuron key steps is unknown, expected kind
                    steps: 2                                   | steps is unknown here, did you mean neuron.steps?
                    neuron.steps: 2                            | in the map neuron
                    """)
    void mistakesInTheFile_areNamed(String file, String message) throws IOException {
        run(file).assertRefused(arch.toString(), message);
    }

    @Test
    void analyses_thatDoNotKnowIt_refuseItByName() throws IOException {
        String refused = "neuron: kind is refractory, expected a neuron that ";
        run(TWO_STEPS + "fraction_bits: auto\n").assertRefused(arch.toString(), refused + "`certify`");
        run(TWO_STEPS + "readout: {kind: charge, last_step: compare}\n").assertRefused(arch.toString(),
                refused + "a readout with last_step: compare");
        Files.writeString(arch, TWO_STEPS + CHARGE);
        for (String command : Set.of("noise", "attribute")) {
            Invocation.of(command, model, "--arch", arch, "--data", folder, "--images", 1)
                    .assertRefused(arch.toString(), refused + "`" + command + "`");
        }
        Invocation.of("margin", "--arch", arch).assertRefused(arch.toString(), refused + "`margin`");
        Invocation.of("margin", model, "--arch", arch, "--data", folder, "--images", 1).assertRefused(arch.toString(),
                refused + "`margin`");
        Files.writeString(arch, TWO_STEPS);
        Invocation.of("cost", model, "--arch", arch, "--data", folder).assertRefused(arch.toString(),
                refused + "the cost model");
        Invocation.of("cost", "--sparsity", "--arch", arch).assertRefused(arch.toString(), refused + "the cost model");
        MacroFiles files = new MacroFiles(folder);
        Files.writeString(files.path("arch.yaml"), MacroFiles.ARCH + TWO_STEPS);
        Invocation.of("rtl", "--arch", files.path("arch.yaml"), "--weights", files.path("weights.npy"), "--mean",
                files.path("mean.npy"), "--threshold", files.path("threshold.npy"), "--spikes",
                files.path("spikes.npy"), "--out", folder.resolve("rtl")).assertRefused("arch.yaml", refused + "`rtl`");
    }

    @Test
    void layersThatLeak_needTheArchitecturesIntegrateAndFire() throws IOException {
        Network network = NetworkFile.read(model).network();
        List<Layer> layers = new ArrayList<>(network.layers());
        BinaryLayer b = (BinaryLayer) layers.get(1);
        layers.set(1, new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), b.normalization(), b.theta(),
                b.residual(), b.pool(), new Dynamics(new Leak.Shift(4), Firing.ABOVE, Reset.SOFT)));
        NetworkFile.write(model, new Network(network.name(), network.input(), network.timeSteps(), layers), Map.of());
        run(TWO_STEPS).assertRefused("layer conv2: leak is u - (u >> 4), expected none: neuron refractory does not");
    }

    /** An analog readout hands the units codes, whatever they do with them. */
    @Test
    void analogReadout_isRun() throws IOException {
        assertThat(json(TWO_STEPS + CHARGE).path("spikes_compared").asLong()).isPositive();
    }

    @Test
    void neuronWithoutReference_isRunWithoutComparison() throws IOException {
        String mute = "neuron: {kind: mute}\n";
        String refused = "neuron: kind is mute, expected a neuron that the reference model has, or --no-compare";
        run(mute).assertRefused(arch.toString(), refused);
        run(mute, "--save", folder.resolve("saved")).assertRefused(arch.toString(), refused);
        assertThat(json(mute, "--no-compare", "--save", folder.resolve("saved")).path("spikes_compared").asLong())
                .isZero();
        assertThat(rates(json(mute, "--no-compare"))).isZero();
        MacroFiles files = new MacroFiles(folder);
        Files.writeString(files.path("arch.yaml"), MacroFiles.ARCH + mute);
        files.macro().assertRefused("arch.yaml", refused);
        assertThat(files.macro("--no-compare").exitCode()).isZero();
        files.macro("--no-compare", "--vcd", folder.resolve("wave.vcd"), "--trace-when", "difference")
                .assertRefused("arch.yaml", refused);
    }

    @Test
    void failureOfAnExtension_namesIt() throws IOException {
        Invocation failed = run("neuron: {kind: faulty}\n", "--no-compare");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).matches("xnorsim: extension xnorsim.extensions.Keyless failed:"
                + " java.lang.ArithmeticException: no spike from a membrane of -?\\d+; --debug shows where\n");
    }

    @Test
    void help_namesNeurons() {
        for (String command : Set.of("run", "macro", "explore")) {
            assertThat(Invocation.of(command, "--help").out())
                    .contains("neuron.kind   integrate_and_fire, faulty, mute, refractory");
        }
    }
}

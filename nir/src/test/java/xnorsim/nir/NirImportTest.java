package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.nir.graph.Graphs;
import xnorsim.nir.graph.Interpreter;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.Tensor;

public class NirImportTest {
    private static ImportOptions options(boolean hard, boolean signs, boolean potential) {
        return new ImportOptions(Optional.of(hard), Optional.of(1.0), signs, Optional.empty(), OptionalInt.of(6),
                potential);
    }

    private static Imported imported(NirGraph graph, ImportOptions options) {
        return new GraphImport(graph, options).network("test");
    }

    /** src/test/python/sample.py makes the file, and computes with NumPy what comes out. */
    @ParameterizedTest
    @CsvSource({"false, soft", "true, hard"})
    void read_sampleFile_spikesAsNumpyComputesThem(boolean hard, String reset) {
        Imported read = NirImport.read(resource("sample.nir"), "sample", new ImportOptions(Optional.of(hard),
                Optional.empty(), false, Optional.empty(), OptionalInt.empty(), false));
        Map<String, NpyArray> expected = NpzFile.read(resource("sample.npz"));
        Network network = read.network();
        assertThat(network.timeSteps()).isEqualTo(7);
        assertThat(network.layers().stream().map(layer -> layer.name()).toList()).containsExactly("if_1", "if_2",
                "sum");
        byte[] inputs = array(expected, "inputs").asBytes01();
        int pixels = inputs.length / 7;
        Recording run = ReferenceModel.real(network).run((t, pixel) -> inputs[t * pixels + pixel] != 0);
        for (int layer = 0; layer < 2; layer++) {
            byte[] spikes = array(expected, reset + "_spikes" + (layer + 1)).asBytes01();
            int size = spikes.length / 7;
            for (int t = 0; t < 7; t++) {
                assertThat(run.spikes(layer, t)).isEqualTo(Arrays.copyOfRange(spikes, t * size, (t + 1) * size));
            }
        }
        assertThat(run.membranes(0)).isEqualTo(array(expected, reset + "_v1").asDoubles());
        assertThat(run.membranes(2)).isEqualTo(array(expected, reset + "_v3").asDoubles());
    }

    private static NpyArray array(Map<String, NpyArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name));
    }

    public static Path resource(String name) {
        try {
            URL file = Objects.requireNonNull(NirImportTest.class.getResource(name));
            return Path.of(file.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Convolutions of every kind first, poolings of every kind, scales and a residual: spike for spike as the graph
     * says.
     */
    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "3, false", "4, true", "5, false", "6, true", "7, false", "8, true"})
    void network_anyGraph_equalsItsInterpretation(long seed, boolean hard) {
        Random random = new Random(seed);
        Graphs graphs = new Graphs().input(2, 9, 8);
        boolean groups = random.nextBoolean();
        int dilation = 1 + random.nextInt(2);
        String padding = random.nextBoolean() ? "same" : "";
        Map<String, Tensor> first = new java.util.HashMap<>(Map.of("weight",
                Graphs.eighths(random, 4, groups ? 1 : 2, 2 + random.nextInt(2), 2 + random.nextInt(2)), "bias",
                Graphs.eighths(random, 4), "stride", Graphs.one(1), "dilation", Tensor.of(dilation, 1), "groups",
                Graphs.one(groups ? 2 : 1)));
        if (padding.isEmpty()) {
            first.put("padding", Tensor.of(1, 0));
        }
        graphs.node("c1", "Conv2d", first, padding.isEmpty() ? Map.of() : Map.of("padding", padding), List.of("input"));
        if (random.nextBoolean()) {
            graphs.node("s1", "Scale", Map.of("scale", Graphs.one(random.nextBoolean() ? 2 : -0.5)));
        }
        graphs.node("f1", "IF", Map.of("r", Graphs.one(1), "v_threshold", Graphs.one(0.75), "v_reset",
                Graphs.one(-0.25)));
        boolean average = random.nextBoolean();
        graphs.node("p1", average ? "AvgPool2d" : "SumPool2d", Map.of("kernel_size", Tensor.of(2, 2), "stride",
                Tensor.of(2, 2), "padding", Tensor.of(0, 0)));
        graphs.node("c2", "Conv2d", Map.of("weight", Graphs.signs(random, 5, 4, 2, 2), "stride", Graphs.one(1),
                "padding", Graphs.one(0), "bias", Graphs.eighths(random, 5)));
        graphs.node("f2", "IF", Map.of("r", Graphs.one(1), "v_threshold", Graphs.one(0.5)));
        graphs.convolution("c3", Graphs.signs(random, 5, 5, 1, 1), 1, 0);
        graphs.node("f3", "IF",
                Map.of("r", Graphs.one(-1), "v_threshold", Graphs.one(0.5), "v_reset", Graphs.one(0.125)));
        graphs.convolution("c4", Graphs.signs(random, 3, 5, 1, 1), 1, 0).edge("f2", "c4");
        graphs.neurons("f4", 0.75).node("partly", "Flatten",
                Map.of("start_dim", Graphs.one(1), "end_dim", Graphs.one(2))).node("flat", "Flatten",
                        Map.of("start_dim", Graphs.one(0), "end_dim", Graphs.one(-1)));
        NirGraph shapes = graphs.output(1);
        int values = Objects
                .requireNonNull(new Interpreter(shapes, hard).step(new double[2 * 9 * 8]).get("flat")).length;
        graphs = new Graphs().copy(shapes, "output").node("last", "Affine",
                Map.of("weight", Graphs.eighths(random, 4, values), "bias", Graphs.eighths(random, 4)), Map.of(),
                List.of("flat"));
        NirGraph graph = graphs.node("sum", "I", Map.of("r", Graphs.one(1))).output(4);
        Network network = imported(graph, options(hard, false, false)).network();
        assertSameSpikes(graph, network, List.of("f1", "f2", "f3", "f4"), "sum", hard, random);
        assertThat(((BinaryLayer) network.layers().get(3)).residual()).isTrue();
    }

    /**
     * Binarized layers whose kernel, stride, padding and dilation differ in rows and columns, and "same" of sizes that
     * are even.
     */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void network_unevenConvolutions_equalTheirInterpretation(long seed) {
        Random random = new Random(seed);
        int height = 1 + random.nextInt(3);
        int width = 1 + random.nextInt(4);
        Map<String, Tensor> uneven = Map.of("weight", Graphs.signs(random, 5, 3, height, width), "stride",
                Tensor.of(1 + random.nextInt(3), 1 + random.nextInt(3)), "padding",
                Tensor.of(random.nextInt(4), random.nextInt(5)), "dilation",
                Tensor.of(1 + random.nextInt(3), 1 + random.nextInt(2)), "bias", Graphs.eighths(random, 5));
        Map<String, Tensor> same = Map.of("weight",
                Graphs.signs(random, 4, 5, 1 + random.nextInt(4), 1 + random.nextInt(4)), "stride", Graphs.one(1),
                "dilation", Tensor.of(1 + random.nextInt(2), 1 + random.nextInt(3)));
        Graphs graphs = new Graphs().input(2, 11, 9)
                .node("c1", "Conv2d", Map.of("weight", Graphs.eighths(random, 3, 2, 2, 3), "stride", Graphs.one(1)),
                        Map.of("padding", "same"), List.of("input"))
                .neurons("f1", 0.75).node("c2", "Conv2d", uneven).neurons("f2", 0.5)
                .node("c3", "Conv2d", same, Map.of("padding", "same"), List.of("f2")).neurons("f3", 0.75)
                .node("flat", "Flatten", Map.of());
        NirGraph shapes = graphs.output(1);
        int values = Objects
                .requireNonNull(new Interpreter(shapes, false).step(new double[2 * 11 * 9]).get("flat")).length;
        NirGraph graph = new Graphs().copy(shapes, "output")
                .node("l", "Linear", Map.of("weight", Graphs.eighths(random, 3, values)), Map.of(), List.of("flat"))
                .node("sum", "I", Map.of("r", Graphs.one(1))).output(3);
        Network network = imported(graph, options(false, false, false)).network();
        assertSameSpikes(graph, network, List.of("f1", "f2", "f3"), "sum", false, random);
        NirGraph again = NirExport.graph(network);
        assertSameSpikes(again, network, List.of("f1", "f2", "f3"), "sum", false, random);
        assertThat(imported(again, options(false, false, false)).network().layers().stream()
                .map(layer -> layer.geometry()).toList())
                .isEqualTo(network.layers().stream().map(layer -> layer.geometry()).toList());
    }

    /** Two groups behind a pooling, a depthwise convolution with a residual, and a readout in groups. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void network_groups_equalTheirInterpretation(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> two = Map.of("weight", Graphs.signs(random, 6, 2, 2, 3), "stride", Graphs.one(1),
                "padding", Graphs.one(0), "groups", Graphs.one(2), "bias", Graphs.eighths(random, 6));
        Map<String, Tensor> depthwise = Map.of("weight", Graphs.signs(random, 6, 1, 3, 3), "stride", Graphs.one(1),
                "padding", Graphs.one(2), "groups", Graphs.one(6), "dilation", Graphs.one(2));
        Map<String, Tensor> wider = Map.of("weight", Graphs.signs(random, 12, 1, 1, 2), "stride", Tensor.of(1, 2),
                "padding", Graphs.one(0), "groups", Graphs.one(6));
        Map<String, Tensor> last = Map.of("weight", Graphs.eighths(random, 4, 6, 6, 2), "stride", Graphs.one(1),
                "padding", Graphs.one(0), "groups", Graphs.one(2));
        // The first group's channels count half, the second's double.
        Tensor scales = new Tensor(new int[]{4, 7, 7}, new double[4 * 49]);
        Arrays.setAll(scales.values(), i -> i < 2 * 49 ? 0.5 : 2);
        Graphs graphs = new Graphs().input(2, 14, 14)
                .node("c1", "Conv2d",
                        Map.of("weight", Graphs.eighths(random, 4, 1, 3, 3), "stride", Graphs.one(1), "padding",
                                Graphs.one(1), "groups", Graphs.one(2)))
                .neurons("f1", 0.5)
                .node("p1", "SumPool2d",
                        Map.of("kernel_size", Graphs.one(2), "stride", Graphs.one(2), "padding", Graphs.one(0)))
                .node("s1", "Scale", Map.of("scale", scales))
                .node("c2", "Conv2d", two).neurons("f2", 0.5).node("c3", "Conv2d", depthwise).neurons("f3", 0.5)
                .node("c4", "Conv2d", wider).edge("f2", "c4").neurons("f4", 0.75);
        NirGraph graph = graphs.node("c5", "Conv2d", last).node("flat", "Flatten", Map.of())
                .node("sum", "I", Map.of("r", Graphs.one(1))).output(4);
        Network network = imported(graph, options(false, false, false)).network();
        assertSameSpikes(graph, network, List.of("f1", "f2", "f3", "f4"), "sum", false, random);
        assertThat(network.layers().stream().map(layer -> layer.geometry().groups()).toList()).containsExactly(1, 2, 6,
                6, 1);
        NirGraph again = NirExport.graph(network);
        assertSameSpikes(again, network, List.of("f1", "f2", "f3", "f4"), network.last().name(), false, random);
        assertThat(imported(again, options(false, false, false)).network().layers().stream()
                .map(layer -> layer.geometry()).toList())
                .isEqualTo(network.layers().stream().map(layer -> layer.geometry()).toList());
    }

    /** Dilated convolutions with poolings before and behind them that fold: without gaps in the binarized layer. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void network_poolingsAroundDilatedConvolutions_equalTheirInterpretation(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> before = Map.of("kernel_size", Graphs.one(1 + random.nextInt(2)), "stride",
                Graphs.one(1 + random.nextInt(2)), "padding", Graphs.one(0));
        Map<String, Tensor> behind = Map.of("kernel_size", Tensor.of(2, 1), "stride", Graphs.one(1), "padding",
                Graphs.one(0));
        Map<String, Tensor> first = Map.of("weight", Graphs.eighths(random, 3, 2, 2, 2), "stride", Tensor.of(1, 2),
                "padding", Graphs.one(0), "dilation", Tensor.of(1 + random.nextInt(3), 1 + random.nextInt(2)));
        // Every second row and column of a map is a window of 1 with a stride of 2: a dilation again.
        Map<String, Tensor> second = Map.of("kernel_size", Graphs.one(1), "stride", Tensor.of(2, 1), "padding",
                Graphs.one(0));
        Map<String, Tensor> binary = Map.of("weight", Graphs.signs(random, 4, 3, 2, 2), "stride", Graphs.one(1),
                "padding", Graphs.one(0), "dilation", Tensor.of(1, 1 + random.nextInt(2)), "bias",
                Graphs.eighths(random, 4));
        Graphs graphs = new Graphs().input(2, 20, 18).node("p1", "AvgPool2d", before).node("c1", "Conv2d", first)
                .node("q1", "SumPool2d", behind).neurons("f1", 0.5);
        graphs.node("p2", "SumPool2d", second).node("c2", "Conv2d", binary).neurons("f2", 0.5)
                .node("flat", "Flatten", Map.of());
        NirGraph shapes = graphs.output(1);
        int values = Objects
                .requireNonNull(new Interpreter(shapes, false).step(new double[2 * 20 * 18]).get("flat")).length;
        NirGraph graph = new Graphs().copy(shapes, "output")
                .node("l", "Linear", Map.of("weight", Graphs.eighths(random, 3, values)), Map.of(), List.of("flat"))
                .node("sum", "I", Map.of("r", Graphs.one(1))).output(3);
        Network network = imported(graph, options(false, false, false)).network();
        assertSameSpikes(graph, network, List.of("f1", "f2"), "sum", false, random);
        assertThat(network.layers().get(1).geometry().dilation().rows()).isEqualTo(2);
    }

    static void assertSameSpikes(NirGraph graph, Network network, List<String> neurons, String last, boolean hard,
            Random random) {
        byte[][] input = new byte[network.timeSteps()][network.input().size()];
        for (byte[] step : input) {
            for (int i = 0; i < step.length; i++) {
                step[i] = (byte) random.nextInt(2);
            }
        }
        Recording run = ReferenceModel.real(network).run(SpikeSource.of(input));
        Interpreter oracle = new Interpreter(graph, hard);
        long fired = 0;
        for (int t = 0; t < input.length; t++) {
            double[] values = new double[input[t].length];
            for (int i = 0; i < values.length; i++) {
                values[i] = input[t][i];
            }
            Map<String, double[]> expected = oracle.step(values);
            for (int l = 0; l < neurons.size(); l++) {
                double[] spikes = Objects.requireNonNull(expected.get(neurons.get(l)));
                for (int i = 0; i < spikes.length; i++) {
                    assertThat(run.spikes(l, t)[i]).as("%s, time step %d, neuron %d", neurons.get(l), t, i)
                            .isEqualTo((byte) spikes[i]);
                    fired += (long) spikes[i];
                }
            }
        }
        assertThat(fired).isPositive();
        double[] potentials = oracle.potential(last);
        for (int i = 0; i < potentials.length; i++) {
            assertThat(run.membranes(neurons.size())[i]).isCloseTo(potentials[i],
                    org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void network_sumAndThreshold_isTheOrOfThePooling() {
        Random random = new Random(3);
        NirGraph graph = new Graphs().input(1, 6, 6).convolution("c1", Graphs.eighths(random, 3, 1, 3, 3), 1, 1)
                .neurons("f1", 0.5)
                .node("p", "SumPool2d", Map.of("kernel_size", Graphs.one(2), "stride", Graphs.one(2), "padding",
                        Graphs.one(0)))
                .node("or", "Threshold", Map.of("threshold", Graphs.one(0.5)))
                .node("flat", "Flatten", Map.of()).node("fc", "Linear", Map.of("weight", Graphs.signs(random, 4, 27)))
                .neurons("f2", 0.25).node("l", "Linear", Map.of("weight", Graphs.eighths(random, 2, 4)))
                .node("sum", "I", Map.of("r", Graphs.one(1))).output(2);
        Network network = imported(graph, options(false, false, false)).network();
        assertThat(network.first().pool()).isEqualTo(2);
        assertSameSpikes(graph, network, List.of("f1", "f2"), "sum", false, random);
    }

    /** f1 and f2 through two nodes of the same weights, as a program without shared modules writes eq. (11). */
    @Test
    void network_twoNodesOfOneWeight_areOneLayerInTwoSlots() {
        Random random = new Random(9);
        Tensor weight = Graphs.signs(random, 4, 4, 3, 3);
        NirGraph graph = residual(random, weight, weight, Graphs.eighths(random, 4)).neurons("f3", 0.75)
                .node("flat", "Flatten", Map.of())
                .node("l", "Linear", Map.of("weight", Graphs.eighths(random, 3, 100)))
                .node("sum", "I", Map.of("r", Graphs.one(1))).output(3);
        Imported imported = imported(graph, options(false, false, false));
        assertSameSpikes(graph, imported.network(), List.of("f1", "f2", "f3"), "sum", false, random);
        assertThat(((BinaryLayer) imported.network().layers().get(2)).residual()).isTrue();
        assertThat(imported.notes()).anyMatch(note -> note.place().equals("f3") && note.text().contains("c3 and c4"));
        Tensor other = Graphs.signs(random, 4, 4, 3, 3);
        assertRefused(residual(random, weight, other, Graphs.eighths(random, 4)).neurons("f3", 0.75).output(4, 5, 5),
                "node f3 (IF): adds c3 and c4, whose weights, strides or paddings differ");
    }

    private static Graphs residual(Random random, Tensor first, Tensor second, Tensor bias) {
        Graphs graphs = new Graphs().input(2, 5, 5).convolution("c1", Graphs.eighths(random, 4, 2, 3, 3), 1, 1)
                .neurons("f1", 0.5).convolution("c2", Graphs.signs(random, 4, 4, 3, 3), 1, 1).neurons("f2", 0.5);
        Map<String, Tensor> fields = Map.of("stride", Graphs.one(1), "padding", Graphs.one(1), "bias", bias);
        Map<String, Tensor> one = new java.util.HashMap<>(fields);
        one.put("weight", first);
        Map<String, Tensor> two = new java.util.HashMap<>(fields);
        two.put("weight", second);
        return graphs.node("c3", "Conv2d", one, Map.of(), List.of("f1"))
                .node("c4", "Conv2d", two, Map.of(), List.of("f2"))
                .edge("c3", "f3");
    }

    /** PyTorch's Flatten counts the batch; a Linear of all values behind it says that it is meant so. */
    @Test
    void network_flattenFromOne_countsTheBatch() {
        NirGraph graph = new Graphs().input(2, 3, 3)
                .node("flat", "Flatten", Map.of("start_dim", Graphs.one(1), "end_dim", Graphs.one(-1)))
                .node("l", "Linear", Map.of("weight", Graphs.eighths(new Random(2), 3, 18))).neurons("f", 1).output(3);
        Imported imported = imported(graph, ImportOptions.none());
        assertThat(imported.network().first().name()).isEqualTo("f");
        assertThat(imported.notes()).anyMatch(note -> note.place().equals("flat") && note.text().contains("batch"));
    }

    @Test
    void network_leakOfInfiniteTime_isNone() {
        Tensor infinite = Graphs.one(Double.POSITIVE_INFINITY);
        NirGraph graph = new Graphs().input(3)
                .node("l1", "Linear", Map.of("weight", Graphs.eighths(new Random(1), 2, 3)))
                .node("lif", "LIF", Map.of("tau", infinite, "r", infinite, "v_leak", Graphs.one(0), "v_threshold",
                        Graphs.one(1)))
                .output(2);
        Imported imported = imported(graph, ImportOptions.none());
        assertThat(imported.network().first().normalization().sigma()).containsExactly(1, 1);
        assertThat(imported.notes()).anyMatch(note -> note.place().equals("lif") && note.text().contains("infinite"));
        assertThat(imported.notes().getFirst().text()).startsWith("soft");
    }

    private static NirGraph leaky(String type, double... tau) {
        return new Graphs().input(2)
                .node("l1", "Linear", Map.of("weight", new Tensor(new int[]{2, 2}, new double[]{1, 2, 3, 4})))
                .node("f", type, Map.of("tau", Tensor.of(tau), "r", Graphs.one(16), "v_leak", Graphs.one(0),
                        "v_threshold", Graphs.one(12)))
                .node("l2", "Linear", Map.of("weight", new Tensor(new int[]{1, 2}, new double[]{1, 1}))).output(1);
    }

    /** u = 7/8 u + 16 / 8 I: with I = 3 and 7 a step, 6, 11.25, 15.84...; and 14, fires, 1.75 + 14, fires, ... */
    @ParameterizedTest
    @ValueSource(strings = {"LIF", "Leaky"})
    void network_leak_decaysAndScalesAsInNir(String type) {
        Imported imported = imported(leaky(type, 8), ImportOptions.none());
        FirstLayer first = imported.network().first();
        assertThat(first.dynamics()).isEqualTo(new Dynamics(new Leak.Factor(57344, 16), Firing.ABOVE, Reset.SOFT));
        assertThat(first.normalization().gain()).containsExactly(2, 2);
        assertThat(imported.notes()).anyMatch(note -> note.place().equals("f") && note.kind().equals("rounded")
                && note.text().contains("0.875"));
        Recording seen = ReferenceModel.real(imported.network()).run((t, pixel) -> true);
        double[] u = new double[2];
        for (int t = 0; t < imported.network().timeSteps(); t++) {
            for (int i = 0; i < 2; i++) {
                u[i] += 1.0 / 8 * (0 - u[i] + 16 * (i == 0 ? 3 : 7));
                assertThat(seen.spikes(0, t)[i]).isEqualTo((byte) (u[i] > 12 ? 1 : 0));
                u[i] -= u[i] > 12 ? 12 : 0;
            }
        }
        Network again = new GraphImport(NirExport.graph(imported.network()).with("", Map.of(), Map.of()),
                ImportOptions.none()).network("again").network();
        assertThat(again.first().dynamics()).isEqualTo(first.dynamics());
        assertThat(imported(leaky(type, 8e9), ImportOptions.none()).network().first().dynamics())
                .isEqualTo(Dynamics.PLAIN);
    }

    @Test
    void network_leaksThatTheHardwareDoesNotHave_areRefusedByName() {
        ImportOptions none = ImportOptions.none();
        assertThatThrownBy(() -> imported(leaky("LIF", 8, 4), none)).isInstanceOf(InputException.class)
                .hasMessage(
                        "node f (LIF): tau of channel 1 is 4.0, expected 8.0, as of channel 0: a layer has one leak");
        assertThat(imported(leaky("LIF", 8, 8 + 1e-9), none).network().first().dynamics().leaks()).isTrue();
        for (double tau : new double[]{1, 0.5, 0, -3}) {
            assertThatThrownBy(() -> imported(leaky("LIF", tau), none)).isInstanceOf(InputException.class)
                    .hasMessageContaining("node f (LIF): tau is " + tau + ", expected a number of seconds above");
        }
        assertThatThrownBy(() -> imported(leaky("LIF", Double.POSITIVE_INFINITY, 8), none))
                .isInstanceOf(InputException.class).hasMessageContaining("tau of channel 1 is 8.0");
        Graphs weights = new Graphs().input(2)
                .node("l1", "Linear", Map.of("weight", new Tensor(new int[]{2, 2}, new double[]{1, 2, 3, 4})));
        assertRefused(weights.node("f", "LIF", Map.of("tau", Graphs.one(8), "r", Graphs.one(1), "v_leak",
                Graphs.one(0.5), "v_threshold", Graphs.one(1))).output(2), "node f (LIF): v_leak is 0.5, expected 0");
        NirGraph integrator = new Graphs().input(2).node("l1", "Linear", Map.of("weight",
                new Tensor(new int[]{2, 2}, new double[]{1, 2, 3, 4}))).neurons("f", 1)
                .node("l2", "Linear", Map.of("weight", new Tensor(new int[]{1, 2}, new double[]{1, 1})))
                .node("end", "LI", Map.of("tau", Graphs.one(8), "r", Graphs.one(1), "v_leak", Graphs.one(0))).output(1);
        assertThatThrownBy(() -> imported(integrator, none)).isInstanceOf(InputException.class)
                .hasMessage("node end (LI): tau is 8.0, expected infinity: the last layer has no leak");
        NirGraph readout = new Graphs().input(2).node("l1", "Linear", Map.of("weight",
                new Tensor(new int[]{2, 2}, new double[]{1, 2, 3, 4}))).neurons("f", 1)
                .node("l2", "Linear", Map.of("weight", new Tensor(new int[]{1, 2}, new double[]{1, 3})))
                .node("end", "LIF", Map.of("tau", Graphs.one(8), "r", Graphs.one(1), "v_leak", Graphs.one(0),
                        "v_threshold", Graphs.one(1)))
                .output(1);
        assertThatThrownBy(() -> imported(readout, options(false, false, true))).isInstanceOf(InputException.class)
                .hasMessage("node end (LIF): tau is 8.0, expected infinity with --readout potential: the last layer has"
                        + " no leak");
    }

    @Test
    void network_timeStep_scalesTheCurrent() {
        NirGraph graph = new Graphs().input(3)
                .node("l1", "Linear", Map.of("weight", Graphs.eighths(new Random(1), 2, 3)))
                .node("if", "IF", Map.of("r", Graphs.one(10000), "v_threshold", Graphs.one(1))).output(2);
        Imported exact = imported(graph, new ImportOptions(Optional.of(false), Optional.of(1e-4), false,
                Optional.of(InputCoding.DIRECT), OptionalInt.of(3), false));
        assertThat(exact.network().first().normalization().sigma()).containsExactly(1, 1);
        assertThat(exact.network().first().coding()).isEqualTo(InputCoding.DIRECT);
        assertThat(exact.network().timeSteps()).isEqualTo(3);
        assertThat(imported(graph, ImportOptions.none()).notes())
                .anyMatch(note -> note.place().equals("if") && note.text().contains("--dt 1.0E-4"));
    }

    /** Weights 0.5, -1.5, 1: signs, and the mean magnitude 1. */
    @Test
    void network_otherWeights_onlyOnDemandTheirSigns() {
        NirGraph graph = new Graphs().input(1)
                .node("l1", "Linear", Map.of("weight", Graphs.eighths(new Random(4), 3, 1)))
                .neurons("f1", 0.1)
                .node("l2", "Linear", Map.of("weight", new Tensor(new int[]{1, 3}, new double[]{0.5, -1.5, 1})))
                .neurons("f2", 1).output(1);
        assertThatThrownBy(() -> imported(graph, options(false, false, false))).isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "node l2 (Linear): the weights of output channel 0 have 3 distinct values, expected -a and +a");
        BinaryLayer layer = (BinaryLayer) imported(graph, options(false, true, false)).network().layers().get(1);
        assertThat(layer.weights()).containsExactly(1, 0, 1);
        assertThat(layer.alpha()).containsExactly(1);
        LastLayer last = imported(graph, options(false, false, true)).network().last();
        assertThat(last.weights().value(1)).isEqualTo(-1.5);
    }

    @Test
    void network_whatTheHardwareCannotExpress_isRefusedByName() {
        Random random = new Random(5);
        Graphs twoWeights = new Graphs().input(2).node("a", "Linear", Map.of("weight", Graphs.signs(random, 2, 2)))
                .node("b", "Linear", Map.of("weight", Graphs.signs(random, 2, 2)));
        assertRefused(twoWeights.neurons("f", 1).output(2), "node b (Linear): receives weighted sums");
        assertRefused(new Graphs().input(2).node("a", "CubaLIF", Map.of()).output(2),
                "node a (CubaLIF): type CubaLIF has no counterpart on the hardware, expected one of Affine");
        assertRefused(dense("g", Map.of("groups", Graphs.one(3)), Graphs.signs(random, 2, 1, 2, 2)),
                "node c2 (Conv2d): the shape of weight is (2, 1, 2, 2), expected (outputs, 2 / groups, rows, columns)");
        assertRefused(dense("d", Map.of("dilation", Graphs.one(5)), Graphs.signs(random, 2, 2, 2, 2)),
                "node c2 (Conv2d): the kernel is 6x6, expected one that fits the padded input 2x5x5");
        assertRefused(pooledBefore(2, 2, random),
                "node c2 (Conv2d): its dilation or stride and the folded pooling windows leave out connections");
        assertRefused(new Graphs().input(2).node("a", "Linear", Map.of("weight", Graphs.signs(random, 2, 2)))
                .node("f", "LIF", Map.of("tau", Graphs.one(0.02), "r", Graphs.one(1), "v_threshold", Graphs.one(1)))
                .output(2),
                "node f (LIF): tau is 0.02, expected a number of seconds above the time step of 1.0, which --dt");
        assertRefused(new Graphs().input(2).node("a", "Linear", Map.of("weight", Graphs.signs(random, 2, 2)))
                .neurons("f", 1).edge("f", "a").output(2), "cycle through nodes a, f, expected");
        assertRefused(new Graphs().input(2).node("a", "Linear", Map.of("weight", Graphs.signs(random, 2, 2)))
                .neurons("f", 1)
                .node("b", "Linear", Map.of("weight", Graphs.signs(random, 2, 2)), Map.of(), List.of("f"))
                .neurons("g", 1).edge("a", "g").output(2),
                "node g (IF): adds a and b, whose weights, strides or paddings differ");
        assertRefused(new Graphs().input(1, 2, 2).convolution("c", Graphs.signs(random, 1, 1, 1, 1), 1, 0)
                .node("f", "IF", Map.of("r", Graphs.one(1), "v_threshold",
                        new Tensor(new int[]{1, 2, 2}, new double[]{1, 1, 2, 1})))
                .output(1), "node f (IF): v_threshold of channel 0 is different between positions (1.0, 2.0)");
    }

    /** Sums over windows of 2 x 2 and a binarized convolution behind them. */
    private static NirGraph pooledBefore(int stride, int dilation, Random random) {
        return new Graphs().input(1, 12, 12).convolution("c1", Graphs.signs(random, 2, 1, 1, 1), 1, 0)
                .neurons("f1", 1)
                .node("p", "SumPool2d", Map.of("kernel_size", Graphs.one(2), "stride", Graphs.one(stride), "padding",
                        Graphs.one(0)))
                .node("c2", "Conv2d", Map.of("weight", Graphs.signs(random, 2, 2, 2, 2), "stride", Graphs.one(1),
                        "padding", Graphs.one(0), "dilation", Graphs.one(dilation)))
                .neurons("f2", 1).output(1);
    }

    private static NirGraph dense(String name, Map<String, Tensor> fields, Tensor weight) {
        Map<String, Tensor> arrays = new java.util.HashMap<>(
                Map.of("weight", weight, "stride", Graphs.one(1), "padding", Graphs.one(0)));
        arrays.putAll(fields);
        return new Graphs().input(1, 5, 5).convolution("c1", Graphs.signs(new Random(1), 2, 1, 1, 1), 1, 0)
                .neurons("f1", 1).node("c2", "Conv2d", arrays).neurons("f2" + name, 1).output(2, 3, 3);
    }

    private static void assertRefused(NirGraph graph, String message) {
        assertThatThrownBy(() -> imported(graph, options(false, true, false))).isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}

package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.Stride;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.nir.graph.Graphs;
import xnorsim.nir.graph.HdfWriter;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.Tensor;

class NirExportTest {
    @TempDir
    Path folder;

    private final Random random = new Random(7);

    private Normalization normalization(int channels) {
        double[] gain = random.doubles(channels, 0.5, 1.5).toArray();
        gain[0] = -gain[0];
        return new Normalization(random.doubles(channels, -1, 1).toArray(), random.doubles(channels, 1, 2).toArray(),
                gain, random.doubles(channels, -0.2, 0.2).toArray());
    }

    private BinaryLayer binary(String name, Geometry g, boolean residual, int pool, Reset reset) {
        byte[] bits = new byte[g.weights()];
        random.nextBytes(bits);
        for (int i = 0; i < bits.length; i++) {
            bits[i] &= 1;
        }
        return new BinaryLayer(name, g, bits, random.doubles(g.outputChannels(), 0.2, 0.7).toArray(),
                normalization(g.outputChannels()), 0.8, residual, pool, Dynamics.of(reset));
    }

    private FixedWeights codes(Geometry g) {
        return new FixedWeights(6, 4, random.ints(g.weights(), -32, 32).toArray());
    }

    /** Residuals from larger and from narrower maps, pooling, fully connected binary layers. */
    private Network network(Reset reset) {
        Shape input = new Shape(2, 12, 12);
        Geometry first = Geometry.convolution(input, 4, 3, 3, 1, 1);
        Geometry second = Geometry.convolution(new Shape(4, 12, 12), 4, 3, 3, 1, 1);
        Geometry third = Geometry.convolution(new Shape(4, 6, 6), 6, 3, 3, 1, 1);
        Geometry fourth = Geometry.convolution(new Shape(6, 3, 3), 6, 3, 3, 1, 1);
        Geometry full = Geometry.fullyConnected(new Shape(6, 3, 3), 9);
        Geometry last = Geometry.fullyConnected(new Shape(9, 1, 1), 3);
        return new Network("export", input, 7,
                List.of(new FirstLayer("a", first, codes(first), normalization(4), 0.9, 1, InputCoding.POISSON,
                        Dynamics.of(reset)),
                        binary("b", second, false, 2, reset), binary("c", third, true, 2, reset),
                        binary("d", fourth, true, 1, reset), binary("e", full, true, 1, reset),
                        new LastLayer("out", last, codes(last), new double[]{0.5, -0.25, 0.1})));
    }

    /** Every array and every key of both networks' model files. */
    static void assertSame(Network read, Network expected) {
        var arrays = NetworkFile.arrays(read);
        var wanted = NetworkFile.arrays(expected);
        assertThat(arrays.keySet()).containsExactlyElementsOf(wanted.keySet());
        wanted.forEach((name, array) -> assertThat(Objects.requireNonNull(arrays.get(name)))
                .as(name.equals("model") ? new String(array.asUnsignedBytes(), StandardCharsets.UTF_8) : name)
                .usingRecursiveComparison().isEqualTo(array));
    }

    private Network again(Network network, ImportOptions options) {
        Path file = folder.resolve("model.nir");
        NirExport.write(file, network);
        return NirImport.read(file, "export", options).network();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void write_thenImport_isTheSameNetwork(boolean hard) {
        Network network = network(hard ? Reset.hard(0) : Reset.SOFT);
        assertSame(again(network, ImportOptions.none()), network);
        assertSame(again(network, new ImportOptions(Optional.of(hard), Optional.empty(), false, Optional.empty(),
                OptionalInt.empty(), false)), network);
        assertThat(NirImport.read(folder.resolve("model.nir"), "export", ImportOptions.none()).notes())
                .filteredOn(note -> note.place().equals("reset")).singleElement()
                .satisfies(note -> assertThat(note.text())
                        .startsWith(hard ? "hard, from the file's" : "soft, from the file's"));
        NirImportTest.assertSameSpikes(NirExport.graph(network), network, List.of("a", "b", "c", "d", "e"), "out", hard,
                new Random(1));
    }

    /** Also without the notes, as another program may write it back. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void graph_alone_makesANetworkWithTheSameSpikes(boolean hard) {
        Network network = network(hard ? Reset.hard(-0.375) : Reset.SOFT);
        NirGraph graph = NirExport.graph(network).with("", Map.of("reset_mechanism", hard ? "hard" : "soft"), Map.of());
        Imported read = new GraphImport(graph, ImportOptions.none()).network("export");
        assertThat(read.network().layers().stream().map(layer -> layer.name() + layer.geometry()).toList())
                .isEqualTo(network.layers().stream().map(layer -> layer.name() + layer.geometry()).toList());
        NirImportTest.assertSameSpikes(graph, read.network(), List.of("a", "b", "c", "d", "e"), "out", hard,
                new Random(1));
        BinaryLayer again = (BinaryLayer) read.network().layers().get(1);
        BinaryLayer before = (BinaryLayer) network.layers().get(1);
        assertThat(again.weights()[5]).isNotEqualTo(before.weights()[5]);
        int kernel = before.geometry().fanIn();
        assertThat(Arrays.copyOfRange(again.weights(), kernel, 4 * kernel))
                .isEqualTo(Arrays.copyOfRange(before.weights(), kernel, 4 * kernel));
        assertThat(again.reset().hard()).isEqualTo(hard);
        assertThat(again.reset().to()).isCloseTo(hard ? -0.375 / 0.8 : 0, within(1e-12));
    }

    /** Layers that reset in their own ways, direct coding, numbers at the ends of what 64 bits hold. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void write_anyNetwork_comesBackToTheLastBit(long seed) {
        Random any = new Random(seed);
        Shape input = new Shape(1 + any.nextInt(2), 6, 4);
        Geometry first = new Geometry(input, 4, new Kernel(3, 2,
                any.nextBoolean() ? new Stride(1, 1) : new Stride(1, 2), Padding.of(1, any.nextInt(2)), Dilation.NONE),
                1);
        Geometry second = new Geometry(first.output(), 4, new Kernel(1, 1, Stride.of(1), Padding.of(0), Dilation.NONE),
                any.nextBoolean() ? 2 : 1);
        Geometry third = Geometry.fullyConnected(second.output(), 5);
        Geometry last = Geometry.fullyConnected(third.output(), 3);
        int bits = 2 + any.nextInt(15);
        FixedWeights codes = new FixedWeights(bits, any.nextInt(33), any.ints(first.weights(), 1, 1 << (bits - 1))
                .toArray());
        List<Layer> layers = new ArrayList<>(List.of(
                new FirstLayer("a", first, codes, extreme(any, 4), any.nextDouble() + 0.1, 1,
                        any.nextBoolean() ? InputCoding.DIRECT : InputCoding.POISSON, dynamics(any))));
        for (Geometry g : List.of(second, third)) {
            byte[] weights = new byte[g.weights()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (byte) any.nextInt(2);
            }
            layers.add(new BinaryLayer("reset_mechanism" + layers.size(), g, weights,
                    any.doubles(g.outputChannels(), 1e-3, 1e3).toArray(), extreme(any, g.outputChannels()),
                    Math.scalb(any.nextDouble() + 0.5, any.nextInt(60) - 30), false, 1, dynamics(any)));
        }
        layers.add(new LastLayer("out", last, codes(last), any.doubles(3, -1, 1).toArray()));
        Network network = new Network("net \u00e9\u6f22 " + seed, input, 1 + any.nextInt(300), layers);
        assertSame(again(network, ImportOptions.none()), network);
    }

    private static Dynamics dynamics(Random any) {
        int bits = 1 + any.nextInt(Leak.Factor.MAX_BITS);
        Leak leak = switch (any.nextInt(4)) {
            case 0 -> new Leak.Shift(1 + any.nextInt(Leak.Shift.MAX));
            case 1 -> new Leak.Factor(1 + any.nextInt((1 << bits) - 1), bits);
            default -> Leak.NONE;
        };
        return new Dynamics(leak, any.nextInt(4) == 0 ? Firing.AT : Firing.ABOVE, reset(any));
    }

    private static Reset reset(Random any) {
        return switch (any.nextInt(3)) {
            case 0 -> Reset.SOFT;
            case 1 -> Reset.hard(0);
            default -> Reset.hard(any.nextGaussian());
        };
    }

    private static Normalization extreme(Random any, int channels) {
        double[] gain = any.doubles(channels, 0.5, 1.5).map(value -> any.nextBoolean() ? value : -value).toArray();
        double[] sigma = any.doubles(channels, 0.5, 1).map(value -> Math.scalb(value, any.nextInt(80) - 40)).toArray();
        return new Normalization(any.doubles(channels, -1, 1).toArray(), sigma, gain,
                any.doubles(channels, -0.2, 0.2).toArray());
    }

    /** One line about the coding; the option counts more than the note. */
    @Test
    void write_directCoding_isReadFromTheNotes() {
        Network network = direct();
        assertThat(again(network, ImportOptions.none()).first().coding()).isEqualTo(InputCoding.DIRECT);
        ImportOptions poisson = new ImportOptions(Optional.empty(), Optional.empty(), false,
                Optional.of(InputCoding.POISSON), OptionalInt.of(9), false);
        assertThat(again(network, poisson).first().coding()).isEqualTo(InputCoding.POISSON);
        assertThat(again(network, poisson).timeSteps()).isEqualTo(9);
        NirGraph others = NirExport.graph(network).with("", Map.of("input_coding", "direct"), Map.of());
        Imported read = new GraphImport(others, ImportOptions.none()).network("others");
        assertThat(read.network().first().coding()).isEqualTo(InputCoding.DIRECT);
        assertThat(read.notes()).filteredOn(note -> note.place().equals("coding")).extracting(Imported.Note::text)
                .satisfiesExactly(text -> assertThat(text).startsWith("direct, from the file's metadata"),
                        text -> assertThat(text).startsWith("direct: pixel / 256 is the input"));
    }

    private Network direct() {
        Shape input = new Shape(1, 2, 2);
        Geometry first = Geometry.fullyConnected(input, 2);
        Geometry last = Geometry.fullyConnected(first.output(), 2);
        return new Network("direct", input, 3, List.of(
                new FirstLayer("a", first, codes(first), normalization(2), 0.9, 1, InputCoding.DIRECT, Dynamics.PLAIN),
                new LastLayer("out", last, codes(last), new double[2])));
    }

    /** A graph that was changed since is read as it is, and that is said. */
    @Test
    void read_notesOfAnotherGraph_areLeftOut() {
        Path file = folder.resolve("changed.nir");
        NirGraph graph = NirExport.graph(direct());
        NirGraph changed = new Graphs().copy(graph, "a").node("a", "IF",
                Map.of("r", Tensor.of(1, 1), "v_threshold", Tensor.of(0.5, 0.5)), Map.of(), List.of("a_weights"))
                .graph().with("1", graph.metadata(), graph.numbers());
        HdfWriter.write(file, changed);
        Imported read = NirImport.read(file, "changed", ImportOptions.none());
        assertThat(read.network().first().theta()).isEqualTo(0.5);
        assertThat(read.notes().getFirst().text()).contains("metadata ignored", "numbers are taken from the graph");
        assertThat(read.network().first().coding()).isEqualTo(InputCoding.DIRECT);
    }

    /** Layers that reset differently are told apart without the other notes, too. */
    @Test
    void graph_mixedResets_areInTheNotesLayerByLayer() {
        Network network = network(Reset.SOFT);
        List<Layer> layers = new ArrayList<>(network.layers());
        BinaryLayer c = (BinaryLayer) layers.get(2);
        layers.set(2, new BinaryLayer(c.name(), c.geometry(), c.weights(), c.alpha(), c.normalization(), c.theta(),
                c.residual(), c.pool(), Dynamics.of(Reset.hard(0.25))));
        NirGraph graph = NirExport.graph(new Network("mixed", network.input(), 4, layers));
        assertThat(graph.metadata()).containsEntry("reset_mechanism.a", "soft")
                .containsEntry("reset_mechanism.c", "hard").doesNotContainKey("reset_mechanism");
        Imported read = new GraphImport(graph.with("", graph.metadata(), Map.of()), ImportOptions.none()).network("m");
        assertThat(read.network().layers().stream().filter(SpikingLayer.class::isInstance)
                .map(layer -> ((SpikingLayer) layer).reset().hard()).toList())
                .containsExactly(false, false, true, false, false);
    }

    /** The longest name of a note is that of the fraction bits. */
    @Test
    void write_longNames_comeBackOrAreRefused() {
        int most = 254 - "xnorsim.weights_fraction_bits.".length();
        Network longest = named("n".repeat(most));
        assertSame(again(longest, ImportOptions.none()), longest);
        assertThatThrownBy(() -> NirExport.graph(named("n".repeat(most + 1)))).isInstanceOf(InputException.class)
                .hasMessageContaining("the length of a layer's name is that of");
        assertThatThrownBy(() -> NirExport.graph(named("output"))).isInstanceOf(InputException.class)
                .hasMessageStartingWith("layer output: its name is also that of a node");
    }

    private Network named(String layer) {
        Network network = direct();
        FirstLayer a = network.first();
        Geometry g = a.geometry();
        return new Network(" \n\u0000\u00e9", network.input(), 3,
                List.of(new FirstLayer(layer, g, new FixedWeights(16, 3, new int[]{-32768, 32767, 0, 1, -1, 2, 3, 4}),
                        new Normalization(new double[2], new double[]{1, 1}, new double[]{-1, 1}, new double[2]), 1, 1,
                        InputCoding.POISSON),
                        new LastLayer("out", network.last().geometry(), network.last().weights(), new double[2])));
    }

    @Test
    void write_numbersThatNirCannotHold_areRefused() {
        Network network = direct();
        FirstLayer a = network.first();
        Normalization tiny = new Normalization(new double[2], new double[]{1, 1e-300}, new double[]{1, 1e30},
                new double[2]);
        Network bad = new Network("bad", network.input(), 3, List.of(
                new FirstLayer(a.name(), a.geometry(), a.weights(), tiny, 1, 1, InputCoding.POISSON), network.last()));
        assertThatThrownBy(() -> NirExport.graph(bad)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "layer a: the threshold (and reset) of channel 1 in units of the sums is 0.0");
    }

    @Test
    void write_paddingThatNirCannotSay_isRefused() {
        Shape input = new Shape(1, 4, 4);
        Geometry first = new Geometry(input, 2, new Kernel(3, 3, Stride.of(1), new Padding(0, 1, 2, 1), Dilation.NONE),
                1);
        Geometry last = Geometry.fullyConnected(first.output(), 2);
        Network network = new Network("uneven", input, 1,
                List.of(new FirstLayer("a", first, codes(first), normalization(2), 0.9, 1, InputCoding.POISSON,
                        Dynamics.PLAIN), new LastLayer("out", last, codes(last), new double[2])));
        assertThatThrownBy(() -> NirExport.graph(network)).isInstanceOf(InputException.class)
                .hasMessageStartingWith("layer a: padding is [0, 1, 2, 1], expected symmetric zero padding");
    }
}

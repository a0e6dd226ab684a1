package xnorsim.network.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.base.InputException;
import xnorsim.network.Dilation;
import xnorsim.network.Geometry;
import xnorsim.network.Kernel;
import xnorsim.network.Network;
import xnorsim.network.Networks;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;

class NetworkFileTest {
    @TempDir
    Path folder;
    Path file;
    Network network;

    @BeforeEach
    void write() {
        file = folder.resolve("model.npz");
        network = Networks.fashion(new Random(1), 8);
        NetworkFile.write(file, network, Map.of("seed", "1"));
    }

    private void changeArrays(UnaryOperator<Map<String, NpyArray>> change) {
        NpzFile.write(file, new LinkedHashMap<>(change.apply(NpzFile.read(file))));
    }

    private void changeText(String from, String to) {
        changeArrays(arrays -> {
            String text = new String(requireNonNull(arrays.get("model")).asUnsignedBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
            arrays.put("model", NpyArray.ofUnsigned(changed, changed.length));
            return arrays;
        });
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> NetworkFile.read(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": ").hasMessageContaining(message);
    }

    @Test
    void read_givesBackWhatWasWritten() throws IOException {
        NetworkFile read = NetworkFile.read(file);
        assertThat(Networks.same(read.network(), network)).isTrue();
        assertThat(read.metadata()).containsExactly(Map.entry("seed", "1"));
        Path again = folder.resolve("again.npz");
        NetworkFile.write(again, read.network(), read.metadata());
        assertThat(again).hasSameBinaryContentAs(file);
    }

    /** Rows and columns, or the four sides; the same in other words is the same network. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', value = {"\"stride\":2|\"stride\":[2,2]",
            "\"padding\":1|\"padding\":[1,1]", "\"padding\":1|\"padding\":[1,1,1,1]",
            "\"padding\":1|\"padding\":1,\"dilation\":1", "\"padding\":1|\"padding\":1,\"dilation\":[1,1]"})
    void read_listsOfSizes(String from, String to) {
        changeText(from, to);
        assertThat(Networks.same(NetworkFile.read(file).network(), network)).isTrue();
    }

    @Test
    void read_givesBackGroups() {
        Network grouped = grouped(2);
        NetworkFile.write(file, grouped, Map.of());
        Network read = NetworkFile.read(file).network();
        assertThat(Networks.same(read, grouped)).isTrue();
        assertThat(read.layers().get(1).geometry().groups()).isEqualTo(2);
        assertThat(read.layers().get(1).geometry().fanIn()).isEqualTo(18);
    }

    /** Layers of adders have weights of 0 for what is not connected. */
    @Test
    void groups_ofRealValuedWeights_areRefused() {
        assertThatThrownBy(() -> grouped(1, 2)).isInstanceOf(InputException.class)
                .hasMessage(
                        "layer a: groups is 2, expected 1 with real-valued weights, where 0 means no connection");
        assertThatThrownBy(() -> grouped(3)).isInstanceOf(InputException.class)
                .hasMessage("geometry: groups is 3, expected a divisor of the 4 input and of the 6 output channels");
    }

    private static Network grouped(int groups) {
        return grouped(groups, 1);
    }

    private static Network grouped(int groups, int firstGroups) {
        Random random = new Random(3);
        Shape input = new Shape(2, 4, 4);
        Geometry a = new Geometry(input, 4, new Kernel(3, 3, Stride.of(1), Padding.of(1), Dilation.NONE), firstGroups);
        Geometry b = new Geometry(a.output(), 6, new Kernel(3, 3, Stride.of(1), Padding.of(0), Dilation.NONE), groups);
        return new Network("grouped", input, 3,
                List.of(Networks.first(random, "a", a, 1), Networks.binary(random, "b", b, false, 1),
                        Networks.last(random, "c", Geometry.fullyConnected(b.output(), 2))));
    }

    @Test
    void read_givesBackAHardReset() {
        Network hard = Networks.with(Reset.hard(-0.5), network);
        NetworkFile.write(file, hard, Map.of());
        assertThat(Networks.same(NetworkFile.read(file).network(), hard)).isTrue();
    }

    @Test
    void read_givesBackLeakAndFiring() {
        for (Leak leak : List.of(Leak.NONE, new Leak.Shift(4), new Leak.Factor(62259, 16))) {
            for (boolean at : new boolean[]{false, true}) {
                Network leaky = Networks
                        .with(new Dynamics(leak, at ? Firing.AT : Firing.ABOVE, Reset.hard(0.25)), network);
                NetworkFile.write(file, leaky, Map.of());
                assertThat(Networks.same(NetworkFile.read(file).network(), leaky)).isTrue();
            }
        }
    }

    @Test
    void write_plainLayers_hasNoKeysOfLeaks() {
        NetworkFile.write(file, network, Map.of());
        String plain = new String(
                Objects.requireNonNull(NetworkFile.arrays(network).get("model")).asUnsignedBytes(),
                StandardCharsets.UTF_8);
        assertThat(plain).doesNotContain("leak", "fires", "reset");
        changeText("\"theta\":1.0", "\"theta\":1.0,\"fires\":\"above\"");
        assertThat(Networks.same(NetworkFile.read(file).network(), network)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', value = {
            "\"theta\":1.0|\"theta\":1.0,\"leak\":0.9|layers[0]: leak is 0.9, expected keys with values",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{}|layers[0]: leak: shift is missing, expected shift, or factor"
                    + " and bits",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"shift\":0}|layers[0]: leak: shift is 0, expected a whole number"
                    + " of 1..31",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"shift\":32}|layers[0]: leak: shift is 32, expected a whole"
                    + " number of 1..31",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"shift\":1.5}|layers[0]: leak: shift is 1.5, expected a whole"
                    + " number",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"factor\":3}|layers[0]: leak: bits is missing",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"bits\":3}|layers[0]: leak: factor is missing",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"bits\":17,\"factor\":3}|layers[0]: leak: bits is 17, expected a"
                    + " whole number of 1..16",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"bits\":2,\"factor\":4}|layers[0]: leak: factor is 4, expected a"
                    + " whole number of 1..3",
            "\"theta\":1.0|\"theta\":1.0,\"leak\":{\"shift\":2,\"bits\":4}|layers[0]: leak: bits is unknown",
            "\"theta\":1.0|\"theta\":1.0,\"fires\":\"often\"|layers[0]: fires is \"often\", expected above or at",
            "\"theta\":1.0|\"theta\":1.0,\"fires\":true|layers[0]: fires is true, expected above or at",
            "\"theta\":1.0|\"theta\":1.0,\"shift\":4|layers[0]: shift is unknown",
            "\"version\":1|\"version\":2|array model: version is 2, expected 1",
            "\"theta\":1.0|\"theta\":1.0,\"reset\":\"none\"|reset is \"none\", expected soft or hard",
            "xnorsim-network|xnorsim-net|array model: format is xnorsim-net, expected xnorsim-network",
            "\"time_steps\":8|\"timesteps\":8|array model: time_steps is missing, expected a whole number",
            "\"time_steps\":8|\"time_steps\":8,\"time_step\":8|time_step is unknown, did you mean time_steps?",
            "\"time_steps\":8|\"time_steps\":8,\"time_steps\":8|Duplicate",
            "\"time_steps\":8|\"time_steps\":8.5|time_steps is 8.5, expected a whole number",
            "\"time_steps\":8|\"time_steps\":0|network: time_steps is 0, expected 1..65535",
            "\"input\":[1,28,28]|\"input\":[1,28]|input is [1,28], expected a list of 3 whole numbers",
            "\"kind\":\"first\"|\"kind\":\"frist\"|layers[0]: kind is frist, expected first, binary or last",
            "\"stride\":2|\"strid\":2|layers[0]: stride is missing",
            "\"stride\":2|\"stride\":[2,2,2]|layers[0]: stride is [2,2,2], expected a whole number, or [rows, columns]",
            "\"stride\":2|\"stride\":[2,0]|layers[0]: geometry: stride is 0, expected 1..",
            "\"stride\":2|\"stride\":2,\"dilation\":15|layers[0]: geometry: dilation is 15, expected 1..14",
            "\"stride\":2|\"stride\":2,\"dilation\":[1,0]|layers[0]: geometry: dilation is 0, expected 1..",
            "\"stride\":2|\"stride\":2,\"dilation\":[1]|layers[0]: dilation is [1], expected a whole number, or [rows,"
                    + " columns]",
            "\"stride\":2|\"stride\":2,\"groups\":2|layers[0]: groups is 2, expected a divisor of the 1 input channels",
            "\"stride\":2|\"stride\":2,\"groups\":0|layers[0]: groups is 0, expected a divisor",
            "\"padding\":1|\"padding\":-1|layers[0]: geometry: padding is -1, expected 0..",
            "\"padding\":1|\"padding\":[1,1.5]|layers[0]: padding[1] is 1.5, expected a whole number",
            "\"stride\":2|\"stride\":2,\"dilated\":1|layers[0]: dilated is unknown",
            "\"theta\":1.0|\"theta\":0|layers[0]: layer conv1: theta is 0.0, expected a finite number above 0",
            "\"theta\":1.0|\"theta\":NaN|NaN is not a number of JSON",
            "\"theta\":1.0|\"theta\":1e999|expected a finite number",
            "\"pool\":2|\"pool\":3|layers[2]: layer conv3: pooling: the window is 3, expected a divisor",
            "\"residual\":false|\"residual\":true|layer conv2: residual is true, expected false",
            "\"residual\":false|\"residual\":0|residual is 0, expected true or false",
            "conv4|conv9|array conv9.weights is missing", "{\"format\"|{{\"format\"|is invalid JSON at line 1",
            "\"seed\":\"1\"|\"seed\":1|metadata: seed is 1, expected a text"})
    void read_refusesChangedDescription(String from, String to, String message) {
        changeText(from, to);
        assertRefused(message);
    }

    @Test
    void read_refusesMissingArray() {
        changeArrays(arrays -> {
            arrays.remove("conv3.mu");
            return arrays;
        });
        assertRefused("array conv3.mu is missing, expected float64, shape (32,)");
    }

    @Test
    void read_refusesUnknownArray() {
        changeArrays(arrays -> {
            arrays.put("conv3.gian", NpyArray.scalar(1));
            return arrays;
        });
        assertRefused("array conv3.gian is unknown, did you mean array conv3.gain?");
    }

    @Test
    void read_refusesWrongTypeShapeAndValue() {
        byte[] weights = new byte[32 * 32 * 9];
        weights[5] = 2;
        changeArrays(arrays -> with(arrays, "conv2.weights", NpyArray.ofUnsigned(weights, 32, 32, 3, 3)));
        assertRefused("array conv2.weights: element [0, 0, 1, 2] is 2, expected 0 or 1");
        changeArrays(arrays -> with(arrays, "conv2.weights", NpyArray.ofUnsigned(weights, 32, 96, 3)));
        assertRefused("array conv2.weights: shape is (32, 96, 3), expected (output channels, 32 input channels");
        changeArrays(arrays -> with(arrays, "conv2.weights", NpyArray.of(new double[9216], 32, 32, 3, 3)));
        assertRefused("array conv2.weights: dtype is float64, expected uint8");
    }

    @Test
    void read_refusesNotANumber() {
        changeArrays(arrays -> with(arrays, "out.bias",
                NpyArray.of(new double[]{0, 0, 0, 0, Double.NaN, 0, 0, 0, 0, 0}, 10)));
        assertRefused("array out.bias: element [4] is NaN, expected a finite number");
    }

    @Test
    void read_refusesCodesBeyondTheirBits() {
        changeText("\"weight_bits\":8", "\"weight_bits\":4");
        assertRefused("layers[0]: weights: weights[");
    }

    @Test
    void read_refusesTruncatedFile() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("is corrupted");
    }

    @Test
    void read_withoutGainAndShiftTakesOneAndZero() {
        changeArrays(arrays -> {
            arrays.remove("conv2.gain");
            arrays.remove("conv2.shift");
            return arrays;
        });
        var layer = (xnorsim.network.BinaryLayer) NetworkFile.read(file).network().layers().get(1);
        assertThat(layer.normalization().gain()).containsOnly(1);
        assertThat(layer.normalization().shift()).containsOnly(0);
    }

    /** Written by the Python of docs/model-file.md. */
    @Test
    void read_fileWrittenByNumPy() throws Exception {
        Path written = Path.of(requireNonNull(getClass().getResource("tiny-by-numpy.npz")).toURI());
        NetworkFile read = NetworkFile.read(written);
        assertThat(read.network().name()).isEqualTo("tiny");
        assertThat(read.network().layers()).extracting(layer -> layer.output().toString()).containsExactly("8x7x7",
                "16x7x7", "10x1x1");
        assertThat(read.network().classes()).isEqualTo(10);
        assertThat(read.metadata()).isEmpty();
    }

    private static Map<String, NpyArray> with(Map<String, NpyArray> arrays, String name, NpyArray array) {
        arrays.put(name, array);
        return arrays;
    }
}

package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.InputException;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Reset;
import xnorsim.network.Shape;
import xnorsim.network.Stride;

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
                normalization(g.outputChannels()), 0.8, residual, pool, reset);
    }

    private FixedWeights codes(Geometry g) {
        return new FixedWeights(6, 4, random.ints(g.weights(), -32, 32).toArray());
    }

    /** Residuals from larger and from narrower maps, pooling, fully connected binary layers. */
    private Network network(Reset reset) {
        Shape input = new Shape(2, 12, 12);
        Geometry first = new Geometry(input, 4, 3, 3, 1, 1);
        Geometry second = new Geometry(new Shape(4, 12, 12), 4, 3, 3, 1, 1);
        Geometry third = new Geometry(new Shape(4, 6, 6), 6, 3, 3, 1, 1);
        Geometry fourth = new Geometry(new Shape(6, 3, 3), 6, 3, 3, 1, 1);
        Geometry full = Geometry.fullyConnected(new Shape(6, 3, 3), 9);
        Geometry last = Geometry.fullyConnected(new Shape(9, 1, 1), 3);
        return new Network("export", input, 7,
                List.of(new FirstLayer("a", first, codes(first), normalization(4), 0.9, 1, InputCoding.POISSON, reset),
                        binary("b", second, false, 2, reset), binary("c", third, true, 2, reset),
                        binary("d", fourth, true, 1, reset), binary("e", full, true, 1, reset),
                        new LastLayer("out", last, codes(last), new double[]{0.5, -0.25, 0.1})));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void write_thenImport_isTheSameNetwork(boolean hard) {
        Network network = network(hard ? Reset.hard(0) : Reset.SOFT);
        Path file = folder.resolve("model.nir");
        NirExport.write(file, network);
        Imported read = NirImport.read(file, "export", new ImportOptions(Optional.of(hard), Optional.empty(), false,
                Optional.empty(), OptionalInt.empty(), false));
        assertThat(read.network().timeSteps()).isEqualTo(7);
        Imported unasked = NirImport.read(file, "export", ImportOptions.none());
        assertThat(((BinaryLayer) unasked.network().layers().get(1)).reset())
                .isEqualTo(((BinaryLayer) network.layers().get(1)).reset());
        assertThat(unasked.notes()).filteredOn(note -> note.place().equals("reset")).singleElement()
                .satisfies(
                        note -> assertThat(note.text()).startsWith(hard ? "hard, as the file's notes say" : "soft, as the file's"));
        assertThat(read.network().layers().stream().map(layer -> layer.name() + layer.geometry()).toList())
                .isEqualTo(network.layers().stream().map(layer -> layer.name() + layer.geometry()).toList());
        assertThat(read.notes()).allMatch(note -> !note.kind().equals("rounded"));
        NirImportTest.assertSameSpikes(NirExport.graph(network), network, List.of("a", "b", "c", "d", "e"), "out", hard,
                new Random(1));
        NirImportTest.assertSameSpikes(NirExport.graph(network), read.network(), List.of("a", "b", "c", "d", "e"),
                "out",
                hard, new Random(1));
        BinaryLayer again = (BinaryLayer) read.network().layers().get(1);
        BinaryLayer before = (BinaryLayer) network.layers().get(1);
        assertThat(again.residual()).isFalse();
        assertThat(again.pool()).isEqualTo(2);
        assertThat(again.weights()[5]).isNotEqualTo(before.weights()[5]);
        int kernel = before.geometry().fanIn();
        assertThat(Arrays.copyOfRange(again.weights(), kernel, 4 * kernel))
                .isEqualTo(Arrays.copyOfRange(before.weights(), kernel, 4 * kernel));
    }

    @Test
    void write_paddingThatNirCannotSay_isRefused() {
        Shape input = new Shape(1, 4, 4);
        Geometry first = new Geometry(input, 2, 3, 3, Stride.of(1), new Padding(0, 1, 2, 1));
        Geometry last = Geometry.fullyConnected(first.output(), 2);
        Network network = new Network("uneven", input, 1,
                List.of(new FirstLayer("a", first, codes(first), normalization(2), 0.9, 1, InputCoding.POISSON,
                        Reset.SOFT), new LastLayer("out", last, codes(last), new double[2])));
        assertThatThrownBy(() -> NirExport.graph(network)).isInstanceOf(InputException.class)
                .hasMessageStartingWith("layer a: padding is [0, 1, 2, 1], expected as many zeros above as below");
    }
}

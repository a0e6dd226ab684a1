package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.BinaryLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.nir.graph.Graphs;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.Tensor;

/** What an import folds is exact: where a graph's potential equals its threshold, so does the network's. */
class FoldingTest {
    private static Network imported(NirGraph graph, boolean hard) {
        return new GraphImport(graph, new ImportOptions(Optional.of(hard), Optional.of(1.0), false, Optional.empty(),
                OptionalInt.of(6), false)).network("test").network();
    }

    /** Weights of 0.1 and -0.7 as 32 bits have them, r of a third: products of these need more than 64 bits. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.33333334, 0.7", "0.7, -3, 0.1", "1e-20, 1e15, 3e-7"})
    void factor_isTheGain_andNothingIsMultiplied(float a, float r, float threshold) {
        NirGraph graph = new Graphs().input(2)
                .node("l1", "Linear", Map.of("weight", Graphs.eighths(new Random(1), 2, 2))).neurons("f1", 1)
                .node("l2", "Affine", Map.of("weight", new Tensor(new int[]{2, 2}, new double[]{a, -a, -a, a}), "bias",
                        Tensor.of(0.3f, -0.6f)))
                .node("f2", "IF", Map.of("r", Tensor.of(r, r), "v_threshold", Tensor.of(threshold, 2 * threshold)))
                .node("l3", "Linear", Map.of("weight", Graphs.eighths(new Random(2), 2, 2)))
                .node("i", "I", Map.of("r", Graphs.one(1))).output(2);
        BinaryLayer layer = (BinaryLayer) imported(graph, false).layers().get(1);
        assertThat(layer.alpha()).containsExactly(a, a);
        assertThat(layer.normalization().gain()).containsExactly(r, r);
        assertThat(layer.normalization().mu()).containsExactly(-0.3f, 0.6f);
        assertThat(layer.normalization().sigma()).containsExactly(threshold, 2 * threshold);
        assertThat(layer.theta()).isEqualTo(1);
    }

    /** A mean over nine: nine times the bias and the threshold's divisor, not weights of a ninth. */
    @Test
    void meanOfNine_isNotRoundedToNinths() {
        Map<String, Tensor> windows = Map.of("kernel_size", Tensor.of(3, 3), "stride", Tensor.of(3, 3), "padding",
                Tensor.of(0, 0));
        NirGraph graph = new Graphs().input(1, 18, 18)
                .convolution("c1", Graphs.eighths(new Random(1), 2, 1, 1, 1), 1, 0)
                .node("p1", "AvgPool2d", windows).neurons("f1", 0.5).node("p2", "AvgPool2d", windows)
                .node("c2", "Conv2d", Map.of("weight", Graphs.signs(new Random(2), 3, 2, 1, 1), "bias",
                        Tensor.of(0.25, -0.5, 1), "stride", Graphs.one(1), "padding", Graphs.one(0)))
                .neurons("f2", 0.75).node("flat", "Flatten", Map.of("start_dim", Graphs.one(0)))
                .node("l", "Linear", Map.of("weight", Graphs.eighths(new Random(3), 2, 12)))
                .node("i", "I", Map.of("r", Graphs.one(1))).output(2);
        Network network = imported(graph, true);
        assertThat(network.first().weights().fractionBits()).isLessThanOrEqualTo(3);
        assertThat(network.first().normalization().sigma()).containsExactly(9, 9);
        BinaryLayer second = (BinaryLayer) network.layers().get(1);
        assertThat(second.normalization().sigma()).containsExactly(9, 9, 9);
        assertThat(second.normalization().mu()).containsExactly(-2.25, 4.5, -9);
        assertThat(second.alpha()).containsExactly(0.25, 0.5, 1);
    }

    /** The last layer has no threshold to carry the divisor: its weights are rounded, and that is said. */
    @Test
    void meanOfNine_beforeTheLastLayer_isRounded() {
        NirGraph graph = new Graphs().input(1, 3, 3).convolution("c1", Graphs.eighths(new Random(1), 2, 1, 1, 1), 1, 0)
                .neurons("f1", 0.5)
                .node("p", "AvgPool2d", Map.of("kernel_size", Graphs.one(3), "stride", Graphs.one(3)))
                .node("flat", "Flatten", Map.of("start_dim", Graphs.one(0)))
                .node("l", "Linear", Map.of("weight", new Tensor(new int[]{1, 2}, new double[]{1, -0.5})))
                .node("i", "I", Map.of("r", Graphs.one(1))).output(1);
        Imported read = new GraphImport(graph, ImportOptions.none()).network("test");
        LastLayer last = read.network().last();
        assertThat(Math.abs(last.weights().value(0) - 1 / 9.0)).isLessThan(1e-5);
        assertThat(read.notes()).anyMatch(note -> note.kind().equals("rounded") && note.place().equals("l"));
    }

    /** Products that 64 bits do not hold are said to be rounded; those of powers of two are not. */
    @ParameterizedTest
    @CsvSource({"0.3, true", "0.5, false"})
    void scale_thatRounds_hasALine(double scale, boolean rounds) {
        for (boolean before : new boolean[]{false, true}) {
            Graphs graphs = new Graphs().input(2);
            Map<String, Tensor> fields = Map.of("scale", Graphs.one(scale));
            if (before) {
                graphs.node("s", "Scale", fields);
            }
            graphs.node("l", "Linear", Map.of("weight", new Tensor(new int[]{1, 2}, new double[]{0.1, -0.7})));
            if (!before) {
                graphs.node("s", "Scale", fields);
            }
            Imported read = new GraphImport(graphs.neurons("f", 1).output(1), ImportOptions.none()).network("test");
            assertThat(read.notes().stream().anyMatch(note -> note.text().equals(LayerMaker.LAST_BIT)))
                    .isEqualTo(rounds);
        }
    }
}

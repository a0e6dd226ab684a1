package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.InputCoding;
import xnorsim.network.Shape;
import xnorsim.nir.graph.Graphs;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.Tensor;

/**
 * What the table and the messages of an import advise works when it is followed; what is not read is refused by name.
 */
class NirAdviceTest {
    private static final Pattern TIME_STEP = Pattern.compile("--dt (\\S+)");

    private static ImportOptions dt(Optional<Double> dt) {
        return new ImportOptions(Optional.of(false), dt, false, Optional.empty(), OptionalInt.of(4), false);
    }

    private static Imported imported(NirGraph graph) {
        return new GraphImport(graph, dt(Optional.empty())).network("test");
    }

    private static void assertRefused(NirGraph graph, String message) {
        assertThatThrownBy(() -> imported(graph)).isInstanceOf(InputException.class).hasMessageContaining(message);
    }

    private static Graphs linear(int inputs) {
        return new Graphs().input(inputs).node("l", "Linear",
                Map.of("weight", Graphs.eighths(new Random(1), 2, inputs)));
    }

    private static NirGraph resistance(double... r) {
        return linear(3).node("f", "IF", Map.of("r", Tensor.of(r), "v_threshold", Tensor.of(1, 1))).output(2);
    }

    /** 49 times the nearest number to a 49th is not 1, a neighbour of it is. */
    @ParameterizedTest
    @ValueSource(doubles = {10000, 3, 49, 0.3, 1e-3, 8192, 1e300})
    void timeStep_thatIsAdvised_letsACurrentAddAsItIs(double r) {
        String said = imported(resistance(r, r)).notes().toString();
        Matcher advice = TIME_STEP.matcher(said);
        assertThat(advice.find()).as(said).isTrue();
        FirstLayer first = new GraphImport(resistance(r, r), dt(Optional.of(Double.valueOf(advice.group(1)))))
                .network("test").network().first();
        assertThat(first.normalization().gain()).containsExactly(1, 1);
    }

    @Test
    void timeStep_isNotAdvised_whereNoneHelps() {
        assertThat(imported(resistance(-1, -1)).notes().toString()).contains("r is -1.0").doesNotContain("--dt");
        assertThat(imported(resistance(2, 4)).notes().toString()).contains("r is 2.0 and others")
                .doesNotContain("--dt");
    }

    @Test
    void threshold_thatIsReached_hasALine() {
        assertThat(imported(resistance(1, 1)).notes()).filteredOn(note -> note.place().equals("threshold"))
                .singleElement().satisfies(note -> assertThat(note.text()).contains("above its threshold (>)", "(>=)"));
    }

    /** The way around pixel / 255: a Scale behind the input. 0.5 * 256 / 255 to 16 bits. */
    @Test
    void direct_saysHowPixelsEnter_andTheScaleItAdvisesWorks() {
        NirGraph graph = new Graphs().input(1).node("s", "Scale", Map.of("scale", Graphs.one(256.0 / 255)))
                .node("l", "Linear", Map.of("weight", new Tensor(new int[]{1, 1}, new double[]{0.5})))
                .neurons("f", 1).output(1);
        Imported read = new GraphImport(graph, new ImportOptions(Optional.empty(), Optional.empty(), false,
                Optional.of(InputCoding.DIRECT), OptionalInt.empty(), false)).network("test");
        assertThat(read.notes().toString()).contains("pixel / 256 is the input", "pixel / 255", "Scale");
        assertThat(Math.abs(read.network().first().weights().value(0) - 0.5 * 256 / 255))
                .isLessThan(Math.scalb(1.0, -16));
        assertThat(imported(graph).notes().toString()).contains("--input-coding direct").doesNotContain("pixel / 256");
    }

    @ParameterizedTest
    @CsvSource({"1 6, 6 1 1, 6 values", "1 1 6, 6 1 1, 6 values", "6, 6 1 1, ''", "6 1 1, 6 1 1, ''"})
    void input_thatCountsTheBatch_isAVector(String shape, String read, String said) {
        Random random = new Random(3);
        NirGraph graph = new Graphs().node("in", "Input", Map.of("shape", Tensor.of(numbers(shape))))
                .node("s", "Scale", Map.of("scale", Graphs.one(2)))
                .node("l", "Linear", Map.of("weight", Graphs.eighths(random, 2, 6))).neurons("f", 1).output(2);
        Imported imported = imported(graph);
        double[] sizes = numbers(read);
        assertThat(imported.network().input()).isEqualTo(new Shape((int) sizes[0], (int) sizes[1], (int) sizes[2]));
        assertThat(imported.notes()).filteredOn(note -> note.place().equals("in")).extracting(Imported.Note::text)
                .allSatisfy(text -> assertThat(text).contains("batch", said)).hasSize(said.isEmpty() ? 0 : 1);
    }

    private static double[] numbers(String text) {
        return Pattern.compile(" ").splitAsStream(text).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void input_ofFourDimensions_countsTheBatch_ifItIsOne() {
        Random random = new Random(3);
        Tensor weight = Graphs.eighths(random, 2, 2, 3, 3);
        assertThat(
                imported(new Graphs().input(1, 2, 5, 4).convolution("c", weight, 1, 0).neurons("f", 1).output(2, 3, 2))
                        .network().input())
                .isEqualTo(new Shape(2, 5, 4));
        assertRefused(new Graphs().input(3, 2, 5, 4).convolution("c", weight, 1, 0).neurons("f", 1).output(1),
                "node input (Input): shape is (3, 2, 5, 4), expected channels, rows and columns");
    }

    /** A Flatten is advised where it helps: weights for all 18 values. Weights for the last 3 alone need other ones. */
    @Test
    void flatten_isAdvised_whereItHelps() {
        Random random = new Random(3);
        Tensor all = Graphs.eighths(random, 4, 18);
        assertRefused(new Graphs().input(2, 3, 3).node("l", "Linear", Map.of("weight", all)).neurons("f", 1).output(4),
                "node l (Linear): the shape of its input is 2x3x3, expected a vector: add a Flatten node before it");
        assertThat(imported(new Graphs().input(2, 3, 3).node("flat", "Flatten", Map.of("start_dim", Graphs.one(0)))
                .node("l", "Linear", Map.of("weight", all)).neurons("f", 1).output(4)).network().classes())
                .isEqualTo(4);
        assertRefused(new Graphs().input(2, 3, 3).node("l", "Linear", Map.of("weight", Graphs.eighths(random, 4, 3)))
                .neurons("f", 1).output(4),
                "the shape of weight is (4, 3), expected (outputs, 18) for an input of 2x3x3");
    }

    private static Graphs spikes() {
        return new Graphs().input(1, 4, 4).convolution("c1", Graphs.eighths(new Random(1), 2, 1, 1, 1), 1, 0)
                .neurons("f1", 1);
    }

    @Test
    void maxPool_hasANameInNir_thatWorks() {
        Map<String, Tensor> windows = Map.of("kernel_size", Tensor.of(2, 2), "stride", Tensor.of(2, 2));
        assertRefused(spikes().node("p", "MaxPool2d", windows).output(2),
                "node p (MaxPool2d): type MaxPool2d is unknown, as NIR has no max pooling; for spikes, use a SumPool2d"
                        + " of the same windows and a Threshold of 0.5");
        NirGraph advised = spikes().node("p", "SumPool2d", windows)
                .node("t", "Threshold", Map.of("threshold", Graphs.one(0.5)))
                .convolution("c2", Graphs.signs(new Random(2), 2, 2, 2, 2), 1, 0).neurons("f2", 1).output(2);
        assertThat(imported(advised).network().first().pool()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "Conv1d; has no counterpart on the hardware, expected one of Affine, AvgPool2d",
            "CubaLIF; has no counterpart", "Delay; has no counterpart", "NIRGraph; has no counterpart",
            "conv2d; is unknown, did you mean type Conv2d?", "Liff; is unknown, did you mean type LIF?"})
    void type_thatIsNotRead_isNotTakenForAnother(String type, String message) {
        assertRefused(linear(3).node("x", type, Map.of()).output(2),
                "node x (" + type + "): type " + type + " " + message);
    }

    /** What holds numbers that would be left out is refused: wrong names, strings, fields of another type. */
    @Test
    void field_thatIsNotRead_isRefused() {
        Random random = new Random(1);
        Tensor weight = Graphs.eighths(random, 2, 3);
        Tensor bias = Tensor.of(1, 2);
        assertRefused(new Graphs().input(3).node("a", "Affine", Map.of("weight", weight, "bais", bias)).neurons("f", 1)
                .output(2), "node a (Affine): field bais is unknown, did you mean field bias?");
        assertRefused(new Graphs().input(3).node("a", "Linear", Map.of("weight", weight, "bias", bias)).neurons("f", 1)
                .output(2), "node a (Linear): field bias is unknown, expected weight");
        assertRefused(new Graphs().input(3)
                .node("a", "Affine", Map.of("weight", weight), Map.of("bias", "none"), List.of("input"))
                .neurons("f", 1).output(2), "node a (Affine): bias is a string, expected numbers");
        assertRefused(new Graphs().input(1, 4, 4).node("c", "Conv2d",
                Map.of("weight", Graphs.eighths(random, 2, 1, 1, 1)), Map.of("stride", "2"), List.of("input"))
                .neurons("f", 1).output(2, 4, 4), "node c (Conv2d): stride is a string, expected numbers");
        Imported notes = imported(new Graphs().input(3)
                .node("a", "Linear", Map.of("weight", weight, "input_type", Tensor.of(3)), Map.of("metadata", "free"),
                        List.of("input"))
                .neurons("f", 1).output(2));
        assertThat(notes.network().layers()).hasSize(2);
    }

    /** Signs are advised where they are enough: not beside a channel of zeros. */
    @Test
    void signs_areAdvised_whereTheyHelp() {
        Tensor real = new Tensor(new int[]{2, 2}, new double[]{1, 2, 3, 3});
        Tensor zeros = new Tensor(new int[]{2, 2}, new double[]{1, 2, 0, 0});
        assertRefused(two(real), "output channel 0 have 2 distinct values, expected -a and +a; --binarize sign");
        ImportOptions signs = new ImportOptions(Optional.of(false), Optional.empty(), true, Optional.empty(),
                OptionalInt.of(4), false);
        assertThat(((BinaryLayer) new GraphImport(two(real), signs).network("t").network().layers().get(1)).alpha())
                .containsExactly(1.5, 3);
        assertThatThrownBy(() -> imported(two(zeros))).hasMessageContaining("node l2 (Linear): the weights of output")
                .hasMessageNotContaining("--binarize");
    }

    private static NirGraph two(Tensor weight) {
        return linear(3).neurons("f1", 1).node("l2", "Linear", Map.of("weight", weight)).neurons("f2", 1).output(2);
    }
}

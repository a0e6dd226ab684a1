package xnorsim.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.file.NetworkFile;

/** What a network costs, and where each figure of that is from. */
class CostCommandTest {
    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private JsonNode json(Object... options) {
        Invocation run = Invocation.of(Stream
                .concat(Stream.of("cost", files.model(), "--data", folder, "--images", 3, "--json"), Stream.of(options))
                .toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static double sum(JsonNode terms, String key) {
        return terms.valueStream().mapToDouble(term -> term.path(key).asDouble()).sum();
    }

    @Test
    void energy_is_the_sum_of_counts_times_figures_for_any_number_of_threads() {
        JsonNode one = json("--threads", 1);
        assertThat(json("--threads", 3)).isEqualTo(one);
        double sum = one.path("terms").valueStream()
                .mapToDouble(term -> term.path("count").asDouble() * term.path("unit_value").asDouble()).sum();
        assertThat(sum / 1e6 / 3).isCloseTo(one.path("energy_nj").asDouble(), Percentage.withPercentage(1e-9));
        assertThat(sum(one.path("area_terms"), "mm2")).isCloseTo(one.path("area_mm2").asDouble(),
                Percentage.withPercentage(1e-9));
        // conv2: 4 rows of 27 on 16 positions; conv3: 5 rows of 36 on 4 positions with two slots; 4 time steps.
        assertThat(one.path("products_per_image").asDouble()).isEqualTo(4.0 * (4 * 27 * 16 + 5 * 36 * 4 * 2));
        assertThat(one.path("energy_nj").asDouble()).isGreaterThan(one.path("macro_energy_nj").asDouble());
    }

    @Test
    void explanation_has_the_terms_and_the_sources_of_what_it_explains() {
        JsonNode cost = json();
        JsonNode total = json("--explain", "TOTAL");
        assertThat(total.path("value")).isEqualTo(cost.path("energy_nj"));
        assertThat(total.path("terms")).hasSameSizeAs(cost.path("terms"));
        assertThat(total.path("figures").valueStream())
                .allSatisfy(figure -> assertThat(figure.path("source").asString()).isNotBlank());
        JsonNode conversion = json("--explain", "conv2.conversions");
        assertThat(conversion.path("terms")).hasSize(1);
        assertThat(conversion.path("figures").valueStream().map(f -> f.path("figure").asString()))
                .containsExactly("sar_per_bit", "sar_per_4_to_bits");
        String text = Invocation.of("cost", files.model(), "--data", folder, "--images", 1, "--explain", "total").out();
        assertThat(text).contains("sum over all terms", "conv3.active_cells", "Jia, JSSC 2020", "read: ", "computed: ");
        assertThat(json("--explain", "AREA").path("value")).isEqualTo(cost.path("area_mm2"));
        assertThat(json("--explain", "TIME").path("value")).isEqualTo(cost.path("microseconds_per_image"));
    }

    @Test
    void own_technology_changes_what_it_says_it_changes() throws IOException {
        Path own = Files.writeString(folder.resolve("own.yaml"), """
                name: own
                about: nothing but its bus is another
                base: 65nm-charge
                figures:
                  memory_bit: {value: 0, unit: fJ, node_nm: 65, supply_v: 0.85, source: none needed, status: read}
                  register_bit: {value: 0, unit: fJ, node_nm: 65, supply_v: 0.85, source: none needed, status: read}
                """);
        JsonNode cost = json("--technology", own);
        assertThat(cost.path("technology").asString()).isEqualTo("own");
        assertThat(cost.path("terms").valueStream().filter(t -> t.path("component").asString().equals("membranes")))
                .allSatisfy(term -> assertThat(term.path("nj_per_image").asDouble()).isZero());
    }

    @Test
    void sparse_spikes_save_in_cells_that_multiply_and_not_in_those_that_compare() throws IOException {
        Path arch = Files.writeString(folder.resolve("array.yaml"), "rows: 64\ncolumns: 128\n");
        Invocation run = Invocation.of("cost", "--sparsity", "--arch", arch, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode rows = JsonMapper.shared().readTree(run.out()).path("rows");
        assertThat(rows).hasSize(21);
        double xnorSilent = rows.get(0).path("cells_fj").asDouble();
        double xnorBusy = rows.get(18).path("cells_fj").asDouble();
        assertThat(xnorSilent).isCloseTo(xnorBusy, Percentage.withPercentage(3));
        for (int gate = 1; gate <= 2; gate++) {
            assertThat(rows.get(gate).path("cells_fj").asDouble())
                    .isLessThan(rows.get(18 + gate).path("cells_fj").asDouble());
        }
        assertThat(rows.get(18).path("rate").asDouble()).isCloseTo(0.5, Percentage.withPercentage(3));
    }

    @Test
    void figures_without_a_product_do_not_exist() {
        Shape image = new Shape(1, 4, 4);
        Geometry first = Geometry.convolution(image, 2, 3, 3, 1, 1);
        Geometry last = Geometry.fullyConnected(first.output(), 3);
        Network digital = new Network("digital", image, 2,
                List.of(new FirstLayer("first", first, zeros(first), Normalization.identity(2), 1, 1,
                        InputCoding.POISSON),
                        new LastLayer("last", last, zeros(last), new double[3])));
        NetworkFile.write(files.model(), digital, Map.of());
        JsonNode cost = json();
        assertThat(cost.path("products_per_image").asDouble()).isZero();
        assertThat(cost.path("macro_energy_nj").asDouble()).isZero();
        for (String key : List.of("macro_fj_per_product", "macro_fj_per_useful_product", "macro_tops_per_watt")) {
            assertThat(cost.path(key).isNull()).as(key).isTrue();
        }
        assertThat(cost.path("system_tops_per_watt").asDouble()).isPositive();
        assertThat(Invocation.of("cost", files.model(), "--data", folder, "--images", 1).out())
                .contains("0 nJ of it in the macros", "- TOPS/W, - fJ a product, - fJ a product with a spike");
    }

    @Test
    void a_product_with_a_spike_costs_nothing_that_exists_where_nothing_fires() {
        Shape image = new Shape(1, 4, 4);
        Geometry first = Geometry.convolution(image, 2, 3, 3, 1, 1);
        Geometry second = Geometry.convolution(first.output(), 3, 3, 3, 1, 1);
        Geometry last = Geometry.fullyConnected(second.output(), 3);
        double[] ones = {1, 1, 1};
        Network silent = new Network("silent", image, 2,
                List.of(new FirstLayer("first", first, zeros(first), Normalization.identity(2), 1, 1,
                        InputCoding.POISSON),
                        new BinaryLayer("second", second, new byte[second.weights()], ones, Normalization.identity(3),
                                1,
                                false, 1),
                        new LastLayer("last", last, zeros(last), new double[3])));
        NetworkFile.write(files.model(), silent, Map.of());
        JsonNode cost = json();
        assertThat(cost.path("useful_products_per_image").asDouble()).isZero();
        assertThat(cost.path("macro_fj_per_useful_product").isNull()).isTrue();
        assertThat(cost.path("macro_fj_per_product").asDouble()).isPositive();
        assertThat(cost.path("macro_tops_per_watt").asDouble()).isPositive();
    }

    private static FixedWeights zeros(Geometry geometry) {
        return new FixedWeights(4, 0, new int[geometry.weights()]);
    }

    @Test
    void readout_and_technology_that_do_not_fit_are_said() throws IOException {
        Path arch = Files.writeString(folder.resolve("charge.yaml"), "readout: {kind: charge}\n");
        Invocation.of("cost", files.model(), "--data", folder, "--images", 1, "--arch", arch, "--technology",
                "28nm-digital").assertRefused("charge.yaml: readout.kind is charge", "28nm-digital");
        Invocation.of("cost", "--sparsity", "--arch", arch, "--technology", "65nm-digital-xnor")
                .assertRefused("readout.kind is charge", "65nm-digital-xnor");
        Invocation other = Invocation.of("cost", files.model(), "--data", folder, "--images", 1, "--arch", arch);
        assertThat(other.exitCode()).isZero();
        assertThat(other.err()).contains("costs are at the 0.85 V of technology 65nm-charge, but the readout works at"
                + " supply_v 1.0");
        Path same = Files.writeString(folder.resolve("same.yaml"), "readout: {kind: charge, supply_v: 0.85}\n");
        assertThat(Invocation.of("cost", files.model(), "--data", folder, "--images", 1, "--arch", same).err())
                .doesNotContain("supply_v");
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                model: model.npz
                data: .
                images: 1
                architecture: {readout: {kind: charge}}
                technology: 65nm-charge
                axes: [{key: rows, values: [32, 64]}, {key: readout.supply_v, values: [0.85, 1]}]
                objectives: [energy_nj, accuracy]
                """);
        Invocation explored = Invocation.of("explore", study, "--out", folder.resolve("results"));
        assertThat(explored.exitCode()).as(explored.err()).isZero();
        assertThat(explored.err()).containsOnlyOnce("study.yaml: point 1: costs are at the 0.85 V");
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        Invocation.of("cost", files.model(), "--data", folder, "--images", 1, "--explain", "conv9.cells", "--quiet")
                .assertRefused("conv9.cells");
        Invocation.of("cost", files.model(), "--data", folder, "--technology", "7nm").assertRefused("7nm",
                "65nm-charge");
        Invocation.of("cost", files.model(), "--data", folder, "--images", 0).assertRefused("images is 0");
        Invocation.of("cost", files.model(), "--sparsity").assertRefused("--sparsity");
    }
}

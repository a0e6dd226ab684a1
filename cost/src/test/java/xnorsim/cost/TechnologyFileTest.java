package xnorsim.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.base.InputException;

class TechnologyFileTest {

    private static final String OWN = """
            name: mine
            about: the charge domain with another capacitor
            base: 65nm-charge
            supply_v: 1.0
            figures:
              cell_capacitance:
                value: 0.0012
                unit: pF
                node_nm: 65
                supply_v: 1.0
                source: measured on our test chip
                status: read
            """;

    @TempDir
    Path folder;

    @Test
    void every_figure_of_every_preset_has_a_source_and_a_status() {
        for (String name : TechnologyFile.PRESETS) {
            Technology t = TechnologyFile.preset(name);
            assertThat(t.name()).isEqualTo(name);
            assertThat(t.figures().keySet()).containsExactlyInAnyOrder(FigureKey.values());
            assertThat(t.figures().values()).allSatisfy(figure -> assertThat(figure.source()).hasSizeGreaterThan(5));
        }
    }

    @Test
    void own_table_builds_on_a_preset() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), OWN);
        Technology t = TechnologyFile.find(file.toString());
        assertThat(t.figure(FigureKey.CELL_CAPACITANCE).value()).isCloseTo(1.2, Percentage.withPercentage(1e-9));
        assertThat(t.supplyV()).isEqualTo(1.0);
        assertThat(t.nodeNm()).isEqualTo(65);
        assertThat(t.figure(FigureKey.CELL_AREA))
                .isEqualTo(TechnologyFile.preset("65nm-charge").figure(FigureKey.CELL_AREA));
        // 1.79 pJ at 0.85 V, with V^2
        assertThat(new UnitCosts(t).conversion(new Reading(Sense.SAR, 8, OptionalDouble.empty(), 1)).value())
                .isCloseTo(1790 / 0.7225, Percentage.withPercentage(0.1));
    }

    @Test
    void what_a_table_must_not_be_is_refused() {
        refused(OWN.replace("supply_v: 1.0\nfig", "suply_v: 1.0\nfig"), "suply_v", "supply_v");
        refused(OWN.replace("cell_capacitance:", "cell_capacity:"), "cell_capacity", "cell_capacitance");
        refused(OWN.replace("unit: pF", "unit: pJ"), "unit is \"pJ\"", "expected fF");
        refused(OWN.replace("    status: read\n", ""), "cell_capacitance", "status");
        refused(OWN.replace("    source: measured on our test chip\n", ""), "source");
        refused(OWN.replace("value: 0.0012", "value: -1"), "value is -");
        refused(OWN.replace("status: read", "status: guessed"), "one of read, computed, memory");
        refused(OWN.replace("base: 65nm-charge\n", ""), "node_nm");
        refused(OWN.replace("node_nm: 65", "node_nm: 7"), "20..65");
        refused(OWN + "name: twice\n", "name");
        refused("- 1\n", "expected keys");
        refused(OWN.replace("name: mine", "name: 65"), "technology: name is 65, expected a text");
        refused(OWN.replace("source: measured on our test chip", "source: [1]"),
                "technology: figures: cell_capacitance: source is [1], expected a text");
        refused("{base: 65nm-charge, figures: 3}", "technology: figures is 3, expected keys with values");
        refused("{base: 65nm-charge, figures: {cell_area: 3}}",
                "technology: figures: cell_area is 3, expected keys with values: value, unit");
        assertThatThrownBy(() -> TechnologyFile.find("65nm")).isInstanceOf(InputException.class)
                .hasMessageContaining("65nm-charge");
    }

    private static void refused(String yaml, String... words) {
        assertThatThrownBy(() -> TechnologyFile.parse(yaml)).isInstanceOf(InputException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void nodes_scale_as_Stillmaker_and_Baas_have_it() {
        double[][] energies = {{65, 1}, {45, 0.80}, {32, 0.51}, {28, 0.40}, {22, 0.24}, {20, 0.19}};
        for (double[] point : energies) {
            assertThat(Scaling.energy(point[0])).as(point[0] + " nm").isCloseTo(point[1], Offset.offset(0.02));
        }
        assertThat(Scaling.area(45)).isCloseTo(0.66, Offset.offset(1e-9));
        assertThat(Scaling.area(20)).isCloseTo(0.14, Offset.offset(1e-9));
    }

    @Test
    void scaling_isWhatTurnsTheSourcesFigureIntoTheOneThatIsUsed() {
        Technology table = TechnologyFile.preset("65nm-charge");
        // 0.6584 / 0.5255: the polynomials of docs/cost.md at 0.9 V, 65 and 45 nm.
        assertThat(table.scaling(FigureKey.ADDER_BIT)).isEqualTo("1.253 for the node * (0.85/0.9)^2.0 for the supply");
        assertThat(table.at(FigureKey.ADDER_BIT)).isCloseTo(
                table.figure(FigureKey.ADDER_BIT).value() * 1.2529 * Math.pow(0.85 / 0.9, 2), within(0.002));
    }
}

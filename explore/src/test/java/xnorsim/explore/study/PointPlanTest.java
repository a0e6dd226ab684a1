package xnorsim.explore.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

public class PointPlanTest {
    /** Keys and whole numbers in turn. */
    public static Map<String, JsonNode> values(Object... keysAndNumbers) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndNumbers.length; i += 2) {
            values.put((String) keysAndNumbers[i], Axis.number((Integer) keysAndNumbers[i + 1], true));
        }
        return values;
    }

    private static int rows(PointPlan plan, int number) {
        return Objects.requireNonNull(plan.point(number).values().get("rows")).intValue();
    }

    private static List<String> texts(String yaml) {
        PointPlan plan = PointPlan.of(StudyFileTest.study(yaml));
        return IntStream.range(0, plan.size()).mapToObj(i -> plan.point(i).values().values().toString()).toList();
    }

    @Test
    void grid_twoAxes_lastIsFastest() {
        assertThat(texts("axes: [{key: rows, values: [1, 2]}, {key: lanes, values: [3, 4, 5]}]"))
                .containsExactly("[1, 3]", "[1, 4]", "[1, 5]", "[2, 3]", "[2, 4]", "[2, 5]");
    }

    @Test
    void grid_linkedAxis_changesTogether() {
        assertThat(texts("axes: [{linked: [rows, columns], values: [[1, 2], [3, 4]]}]"))
                .containsExactly("[1, 2]", "[3, 4]");
    }

    @Test
    void grid_ranges_haveTheirNumbers() {
        assertThat(texts("axes: [{key: rows, range: {from: 10, to: 35, step: 10}}]")).containsExactly("[10]", "[20]",
                "[30]");
        assertThat(texts("axes: [{key: lanes, log_range: {from: 1, to: 1000, count: 4}}]"))
                .containsExactly("[1]", "[10]", "[100]", "[1000]");
        assertThat(texts("{axes: [{key: readout.cell_sigma, range: {from: 0.1, to: 0.3, step: 0.1}}],"
                + " architecture: {readout: {kind: charge}}}")).containsExactly("[0.1]", "[0.2]", "[0.3]");
    }

    /** Registered by the tests in one line; main code does not know it. */
    @Test
    void strategyOfAnExtension_isReadAndNamed() {
        assertThat(Strategies.keys()).contains("grid", "random", "sobol", "nsga2", "diagonal");
        assertThat(texts("{axes: [{key: rows, range: {from: 1, to: 9}}, {key: lanes, values: [1, 2]}],"
                + " strategy: {diagonal: {points: 3}}}")).containsExactly("[1, 1]", "[5, 2]", "[9, 2]");
        assertThatThrownBy(() -> StudyFileTest.study("{axes: [{key: rows, values: [1, 2]}], strategy: {diagonal: {}}}"))
                .hasMessageContaining("strategy.diagonal").hasMessageContaining("points");
        assertThatThrownBy(() -> StudyFileTest.study("{axes: [{key: rows, values: [1, 2]}], strategy: {diagonl: {}}}"))
                .hasMessageContaining("did you mean diagonal");
    }

    @Test
    void random_samePoints_wheneverAsked() {
        String yaml = "{axes: [{key: rows, range: {from: 1, to: 9}}, {key: lanes, values: [1, 2]}],"
                + " strategy: {random: {points: 200, seed: 5}}}";
        PointPlan plan = PointPlan.of(StudyFileTest.study(yaml));
        Point last = plan.point(199);
        assertThat(texts(yaml).get(199)).isEqualTo(last.values().values().toString());
        assertThat(IntStream.range(0, 200).map(i -> rows(plan, i)).distinct().sorted()
                .toArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void sobol_powerOfTwo_fillsEveryCell() {
        // The first 2^k points have one in every interval of length 2^-k; a shift moves all, so half are in either
        // half.
        PointPlan plan = PointPlan.of(StudyFileTest.study(
                "{axes: [{key: rows, values: [1, 2]}, {key: lanes, values: [1, 2]}], strategy: {sobol: {points:"
                        + " 64}}}"));
        int[] ones = IntStream.range(0, 64).map(i -> rows(plan, i)).toArray();
        assertThat(IntStream.of(ones).filter(v -> v == 1).count()).isEqualTo(32);
    }

    @Test
    void sobol_seed_shiftsThePoints() {
        String axes = "axes: [{key: rows, range: {from: 1, to: 1000}}]";
        assertThat(texts("{" + axes + ", strategy: {sobol: {points: 8, seed: 1}}}"))
                .isNotEqualTo(texts("{" + axes + ", strategy: {sobol: {points: 8, seed: 2}}}"));
    }
}

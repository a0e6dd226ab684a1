package xnorsim.explore.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyFileTest;

class ParetoFrontPropertyTest {
    private static final Study STUDY = StudyFileTest
            .study("{axes: [{key: rows, values: [1]}], constraints: {cycles: {max: 7}}}");

    record Pair(int accuracy, int cycles) {}

    @Property(tries = 300)
    void of_anyResults_isWhatTheDefinitionSays(@ForAll("pairs") List<Pair> pairs) {
        List<PointResult> results = new ArrayList<>();
        for (Pair pair : pairs) {
            results.add(new PointResult(new Point(results.size(), Map.of()), PointResult.Status.DONE, "", 1,
                    Map.of(Metric.ACCURACY, (double) pair.accuracy, Metric.CYCLES, (double) pair.cycles), List.of(),
                    Map.of()));
        }
        BitSet expected = new BitSet();
        for (int i = 0; i < pairs.size(); i++) {
            Pair own = pairs.get(i);
            expected.set(i, own.cycles <= 7 && pairs.stream().noneMatch(other -> other.accuracy >= own.accuracy
                    && other.cycles <= own.cycles && !other.equals(own)));
        }
        assertThat(ParetoFront.of(STUDY, results)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<Pair>> pairs() {
        return Combinators.combine(Arbitraries.integers().between(0, 9), Arbitraries.integers().between(0, 9))
                .as(Pair::new).list().ofMaxSize(30);
    }
}

package xnorsim.explore;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The results of a study that no other one dominates. */
public final class ParetoFront {
    private ParetoFront() {}

    /** The indices of results that keep all limits and that no such result is at least as good as and in one objective better. */
    public static BitSet of(Study study, List<PointResult> results) {
        Metric main = study.objectives().getFirst();
        // Those better in the first objective come first: what dominates a result stands before it, or beside it in a tie.
        List<Integer> order = IntStream.range(0, results.size()).filter(i -> study.admits(results.get(i)))
                .filter(i -> results.get(i).metrics().keySet().containsAll(study.objectives())).boxed()
                .sorted(Comparator.comparingDouble(i -> (main.higherIsBetter() ? -1 : 1) * results.get(i).value(main)))
                .toList();
        BitSet front = new BitSet();
        for (int candidate : order) {
            PointResult own = results.get(candidate);
            if (front.stream().noneMatch(i -> dominates(study, results.get(i), own))) {
                front.stream().filter(i -> dominates(study, own, results.get(i))).boxed().toList()
                        .forEach(front::clear);
                front.set(candidate);
            }
        }
        return front;
    }

    private static boolean dominates(Study study, PointResult a, PointResult b) {
        boolean better = false;
        for (Metric metric : study.objectives()) {
            if (metric.isBetter(b.value(metric), a.value(metric))) {
                return false;
            }
            better |= metric.isBetter(a.value(metric), b.value(metric));
        }
        return better;
    }
}

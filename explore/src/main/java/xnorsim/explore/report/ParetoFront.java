package xnorsim.explore.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;

/** The results of a study that no other one dominates. */
public final class ParetoFront {
    private ParetoFront() {}

    /** A result that satisfies all constraints, with its objectives, larger being better. */
    private record Candidate(int index, double[] objectives) {
        boolean dominates(Candidate other) {
            boolean better = false;
            for (int i = 0; i < objectives.length; i++) {
                if (other.objectives[i] > objectives[i]) {
                    return false;
                }
                better |= objectives[i] > other.objectives[i];
            }
            return better;
        }
    }

    /**
     * The indices of results that satisfy all constraints and that no other such result dominates.
     */
    public static BitSet of(Study study, List<PointResult> results) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            PointResult result = results.get(i);
            if (study.admits(result) && result.metrics().keySet().containsAll(study.objectives())) {
                candidates.add(new Candidate(i, study.objectives().stream()
                        .mapToDouble(m -> m.higherIsBetter() ? result.value(m) : -result.value(m)).toArray()));
            }
        }
        // Those better in the first objective come first: what dominates a result stands before it, or beside it in a
        // tie.
        candidates.sort(Comparator.comparingDouble(candidate -> -candidate.objectives[0]));
        List<Candidate> front = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (front.stream().noneMatch(other -> other.dominates(candidate))) {
                front.removeIf(candidate::dominates);
                front.add(candidate);
            }
        }
        BitSet indices = new BitSet();
        front.forEach(candidate -> indices.set(candidate.index));
        return indices;
    }
}

package xnorsim.explore.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xnorsim.explore.study.JsonValues;
import xnorsim.explore.study.Limit;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;

/** Why no point of a study is on the Pareto front. */
final class EmptyFront {
    private static final int LONGEST = 160;

    private final Study study;
    private final List<PointResult> results;

    EmptyFront(Study study, List<PointResult> results) {
        this.study = study;
        this.results = results;
    }

    /** One sentence, without its full stop. */
    String reason() {
        List<PointResult> done = with(PointResult.Status.DONE);
        if (!done.isEmpty()) {
            return study.limits().isEmpty() ? "no point has all of the objectives" : nothingKept(done);
        }
        Optional<PointResult> first = with(PointResult.Status.IMPOSSIBLE).stream().findFirst();
        return "no point was simulated completely"
                + first.map(result -> "; point " + result.point().number() + " is impossible: "
                        + shortened(result.reason())).orElse(", none can reach the required accuracy");
    }

    private List<PointResult> with(PointResult.Status status) {
        return results.stream().filter(result -> result.status() == status).toList();
    }

    private String nothingKept(List<PointResult> done) {
        Map<Boolean, List<Limit>> limits = study.limits().stream()
                .collect(Collectors.partitioningBy(limit -> done.stream().anyMatch(result -> keeps(limit, result))));
        List<Limit> missed = limits.getOrDefault(false, List.of());
        if (missed.isEmpty()) {
            return "no point satisfies all constraints at once, though each is satisfied by some";
        }
        List<String> parts = new ArrayList<>();
        for (Limit limit : missed) {
            parts.add(wanted(limit) + done.stream().filter(result -> result.metrics().containsKey(limit.metric()))
                    .min(Comparator.comparingDouble(result -> limit.violation(result.value(limit.metric()))))
                    .map(best -> ", the closest has " + JsonValues.number(best.value(limit.metric())) + " (point "
                            + best.point().number() + ")")
                    .orElse(", a figure that no point has"));
        }
        return "no point satisfies the constraints: " + String.join("; ", parts);
    }

    private static boolean keeps(Limit limit, PointResult result) {
        return result.metrics().containsKey(limit.metric()) && limit.violation(result.value(limit.metric())) == 0;
    }

    private static String wanted(Limit limit) {
        List<String> ends = new ArrayList<>();
        limit.least().ifPresent(least -> ends.add("at least " + JsonValues.number(least)));
        limit.largest().ifPresent(largest -> ends.add("at most " + JsonValues.number(largest)));
        return limit.metric().key() + " " + String.join(" and ", ends);
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason;
    }
}

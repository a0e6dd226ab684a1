package xnorsim.explore;

import java.util.List;
import java.util.Map;
import xnorsim.base.InputException;
import xnorsim.base.Value;
import xnorsim.explore.study.JsonValues;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Strategy;
import xnorsim.explore.study.Study;

/** Whether a line of a journal can be the result of a point of a study. */
final class ResultCheck {
    /** A mean of fractions may exceed 1 by this much due to rounding. */
    private static final double ROUNDING = 1e-9;

    private final Study study;
    private final Candidates candidates;

    /** The points that there can be. */
    private interface Candidates {
        int size();

        /** The point that a result must be of; of a search every one may be. */
        Point expected(Point found);
    }

    ResultCheck(Study study) {
        this.study = study;
        this.candidates = switch (study.strategy()) {
            case Strategy.Search search -> searched(search.points(study.axes()));
            case Strategy.Planned planned -> planned(planned.plan(study.axes()));
        };
    }

    private static Candidates searched(int size) {
        return new Candidates() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Point expected(Point found) {
                return found;
            }
        };
    }

    private static Candidates planned(PointPlan plan) {
        return new Candidates() {
            @Override
            public int size() {
                return plan.size();
            }

            @Override
            public Point expected(Point found) {
                return plan.point(found.number());
            }
        };
    }

    /**
     * The result that a record describes.
     *
     * @throws InputException if no such result can exist
     */
    PointResult result(String record) {
        PointResult read = parsed(record);
        int number = read.point().number();
        require(number >= 0 && number < candidates.size(), "point", number, "0.." + (candidates.size() - 1));
        Point point = candidates.expected(read.point());
        require(read.point().equals(point), "parameters", Value.shown(JsonValues.object(read.point().values())),
                Value.shown(JsonValues.object(point.values())) + ", those of point " + number);
        switch (read.status()) {
            case DONE -> requireImages(read, study.workload().images(), study.workload().images());
            case STOPPED -> {
                require(study.earlyStop().isPresent(), "status", "stopped", "done or impossible, without early_stop");
                requireImages(read, 1, study.workload().images() - 1);
            }
            case IMPOSSIBLE -> requireImages(read, 0, 0);
        }
        require(read.reason().isEmpty() == (read.status() == PointResult.Status.DONE), "reason",
                '"' + read.reason() + '"', "one unless all images were simulated");
        requireMetrics(read);
        return new PointResult(point, read.status(), read.reason(), read.images(), read.metrics(), read.replicates(),
                read.parts());
    }

    private static PointResult parsed(String record) {
        try {
            PointResult read = PointResult.parse(record);
            if (read.line().equals(record)) {
                return read;
            }
        } catch (RuntimeException e) {
            throw new InputException("is not a result of a point", e);
        }
        throw new InputException("is not a result of a point as written by this version");
    }

    private static void requireImages(PointResult result, int least, int most) {
        require(result.images() >= least && result.images() <= most, "images", result.images(),
                (least == most ? "" + least : least + ".." + most) + " of a point that is " + result.status().key());
    }

    private void requireMetrics(PointResult result) {
        boolean isRun = result.status() != PointResult.Status.IMPOSSIBLE;
        require(isRun == result.metrics().containsKey(Metric.ACCURACY), "metrics", result.metrics().size(),
                isRun ? "those of a point that was simulated" : "none of an impossible point");
        requireValues(result.metrics());
        if (result.status() == PointResult.Status.DONE && study.workload().seeds().size() > 1) {
            List<Long> seeds = result.replicates().stream().map(PointResult.Replicate::seed).toList();
            require(seeds.equals(study.workload().seeds()), "the seeds of replicates", seeds,
                    study.workload().seeds().toString());
        }
        result.replicates().forEach(replicate -> requireValues(replicate.metrics()));
        result.parts().forEach((total, terms) -> terms.forEach((term, value) -> require(
                Double.isFinite(value) && value >= 0, total + "." + term, value, "a number of at least 0")));
    }

    private static void requireValues(Map<Metric, Double> metrics) {
        metrics.forEach((metric, value) -> {
            boolean isPossible = Double.isFinite(value) && (value >= 0 || metric == Metric.MARGIN)
                    && (value <= 1 + ROUNDING || !metric.isShare());
            require(isPossible, metric.key(), value,
                    metric.isShare() ? "0..1" : metric == Metric.MARGIN ? "a number" : "a number of at least 0");
        });
    }

    private static void require(boolean holds, String what, Object value, String expected) {
        if (!holds) {
            throw new InputException(what + " is " + value + ", expected " + expected);
        }
    }
}

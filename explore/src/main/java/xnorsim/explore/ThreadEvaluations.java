package xnorsim.explore;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import xnorsim.base.Workers;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;

/**
 * Points in parallel on threads of this process; when one fails, no other starts.
 *
 * @param evaluation simulates a point, on any thread
 * @param threads    at least 1
 */
record ThreadEvaluations(Function<Point, PointResult> evaluation, int threads) implements Evaluations {

    @Override
    public void evaluate(List<Point> points, Consumer<PointResult> finished) {
        Workers.run(points.size(), threads, () -> i -> {
            finished.accept(evaluation.apply(points.get(i)));
            return i;
        }, done -> {});
    }
}

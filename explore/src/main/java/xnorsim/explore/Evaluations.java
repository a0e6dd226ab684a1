package xnorsim.explore;

import java.util.List;
import java.util.function.Consumer;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;

/** Where points are simulated: on threads of this machine, or on many machines. */
@FunctionalInterface
public interface Evaluations {
    /**
     * Simulates points in any order, as a {@link PointEvaluator} does.
     *
     * @param points   the points
     * @param finished takes each result once, from any thread, as soon as it is there; when it returns the result is
     *                 kept
     */
    void evaluate(List<Point> points, Consumer<PointResult> finished);
}

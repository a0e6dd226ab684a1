package xnorsim.explore.spark;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import xnorsim.explore.Evaluations;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;

/**
 * Points as tasks of Spark, one each, so that a result is at the driver as soon as it is there and a worker that dies
 * costs no more than the points it was at: Spark gives these to others.
 */
final class SparkEvaluations implements Evaluations {

    /** Tasks of one job, so that a study of any size keeps the driver's lists short. */
    private static final int TASKS = 10_000;

    private final JavaSparkContext spark;
    private final PointTask task;

    SparkEvaluations(JavaSparkContext spark, PointTask task) {
        this.spark = spark;
        this.task = task;
    }

    @Override
    public void evaluate(List<Point> points, Consumer<PointResult> finished) {
        for (int from = 0; from < points.size(); from += TASKS) {
            job(points.subList(from, Math.min(points.size(), from + TASKS)), finished);
        }
    }

    private void job(List<Point> points, Consumer<PointResult> finished) {
        RDD<String> orders = spark.parallelize(points.stream().map(PointTask::order).toList(), points.size()).rdd();
        spark.sc().runJob(orders, task, new AbstractFunction2<>() {
            @Override
            public BoxedUnit apply(Object partition, String line) {
                finished.accept(PointResult.parse(line));
                return BoxedUnit.UNIT;
            }
        }, ClassTag$.MODULE$.apply(String.class));
    }
}

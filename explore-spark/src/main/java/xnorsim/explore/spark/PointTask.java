package xnorsim.explore.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.explore.PointEvaluator;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyInputs;

/** Simulates a point on a worker. What the points of a study share is read once a process. */
final class PointTask extends AbstractFunction1<Iterator<String>, String> implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String NUMBER = "point";
    private static final String VALUES = "parameters";
    private static final Map<String, PointEvaluator> EVALUATORS = new ConcurrentHashMap<>();

    private final String file;
    private final String digest;

    /**
     * A task.
     *
     * @param file   the study
     * @param digest of the study and its inputs, as the driver has them
     */
    PointTask(String file, String digest) {
        this.file = file;
        this.digest = digest;
    }

    /** A point as text, to be sent to a worker. */
    static String order(Point point) {
        ObjectNode order = JsonMapper.shared().createObjectNode();
        order.put(NUMBER, point.number());
        ObjectNode values = order.putObject(VALUES);
        point.values().forEach(values::set);
        return order.toString();
    }

    static Point point(String order) {
        JsonNode root = JsonMapper.shared().readTree(order);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        root.path(VALUES).propertyNames().forEach(key -> values.put(key, root.path(VALUES).path(key)));
        return new Point(root.path(NUMBER).intValue(), values);
    }

    @Override
    public String apply(Iterator<String> orders) {
        PointEvaluator evaluator = Objects
                .requireNonNull(EVALUATORS.computeIfAbsent(digest, wanted -> evaluator(file, wanted)));
        return evaluator.evaluate(point(orders.next())).line();
    }

    private static PointEvaluator evaluator(String file, String wanted) {
        Study study = SparkStudy.read(Path.of(file));
        StudyInputs inputs = StudyInputs.read(study);
        if (!inputs.digest().equals(wanted)) {
            throw new IllegalStateException(
                    file + ", its models or its images are not the same on this worker as on the driver");
        }
        return new PointEvaluator(study, inputs);
    }
}

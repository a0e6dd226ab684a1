package xnorsim.explore.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Result of a point.
 *
 * @param point      the point
 * @param status     outcome
 * @param reason     why it was stopped or is impossible, else empty
 * @param images     images simulated, of the replicate with the most
 * @param metrics    metrics, averaged over the replicates; empty if nothing was simulated
 * @param replicates the metrics of each replicate
 * @param parts      what totals consist of: for each total its terms
 */
public record PointResult(Point point, Status status, String reason, int images, Map<Metric, Double> metrics,
        List<Replicate> replicates, Map<String, Map<String, Double>> parts) {

    /** Outcome of a point. */
    public enum Status {
        /** All images were simulated. */
        DONE,
        /** Stopped early: it cannot satisfy a constraint. */
        STOPPED,
        /** The chip is invalid, or the network does not run on it. */
        IMPOSSIBLE;

        /** The name in files. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The metrics of one replicate.
     *
     * @param seed    its seed
     * @param metrics as of the point
     */
    public record Replicate(long seed, Map<Metric, Double> metrics) {
        /** Copies the metrics. */
        public Replicate {
            metrics = ordered(metrics);
        }
    }

    /** Copies maps and lists. */
    public PointResult {
        metrics = ordered(metrics);
        replicates = List.copyOf(replicates);
        Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
        parts.forEach((total, terms) -> copy.put(total, SmallMap.copyOf(terms)));
        parts = SmallMap.copyOf(copy);
    }

    private static Map<Metric, Double> ordered(Map<Metric, Double> metrics) {
        if (metrics instanceof SmallMap<Metric, Double>) {
            return metrics;
        }
        Map<Metric, Double> copy = new EnumMap<>(Metric.class);
        copy.putAll(metrics);
        return SmallMap.copyOf(copy);
    }

    /** The value of a metric; NaN where the point has none. */
    public double value(Metric metric) {
        return metrics.getOrDefault(metric, Double.NaN);
    }

    /** Standard deviation of a metric over the replicates; none where there are not two that have it. */
    public OptionalDouble deviation(Metric metric) {
        double[] values = replicates.stream().map(Replicate::metrics).filter(m -> m.containsKey(metric))
                .mapToDouble(m -> m.get(metric)).toArray();
        return values.length < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(new StandardDeviation().evaluate(values));
    }

    /**
     * The result as one line of JSON, without the check that a journal adds and without a line end; equal results give
     * equal lines.
     */
    public String line() {
        return toJson().toString();
    }

    /** The result as a JSON object. */
    public ObjectNode toJson() {
        ObjectNode root = JsonValues.object();
        root.put("point", point.number());
        root.set("parameters", JsonValues.object(point.values()));
        root.put("status", status.key());
        if (!reason.isEmpty()) {
            root.put("reason", reason);
        }
        root.put("images", images);
        root.set("metrics", json(metrics));
        if (replicates.size() > 1) {
            ArrayNode all = root.putArray("replicates");
            replicates.forEach(r -> all.add(JsonValues.object().put("seed", r.seed).set("metrics", json(r.metrics))));
        }
        parts.forEach((total, terms) -> root.set(total, JsonValues.numbers(terms)));
        return root;
    }

    private static ObjectNode json(Map<Metric, Double> metrics) {
        ObjectNode object = JsonValues.object();
        metrics.forEach((metric, value) -> JsonValues.put(object, metric.key(), value));
        return object;
    }

    /**
     * Reads a {@link #line}.
     *
     * @throws RuntimeException if it is none
     */
    public static PointResult parse(String line) {
        JsonNode root = JsonValues.parse(line);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        JsonNode parameters = root.required("parameters");
        parameters.propertyNames().forEach(key -> values.put(key, parameters.required(key)));
        List<Replicate> replicates = new ArrayList<>();
        root.path("replicates").forEach(r -> replicates
                .add(new Replicate(r.required("seed").longValue(), metrics(r.required("metrics")))));
        Map<String, Map<String, Double>> parts = new LinkedHashMap<>();
        for (String total : root.propertyNames()) {
            if (root.required(total).isObject() && !total.equals("parameters") && !total.equals("metrics")) {
                Map<String, Double> terms = new LinkedHashMap<>();
                JsonNode node = root.required(total);
                node.propertyNames().forEach(term -> terms.put(term, node.required(term).doubleValue()));
                parts.put(total, terms);
            }
        }
        return new PointResult(new Point(root.required("point").intValue(), values),
                Status.valueOf(root.required("status").stringValue().toUpperCase(Locale.ROOT)),
                root.path("reason").stringValue(""), root.required("images").intValue(),
                metrics(root.required("metrics")), replicates, parts);
    }

    private static Map<Metric, Double> metrics(JsonNode node) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (node.has(metric.key())) {
                metrics.put(metric, node.required(metric.key()).doubleValue());
            }
        }
        return metrics;
    }
}

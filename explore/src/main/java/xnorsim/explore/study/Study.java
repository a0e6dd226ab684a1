package xnorsim.explore.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.arrays.readout.Readouts;
import xnorsim.chip.arch.ArchitectureFile;

/**
 * A study: a network on many architectures.
 *
 * @param name       its name
 * @param workload   what each point runs
 * @param technology the table energies and areas are computed with, unless an axis names others: a preset or a file
 * @param base       keys of the architecture that are the same in all points, as JSON
 * @param axes       what differs between points
 * @param strategy   how points are chosen
 * @param objectives objectives to optimize, at least one
 * @param limits     constraints of the points
 * @param earlyStop  when a point is stopped before its last image
 * @param definition the whole study file as JSON: two studies with the same one are the same
 */
public record Study(String name, Workload workload, String technology, String base, List<Axis> axes, Strategy strategy,
        List<Metric> objectives, List<Limit> limits, Optional<EarlyStop> earlyStop, String definition) {

    /**
     * What each point runs.
     *
     * @param model  the model file, unless an axis names others
     * @param folder where relative paths among the values of an axis begin
     * @param data   folder of the images
     * @param images number of images, the first of the data
     * @param seeds  one replicate for each: seeds of the input spikes
     */
    public record Workload(Path model, Path folder, Path data, int images, List<Long> seeds) {

        /** Copies the list. */
        public Workload {
            seeds = List.copyOf(seeds);
        }
    }

    /** The results of all points are in memory in the end, about a kilobyte each. */
    public static final int MAX_POINTS = 1_000_000;

    /** The key of an axis that changes the model file. */
    public static final String MODEL = "model";

    /** The key of an axis whose numbers multiply the firing thresholds of all layers. */
    public static final String THRESHOLD = "model.threshold_factor";

    /** The key of an axis of numbers of time steps, whatever the network was trained with. */
    public static final String TIME_STEPS = "model.time_steps";

    /** The key of an axis that changes the technology, and the beginning of those that change its figures. */
    public static final String TECHNOLOGY = "technology";

    /** Copies the lists. */
    public Study {
        axes = List.copyOf(axes);
        objectives = List.copyOf(objectives);
        limits = List.copyOf(limits);
    }

    /** The keys of all axes, in order. */
    public List<String> keys() {
        return axes.stream().flatMap(axis -> axis.keys().stream()).toList();
    }

    /** The minimum accuracy required by the constraints, if any. */
    public Optional<Double> leastAccuracy() {
        return limits.stream().filter(l -> l.metric() == Metric.ACCURACY && l.least().isPresent())
                .map(l -> l.least().getAsDouble()).findFirst();
    }

    /** Whether points are judged by their costs. */
    public boolean asksForCosts() {
        return judgedBy().anyMatch(Metric::isCost);
    }

    /** Whether a metric is an objective or has a constraint. */
    public boolean asksFor(Metric metric) {
        return judgedBy().anyMatch(metric::equals);
    }

    private Stream<Metric> judgedBy() {
        return Stream.concat(objectives.stream(), limits.stream().map(Limit::metric));
    }

    /** The model file of a point. */
    public Path model(Point point) {
        JsonNode own = point.values().get(MODEL);
        return own == null ? workload.model() : workload.folder().resolve(own.stringValue());
    }

    /** The architecture of a point, as JSON, which is YAML. */
    public String architecture(Point point) {
        return keys(point).toString();
    }

    private ObjectNode keys(Point point) {
        ObjectNode root = (ObjectNode) JsonValues.parse(base);
        point.values().forEach((key, value) -> {
            if (!isModelKey(key) && !Technologies.isKey(key)) {
                set(root, key.split("\\.", -1), value);
            }
        });
        return root;
    }

    /** Whether a key of an axis changes the network. */
    static boolean isModelKey(String key) {
        return key.equals(MODEL) || key.startsWith(MODEL + ".");
    }

    /**
     * The architecture of a replicate: for a readout with random chips and no given chip, the seed is the chip number,
     * so each replicate is another chip.
     */
    public ArchitectureFile architectureFile(Point point, long seed) {
        ObjectNode root = keys(point);
        if (root.path("readout") instanceof ObjectNode readout && !readout.has("chip") && hasChips(readout)) {
            readout.put("chip", seed);
        }
        return ArchitectureFile.of(root);
    }

    private static boolean hasChips(ObjectNode readout) {
        return Readouts.registry().find(readout.path("kind").asString(""))
                .filter(kind -> kind.keys().stream().anyMatch(key -> key.name().equals("chip"))).isPresent();
    }

    /** The architecture of a point, but for the chips of replicates. */
    public ArchitectureFile architectureFile(Point point) {
        return ArchitectureFile.of(keys(point));
    }

    private static void set(ObjectNode root, String[] path, JsonNode value) {
        ObjectNode at = root;
        for (int i = 0; i < path.length - 1; i++) {
            JsonNode below = at.path(path[i]);
            if (!below.isObject()) {
                below = JsonNodeFactory.instance.objectNode();
                at.set(path[i], below);
            }
            at = (ObjectNode) below;
        }
        at.set(path[path.length - 1], value);
    }

    /** Whether a result satisfies all constraints; one without a constrained metric does not. */
    public boolean admits(PointResult result) {
        return result.status() == PointResult.Status.DONE && violation(result) == 0
                && limits.stream().allMatch(limit -> result.metrics().containsKey(limit.metric()));
    }

    /** Total constraint violation of a result; metrics it does not have are ignored. */
    public double violation(PointResult result) {
        return limits.stream().filter(l -> result.metrics().containsKey(l.metric()))
                .mapToDouble(l -> l.violation(result.value(l.metric()))).sum();
    }
}

package xnorsim.explore.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.PlainYaml;
import xnorsim.base.Section;
import xnorsim.base.Value;
import xnorsim.chip.arch.ArchitectureFile;

/** Reads study files; docs/explore.md has all keys. */
public final class StudyFile {
    private static final List<String> KEYS = List.of("name", "model", "data", "images", "seeds", "technology",
            "architecture", "axes",
            "strategy", "objectives", "constraints", "early_stop");
    /** What the reader of YAML takes. */
    private static final FileKind KIND = new FileKind("a study in YAML", 3 << 20);
    private static final String TECHNOLOGY = "65nm-charge";
    private static final int MAX_IMAGES = 10_000_000;

    private StudyFile() {}

    /** What a study takes that names no model or no data. */
    public interface Defaults {
        /** The model file. */
        Path model();

        /** The folder of images that goes with a model file. */
        Path data(Path model);
    }

    /**
     * Reads a study. Paths in it are relative to its folder.
     *
     * @throws InputException if it cannot be read, or holds anything but known keys with values in range
     */
    public static Study read(Path file, Defaults defaults) {
        String yaml = KIND.text(file);
        try {
            Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
            return parse(yaml, stem(file), folder, defaults);
        } catch (InputException e) {
            throw e.in(file);
        }
    }

    /** The name of a study that has none: its file's, without the ending. */
    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    /**
     * Reads a study from YAML text.
     *
     * @param name   of the study, unless it has one
     * @param folder where its relative paths begin
     * @throws InputException as {@link #read}, without the file's name
     */
    public static Study parse(String yaml, String name, Path folder, Defaults defaults) {
        JsonNode root = PlainYaml.parse(yaml, "a study");
        Section study = Section.of("study", "study", root, KEYS);
        Path model = study.file("model", folder).orElseGet(defaults::model);
        Path data = study.file("data", folder).orElseGet(() -> defaults.data(model));
        String base = base(study);
        List<Axis> axes = axes(study);
        refuseFixed(study, axes);
        List<Limit> limits = limits(study);
        Study.Workload workload = new Study.Workload(model, folder, data, study.whole("images", 1, MAX_IMAGES, 100),
                seeds(study));
        Study read = new Study(study.text("name").orElse(name), workload,
                study.text(Study.TECHNOLOGY).orElse(TECHNOLOGY), base, axes,
                Strategies.read(study, axes),
                objectives(study), limits, earlyStop(study), root.toString());
        if (read.earlyStop().isPresent() && read.leastAccuracy().isEmpty()) {
            throw InputException.missing("constraints", "accuracy.min", "a number, as early_stop drops points that"
                    + " cannot reach it");
        }
        ValueCheck.check(read);
        if (read.strategy() instanceof Strategy.Planned planned) {
            planned.plan(axes);
        }
        return read;
    }

    /** One seed, or several: {@code seeds: 3} is the same as {@code seeds: [1, 2, 3]}. */
    private static List<Long> seeds(Section study) {
        if (study.get("seeds").isArray()) {
            List<Long> seeds = study.list("seeds", "a list of seeds").stream()
                    .map(seed -> (long) seed.whole(0, Integer.MAX_VALUE)).toList();
            if (new HashSet<>(seeds).size() < seeds.size()) {
                throw study.wrong("seeds", "distinct seeds");
            }
            return seeds;
        }
        return LongStream.rangeClosed(1, study.whole("seeds", 1, 1000, 1)).boxed().toList();
    }

    private static String base(Section study) {
        Optional<JsonNode> keys = study.optional("architecture")
                .map(value -> value.map("keys with values such as {double_buffered: true}").node());
        keys.ifPresent(ArchitectureFile::of);
        return keys.map(JsonNode::toString).orElse("{}");
    }

    private static List<Axis> axes(Section study) {
        List<Axis> axes = study.list("axes", "a list of axes such as {key: rows, values: [64, 128]}").stream()
                .map(AxisReader::read).toList();
        Set<String> keys = new HashSet<>();
        for (Axis axis : axes) {
            for (String key : axis.keys()) {
                if (!keys.add(key)) {
                    throw new InputException("axes: key " + key + " appears twice, expected once");
                }
            }
        }
        // A whole map and a part of it would be written over each other.
        for (String key : keys) {
            String map = key.substring(0, Math.max(0, key.indexOf('.')));
            if (keys.contains(map) && !Study.isModelKey(key) && !Technologies.isKey(key)) {
                throw new InputException("axes: key " + map + " is given with " + key + ", expected one of the two");
            }
        }
        return axes;
    }

    /** A key cannot be the same in all points and change from point to point. */
    private static void refuseFixed(Section study, List<Axis> axes) {
        for (Axis axis : axes) {
            for (String key : axis.keys()) {
                JsonNode node = study.get("architecture");
                String at = "";
                for (String part : key.split("\\.", -1)) {
                    if (node.isValueNode() && !node.isMissingNode()) {
                        throw InputException.wrongValue("architecture", at, Value.shown(node),
                                "a map or no value, as an axis changes " + key);
                    }
                    node = node.path(part);
                    at = at.isEmpty() ? part : at + '.' + part;
                }
                if (!node.isMissingNode()) {
                    throw InputException.wrongValue("architecture", key, Value.shown(node),
                            "no value, as an axis changes this key");
                }
            }
        }
    }

    private static List<Metric> objectives(Section study) {
        if (!study.has("objectives")) {
            return List.of(Metric.ACCURACY, Metric.CYCLES);
        }
        List<Metric> objectives = new ArrayList<>();
        String expected = "a list of " + String.join(", ", Metric.keys());
        for (Value value : study.list("objectives", expected)) {
            if (!value.node().isString()) {
                throw study.wrong("objectives", expected);
            }
            Metric metric = metric("objectives", value.text());
            if (objectives.contains(metric)) {
                throw study.wrong("objectives", "distinct objectives");
            }
            objectives.add(metric);
        }
        return objectives;
    }

    private static List<Limit> limits(Section study) {
        List<Limit> limits = new ArrayList<>();
        List<Value> given = study.optional("constraints")
                .map(value -> value.map("metrics with limits such as {accuracy: {min: 0.8}}").values())
                .orElse(List.of());
        for (Value value : given) {
            String key = value.key();
            Metric metric = metric("constraints", key);
            Section own = Section.of("study", "constraints." + key, value.node(), List.of("min", "max"));
            if (!own.has("min") && !own.has("max")) {
                throw InputException.missing("constraints." + key, "min", "min, max or both");
            }
            for (String end : List.of("min", "max")) {
                OptionalDouble bound = own.number(end);
                if (metric.isShare() && bound.isPresent()
                        && !(bound.getAsDouble() >= 0 && bound.getAsDouble() <= 1)) {
                    throw own.wrong(end, "0..1");
                }
            }
            if (own.number("min").orElse(Double.NEGATIVE_INFINITY) > own.number("max")
                    .orElse(Double.POSITIVE_INFINITY)) {
                throw own.wrong("min", "at most max, " + Value.shown(own.get("max")));
            }
            limits.add(new Limit(metric, own.number("min"), own.number("max")));
        }
        return limits;
    }

    private static Metric metric(String where, String key) {
        return Metric.of(key).orElseThrow(() -> InputException.unknown(where, key, Metric.keys()));
    }

    private static Optional<EarlyStop> earlyStop(Section study) {
        if (!study.has("early_stop")) {
            return Optional.empty();
        }
        Section own = Section.of("study", "early_stop", study.get("early_stop"), List.of("confidence", "every"));
        double confidence = own.number("confidence").orElse(0.99);
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw own.wrong("confidence", "0.5 to below 1");
        }
        return Optional.of(new EarlyStop(confidence, own.whole("every", 1, MAX_IMAGES, 10)));
    }
}

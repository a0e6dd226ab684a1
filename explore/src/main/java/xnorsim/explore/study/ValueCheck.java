package xnorsim.explore.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.Value;
import xnorsim.chip.arch.ArchitectureFile;

/** Finds keys and values of axes that no point could use, before the first point is simulated. */
final class ValueCheck {
    private static final List<String> MAPS = List.of("readout", "neuron", "replicas");

    private final Study study;
    private final Technologies technologies;
    private final List<List<JsonNode>> firstRows;
    private final List<List<JsonNode>> lastRows;

    private ValueCheck(Study study) {
        this.study = study;
        this.technologies = new Technologies(study);
        this.firstRows = study.axes().stream().map(axis -> axis.samples().getFirst()).toList();
        this.lastRows = study.axes().stream().map(axis -> axis.samples().getLast()).toList();
    }

    /**
     * Tries every value of every axis with the first and the last values of the others: one of the two must be a valid
     * architecture. Combinations that a network does not fit on are found point by point.
     *
     * @throws InputException if a key is unknown or a value is refused
     */
    static void check(Study study) {
        ValueCheck check = new ValueCheck(study);
        for (int a = 0; a < study.axes().size(); a++) {
            Axis axis = study.axes().get(a);
            String where = "axes[" + a + "]";
            for (String key : axis.keys()) {
                if (Study.isModelKey(key)) {
                    checkModelKey(where, key);
                } else if (Technologies.isKey(key)) {
                    Technologies.checkKey(where, key);
                } else if (key.equals("time_steps")) {
                    throw InputException.wrongValue(where, "key", key,
                            Study.TIME_STEPS + ", or " + Study.MODEL
                                    + " for networks trained with different numbers");
                } else if (!isArchitectureKey(key)) {
                    throw ArchitectureFile.unknown(where, "key", key);
                }
            }
        }
        for (int a = 0; a < study.axes().size(); a++) {
            Axis axis = study.axes().get(a);
            boolean isTechnology = axis.keys().stream().allMatch(Technologies::isKey);
            boolean isFirst = true;
            for (List<JsonNode> row : axis.samples()) {
                check.value(a, row, isTechnology && !isFirst);
                isFirst = false;
            }
        }
    }

    /**
     * Checks one point.
     *
     * @throws InputException if it has a key or a value that the study's file could not have
     */
    static void check(Study study, Point point) {
        new ValueCheck(study).parse(point, false);
    }

    /** A key of the file, or of a map in it. */
    private static boolean isArchitectureKey(String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? ArchitectureFile.KEYS.contains(key)
                : MAPS.contains(key.substring(0, dot)) && key.substring(dot + 1).matches("[^.\\s]+");
    }

    private static void checkModelKey(String where, String key) {
        List<String> known = List.of(Study.MODEL, Study.THRESHOLD, Study.TIME_STEPS);
        if (!known.contains(key)) {
            throw InputException.unknown(where, "key", key, known);
        }
    }

    /** With {@code isTechnology} the architecture is that of another row. */
    private void value(int axis, List<JsonNode> row, boolean isTechnology) {
        Optional<InputException> first = InputException.refusal(() -> parse(point(axis, row, false), isTechnology));
        if (first.isPresent()
                && InputException.refusal(() -> parse(point(axis, row, true), isTechnology)).isPresent()) {
            throw first.get().in("axes[" + axis + "]");
        }
    }

    private Point point(int axis, List<JsonNode> row, boolean last) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int a = 0; a < study.axes().size(); a++) {
            Axis other = study.axes().get(a);
            List<JsonNode> chosen = a == axis ? row : last ? lastRows.get(a) : firstRows.get(a);
            for (int k = 0; k < chosen.size(); k++) {
                values.put(other.keys().get(k), chosen.get(k));
            }
        }
        return new Point(0, values);
    }

    private void parse(Point point, boolean isTechnology) {
        Map<String, JsonNode> values = point.values();
        JsonNode model = values.get(Study.MODEL);
        if (model != null) {
            new Value("study", Study.MODEL, model).file(study.workload().folder(), "the name of a model file");
        }
        technologies.of(point);
        if (isTechnology) {
            return;
        }
        JsonNode factor = values.get(Study.THRESHOLD);
        if (factor != null) {
            Models.factor(factor);
        }
        JsonNode steps = values.get(Study.TIME_STEPS);
        if (steps != null) {
            Models.timeSteps(steps);
        }
        if (study.architectureFile(point).certified()) {
            throw new InputException("architecture: fraction_bits is auto, expected a number: only `run` certifies"
                    + " the fraction bits of a network");
        }
    }
}

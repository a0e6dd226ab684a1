package xnorsim.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import xnorsim.chip.ArchitectureFile;
import xnorsim.network.InputException;

/** Finds keys and values of axes that no point could use, before the first point is simulated. */
final class ValueCheck {
    private final Study study;
    private final Technologies technologies;

    private ValueCheck(Study study) {
        this.study = study;
        this.technologies = new Technologies(study);
    }

    /**
     * Tries every value of every axis with the first values of the others, and with their last ones: one of the two must be
     * an architecture. What combinations a network cannot be placed on is found point by point.
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
                            "another key: networks are simulated with the time steps they were trained with; the axis "
                                    + Study.MODEL + " takes networks of different ones");
                } else if (!ArchitectureFile.KEYS.contains(key.split("\\.", -1)[0])) {
                    throw InputException.unknown(where, "key", key, ArchitectureFile.KEYS);
                }
            }
        }
        for (int a = 0; a < study.axes().size(); a++) {
            Axis axis = study.axes().get(a);
            String where = "axes[" + a + "]";
            for (List<JsonNode> row : axis.samples()) {
                check.value(where, axis, row);
            }
        }
    }

    private static void checkModelKey(String where, String key) {
        List<String> known = List.of(Study.MODEL, Study.THRESHOLD);
        if (!known.contains(key)) {
            throw InputException.unknown(where, "key", key, known);
        }
    }

    private void value(String where, Axis axis, List<JsonNode> row) {
        try {
            parse(axis, row, false);
        } catch (InputException first) {
            try {
                parse(axis, row, true);
            } catch (InputException again) {
                throw first.in(where);
            }
        }
    }

    private void parse(Axis axis, List<JsonNode> row, boolean last) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Axis other : study.axes()) {
            List<List<JsonNode>> samples = other.samples();
            List<JsonNode> chosen = other.equals(axis) ? row : last ? samples.getLast() : samples.getFirst();
            for (int k = 0; k < chosen.size(); k++) {
                values.put(other.keys().get(k), chosen.get(k));
            }
        }
        JsonNode model = values.get(Study.MODEL);
        if (model != null && !model.isString()) {
            throw InputException.wrongValue("study", Study.MODEL, Section.shown(model), "the name of a model file");
        }
        Point point = new Point(0, values);
        technologies.of(point);
        JsonNode factor = values.get(Study.THRESHOLD);
        if (factor != null) {
            Models.factor(factor);
        }
        if (ArchitectureFile.parse(study.architecture(point)).certified()) {
            throw new InputException("architecture: fraction_bits is auto, expected a number: only `run` looks for the"
                    + " fraction bits of a network");
        }
    }
}

package xnorsim.explore.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;
import xnorsim.base.InputException;
import xnorsim.base.Value;
import xnorsim.cost.FigureKey;
import xnorsim.cost.Technology;
import xnorsim.cost.TechnologyFile;

/**
 * The technology tables of a study. Keys of axes that begin with {@code technology} change them: the table's name or
 * file itself, its supply, or one of its figures.
 */
public final class Technologies {
    private static final String SUPPLY = "supply_v";
    private static final String PREFIX = Study.TECHNOLOGY + ".";

    private final Study study;
    private final Map<String, Technology> tables = new LinkedHashMap<>();

    /**
     * Reads all tables of a study.
     *
     * @throws InputException if one cannot be read
     */
    Technologies(Study study) {
        this.study = study;
        Set<String> names = new TreeSet<>();
        for (Axis axis : study.axes()) {
            int at = axis.keys().indexOf(Study.TECHNOLOGY);
            if (at >= 0) {
                axis.samples().forEach(row -> names.add(name(row.get(at))));
            }
        }
        if (names.isEmpty()) {
            names.add(study.technology());
        }
        names.forEach(name -> tables.put(name, find(name)));
    }

    private static String name(JsonNode node) {
        return new Value("study", Study.TECHNOLOGY, node)
                .text("a file or " + InputException.oneOf(TechnologyFile.PRESETS));
    }

    private Technology find(String name) {
        return TechnologyFile.find(TechnologyFile.PRESETS.contains(name)
                ? name
                : new Value("study", Study.TECHNOLOGY, StringNode.valueOf(name))
                        .file(study.workload().folder(), "a file")
                        .toString());
    }

    /** Whether a key of an axis is one of a technology. */
    static boolean isKey(String key) {
        return key.equals(Study.TECHNOLOGY) || key.startsWith(PREFIX);
    }

    /** Rejects a key that no table has. */
    static void checkKey(String where, String key) {
        List<String> known = known();
        if (!key.equals(Study.TECHNOLOGY) && !known.contains(key.substring(PREFIX.length()))) {
            String name = key.substring(PREFIX.length());
            throw InputException.unknown(where, "technology key", name.isEmpty() ? key : name, known);
        }
    }

    private static List<String> known() {
        return Stream.concat(Stream.of(SUPPLY), Arrays.stream(FigureKey.values()).map(FigureKey::key))
                .toList();
    }

    /**
     * The table of a point.
     *
     * @throws InputException if a value is out of range
     */
    public Technology of(Point point) {
        JsonNode own = point.values().get(Study.TECHNOLOGY);
        String named = own == null ? study.technology() : name(own);
        Technology technology = tables.get(named);
        if (technology == null) {
            throw InputException.wrongValue("study", Study.TECHNOLOGY, named,
                    "a value of its axis: " + String.join(", ", tables.keySet()));
        }
        for (Map.Entry<String, JsonNode> entry : point.values().entrySet()) {
            if (entry.getKey().startsWith(PREFIX)) {
                technology = changed(technology, entry.getKey(), entry.getValue());
            }
        }
        return technology;
    }

    private static Technology changed(Technology technology, String key, JsonNode value) {
        double number = new Value("study", key, value).number();
        String name = key.substring(PREFIX.length());
        try {
            return name.equals(SUPPLY)
                    ? technology.withSupply(number)
                    : technology.with(Arrays.stream(FigureKey.values()).filter(k -> k.key().equals(name)).findFirst()
                            .orElseThrow(), number);
        } catch (IllegalArgumentException e) {
            throw new InputException(key + ": " + e.getMessage(), e);
        }
    }

    /** All that the tables say, for a sum over a study's inputs. */
    String content() {
        return tables.toString();
    }
}

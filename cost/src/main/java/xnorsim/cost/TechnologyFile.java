package xnorsim.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.PlainYaml;
import xnorsim.base.Section;
import xnorsim.base.Value;

/** Technology tables in YAML: presets that come with the program, and the user's own, which may build on one. */
public final class TechnologyFile {

    /** The technologies that come with the program. */
    public static final List<String> PRESETS = List.of("65nm-charge", "65nm-digital-xnor", "28nm-digital", "22nm",
            "stt-mram-like");

    /** Keys of a table. */
    public static final List<String> KEYS = List.of("name", "about", "base", "node_nm", "supply_v", "supply_exponent",
            "sense", "figures");

    /** Keys of a figure. */
    public static final List<String> FIGURE_KEYS = List.of("value", "unit", "node_nm", "supply_v", "supply_exponent",
            "source", "status");

    private static final String WHERE = "technology";
    private static final String COMMON = "digital-parts";
    private static final FileKind KIND = new FileKind("a technology in YAML", 1 << 20);

    private TechnologyFile() {}

    /** The preset of that name, or else the table in the file of that name. */
    public static Technology find(String nameOrFile) {
        if (PRESETS.contains(nameOrFile)) {
            return preset(nameOrFile);
        }
        Path file = InputException.path(nameOrFile);
        if (!Files.exists(file)) {
            throw InputException.wrongValue("cost", "technology", nameOrFile,
                    "a file or " + InputException.oneOf(PRESETS));
        }
        return read(file);
    }

    /** A technology that comes with the program. */
    public static Technology preset(String name) {
        if (!PRESETS.contains(name)) {
            throw InputException.unknown("technology", name, PRESETS);
        }
        return parse(resource(name));
    }

    /**
     * Reads a user's table.
     *
     * @throws InputException if the file cannot be read, or lacks a figure, a source or a status
     */
    public static Technology read(Path file) {
        String yaml = KIND.text(file);
        try {
            return parse(yaml);
        } catch (InputException e) {
            throw e.in(file);
        }
    }

    /**
     * Reads a table from YAML text.
     *
     * @throws InputException as {@link #read}, without the file's name
     */
    public static Technology parse(String yaml) {
        try {
            return table(yaml, Optional.empty()).technology();
        } catch (IllegalArgumentException e) {
            throw new InputException("technology: " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = TechnologyFile.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the table " + name + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table that may still lack figures, because it is what another one builds on. */
    private record Table(Section root, Optional<Table> base, Map<FigureKey, TechnologyFigure> figures) {
        Value value(String key) {
            return root.has(key) || base.isEmpty() ? root.value(key) : base.get().value(key);
        }

        Technology technology() {
            return new Technology(text(root, "name"), text(root, "about"), value("node_nm").number(),
                    value("supply_v").number(), value("supply_exponent").number(),
                    choice(value("sense"), Sense.values()), figures);
        }
    }

    private static Table table(String yaml, Optional<String> inside) {
        JsonNode node;
        try {
            node = PlainYaml.parse(yaml, "a technology");
        } catch (InputException e) {
            throw e.in(WHERE);
        }
        if (!node.isObject()) {
            throw new InputException("technology: expected keys with values such as \"node_nm: 65\"");
        }
        Map<String, String> figureNames = new LinkedHashMap<>();
        Arrays.stream(FigureKey.values()).forEach(key -> figureNames.put(key.key(), key.key() + " in the map figures"));
        Section root = new Section(WHERE, node);
        root.requireKnown(KEYS, key -> InputException.unknown(WHERE, "", key, KEYS, figureNames));
        Optional<Table> base = root.has("base") && inside.isEmpty()
                ? Optional.of(base(text(root, "base")))
                : Optional.empty();
        Map<FigureKey, TechnologyFigure> figures = new EnumMap<>(FigureKey.class);
        base.ifPresent(table -> figures.putAll(table.figures()));
        root.optional("figures").map(given -> given.map("keys with values").values()).orElse(List.of())
                .forEach(value -> {
                    FigureKey key = key(value);
                    figures.put(key, figure(key, value));
                });
        return new Table(root, base, figures);
    }

    private static FigureKey key(Value figure) {
        return Arrays.stream(FigureKey.values()).filter(key -> key.key().equals(figure.key())).findFirst()
                .orElseThrow(() -> InputException.unknown(figure.where(), figure.key(),
                        Arrays.stream(FigureKey.values()).map(FigureKey::key).toList()));
    }

    private static Table base(String name) {
        if (name.equals(COMMON)) {
            return table(resource(name), Optional.of(name));
        }
        if (!PRESETS.contains(name)) {
            throw InputException.unknown("technology: base", name, PRESETS);
        }
        return table(resource(name), Optional.empty());
    }

    private static TechnologyFigure figure(FigureKey key, Value value) {
        Section own = value.map(value.where() + ": " + key.key(), FIGURE_KEYS);
        try {
            return new TechnologyFigure(key, own.required("value") * prefix(key, text(own, "unit")),
                    own.required("node_nm"),
                    own.required("supply_v"), own.number("supply_exponent"), text(own, "source"),
                    choice(own.value("status"), Status.values()));
        } catch (IllegalArgumentException e) {
            throw new InputException(own.where() + ": " + e.getMessage(), e);
        }
    }

    /** What a file's unit is in the unit of the key. */
    private static double prefix(FigureKey key, String unit) {
        if (unit.equals(key.unit())) {
            return 1;
        }
        String base = key.unit().substring(key.kind() == FigureKey.Kind.AREA ? 0 : 1);
        int step = key.kind() == FigureKey.Kind.AREA || unit.isEmpty() || !unit.substring(1).equals(base)
                ? -1
                : "afpnum".indexOf(unit.charAt(0));
        if (step < 0 || key.kind() == FigureKey.Kind.NUMBER) {
            throw new IllegalArgumentException("unit is \"" + unit + "\", expected " + key.unit()
                    + (key.kind() == FigureKey.Kind.AREA || key.kind() == FigureKey.Kind.NUMBER
                            ? ""
                            : " with any prefix a..m"));
        }
        return Math.pow(1000, step - "afpnum".indexOf(key.unit().charAt(0)));
    }

    private static String text(Section own, String key) {
        return own.value(key).text().strip();
    }

    private static <E extends Enum<E>> E choice(Value value, E[] constants) {
        return value.choice(List.of(constants), one -> one.name().toLowerCase(Locale.ROOT));
    }
}

package xnorsim.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The YAML subset of this program: one document of plain values, every key once, no anchors, aliases or tags.
 */
public final class PlainYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.shared();
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    /** Maximum nesting of maps and lists; reading time grows with its square. */
    private static final int DEEPEST = 50;
    /** Where a parser names a limit by the Java method that sets it, which tells a user nothing. */
    static final Pattern METHOD = Pattern.compile(",? from `[^`]*`");

    private PlainYaml() {}

    /**
     * Reads a text; an empty one yields a missing node.
     *
     * @param what the expected content, for messages: {@code "an architecture"}
     * @throws InputException if it is not YAML, or has more than plain values; the message names the line
     */
    public static JsonNode parse(String yaml, String what) {
        if (yaml.chars().anyMatch(c -> c < ' ' && "\t\n\r".indexOf(c) < 0)) {
            throw new InputException("is not UTF-8 text: it has control characters, expected " + what + " in YAML");
        }
        try {
            requirePlain(yaml);
            return MAPPER.readTree(yaml);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
            throw broken(line, e.getProblem(), what, e);
        } catch (YamlEngineException e) {
            throw broken("", String.valueOf(e.getMessage()), what, e);
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw broken(line, METHOD.matcher(e.getOriginalMessage()).replaceAll(""), what, e);
        }
    }

    private static InputException broken(String line, String problem, String what, Exception cause) {
        return new InputException(
                line + "is not YAML: "
                        + Printable.value(problem.strip().replaceAll("\\s+", " ").replace("unexpected ", ""))
                        + ", expected " + what,
                cause);
    }

    /**
     * Refuses what the tree would silently ignore: a second document, repeated keys, aliases, tags.
     */
    private static void requirePlain(String yaml) {
        Deque<Level> levels = new ArrayDeque<>();
        boolean begun = false;
        Parser parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, yaml));
        while (parser.hasNext()) {
            Event event = parser.next();
            switch (event) {
                case DocumentStartEvent _ -> {
                    if (begun) {
                        throw refused(event, "a second document begins, expected one");
                    }
                    begun = true;
                }
                case CollectionEndEvent _ -> levels.pop();
                case NodeEvent node -> {
                    requirePlain(node);
                    if (!levels.isEmpty()) {
                        levels.element().add(node);
                    }
                    if (node instanceof CollectionStartEvent start) {
                        if (levels.size() == DEEPEST) {
                            throw refused(event, "is nested in " + DEEPEST + " maps and lists, expected fewer");
                        }
                        levels.push(new Level(start instanceof MappingStartEvent));
                    }
                }
                default -> {
                }
            }
        }
    }

    private static void requirePlain(NodeEvent node) {
        if (node instanceof AliasEvent || node.getAnchor().isPresent()) {
            throw refused(node, "anchors (&) and aliases (*) are not supported, expected plain values");
        }
        boolean tagged = switch (node) {
            case ScalarEvent scalar -> scalar.getTag().isPresent();
            case CollectionStartEvent start -> start.getTag().isPresent();
            default -> false;
        };
        if (tagged) {
            throw refused(node, "tags (!) are not supported, expected plain values");
        }
    }

    private static InputException refused(Event event, String why) {
        return new InputException(
                event.getStartMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("") + why);
    }

    /** A map or list being read; in a map every other node is a key. */
    private static final class Level {
        private final boolean map;
        private final Set<String> keys = new HashSet<>();
        private boolean value;

        Level(boolean map) {
            this.map = map;
        }

        void add(NodeEvent node) {
            if (map && !value && node instanceof ScalarEvent key && !keys.add(key.getValue())) {
                throw refused(node, Printable.value(key.getValue()) + " is given twice, expected once");
            }
            value = !value;
        }
    }
}

package xnorsim.chip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import xnorsim.network.InputException;

/** YAML as files of this program use it: one document of plain values, every key once, without anchors and aliases. */
public final class PlainYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.shared();
    private static final int LONGEST = 200;

    private PlainYaml() {}

    /**
     * Reads a text; an empty one gives a missing node.
     *
     * @param what is expected of the text, for complaints: {@code "an architecture"}
     * @throws InputException if it is no YAML, or more than plain values; the message names the line
     */
    public static JsonNode parse(String yaml, String what) {
        if (yaml.chars().anyMatch(c -> c < ' ' && "\t\n\r".indexOf(c) < 0)) {
            throw new InputException("is no UTF-8 text, it has control characters, expected " + what + " in YAML");
        }
        try {
            requirePlain(yaml);
            return MAPPER.readTree(yaml);
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new InputException(where + oneLine(e.getOriginalMessage()), e);
        }
    }

    /** A text on one line, cut where it is too long to be read. */
    static String oneLine(String text) {
        // Limits are named with the method of Java that sets them, which says nothing to a user.
        String line = text.strip().replaceAll("\\s+", " ").replaceAll(",? from `[^`]*`", "");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    /** Refuses what the tree would pass over in silence: a second document, a key that is there twice, aliases. */
    private static void requirePlain(String yaml) {
        Deque<Set<String>> keys = new ArrayDeque<>();
        boolean begun = false;
        try (JsonParser parser = MAPPER.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String line = "line " + parser.currentTokenLocation().getLineNr() + ": ";
                if (keys.isEmpty() && begun) {
                    throw new InputException(line + "another document begins, expected one");
                }
                begun = true;
                if (parser.getObjectId() != null || (parser instanceof YAMLParser text && text.isCurrentAlias())) {
                    throw new InputException(
                            line + "anchors (&) and aliases (*) are not supported, expected plain values");
                }
                if (token == JsonToken.PROPERTY_NAME && !keys.element().add(parser.currentName())) {
                    throw new InputException(line + parser.currentName() + " stands twice, expected once");
                }
                if (token.isStructStart()) {
                    keys.push(new HashSet<>());
                } else if (token.isStructEnd()) {
                    keys.pop();
                }
            }
        }
    }
}

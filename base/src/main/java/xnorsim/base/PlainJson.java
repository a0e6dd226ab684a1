package xnorsim.base;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON: one object and nothing after it, every key of an object once, no numbers beyond those of JSON. */
public final class PlainJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private PlainJson() {}

    /**
     * Reads an object.
     *
     * @param where its name in messages
     * @throws InputException if the text is no JSON object, or has a key twice in one object
     */
    public static Section parse(String where, byte[] utf8) {
        try {
            JsonNode node = MAPPER.readTree(utf8);
            if (!node.isObject()) {
                String given = node.isMissingNode() ? "empty" : Value.shown(node);
                throw new InputException(where + ": is " + given + ", expected a JSON object");
            }
            return new Section(where, node);
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            throw new InputException(where + ": is invalid JSON" + place + ": " + reason(e), e);
        }
    }

    /** What the parser says, without its advice to programmers. */
    private static String reason(JacksonException e) {
        return PlainYaml.METHOD.matcher(e.getOriginalMessage()
                .replaceFirst("(?s)^Non-standard token '([^']*)'.*", "$1 is not a number of JSON")
                .replaceFirst("(?s)^Unrecognized token '(.*)': was expecting .*", "'$1' is not a JSON value")
                .replaceFirst("(?s)^Trailing token.*", "text follows the object")
                .replaceFirst("(?s)^Unexpected end-of-input.*", "the text is truncated")
                .replaceFirst("(?s)^Unexpected (.*?)(?:: | within | in ).*", "$1 is misplaced")).replaceAll("")
                .replaceAll("\\s+", " ");
    }
}

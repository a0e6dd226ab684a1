package xnorsim.cli.io;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes maps, lists, strings, numbers and truth values as JSON; an empty optional is null. */
public final class Json {
    private Json() {}

    /** An object on one line, keys in the map's order. */
    public static String object(Map<String, ?> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, values);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, entry) -> {
                    json.writeName((String) key);
                    write(json, entry);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(entry -> write(json, entry));
                json.writeEndArray();
            }
            case Optional<?> optional -> {
                if (optional.isPresent()) {
                    write(json, optional.get());
                } else {
                    json.writeNull();
                }
            }
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }
}

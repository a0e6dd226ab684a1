package xnorsim.rtl;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with places such as {@code <name>} to be filled in. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("<([a-z_]+)>");

    private Template() {}

    /**
     * Fills in every place. A value of several lines is indented as its line is; a line that holds nothing but a place
     * with an empty value goes.
     *
     * @throws IllegalArgumentException if a place has no value, or a value no place
     */
    static String fill(String template, Map<String, ?> values) {
        for (String name : values.keySet()) {
            if (!template.contains("<" + name + ">")) {
                throw new IllegalArgumentException("no place for " + name);
            }
        }
        StringBuilder text = new StringBuilder();
        template.lines().forEach(line -> {
            String indent = "\n" + line.substring(0, line.length() - line.stripLeading().length());
            String filled = PLACE.matcher(line).replaceAll(place -> Matcher
                    .quoteReplacement(value(values, place.group(1)).stripTrailing().replace("\n", indent)));
            if (!filled.isBlank() || line.isBlank()) {
                text.append(filled).append('\n');
            }
        });
        return text.toString().replaceAll("(?m) +$", "");
    }

    private static String value(Map<String, ?> values, String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing for the place " + name);
        }
        return value.toString();
    }
}

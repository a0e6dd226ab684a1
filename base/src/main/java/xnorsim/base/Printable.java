package xnorsim.base;

import java.util.List;
import java.util.stream.Stream;

/**
 * Text from a user's files and arguments, made safe to show: unprintable characters become escapes.
 *
 * <p>Control characters (terminal escapes included), direction marks, other invisible characters and unpaired
 * surrogates become {@code \}{@code u} and four hexadecimal digits for each 16-bit unit, or {@code \n}, {@code \r} and
 * {@code \t}: valid JSON escapes.
 */
public final class Printable {
    private static final String CUT = " ... ";

    /** Maximum length of a name or value in a message; longer ones lose their middle. */
    private static final int LONGEST_VALUE = 120;

    /** Maximum number of names in a list. */
    private static final int MOST_NAMES = 8;

    private Printable() {}

    /**
     * A text on one line.
     *
     * @param longest maximum length; a longer text loses its middle to an ellipsis
     */
    public static String line(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 16);
        int at = 0;
        while (at < text.length() && line.length() <= longest) {
            at += append(line, text, at, false);
        }
        if (at == text.length() && line.length() <= longest) {
            return line.toString();
        }
        int room = longest - CUT.length();
        return front(text, room - room / 2) + CUT + back(text, room / 2);
    }

    /** A name or value within a message; a blank one is quoted to be visible. */
    public static String value(Object value) {
        String text = String.valueOf(value);
        return text.isBlank() ? line('"' + text + '"', LONGEST_VALUE) : line(text, LONGEST_VALUE);
    }

    /** A value as a user typed it; in quotes unless it is one word. */
    public static String typed(String text) {
        String shown = line(text, LONGEST_VALUE);
        return text.isEmpty() || text.chars().anyMatch(Character::isWhitespace) ? '"' + shown + '"' : shown;
    }

    /**
     * {@code a, b and c}; of a long list, the first items and the number of further ones.
     *
     * @param last the word before the last item, such as "and"
     */
    public static String list(Stream<?> things, String last) {
        List<String> names = things.map(Object::toString).toList();
        if (names.size() > MOST_NAMES) {
            return String.join(", ", names.subList(0, MOST_NAMES)) + " " + last + " " + (names.size() - MOST_NAMES)
                    + " more";
        }
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " " + last + " " + names.getLast();
    }

    /** A multi-line text; line ends and tabs stay. */
    public static String lines(String text) {
        if (text.chars().allMatch(unit -> (unit >= ' ' && unit < 0x7F) || unit == '\n')) {
            return text;
        }
        StringBuilder lines = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            at += append(lines, text, at, true);
        }
        return lines.toString();
    }

    private static String front(String text, int room) {
        StringBuilder front = new StringBuilder(room);
        for (int at = 0; at < text.length();) {
            int before = front.length();
            at += append(front, text, at, false);
            if (front.length() > room) {
                front.setLength(before);
                break;
            }
        }
        return front.toString();
    }

    private static String back(String text, int room) {
        int at = text.length();
        int length = 0;
        StringBuilder one = new StringBuilder();
        while (at > 0) {
            one.setLength(0);
            int before = at - Character.charCount(text.codePointBefore(at));
            append(one, text, before, false);
            length += one.length();
            if (length > room) {
                break;
            }
            at = before;
        }
        return line(text.substring(at), room);
    }

    /** Appends the character at an index; returns its number of 16-bit units. */
    private static int append(StringBuilder to, String text, int at, boolean hasLines) {
        int character = text.codePointAt(at);
        int units = Character.charCount(character);
        if (prints(character) || (hasLines && (character == '\n' || character == '\t'))) {
            to.append(text, at, at + units);
            return units;
        }
        switch (character) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                for (int i = 0; i < units; i++) {
                    int unit = text.charAt(at + i);
                    to.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        to.append(Character.forDigit(unit >> shift & 0xF, 16));
                    }
                }
            }
        }
        return units;
    }

    private static boolean prints(int character) {
        if (character < 0x7F) {
            return character >= ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

package xnorsim.base;

/**
 * Text of a user's files and arguments as it may be shown: what does not print is written as an escape.
 *
 * <p>Control characters, among them those that steer a terminal, signs that turn the direction of writing, other
 * invisible signs and halves of surrogate pairs become {@code \}{@code u} and four hexadecimal digits for each 16-bit
 * unit, or {@code \n}, {@code \r} and {@code \t}: in a JSON string the same as what they stand for.
 */
public final class Printable {
    private static final String CUT = " ... ";

    /** The longest part of a message that a name or a value takes; more of them than this is cut out in the middle. */
    private static final int LONGEST_VALUE = 120;

    private Printable() {}

    /**
     * A text on one line.
     *
     * @param longest characters it may have; a longer one loses its middle to an ellipsis
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

    /** A name or a value within a message; one of nothing but blanks, which nobody would see, in quotes. */
    public static String value(Object value) {
        String text = String.valueOf(value);
        return text.isBlank() ? line('"' + text + '"', LONGEST_VALUE) : line(text, LONGEST_VALUE);
    }

    /** A text of any number of lines; ends of lines and tabs stay. */
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

    /** Appends the character at a place; returns how many 16-bit units it is of. */
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

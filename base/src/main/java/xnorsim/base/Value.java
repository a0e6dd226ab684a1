package xnorsim.base;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A value of a YAML or JSON file with its place. Every method refuses a missing value and one of another type with an
 * {@link InputException}.
 *
 * @param where name of the enclosing map in messages
 * @param key   its key
 * @param node  the value; a missing node if the key is not given
 */
public record Value(String where, String key, JsonNode node) {
    /** Longer values lose their end in messages. */
    private static final int LONGEST = 80;
    static final String WHOLE = "a whole number";
    private static final String NUMBER = "a number";
    private static final String TRUTH = "true or false";

    /** Whether the key is given. */
    public boolean isGiven() {
        return !node.isMissingNode();
    }

    /**
     * Refuses a missing key.
     *
     * @param expected what the value could be
     */
    public void require(String expected) {
        if (!isGiven()) {
            throw InputException.missing(where, key, expected);
        }
    }

    /** The exception for an invalid value. */
    public InputException wrong(String expected) {
        return InputException.wrongValue(where, key, shown(node), expected);
    }

    private void require(boolean holds, String expected) {
        require(expected);
        if (!holds) {
            throw wrong(expected);
        }
    }

    /** Any text. */
    public String text() {
        return text("a text");
    }

    /** Any text; {@code expected} describes it. */
    public String text(String expected) {
        require(node.isString(), expected);
        return node.stringValue();
    }

    /** A text that is not blank, without control characters. */
    public String readable() {
        require(node.isString() && !node.stringValue().isBlank(), "a text");
        require(isReadable(node.stringValue()), "a text without control characters");
        return node.stringValue();
    }

    /** Whether a text is free of control characters and unpaired surrogates. */
    public static boolean isReadable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** The file that a text names; this machine may not allow all of its characters. */
    public Path file(Path folder, String expected) {
        try {
            return folder.resolve(text(expected));
        } catch (InvalidPathException e) {
            throw new InputException(where + ": " + key + " is " + shown(node)
                    + ", expected a file name that is valid on this machine: " + e.getReason(), e);
        }
    }

    /** A whole number of 32 bits. */
    public int whole() {
        require(node.isIntegralNumber(), WHOLE);
        if (!node.canConvertToInt()) {
            throw wrong(WHOLE + " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return node.intValue();
    }

    /** A whole number of 32 bits; {@code expected} describes it. */
    int whole(String expected) {
        require(node.isIntegralNumber() && node.canConvertToInt(), expected);
        return node.intValue();
    }

    /** A whole number in a range. */
    public int whole(int least, int most) {
        require(WHOLE);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw wrong(WHOLE + " of " + least + ".." + most);
        }
        return node.intValue();
    }

    /** A whole number of 64 bits. */
    public long wholeLong() {
        return wholeLong(WHOLE + " of at most 18 digits");
    }

    /** A whole number of 64 bits; {@code expected} describes it. */
    long wholeLong(String expected) {
        require(node.isIntegralNumber() && node.canConvertToLong(), expected);
        return node.longValue();
    }

    /** A whole number of at most so many bits. */
    public BigInteger wholeOfBits(int mostBits) {
        require(WHOLE);
        if (!node.isIntegralNumber() || node.bigIntegerValue().bitLength() > mostBits) {
            throw wrong(WHOLE + " of at most " + mostBits + " bits");
        }
        return node.bigIntegerValue();
    }

    /** A finite number. */
    public double number() {
        return number(numeral());
    }

    /** What a finite number is called where the value is none. */
    String numeral() {
        return node.isNumber() ? "a finite number" : NUMBER;
    }

    /** A finite number; {@code expected} describes it. */
    public double number(String expected) {
        double value = node.doubleValue(Double.NaN);
        require(Double.isFinite(value), expected);
        return value;
    }

    /** True or false. */
    public boolean truth() {
        require(node.isBoolean(), TRUTH);
        return node.booleanValue();
    }

    /**
     * The one of several things that a word names.
     *
     * @param all  the things
     * @param word names one
     */
    public <T> T choice(Collection<T> all, Function<T, String> word) {
        return choice(all, word, false);
    }

    /** The same, in upper or lower case. */
    public <T> T choiceOfAnyCase(Collection<T> all, Function<T, String> word) {
        return choice(all, word, true);
    }

    private <T> T choice(Collection<T> all, Function<T, String> word, boolean isAnyCase) {
        String given = node.stringValue("");
        for (T one : all) {
            String name = word.apply(one);
            if (node.isString() && (isAnyCase ? name.equalsIgnoreCase(given) : name.equals(given))) {
                return one;
            }
        }
        String expected = InputException.oneOf(all.stream().map(word).toList());
        require(expected);
        throw wrong(expected);
    }

    /**
     * The entries of a list, named by their place in it.
     *
     * @param expected what the list is, for messages
     * @param sizes    numbers of entries it may have
     */
    public Stream<Value> entries(String expected, IntPredicate sizes) {
        require(node.isArray() && sizes.test(node.size()), expected);
        return IntStream.range(0, node.size()).mapToObj(i -> new Value(where, key + "[" + i + "]", node.get(i)));
    }

    /** The entries of a list of at least one. */
    public List<Value> list(String expected) {
        return entries(expected, size -> size > 0).toList();
    }

    /** The entries of a list of maps, with any keys. */
    public List<Section> maps(String expected) {
        return entries(expected, _ -> true).map(entry -> entry.map("keys with values")).toList();
    }

    /** A map with any keys. */
    public Section map(String expected) {
        return map(where + ": " + key, expected);
    }

    /** A map with any keys; {@code inner} is its name in messages about its values. */
    Section map(String inner, String expected) {
        require(node.isObject(), expected);
        return new Section(inner, node);
    }

    /** A map that may have the given keys only; {@code inner} is its name in messages about its values. */
    public Section map(String inner, List<String> known) {
        Section map = map(inner, "keys with values: " + String.join(", ", known));
        map.requireKnown(known, key -> InputException.unknown(inner, key, known));
        return map;
    }

    /** A value as shown in messages. */
    public static String shown(JsonNode node) {
        String text = node.isString() ? '"' + node.stringValue() + '"' : node.toString();
        return Printable.line(text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text, Integer.MAX_VALUE);
    }
}

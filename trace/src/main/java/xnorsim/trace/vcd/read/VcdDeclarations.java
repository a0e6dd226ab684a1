package xnorsim.trace.vcd.read;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a VCD file: its variables by full name, and their identifiers. Accepts what simulators write, beyond
 * IEEE 1364: any type of scope and variable, ranges with or without a space, several variables with one identifier,
 * unknown sections.
 */
final class VcdDeclarations {

    private static final Pattern TIMESCALE = Pattern.compile("(1|10|100)(s|ms|us|ns|ps|fs)");
    private static final Pattern RANGE = Pattern.compile("(.*)\\[(-?[0-9]{1,9})(?::(-?[0-9]{1,9}))?\\]");
    private static final List<String> UNITS = List.of("fs", "ps", "ns", "us", "ms", "s");
    private static final long MAX_CHARACTERS = 1L << 26;
    private static final long NANOSECOND_FS = 1_000_000;

    /**
     * A variable.
     *
     * @param width in bits; 0 if not applicable, such as for a real number
     * @param event whether it is an event, which has times but no value
     * @param slot  number of its identifier
     */
    record Declared(int width, boolean event, int slot) {}

    private final VcdTokens tokens;
    private final Map<String, Declared> variables = new LinkedHashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final VcdIdentifiers identifiers = new VcdIdentifiers();
    private final List<Integer> widths = new ArrayList<>();
    private final List<Boolean> events = new ArrayList<>();
    private final Deque<String> scopes = new ArrayDeque<>();
    private String scope = "";
    private long characters;
    private long unitFs = NANOSECOND_FS;

    private VcdDeclarations(VcdTokens tokens) {
        this.tokens = tokens;
    }

    /** Reads up to and including $enddefinitions. */
    static VcdDeclarations read(VcdTokens tokens) throws IOException {
        VcdDeclarations head = new VcdDeclarations(tokens);
        while (head.section()) {
            // Each iteration reads one section.
        }
        return head;
    }

    /** The variables by their full names, levels separated by dots. */
    Map<String, Declared> variables() {
        return variables;
    }

    /** Lookup of identifiers. */
    VcdIdentifiers identifiers() {
        return identifiers;
    }

    /** Number of different identifiers. */
    int slots() {
        return widths.size();
    }

    int width(int slot) {
        return widths.get(slot);
    }

    boolean event(int slot) {
        return events.get(slot);
    }

    /** The time unit in femtoseconds; by default a nanosecond. */
    long unitFs() {
        return unitFs;
    }

    private boolean section() throws IOException {
        if (!tokens.next()) {
            throw tokens.fault("the file ends before $enddefinitions, expected a VCD file");
        }
        if (tokens.character(0) != '$') {
            throw tokens.fault("\"" + tokens.shown() + "\" before $enddefinitions, expected a VCD file");
        }
        if (tokens.bytes() > MAX_CHARACTERS || characters > MAX_CHARACTERS) {
            throw tokens.fault("the declarations are too many to be compared");
        }
        switch (tokens.text(0)) {
            case "$scope" -> openScope(words("$scope"));
            case "$upscope" -> {
                words("$upscope");
                if (!scopes.isEmpty()) {
                    scope = scopes.removeLast();
                }
            }
            case "$var" -> declare(words("$var"));
            case "$timescale" -> timescale(String.join("", words("$timescale")));
            case "$enddefinitions" -> {
                words("$enddefinitions");
                return false;
            }
            default -> skip(tokens);
        }
        return true;
    }

    /** Skips to the $end of a section whose first word was read. */
    static void skip(VcdTokens tokens) throws IOException {
        String section = tokens.shown();
        long begin = tokens.bytes();
        do {
            if (tokens.bytes() - begin > MAX_CHARACTERS) {
                throw tokens.fault(section + " of more than " + MAX_CHARACTERS + " bytes without an $end");
            }
            if (!tokens.next()) {
                throw tokens.fault("the file ends inside " + section);
            }
        } while (!tokens.is("$end"));
    }

    private List<String> words(String section) throws IOException {
        List<String> words = new ArrayList<>();
        while (true) {
            if (!tokens.next()) {
                throw tokens.fault("the file ends inside " + section);
            }
            if (tokens.is("$end")) {
                return words;
            }
            if (words.size() == 64 || tokens.length() > 65_536) {
                throw tokens.fault(section + " without an $end");
            }
            words.add(tokens.text(0));
        }
    }

    private void openScope(List<String> words) throws IOException {
        if (words.isEmpty()) {
            throw tokens.fault("$scope without a name");
        }
        scopes.addLast(scope);
        scope = scope + plain(words.getLast()) + ".";
        characters += scope.length();
    }

    private void timescale(String text) throws IOException {
        Matcher matcher = TIMESCALE.matcher(text);
        if (!matcher.matches()) {
            throw tokens.fault("$timescale " + (text.length() > 40 ? "..." : text)
                    + ", expected 1, 10 or 100 and s, ms, us, ns, ps or fs");
        }
        unitFs = Long.parseLong(matcher.group(1));
        for (int k = UNITS.indexOf(matcher.group(2)); k > 0; k--) {
            unitFs *= 1000;
        }
    }

    private void declare(List<String> words) throws IOException {
        if (words.size() < 4) {
            throw tokens.fault("$var of " + words.size() + " words, expected type, width, identifier and name");
        }
        int width;
        try {
            width = Integer.parseInt(words.get(1));
        } catch (NumberFormatException e) {
            width = -1;
        }
        if (width < 0) {
            throw tokens.fault("$var with a width that is not a number of bits");
        }
        boolean hasBits = switch (words.getFirst()) {
            case "real", "realtime", "string", "event" -> false;
            default -> true;
        };
        String path = path(name(String.join("", words.subList(3, words.size())), width));
        characters += path.length() + 100L;
        boolean event = words.getFirst().equals("event");
        Integer slot = slots.get(words.get(2));
        if (slot == null) {
            slot = widths.size();
            slots.put(words.get(2), slot);
            identifiers.put(words.get(2), slot);
            widths.add(hasBits ? width : 0);
            events.add(event);
        }
        variables.putIfAbsent(path, new Declared(hasBits ? width : 0, event, slot));
    }

    /**
     * Full name; the backslash of an escaped identifier, which not every program writes, is dropped unless it
     * distinguishes two names.
     */
    private String path(String name) {
        String path = scope + plain(name);
        return variables.containsKey(path) ? scope + name : path;
    }

    private static String plain(String name) {
        return name.length() > 1 && name.startsWith("\\") ? name.substring(1) : name;
    }

    /** The name without a range that only repeats the width. */
    private static String name(String name, int width) {
        Matcher matcher = RANGE.matcher(name);
        if (!matcher.matches() || matcher.group(1).isEmpty()) {
            return name;
        }
        long high = Long.parseLong(matcher.group(2));
        if (matcher.group(3) == null) {
            return name;
        }
        long low = Long.parseLong(matcher.group(3));
        boolean whole = Math.min(high, low) == 0 && Math.max(high, low) == width - 1L;
        return whole ? matcher.group(1) : name;
    }
}

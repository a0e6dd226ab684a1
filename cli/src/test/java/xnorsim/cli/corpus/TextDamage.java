package xnorsim.cli.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Harm to text of keys and values: values that are extreme or of another kind, keys misspelt, twice or gone, aliases.
 */
final class TextDamage {
    /** What stands where a name or a value should. */
    static final List<String> VALUES = List.of("0", "-0", "-1", "1", "2", "0.5", "1e308", "-1e308", "1e999", "-1e999",
            "5e-324", "1e-320", "1e-999", "2147483647", "2147483648", "-2147483648", "-2147483649",
            "9223372036854775807", "9223372036854775808", "99999999999999999999", "1000000", "1e6", "16384", "65536",
            "0x10", "0o17", "017", "1_000", "1,5", "+1", ".5", "5.", ".nan", "NaN", ".inf", "-.inf", "Infinity", "null",
            "~", "true", "false", "yes", "off", "\"\"", "\" \"", "\"1\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"",
            "\"\\u202e\"", "\"\\u001b[31m\"", "\"a\\nb\"", "[]", "{}", "[1]", "[1, 2]", "[[1, 2], [3]]", "{a: 1}",
            "{\"a\": 1}", "&a 4", "*a", "&a [*a]", "!!str 4", "!!binary aGk=", "!!java.net.URL [http://x]", "!x y",
            "2001-01-01", "12:30:45", "../x", "/dev/null", "nosuch", "auto", "ideal", "\u00e4\u65e5", "x".repeat(300),
            "9".repeat(400), "\"" + "y".repeat(3000) + "\"", "|\n  a\n  b", "?", "- 1", "<<: 1", "@", "`", "%", "'");
    /** Names of entries and files that somebody tries. */
    static final List<String> NAMES = List.of("../spikes.npy", "/etc/spikes.npy", "a/b.npy", "C:\\x.npy", "x", "x.npy/",
            "model", ".npy", "conv9.weights.npy", "conv1.weight.npy", "\u001b[31m.npy", "\u202e.npy", "x".repeat(500),
            " .npy", "..", "\0.npy", "conv1.weights.npy ");
    private static final Pattern TOKEN = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[A-Za-z0-9_.+-]++");
    private static final List<String> LINES = List.of("---", "...", "%YAML 1.2", "%YAML 9.9\n---", "# comment", "\t",
            " x",
            "a: 1", "<<: *a", "? x", "- 1", "\ufeff", "'", "\"", "}", "]", "{", "[", "x: &a 1", "y: *a", "rows: 1",
            "name: x", "$end", "#99999999999999999999", "#-1", "b111 !", "x!", "$scope module x $end", "\u0085",
            "\u2028");
    private static final int MAX = 4096;

    private TextDamage() {}

    static byte[] of(byte[] good, Random random) {
        String text = new String(good, StandardCharsets.UTF_8);
        for (int i = Math.max(0, random.nextInt(5) - 2); i >= 0; i--) {
            text = once(text, random);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String once(String text, Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> value(text, random);
            case 4 -> key(text, random);
            case 5, 6 -> lines(text, random);
            case 7 -> wrapped(text, random);
            case 8 -> repeated(text, random);
            default -> value(value(text, random), random);
        };
    }

    /** Another value in the place of some word, or an alias of it. */
    private static String value(String text, Random random) {
        return word(text, random, word -> switch (random.nextInt(12)) {
            case 0 -> "&a " + word;
            case 1 -> "";
            case 2 -> '"' + word + '"';
            case 3 -> "[" + word + ", " + word + "]";
            case 4 -> "-" + word;
            default -> Damage.of(VALUES, random);
        });
    }

    /** A slip of the hand. */
    private static String key(String text, Random random) {
        return word(text, random, word -> {
            int at = random.nextInt(word.length());
            return switch (random.nextInt(4)) {
                case 0 -> word.substring(0, at) + word.substring(at + 1);
                case 1 -> word.substring(0, at) + (char) ('a' + random.nextInt(26)) + word.substring(at);
                case 2 -> word.toUpperCase(Locale.ROOT);
                default -> word + "." + word;
            };
        });
    }

    private static String word(String text, Random random, UnaryOperator<String> change) {
        int from = text.length() > MAX ? random.nextInt(text.length() - MAX) : 0;
        int to = Math.min(text.length(), from + MAX);
        List<MatchResult> words = TOKEN.matcher(text).region(from, to).results().toList();
        if (words.isEmpty()) {
            return text + change.apply("x");
        }
        MatchResult word = Damage.of(words, random);
        return text.substring(0, word.start()) + change.apply(word.group()) + text.substring(word.end());
    }

    private static String lines(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(7)) {
            case 0 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 1 -> lines.remove(at);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, " " + lines.get(at));
            case 4 -> lines.set(at, lines.get(at) + "\r");
            case 5 -> lines.set(at, lines.get(at).stripLeading());
            default -> lines.add(at, Damage.of(LINES, random));
        }
        return String.join("\n", lines);
    }

    private static String wrapped(String text, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> "[" + text + "]";
            case 1 -> "{\"a\": " + text + "}";
            case 2 -> text + "\n---\n" + text;
            case 3 -> text + text;
            case 4 -> "\ufeff" + text;
            case 5 -> "- ".repeat(1 + random.nextInt(50)) + text;
            default -> text.replace("\n", "\r\n");
        };
    }

    /** Some part of it many times over. */
    private static String repeated(String text, Random random) {
        if (text.isEmpty()) {
            return text;
        }
        int from = random.nextInt(text.length());
        String part = text.substring(from, Math.min(text.length(), from + 1 + random.nextInt(40)));
        return text.substring(0, from) + part.repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 5))
                + text.substring(from);
    }
}

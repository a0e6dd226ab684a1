package xnorsim.trace.trigger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xnorsim.base.InputException;
import xnorsim.base.Printable;

/** A condition on signals, as worded by users. */
public sealed interface Trigger {
    /** The user's word for the first difference from the reference model. */
    String DIFFERENCE = "difference";

    /** Compares a signal, of any or one row, with a number. */
    record Value(String signal, OptionalInt row, Relation relation, BigDecimal bound) implements Trigger {
        /** The smallest and largest integer that satisfy the condition; the first exceeds the second if none does. */
        long[] accepted() {
            BigDecimal least = BigDecimal.valueOf(Long.MIN_VALUE);
            BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
            BigDecimal from = switch (relation) {
                case ABOVE -> bound.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
                case BELOW -> least;
                case IS -> bound.setScale(0, RoundingMode.CEILING);
            };
            BigDecimal to = switch (relation) {
                case ABOVE -> most;
                case BELOW -> bound.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
                case IS -> bound.setScale(0, RoundingMode.FLOOR);
            };
            return from.compareTo(most) > 0 || to.compareTo(least) < 0
                    ? new long[]{1, 0}
                    : new long[]{from.max(least).longValueExact(), to.min(most).longValueExact()};
        }
    }

    /** The code differs from the buffer. */
    record CodeError(OptionalInt row) implements Trigger {}

    /**
     * A signal changes from a value.
     *
     * @param signal name
     * @param value  the value that it leaves
     * @param number number of earlier occurrences
     * @param what   what this ends, such as a pass
     */
    record Leaves(String signal, long value, long number, String what) implements Trigger {}

    /** The first difference from a reference model, to be found by whoever runs one. */
    record Difference() implements Trigger {}

    /** Comparison operator. */
    enum Relation {
        ABOVE, BELOW, IS
    }

    /**
     * Reads a condition.
     *
     * @param option name of the option, for messages
     * @param codes  by signal name, the names of its values 0, 1, ..., which may be used instead of numbers
     * @throws InputException if the text is not a condition
     */
    static Trigger parse(String option, String text, Map<String, List<String>> codes) {
        Matcher matcher = Grammar.CONDITION.matcher(inOrder(text.strip()));
        if (!matcher.matches()) {
            throw refused(option, text);
        }
        String signal = matcher.group("signal");
        String row = matcher.group("row");
        String rest = matcher.group("rest") == null ? "" : matcher.group("rest").strip();
        OptionalInt lane = row == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(row));
        if (signal.equals(DIFFERENCE) && row == null && rest.isEmpty()) {
            return new Difference();
        }
        if (signal.equals("code") && rest.equals("error")) {
            return new CodeError(lane);
        }
        if (rest.isEmpty() && Grammar.BITS.contains(signal)) {
            return new Value(signal, lane, Relation.IS, BigDecimal.ONE);
        }
        Matcher comparison = Grammar.COMPARISON.matcher(rest);
        if (!comparison.matches()) {
            throw refused(option, text);
        }
        Relation relation = switch (comparison.group(1)) {
            case "above", ">" -> Relation.ABOVE;
            case "below", "<" -> Relation.BELOW;
            default -> Relation.IS;
        };
        return new Value(signal, lane, relation, number(comparison.group(2), codes.getOrDefault(signal, List.of()))
                .orElseThrow(() -> refused(option, text)));
    }

    /** Normalized order: signal, row, comparison. */
    private static String inOrder(String text) {
        String words = text.replaceAll("\\s+(?:in|of)\\s+", " ").replaceAll("^error\\s+code\\b", "code error");
        Matcher rowFirst = Grammar.ROW_FIRST.matcher(words);
        if (rowFirst.matches()) {
            return rowFirst.group(2) + " row" + rowFirst.group(1) + rowFirst.group(3);
        }
        Matcher rowLast = Grammar.ROW_LAST.matcher(words);
        return rowLast.matches() ? rowLast.group(1) + " row" + rowLast.group(3) + rowLast.group(2) : words;
    }

    private static Optional<BigDecimal> number(String word, List<String> codes) {
        for (int code = 0; code < codes.size(); code++) {
            if (codes.get(code).equalsIgnoreCase(word)) {
                return Optional.of(BigDecimal.valueOf(code));
            }
        }
        return Grammar.NUMBER.matcher(word).matches() ? Optional.of(new BigDecimal(word)) : Optional.empty();
    }

    private static InputException refused(String option, String text) {
        return new InputException(option + " is " + Printable.typed(text)
                + ", expected \"spike row17\", \"membrane row3 above 500\", \"step = 2\", "
                + "\"code error\" or \"difference\" (docs/waveforms.md)");
    }

    /** Patterns of conditions. */
    final class Grammar {
        private static final Pattern CONDITION = Pattern
                .compile("(?<signal>[a-z_]{1,30})(?:\\s+row\\s*(?<row>[0-9]{1,5}))?(?<rest>\\s*[=<>].*|\\s+.*)?");
        private static final Pattern ROW_FIRST = Pattern.compile("row\\s*([0-9]{1,5})\\s+([a-z_]{1,30})(.*)");
        private static final Pattern ROW_LAST = Pattern
                .compile("([a-z_]{1,30})\\b(\\s*[=<>].*?|\\s+(?!row).*?)\\s+row\\s*([0-9]{1,5})");
        private static final Pattern COMPARISON = Pattern.compile("(above|below|is|[=<>])\\s*(\\S{1,30})");
        private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,9})?");
        private static final List<String> BITS = List.of("spike", "slot", "full", "clk");

        private Grammar() {}
    }
}

package xnorsim.cli.waveform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xnorsim.base.InputException;
import xnorsim.chip.layout.ArrayPhase;

/** A condition on the signals of a subarray, as {@code --trace-when} words it. */
public sealed interface Trigger {
    /** What a user types to ask for the first difference from the reference model. */
    String DIFFERENCE = "difference";
    /** The option that a trigger is the value of. */
    String OPTION = "--trace-when";

    /** Compares a signal, or that of one row, with a number. */
    record Value(String signal, OptionalInt row, Relation relation, BigDecimal bound) implements Trigger {
        /** The least and the greatest integer that fulfil the condition; the first above the second where none does. */
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

    /** The converted code is not what the buffer holds. */
    record CodeError(OptionalInt row) implements Trigger {}

    /** The end of FIRE of a pass, counted from 0. */
    record Pass(long number) implements Trigger {}

    /** The first difference from the reference model, wherever that is. */
    record Difference() implements Trigger {}

    /** How a value is compared. */
    enum Relation {
        ABOVE, BELOW, IS
    }

    /** Reads a condition. */
    static Trigger parse(String text) {
        Matcher matcher = Grammar.CONDITION.matcher(inOrder(text.strip()));
        if (!matcher.matches()) {
            throw refused(text);
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
            throw refused(text);
        }
        Relation relation = switch (comparison.group(1)) {
            case "above", ">" -> Relation.ABOVE;
            case "below", "<" -> Relation.BELOW;
            default -> Relation.IS;
        };
        return new Value(signal, lane, relation, number(text, signal, comparison.group(2)));
    }

    /** The signal first, then the row, then the comparison, however the user has put them. */
    private static String inOrder(String text) {
        String words = text.replaceAll("\\s+(?:in|of)\\s+", " ").replaceAll("^error\\s+code\\b", "code error");
        Matcher rowFirst = Grammar.ROW_FIRST.matcher(words);
        if (rowFirst.matches()) {
            return rowFirst.group(2) + " row" + rowFirst.group(1) + rowFirst.group(3);
        }
        Matcher rowLast = Grammar.ROW_LAST.matcher(words);
        return rowLast.matches() ? rowLast.group(1) + " row" + rowLast.group(3) + rowLast.group(2) : words;
    }

    private static BigDecimal number(String text, String signal, String word) {
        if (signal.equals("phase")) {
            for (ArrayPhase phase : ArrayPhase.values()) {
                if (phase.name().equalsIgnoreCase(word)) {
                    return BigDecimal.valueOf(phase.code());
                }
            }
        }
        if (!Grammar.NUMBER.matcher(word).matches()) {
            throw refused(text);
        }
        return new BigDecimal(word);
    }

    private static InputException refused(String text) {
        return new InputException(OPTION + " is " + text + ", expected \"spike row17\", \"membrane row3 above 500\", "
                + "\"step = 2\", \"code error\" or \"difference\" (docs/waveforms.md)");
    }

    /** The names of the phases, in the order of their codes. */
    static List<String> phases() {
        return Arrays.stream(ArrayPhase.values()).map(ArrayPhase::name).toList();
    }

    /** The patterns of a condition. */
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

package xnorsim.cli.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xnorsim.base.InputException;
import xnorsim.base.Printable;

/**
 * Numbers as a user lists them: {@code 0-7,17}.
 *
 * @param ranges in the order of the list
 */
public record NumberRanges(List<Range> ranges) implements IntPredicate {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    /** From {@code first} to {@code last}, both included. */
    record Range(int first, int last) {
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public NumberRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads a list.
     *
     * @param option whose value it is
     * @param count  how many there are: numbers from 0 to {@code count - 1} may be listed
     * @param what   what they are, such as "rows"
     */
    public static NumberRanges parse(String option, String text, int count, String what) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = RANGE.matcher(part);
            if (!matcher.matches()) {
                throw refused(option, text, count, what);
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first || last >= count) {
                throw refused(option, text, count, what);
            }
            ranges.add(new Range(first, last));
        }
        return new NumberRanges(ranges);
    }

    private static InputException refused(String option, String text, int count, String what) {
        return new InputException(option + " is " + Printable.typed(text) + ", expected 0.." + (count - 1) + ", " + what
                + " such as 0 or 0-2,5");
    }

    @Override
    public boolean test(int number) {
        return ranges.stream().anyMatch(range -> number >= range.first && number <= range.last);
    }

    /** The numbers, each once, in ascending order. */
    public IntStream numbers() {
        return ranges.stream().flatMapToInt(range -> IntStream.rangeClosed(range.first, range.last)).sorted()
                .distinct();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}

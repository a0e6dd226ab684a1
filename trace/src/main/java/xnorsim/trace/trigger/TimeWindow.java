package xnorsim.trace.trigger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xnorsim.base.InputException;
import xnorsim.base.Printable;

/**
 * An interval of simulated time.
 *
 * @param startPs first picosecond
 * @param endPs   last picosecond, {@link #END} for the end of the run
 */
public record TimeWindow(long startPs, long endPs) {
    /** The end of the run. */
    public static final long END = Long.MAX_VALUE;
    /** The whole run. */
    public static final TimeWindow ALL = new TimeWindow(0, END);
    private static final Pattern WINDOW = Pattern.compile("([0-9.]*)(ps|ns|us|ms)?:([0-9.]*)(ps|ns|us|ms)?");

    /**
     * Reads {@code 100:200}, in clock cycles, or {@code 1.5us:2us}; an omitted bound is the start or end of the run.
     *
     * @param option name of the option, for messages
     * @throws InputException if the text is not a window
     */
    public static TimeWindow parse(String option, String text, long clockPeriodPs) {
        Matcher matcher = WINDOW.matcher(text);
        if (!matcher.matches()) {
            throw refused(option, text);
        }
        try {
            long start = time(matcher.group(1), matcher.group(2), clockPeriodPs, 0);
            long end = time(matcher.group(3), matcher.group(4), clockPeriodPs, END);
            long last = end == END ? END : end - 1;
            if (last <= start) {
                throw refused(option, text);
            }
            return new TimeWindow(start, last);
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused(option, text);
        }
    }

    private static long time(String number, String unit, long clockPeriodPs, long absent) {
        if (number.isEmpty()) {
            if (unit != null) {
                throw new NumberFormatException();
            }
            return absent;
        }
        long unitPs = switch (unit) {
            case "ps" -> 1;
            case "ns" -> 1_000;
            case "us" -> 1_000_000;
            case "ms" -> 1_000_000_000;
            case null, default -> clockPeriodPs;
        };
        return new BigDecimal(number).multiply(BigDecimal.valueOf(unitPs)).setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static InputException refused(String option, String text) {
        return new InputException(option + " is " + Printable.typed(text)
                + ", expected START:END in clock cycles, such as 100:200, or with a unit, such as 1.5us:2us");
    }

    /** The intersection. */
    public TimeWindow within(TimeWindow other) {
        return new TimeWindow(Math.max(startPs, other.startPs), Math.min(endPs, other.endPs));
    }
}

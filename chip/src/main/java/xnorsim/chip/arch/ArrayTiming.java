package xnorsim.chip.arch;

import xnorsim.base.InputException;
import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The clock of a subarray and the cycles of its phases (docs/timing.md).
 *
 * @param busWidth       B
 * @param evalCycles     E
 * @param senseCycles    S
 * @param doubleBuffered whether a vector loads while another is processed
 * @param clockPeriodPs  picoseconds
 */
public record ArrayTiming(
        @Key(range = "1..1000000", text = "columns loaded per cycle") int busWidth,
        @Key(range = "1..1000000", text = "cycles until the rows have settled") int evalCycles,
        @Key(range = "1..1000000", text = "cycles to convert a row's value") int senseCycles,
        @Key(text = "the next vector loads while the present one is processed") boolean doubleBuffered,
        @Key(range = "2..1000000000", also = "even", text = "picoseconds of a cycle") int clockPeriodPs) {

    static final Keys<ArrayTiming> KEYS = Keys.of(ArrayTiming.class, "architecture");

    /** Checks the ranges. */
    public ArrayTiming {
        KEYS.check(busWidth, evalCycles, senseCycles, doubleBuffered, clockPeriodPs);
        if (clockPeriodPs % 2 != 0) {
            throw InputException.wrongValue("architecture", "clock_period_ps", clockPeriodPs, "an even number");
        }
    }

    /** The same with another number of cycles of a conversion. */
    public ArrayTiming withSenseCycles(int cycles) {
        return new ArrayTiming(busWidth, evalCycles, cycles, doubleBuffered, clockPeriodPs);
    }
}

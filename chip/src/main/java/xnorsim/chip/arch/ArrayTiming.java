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
 * @param doubleBuffered whether the next vector loads while the current one is processed
 * @param clockPeriodPs  picoseconds
 */
public record ArrayTiming(
        @Key(range = "1..1000000", text = "columns loaded per cycle") int busWidth,
        @Key(range = "1..1000000", text = "cycles in which the rows settle") int evalCycles,
        @Key(range = "1..1000000", text = "cycles to convert a row's value") int senseCycles,
        @Key(text = "double buffering: a vector loads while the previous one is processed") boolean doubleBuffered,
        @Key(range = "2..1000000000", also = "even", text = "clock period, picoseconds") int clockPeriodPs) {

    static final Keys<ArrayTiming> KEYS = Keys.of(ArrayTiming.class, "architecture");

    /** Checks the ranges. */
    public ArrayTiming {
        KEYS.check(busWidth, evalCycles, senseCycles, doubleBuffered, clockPeriodPs);
        if (clockPeriodPs % 2 != 0) {
            throw InputException.wrongValue("architecture", "clock_period_ps", clockPeriodPs, "an even number");
        }
    }

    /** The same with other sense cycles. */
    public ArrayTiming withSenseCycles(int cycles) {
        return new ArrayTiming(busWidth, evalCycles, cycles, doubleBuffered, clockPeriodPs);
    }
}

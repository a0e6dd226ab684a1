package xnorsim.proof.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xnorsim.base.InputException;

/** A fault injected into the hardware under test, which the comparison must detect. */
public enum Fault {
    SINGLE_M1, XOR, LITERAL_ELSE, NON_STRICT_THRESHOLD, HARD_RESET, NO_RESET, DROPPED_TAU2, TAU1_TWICE,
    OFF_BY_ONE_CYCLE, OTHER_LOADER, PADDING_AS_ONE, UNUSED_DRIVEN_ONE, UNUSED_STORED_ZERO, TRUNCATED_ROUNDING,
    HALF_UP_ROUNDING, LOST_FRACTION_BIT, NARROW_MEMBRANE, NEGATED_MEAN, STALE_MEMBRANE, STUCK_CELL, REVERSED_COLUMNS,
    LATE_SPIKES;

    /** What is wrong with the hardware. */
    public String description() {
        return switch (this) {
            case SINGLE_M1 -> "the bias of a row with two slots contains M1 only once (Algorithm 2, line 10, as"
                    + " printed)";
            case XOR -> "the rows count XORs (Algorithm 2, line 6, as printed)";
            case LITERAL_ELSE -> "a neuron that does not fire integrates twice (Algorithm 2, line 17, as printed)";
            case NON_STRICT_THRESHOLD -> "a neuron fires when its membrane equals the threshold";
            case HARD_RESET -> "firing sets the membrane to 0 (hard reset)";
            case NO_RESET -> "firing does not reset the membrane";
            case DROPPED_TAU2 -> "the second slot is not added";
            case TAU1_TWICE -> "the first slot's spikes are repeated in the second slot";
            case OFF_BY_ONE_CYCLE -> "the rows settle one cycle late";
            case OTHER_LOADER -> "loader with a latch instead of without, and vice versa";
            case PADDING_AS_ONE -> "padding inputs are driven to 1";
            case UNUSED_DRIVEN_ONE -> "unused columns are driven to 1";
            case UNUSED_STORED_ZERO -> "unused columns store 0";
            case TRUNCATED_ROUNDING -> "biases are rounded down";
            case HALF_UP_ROUNDING -> "ties of biases and thresholds are rounded up, not to even";
            case LOST_FRACTION_BIT -> "biases and thresholds lose their last fraction bit";
            case NARROW_MEMBRANE ->
                "membranes have 8 bits: they saturate in a subarray and stop the run in a network";
            case NEGATED_MEAN -> "mu / alpha is added instead of subtracted";
            case STALE_MEMBRANE -> "a sample starts with the membranes of the previous one";
            case STUCK_CELL -> "the first cell of the first row stores the inverse";
            case REVERSED_COLUMNS -> "the bus drives the columns in reverse order";
            case LATE_SPIKES -> "spikes of every sample arrive one time step late";
        };
    }

    /** How it is called on the command line, such as {@code single-m1}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The fault of a name.
     *
     * @throws InputException if there is none
     */
    public static Fault of(String label) {
        List<String> labels = Arrays.stream(values()).map(Fault::label).toList();
        int at = labels.indexOf(label);
        if (at < 0) {
            throw InputException.unknown("--inject", "fault", label, labels);
        }
        return values()[at];
    }
}

package xnorsim.proof.verify;

import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.proof.exact.SubarrayCase;

/**
 * A value in which the simulation and a judge of it differ.
 *
 * @param subarray  number of the random subarray; empty for the network
 * @param image     sample of the subarray, or image of the network
 * @param layer     index in the network; empty for a subarray and for a run that stopped
 * @param timeStep  0..T-1
 * @param slot      0 or 1
 * @param row       output channel, or -1 where the value is no row's
 * @param position  output position of the layer, 0 for a subarray; a column for a value of the columns
 * @param cycle     clock cycle, where the value is one of a register or a time
 * @param quantity  what differs, such as {@code membrane}
 * @param judge     what it was compared with
 * @param expected  the judge's value
 * @param got       the simulation's
 */
public record Finding(OptionalInt subarray, int image, OptionalInt layer, int timeStep, int slot, int row, int position,
        OptionalLong cycle, String quantity, String judge, String expected, String got) {
    public static final String REFERENCE = "reference model";
    public static final String EXACT = "exact arithmetic";
    public static final String REGISTERS = "register model";
    public static final String RECURRENCE = "timing recurrence";

    /** A value of a random subarray after a time step. */
    static Finding value(SubarrayCase c, int sample, int timeStep, int row, String quantity, String judge,
            long expected, long got) {
        return new Finding(OptionalInt.of(c.index()), sample, OptionalInt.empty(), timeStep,
                c.architecture().slots() - 1, row, 0, OptionalLong.empty(), quantity, judge, Long.toString(expected),
                Long.toString(got));
    }

    /** A network's run that did not end; its message says where. */
    static Finding stopped(int image, String message) {
        return new Finding(OptionalInt.empty(), image, OptionalInt.empty(), 0, 0, -1, 0, OptionalLong.empty(), "run",
                REFERENCE, "an end", message);
    }

    /** A value of a network. */
    static Finding value(int image, int layer, int timeStep, int slot, int row, int position, String quantity,
            String judge, long expected, long got) {
        return new Finding(OptionalInt.empty(), image, OptionalInt.of(layer), timeStep, slot, row, position,
                OptionalLong.empty(), quantity, judge, Long.toString(expected), Long.toString(got));
    }
}

package xnorsim.arrays.readout;

import java.util.OptionalInt;
import xnorsim.base.MapKind;
import xnorsim.base.Section;

/**
 * How the rows of a subarray are read out. Exact counting and the analog chain are built in and known to every
 * analysis; others are {@link LevelReadout}s, which an analysis may refuse.
 */
public sealed interface Readout permits IdealReadout, AnalogReadout, LevelReadout {

    /** Exact popcounts. */
    static Readout ideal() {
        return new IdealReadout();
    }

    /** The kind, as named in architecture files. */
    String key();

    /** Whether codes equal counts by construction. */
    default boolean isIdeal() {
        return this instanceof IdealReadout;
    }

    /**
     * Whether a comparator instead of a conversion decides an image's last step, so that counts do not bound the value
     * in a membrane.
     */
    default boolean comparesLastStep() {
        return false;
    }

    /** Clock cycles to convert all rows of an array with a number of columns; empty: given by the architecture. */
    default OptionalInt senseCycles(int columns) {
        return OptionalInt.empty();
    }

    /** The origin of {@link #senseCycles}, in words. */
    default String senseReason(int columns) {
        return "the cycles of a " + key() + " readout";
    }

    /**
     * Checks the readout against the array.
     *
     * @param rowPs time for which a row is evaluated and held, picoseconds
     * @throws IllegalArgumentException if the readout does not fit the array; the message names the key
     */
    default void requireFits(int rows, int columns, long rowPs) {}

    /**
     * Reads a readout from the map {@code readout} of an architecture file. Kinds are registered as services: a line in
     * {@code META-INF/services/xnorsim.arrays.readout.Readout$Kind}, or {@code provides} in a module's declaration.
     */
    interface Kind extends MapKind {
        /**
         * Reads a map that has only these keys.
         *
         * @param clockPeriodPs clock period in picoseconds
         * @throws xnorsim.base.InputException if a value is invalid
         */
        Readout read(Section own, long clockPeriodPs);
    }
}

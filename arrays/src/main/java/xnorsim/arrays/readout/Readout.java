package xnorsim.arrays.readout;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import xnorsim.base.KeySpec;
import xnorsim.base.Keyed;
import xnorsim.base.Section;

/**
 * How the rows of a subarray are read. Exact counting and the analog chain are the product's own and known to every
 * analysis; others are {@link LevelReadout}s, and where an analysis does not know them it says so.
 */
public sealed interface Readout permits IdealReadout, AnalogReadout, LevelReadout {

    /** Exact counts. */
    static Readout ideal() {
        return new IdealReadout();
    }

    /** The kind, as architecture files name it. */
    String key();

    /** Whether codes are counts by construction. */
    default boolean isIdeal() {
        return this instanceof IdealReadout;
    }

    /**
     * Whether a comparator, and not a conversion, decides an image's last step, so that what stands for a membrane is
     * bounded by no count.
     */
    default boolean comparesLastStep() {
        return false;
    }

    /** Clock cycles of a conversion of all rows of an array with so many columns; empty: what the architecture says. */
    default OptionalInt senseCycles(int columns) {
        return OptionalInt.empty();
    }

    /** Where {@link #senseCycles} come from, in words. */
    default String senseReason(int columns) {
        return "those of a " + key() + " readout";
    }

    /**
     * Checks what has to do with the array.
     *
     * @param rowPs how long a row is evaluated and held, picoseconds
     * @throws IllegalArgumentException if the readout cannot be on such an array; the sentence names the key
     */
    default void requireFits(int rows, int columns, long rowPs) {}

    /**
     * Reads a readout from the map {@code readout} of an architecture file. Kinds are registered as services: a line in
     * {@code META-INF/services/xnorsim.arrays.readout.Readout$Kind}, or {@code provides} in a module's declaration.
     */
    interface Kind extends Keyed {
        /** What it is, in a line of at most 100 letters. */
        String text();

        /** Its keys beside {@code kind}, mostly those of its record ({@link xnorsim.base.Keys#specs}). */
        List<KeySpec> keys();

        /** Their defaults as a file would have them, empty for none, by name; nothing where a key has to be given. */
        Map<String, String> defaults();

        /**
         * The readout of a map that has none but these keys.
         *
         * @param clockPeriodPs picoseconds of a cycle
         * @throws xnorsim.base.InputException if a value cannot be
         */
        Readout read(Section own, long clockPeriodPs);
    }
}

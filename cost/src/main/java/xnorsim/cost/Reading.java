package xnorsim.cost;

import java.util.OptionalDouble;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.IdealReadout;
import xnorsim.arrays.readout.LevelReadout;
import xnorsim.chip.arch.Architecture;

/**
 * How rows are read, for the cost model: the architecture's readout, or the technology's if that is ideal.
 *
 * @param sense            how a code is converted
 * @param bits             of a code
 * @param holdFf           the hold capacitor, femtofarads; empty: the technology's
 * @param rowsPerConverter rows that share a converter
 */
record Reading(Sense sense, int bits, OptionalDouble holdFf, int rowsPerConverter) {

    static Reading of(Architecture a, Technology technology, int slots) {
        return switch (a.readout()) {
            case IdealReadout _ ->
                new Reading(technology.sense(), bitsFor(slots * a.columns()), OptionalDouble.empty(), 1);
            case AnalogReadout analog -> of(analog.conversion(), a.columns(), analog.hold().capacitanceFf());
            case LevelReadout levels -> of(levels.costsAs(), a.columns(), Double.POSITIVE_INFINITY);
        };
    }

    private static Reading of(Conversion c, int columns, double holdFf) {
        return new Reading(c.kind() == ConverterKind.SAR ? Sense.SAR : Sense.FLASH, c.bits(columns),
                Double.isInfinite(holdFf) ? OptionalDouble.empty() : OptionalDouble.of(holdFf), c.rowsPerConverter());
    }

    /** Bits of a number from 0 to {@code largest}. */
    static int bitsFor(int largest) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(largest));
    }
}

package xnorsim.cost;

import java.util.OptionalDouble;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.chip.arch.Architecture;

/**
 * How rows are read, as far as that costs something: the architecture's readout, or the technology's own where that is
 * ideal.
 *
 * @param sense            how a code is found
 * @param bits             of a code
 * @param holdFf           the hold capacitor, femtofarads; empty: the technology's
 * @param rowsPerConverter rows that share a converter
 */
record Reading(Sense sense, int bits, OptionalDouble holdFf, int rowsPerConverter) {

    static Reading of(Architecture a, Technology technology, int slots) {
        if (!(a.readout() instanceof AnalogReadout analog)) {
            return new Reading(technology.sense(), bitsFor(slots * a.columns()), OptionalDouble.empty(), 1);
        }
        Conversion c = analog.conversion();
        double hold = analog.hold().capacitanceFf();
        return new Reading(c.kind() == ConverterKind.SAR ? Sense.SAR : Sense.FLASH, c.bits(a.columns()),
                Double.isInfinite(hold) ? OptionalDouble.empty() : OptionalDouble.of(hold), c.rowsPerConverter());
    }

    /** Bits of a number from 0 to {@code largest}. */
    static int bitsFor(int largest) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(largest));
    }
}

package xnorsim.arrays.readout;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The converters of a subarray.
 *
 * @param kind                    how a code is found
 * @param bits                    b; empty: as many as one level a code takes
 * @param clipLow                 least code, levels
 * @param clipHigh                largest code, levels; empty: slots * M
 * @param rowsPerConverter        rows that share a converter and wait for one another
 * @param cyclesPerDecision       clock cycles of one comparison
 * @param offsetSigmaMv           spread of the converters' offsets, millivolts
 * @param calibrationStepMv       step of the offsets' calibration, which leaves a residual uniform within half a step,
 *                                millivolts; empty: none
 * @param comparatorOffsetSigmaMv spread of the offsets of each comparator of a flash converter, and of those that
 *                                decide the last step, millivolts
 * @param lastStep                what is done in the last time step of a sample
 */
public record Conversion(@Key(name = "converter", text = "kind of converter") ConverterKind kind,
        @Key(name = "converter_bits", range = "1..16", byDefault = "a code per level, for two slots", text = "bits of a"
                + " code") OptionalInt bits,
        @Key(name = "clip_low_levels", range = "0..32767", text = "smallest code") int clipLow,
        @Key(name = "clip_high_levels", range = "1..32768", byDefault = "slots * M",
                text = "largest code") OptionalInt clipHigh,
        @Key(range = "1..16384", text = "rows that take turns on a converter") int rowsPerConverter,
        @Key(range = "1..1000",
                text = "cycles of a comparison: one per bit (`sar`), one per code (`flash`)") int cyclesPerDecision,
        @Key(range = "0..1000000", text = "spread of the converters' offsets, millivolts") double offsetSigmaMv,
        @Key(range = "above 0", byDefault = "not calibrated", text = "offsets are calibrated to a residual uniform"
                + " within half a step") OptionalDouble calibrationStepMv,
        @Key(range = "0..1000000",
                text = "spread of comparator offsets, `flash` or `last_step: compare`") double comparatorOffsetSigmaMv,
        @Key(text = "convert in the last time step, or let a comparator decide each spike") LastStep lastStep) {

    private static final Keys<Conversion> KEYS = Keys.of(Conversion.class, AnalogKeys.WHERE);

    /** Most bits of a converter. */
    public static final int MAX_BITS = 16;

    /** A SAR converter a row, with a code a level. */
    public static final Conversion EXACT = new Conversion(ConverterKind.SAR, OptionalInt.empty(), 0,
            OptionalInt.empty(), 1, 1, 0, OptionalDouble.empty(), 0, LastStep.CONVERT);

    /** Checks every range. */
    public Conversion {
        KEYS.check(kind, bits, clipLow, clipHigh, rowsPerConverter, cyclesPerDecision, offsetSigmaMv, calibrationStepMv,
                comparatorOffsetSigmaMv, lastStep);
        int low = clipLow;
        clipHigh.ifPresent(high -> {
            if (high <= low) {
                throw new IllegalArgumentException(
                        "clip_high_levels is " + high + ", expected more than clip_low_levels, which is " + low);
            }
        });
        calibrationStepMv.ifPresent(step -> Ranges.finite("calibration_step_mv", step));
        if (calibrationStepMv.isPresent() && offsetSigmaMv == 0) {
            throw new IllegalArgumentException(
                    "offset_sigma_mv is 0, expected more: calibration_step_mv calibrates it");
        }
        if (comparatorOffsetSigmaMv != 0 && kind == ConverterKind.SAR && lastStep == LastStep.CONVERT) {
            throw new IllegalArgumentException("comparator_offset_sigma_mv is " + comparatorOffsetSigmaMv
                    + ", expected 0: only a flash converter and last_step: compare have comparators of their own");
        }
    }

    /** Bits of a converter of an array with so many columns; if left open, enough for both slots of a residual. */
    public int bits(int columns) {
        int levels = clipHigh.orElse(2 * columns) - clipLow;
        return bits.orElse(Math.min(MAX_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(1, levels))));
    }

    /** Clock cycles until all rows that share a converter have their code: what {@code sense_cycles} is. */
    public int senseCycles(int columns) {
        int decisions = switch (kind) {
            case SAR -> bits(columns);
            case FLASH -> 1;
        };
        return rowsPerConverter * decisions * cyclesPerDecision;
    }
}

package xnorsim.arrays.readout;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The converters of a subarray.
 *
 * @param kind                    conversion method
 * @param bits                    b; empty: as many as a code per level needs
 * @param clipLow                 smallest code, levels
 * @param clipHigh                largest code, levels; empty: slots * M
 * @param rowsPerConverter        rows that share a converter, one after the other
 * @param cyclesPerDecision       clock cycles of one comparison
 * @param offsetSigmaMv           standard deviation of the converters' offsets, millivolts
 * @param calibrationStepMv       step of the offsets' calibration, which leaves a residual uniform within half a step,
 *                                millivolts; empty: none
 * @param comparatorOffsetSigmaMv the same of the comparators of a flash converter and of those that decide the last
 *                                step, millivolts
 * @param lastStep                readout in the last time step of a sample
 */
public record Conversion(@Key(name = "converter", text = "kind of converter") ConverterKind kind,
        @Key(name = "converter_bits", range = "1..16", byDefault = "a code per level, for two slots", text = "bits of a"
                + " code") OptionalInt bits,
        @Key(name = "clip_low_levels", range = "0..32767", text = "smallest code") int clipLow,
        @Key(name = "clip_high_levels", range = "1..32768", byDefault = "slots * M",
                text = "largest code") OptionalInt clipHigh,
        @Key(range = "1..16384", text = "rows that share a converter") int rowsPerConverter,
        @Key(range = "1..1000",
                text = "cycles per decision: one decision per bit (`sar`) or code (`flash`)") int cyclesPerDecision,
        @Key(range = "0..1000000", text = "standard deviation of converter offsets, millivolts") double offsetSigmaMv,
        @Key(range = "above 0", byDefault = "not calibrated", text = "calibration of the offsets, residual uniform"
                + " within half a step") OptionalDouble calibrationStepMv,
        @Key(range = "0..1000000",
                text = "the same for comparators of `flash` or `last_step: compare`") double comparatorOffsetSigmaMv,
        @Key(text = "last time step: convert, or let a comparator decide each spike") LastStep lastStep) {

    private static final Keys<Conversion> KEYS = Keys.of(Conversion.class, AnalogKind.WHERE);

    /** Maximum bits of a converter. */
    public static final int MAX_BITS = 16;

    /** One SAR converter per row, with a code per level. */
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
                    "offset_sigma_mv is 0, expected above 0: calibration_step_mv calibrates it");
        }
        if (comparatorOffsetSigmaMv != 0 && kind == ConverterKind.SAR && lastStep == LastStep.CONVERT) {
            throw new IllegalArgumentException("comparator_offset_sigma_mv is " + comparatorOffsetSigmaMv
                    + ", expected 0: only a flash converter and last_step: compare have comparators of their own");
        }
    }

    /** Bits of a converter for a number of columns; by default enough for both slots of a residual layer. */
    public int bits(int columns) {
        int levels = clipHigh.orElse(2 * columns) - clipLow;
        return bits.orElse(Math.min(MAX_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(1, levels))));
    }

    /** Clock cycles to convert all rows of a converter: the value of {@code sense_cycles}. */
    public int senseCycles(int columns) {
        int decisions = switch (kind) {
            case SAR -> bits(columns);
            case FLASH -> 1;
        };
        return rowsPerConverter * decisions * cyclesPerDecision;
    }
}

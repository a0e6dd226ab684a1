package xnorsim.arrays.readout;

import java.util.OptionalDouble;
import java.util.OptionalInt;

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
 * @param comparatorOffsetSigmaMv spread of the offsets of each comparator of a flash converter, and of those that decide
 *                                the last step, millivolts
 * @param lastStep                what is done in the last time step of a sample
 */
public record Conversion(ConverterKind kind, OptionalInt bits, int clipLow, OptionalInt clipHigh, int rowsPerConverter,
        int cyclesPerDecision, double offsetSigmaMv, OptionalDouble calibrationStepMv, double comparatorOffsetSigmaMv,
        LastStep lastStep) {

    /** Most bits of a converter. */
    public static final int MOST_BITS = 16;

    /** A SAR converter a row, with a code a level. */
    public static final Conversion EXACT = new Conversion(ConverterKind.SAR, OptionalInt.empty(), 0,
            OptionalInt.empty(), 1, 1, 0, OptionalDouble.empty(), 0, LastStep.CONVERT);

    /** Checks every range. */
    public Conversion {
        bits.ifPresent(b -> Ranges.within("converter_bits", b, 1, MOST_BITS));
        Ranges.within("clip_low_levels", clipLow, 0, 32_767);
        int low = clipLow;
        clipHigh.ifPresent(high -> {
            Ranges.within("clip_high_levels", high, 1, 32_768);
            if (high <= low) {
                throw new IllegalArgumentException(
                        "clip_high_levels is " + high + ", expected more than clip_low_levels, which is " + low);
            }
        });
        Ranges.within("rows_per_converter", rowsPerConverter, 1, 16_384);
        Ranges.within("cycles_per_decision", cyclesPerDecision, 1, 1000);
        Ranges.sigma("offset_sigma_mv", offsetSigmaMv);
        calibrationStepMv.ifPresent(step -> {
            Ranges.positive("calibration_step_mv", step);
            Ranges.finite("calibration_step_mv", step);
        });
        if (calibrationStepMv.isPresent() && offsetSigmaMv == 0) {
            throw new IllegalArgumentException(
                    "offset_sigma_mv is 0, expected more: calibration_step_mv calibrates it");
        }
        Ranges.sigma("comparator_offset_sigma_mv", comparatorOffsetSigmaMv);
        if (comparatorOffsetSigmaMv != 0 && kind == ConverterKind.SAR && lastStep == LastStep.CONVERT) {
            throw new IllegalArgumentException("comparator_offset_sigma_mv is " + comparatorOffsetSigmaMv
                    + ", expected 0: only a flash converter and last_step: compare have comparators of their own");
        }
    }

    /** Bits of a converter of an array with so many columns; if left open, enough for both slots of a residual. */
    public int bits(int columns) {
        int levels = clipHigh.orElse(2 * columns) - clipLow;
        return bits.orElse(Math.min(MOST_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(1, levels))));
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

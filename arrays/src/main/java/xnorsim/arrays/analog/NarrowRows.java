package xnorsim.arrays.analog;

import java.util.Arrays;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.analog.RowKernel.Scale;
import xnorsim.arrays.readout.Draws;
import xnorsim.arrays.readout.Transfer;

/**
 * Converts in 32-bit floating point: twice as many rows per vector as {@link VectorRows}, and sampling and conversion
 * in one multiply-add. The total rounding error of an index is below {@link #doubt}; rows with a nearer boundary are
 * left to the 64-bit kernels. So the codes equal theirs, whatever the rounding.
 *
 * <pre>
 * one slot:  index = gain * (pop + deviation) + offset
 * two slots: index = gain * (decay * (pop1 + deviation1) + pop2 + deviation2) + decay * shift + offset
 * </pre>
 */
final class NarrowRows {

    /** Lengths of array arguments are multiples of it. */
    static final int MAX_LANES = 2 * PopcountKernel.ROW_BLOCK;

    /** The machine's widest species, up to two blocks of rows. */
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.length() > MAX_LANES
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, FLOATS.vectorShape());
    private static final VectorSpecies<Integer> HALF = VectorSpecies.of(int.class,
            VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

    /** Whether the tables of {@link NormalLines} fit into four registers each. */
    static final boolean TABLES_FIT = LANES == NormalLines.SEGMENTS / 4;
    private static final LongVector ROWS = LongVector.zero(LONGS).addIndex(1);

    /** Adding and subtracting it rounds to the nearest whole number, ties to even, below 2^22. */
    private static final float ROUNDER = 0x1.8p23f;
    private static final float UNIT = 0x1p-24f;

    /** Number of roundings of an index and of its bound, with ample margin. */
    private static final int ROUNDINGS = 24;
    private static final double MAX_DOUBT = 0.03;

    private final float[] gain;
    private final float[] shift;
    private final float[] offset;
    private final float lowest;
    private final float step;
    private final float top;
    private final float noise;
    private final double doubt;
    private final int rows;
    /** Per code of a converter its two boundaries as bits, the lower one in the lower half. */
    private final long[] around;
    private final int[] begin;
    private final float[] index;
    private final int[] upper;
    private final int[] signs;

    private NarrowRows(ArrayInstance specimen, Scale s, Optional<FlashRows> flash) {
        Transfer t = specimen.transfer();
        rows = specimen.rows();
        int length = Math.ceilDiv(rows, LANES) * LANES;
        gain = new float[length];
        shift = new float[length];
        offset = new float[length];
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            double a = specimen.rowGain()[i] * t.sampleGain() * s.inverse();
            double c = (specimen.rowShift()[i] * t.sampleGain() + t.sampleShift()) * s.inverse();
            double d = c + (specimen.offset()[i] - s.lowest()) * s.inverse();
            gain[i] = (float) a;
            shift[i] = (float) c;
            offset[i] = (float) d;
            largest = Math.max(largest, Math.abs(a) * t.slots() * (t.columns() + mostDeviation(specimen, i))
                    + Math.abs(c) + Math.abs(d));
        }
        lowest = (float) s.lowest();
        step = (float) s.step();
        top = (float) s.top();
        noise = (float) (s.noise() * s.inverse());
        doubt = ROUNDINGS * UNIT * (largest + s.top() + 2 * Draws.LARGEST_NORMAL * noise);
        around = flash.map(NarrowRows::pairs).orElse(new long[0]);
        begin = flash.map(f -> Arrays.copyOf(f.begin(), length)).orElse(new int[0]);
        index = new float[length];
        upper = new int[length];
        signs = new int[length];
    }

    private static long[] pairs(FlashRows flash) {
        double[] values = flash.around();
        long[] pairs = new long[values.length - 1];
        for (int k = 0; k < pairs.length; k++) {
            pairs[k] = Integer.toUnsignedLong(Float.floatToRawIntBits((float) values[k]))
                    | (long) Float.floatToRawIntBits((float) values[k + 1]) << Integer.SIZE;
        }
        return pairs;
    }

    /** For the rows of an array instance; empty if 32 bits decide too few rows or values are clamped. */
    static Optional<NarrowRows> of(ArrayInstance specimen, Scale scale, Optional<FlashRows> flash) {
        if (scale.floor() != Double.NEGATIVE_INFINITY || scale.ceiling() != Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        NarrowRows narrow = new NarrowRows(specimen, scale, flash);
        return narrow.doubt <= MAX_DOUBT && narrow.knowsLevels(specimen.transfer())
                ? Optional.of(narrow)
                : Optional.empty();
    }

    private static double mostDeviation(ArrayInstance specimen, int row) {
        double most = Math.abs(specimen.base()[row]);
        int columns = specimen.transfer().columns();
        if (specimen.spread().isPresent()) {
            for (int column = 0; column < columns; column++) {
                most += Math.abs(specimen.spread().get()[ArrayInstance.spreadAt(row, column, columns)]);
            }
        }
        return most;
    }

    private boolean knowsLevels(Transfer transfer) {
        for (int code = 0; code <= (int) top; code++) {
            if ((int) ((code * step + ROUNDER - ROUNDER) + lowest) != transfer.level(code)) {
                return false;
            }
        }
        return true;
    }

    /** Bound of the error of an index without noise, in codes; above any rounding error. */
    double doubt() {
        return doubt;
    }

    /** Computes the indices of one slot; arrays at least as long as the rows, rounded up to {@link #MAX_LANES}. */
    void find(int[] pop, float[] deviation) {
        find(gain, offset, pop, deviation, index);
    }

    private static void find(float[] gain, float[] offset, int[] pop, float[] deviation, float[] index) {
        for (int i = 0; i < index.length; i += LANES) {
            FloatVector sum = ((FloatVector) IntVector.fromArray(INTS, pop, i).convert(VectorOperators.I2F, 0))
                    .add(FloatVector.fromArray(FLOATS, deviation, i));
            sum.mul(FloatVector.fromArray(FLOATS, gain, i)).add(FloatVector.fromArray(FLOATS, offset, i))
                    .intoArray(index, i);
        }
    }

    /** Computes the indices of two slots. */
    void find(int[] pop1, float[] deviation1, double decay, int[] pop2, float[] deviation2) {
        find(gain, shift, offset, pop1, deviation1, (float) decay, pop2, deviation2, index);
    }

    private static void find(float[] gain, float[] shift, float[] offset, int[] pop1, float[] deviation1, float decay,
            int[] pop2, float[] deviation2, float[] index) {
        for (int i = 0; i < index.length; i += LANES) {
            FloatVector one = ((FloatVector) IntVector.fromArray(INTS, pop1, i).convert(VectorOperators.I2F, 0))
                    .add(FloatVector.fromArray(FLOATS, deviation1, i));
            FloatVector two = ((FloatVector) IntVector.fromArray(INTS, pop2, i).convert(VectorOperators.I2F, 0))
                    .add(FloatVector.fromArray(FLOATS, deviation2, i));
            one.mul(decay).add(two).mul(FloatVector.fromArray(FLOATS, gain, i))
                    .add(FloatVector.fromArray(FLOATS, shift, i).mul(decay))
                    .add(FloatVector.fromArray(FLOATS, offset, i)).intoArray(index, i);
        }
    }

    /**
     * Adds a sampling's noise to the indices: the approximate draw of {@link NormalLines}, NaN if it has no line.
     *
     * @param left droop of this sampling until the conversion, 1 for the last one
     */
    void addNoise(long key, double left) {
        hash(key, upper, signs);
        if (TABLES_FIT) {
            addLines(upper, signs, noise * (float) left, index);
        } else {
            gatherLines(upper, signs, noise * (float) left, index);
        }
    }

    /**
     * {@link Draws#at} for a key and rows from 0 on: the upper bits for {@link NormalLines}, and the signs as sign
     * bits.
     */
    private static void hash(long key, int[] upper, int[] signs) {
        for (int i = 0; i < upper.length; i += LONGS.length()) {
            LongVector x = ROWS.add(key + Draws.STEP + i);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 30)).mul(Draws.FIRST_FACTOR);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 27)).mul(Draws.SECOND_FACTOR);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 31));
            ((IntVector) x.lanewise(VectorOperators.LSHR, Long.SIZE - NormalLines.BITS)
                    .convertShape(VectorOperators.L2I, HALF, 0)).min(NormalLines.MAX).intoArray(upper, i);
            ((IntVector) x.lanewise(VectorOperators.LSHL, Integer.SIZE - 1).convertShape(VectorOperators.L2I, HALF, 0))
                    .intoArray(signs, i);
        }
    }

    /** With the tables in four registers each: a gather from memory takes three times as long. */
    static void addLines(int[] upper, int[] signs, float noise, float[] index) {
        IntVector slope0 = table(NormalLines.slopes(), 0);
        IntVector slope1 = table(NormalLines.slopes(), 1);
        IntVector slope2 = table(NormalLines.slopes(), 2);
        IntVector slope3 = table(NormalLines.slopes(), 3);
        IntVector start0 = table(NormalLines.starts(), 0);
        IntVector start1 = table(NormalLines.starts(), 1);
        IntVector start2 = table(NormalLines.starts(), 2);
        IntVector start3 = table(NormalLines.starts(), 3);
        for (int i = 0; i < index.length; i += LANES) {
            FloatVector u = (FloatVector) IntVector.fromArray(INTS, upper, i).convert(VectorOperators.I2F, 0);
            IntVector segment = u.viewAsIntegralLanes().lanewise(VectorOperators.LSHR, NormalLines.SEGMENT_SHIFT)
                    .lanewise(VectorOperators.AND, NormalLines.SEGMENTS - 1);
            VectorMask<Integer> second = segment.compare(VectorOperators.GE, 2 * LANES);
            IntVector in = segment.lanewise(VectorOperators.AND, 2 * LANES - 1);
            u.mul(in.selectFrom(slope0, slope1).blend(in.selectFrom(slope2, slope3), second).viewAsFloatingLanes())
                    .add(in.selectFrom(start0, start1).blend(in.selectFrom(start2, start3), second)
                            .viewAsFloatingLanes())
                    .blend(Float.NaN, u.compare(VectorOperators.LT, NormalLines.MIN)).viewAsIntegralLanes()
                    .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, signs, i)).viewAsFloatingLanes().mul(noise)
                    .add(FloatVector.fromArray(FLOATS, index, i)).intoArray(index, i);
        }
    }

    private static IntVector table(float[] of, int part) {
        return FloatVector.fromArray(FLOATS, of, part * LANES).viewAsIntegralLanes();
    }

    /** The same, bit for bit, for vectors of any length; {@code upper} is overwritten. */
    static void gatherLines(int[] upper, int[] signs, float noise, float[] index) {
        float[] slopes = NormalLines.slopes();
        float[] starts = NormalLines.starts();
        for (int i = 0; i < index.length; i += LANES) {
            FloatVector u = (FloatVector) IntVector.fromArray(INTS, upper, i).convert(VectorOperators.I2F, 0);
            u.viewAsIntegralLanes().lanewise(VectorOperators.LSHR, NormalLines.SEGMENT_SHIFT)
                    .lanewise(VectorOperators.AND, NormalLines.SEGMENTS - 1).intoArray(upper, i);
            u.mul(FloatVector.fromArray(FLOATS, slopes, 0, upper, i))
                    .add(FloatVector.fromArray(FLOATS, starts, 0, upper, i))
                    .blend(Float.NaN, u.compare(VectorOperators.LT, NormalLines.MIN)).viewAsIntegralLanes()
                    .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, signs, i)).viewAsFloatingLanes().mul(noise)
                    .add(FloatVector.fromArray(FLOATS, index, i)).intoArray(index, i);
        }
    }

    /**
     * Adds the code of every index that is more than {@code window} away from the next boundary to {@code codes[at +
     * i]}.
     *
     * @param window   {@link #doubt} included
     * @param doubtful the undecided rows, in ascending order
     * @return their number
     */
    int addCodes(double window, int[] codes, int at, int[] doubtful) {
        // Rounded up, so that the 32-bit number is not the smaller one.
        float wide = Math.nextUp((float) window);
        return around.length == 0
                ? addNearest(lowest, step, top, index, wide, rows, codes, at, doubtful)
                : addFlash(around, begin, upper, signs, lowest, step, top, index, wide, rows, codes, at, doubtful);
    }

    private static int addNearest(float lowest, float step, float top, float[] index, float window, int rows,
            int[] codes, int at, int[] doubtful) {
        int doubts = 0;
        for (int i = 0; i < rows; i += LANES) {
            VectorMask<Float> there = FLOATS.indexInRange(i, rows);
            FloatVector x = FloatVector.fromArray(FLOATS, index, i);
            FloatVector nearest = x.add(ROUNDER).sub(ROUNDER);
            VectorMask<Float> certain = x.sub(nearest).lanewise(VectorOperators.ABS).add(window)
                    .compare(VectorOperators.LT, 0.5f).and(there);
            IntVector code = (IntVector) nearest.max(0).min(top).mul(step).add(ROUNDER).sub(ROUNDER).add(lowest)
                    .convert(VectorOperators.F2I, 0);
            VectorMask<Integer> added = certain.cast(INTS);
            IntVector.fromArray(INTS, codes, at + i, added).add(code).intoArray(codes, at + i, added);
            for (long rest = certain.toLong() ^ there.toLong(); rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return doubts;
    }

    /** As {@link FlashRows#addCodes}; a row's two boundaries are loaded together. */
    private static int addFlash(long[] around, int[] begin, int[] below, int[] above, float lowest, float step,
            float top, float[] index, float window, int rows, int[] codes, int at, int[] doubtful) {
        for (int i = 0; i < rows; i += LANES) {
            IntVector nearest = (IntVector) FloatVector.fromArray(FLOATS, index, i).add(ROUNDER).sub(ROUNDER).max(0)
                    .min(top).convert(VectorOperators.F2I, 0);
            nearest.add(IntVector.fromArray(INTS, begin, i)).intoArray(below, i);
        }
        for (int i = 0; i < rows; i += LONGS.length()) {
            LongVector both = LongVector.fromArray(LONGS, around, 0, below, i);
            ((IntVector) both.convertShape(VectorOperators.L2I, HALF, 0)).intoArray(below, i);
            ((IntVector) both.lanewise(VectorOperators.LSHR, Integer.SIZE).convertShape(VectorOperators.L2I, HALF, 0))
                    .intoArray(above, i);
        }
        int doubts = 0;
        for (int i = 0; i < rows; i += LANES) {
            VectorMask<Float> there = FLOATS.indexInRange(i, rows);
            FloatVector x = FloatVector.fromArray(FLOATS, index, i);
            FloatVector over = x.sub(IntVector.fromArray(INTS, below, i).viewAsFloatingLanes());
            FloatVector under = IntVector.fromArray(INTS, above, i).viewAsFloatingLanes().sub(x);
            VectorMask<Float> certain = over.lanewise(VectorOperators.ABS).compare(VectorOperators.GT, window)
                    .and(under.lanewise(VectorOperators.ABS).compare(VectorOperators.GT, window)).and(there);
            FloatVector nearest = x.add(ROUNDER).sub(ROUNDER).max(0).min(top);
            IntVector code = (IntVector) nearest.sub(1, over.compare(VectorOperators.LT, 0))
                    .add(1, under.compare(VectorOperators.LT, 0)).mul(step).add(ROUNDER).sub(ROUNDER).add(lowest)
                    .convert(VectorOperators.F2I, 0);
            VectorMask<Integer> added = certain.cast(INTS);
            IntVector.fromArray(INTS, codes, at + i, added).add(code).intoArray(codes, at + i, added);
            for (long rest = certain.toLong() ^ there.toLong(); rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return doubts;
    }
}

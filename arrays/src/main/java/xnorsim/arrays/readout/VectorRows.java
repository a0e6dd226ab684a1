package xnorsim.arrays.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import xnorsim.arrays.PopcountKernel;

/** The kernel on the Vector API: a lane a row; sums of deviations stay in registers over all columns. */
final class VectorRows implements RowKernel {

    /** The machine's widest, but no wider than a block of rows. */
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED
            .length() > PopcountKernel.ROW_BLOCK
                    ? DoubleVector.SPECIES_512
                    : DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final VectorShape HALF = VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2);
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, HALF);
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, HALF);

    /** Sums of four blocks of so many rows at a time; a multiple of it is at least every second stride. */
    private static final VectorSpecies<Float> SUMMED = FloatVector.SPECIES_256;
    private static final int SUMMED_LANES = SUMMED.length();

    /** Added and taken off again, it leaves the nearest whole number, of two the even one, below 2^51. */
    private static final double ROUNDER = 0x1.8p52;

    @Override
    public void sums(float[] spread, int stride, int[] active, int count, float[] base, float[] sums) {
        int row = 0;
        for (; row <= stride - 4 * SUMMED_LANES; row += 4 * SUMMED_LANES) {
            FloatVector a = FloatVector.fromArray(SUMMED, base, row);
            FloatVector b = FloatVector.fromArray(SUMMED, base, row + SUMMED_LANES);
            FloatVector c = FloatVector.fromArray(SUMMED, base, row + 2 * SUMMED_LANES);
            FloatVector d = FloatVector.fromArray(SUMMED, base, row + 3 * SUMMED_LANES);
            for (int k = 0; k < count; k++) {
                int at = active[k] * stride + row;
                a = a.add(FloatVector.fromArray(SUMMED, spread, at));
                b = b.add(FloatVector.fromArray(SUMMED, spread, at + SUMMED_LANES));
                c = c.add(FloatVector.fromArray(SUMMED, spread, at + 2 * SUMMED_LANES));
                d = d.add(FloatVector.fromArray(SUMMED, spread, at + 3 * SUMMED_LANES));
            }
            a.intoArray(sums, row);
            b.intoArray(sums, row + SUMMED_LANES);
            c.intoArray(sums, row + 2 * SUMMED_LANES);
            d.intoArray(sums, row + 3 * SUMMED_LANES);
        }
        for (; row < stride; row += SUMMED_LANES) {
            FloatVector a = FloatVector.fromArray(SUMMED, base, row);
            for (int k = 0; k < count; k++) {
                a = a.add(FloatVector.fromArray(SUMMED, spread, active[k] * stride + row));
            }
            a.intoArray(sums, row);
        }
    }

    @Override
    public void sample(int[] pop, float[] deviation, double[] gain, double[] shift, double sampleGain,
            double sampleShift, double[] to) {
        for (int i = 0; i < to.length; i += LANES) {
            DoubleVector count = (DoubleVector) IntVector.fromArray(INTS, pop, i).castShape(DOUBLES, 0);
            DoubleVector more = (DoubleVector) FloatVector.fromArray(FLOATS, deviation, i).castShape(DOUBLES, 0);
            count.add(more).mul(DoubleVector.fromArray(DOUBLES, gain, i))
                    .add(DoubleVector.fromArray(DOUBLES, shift, i)).mul(sampleGain).add(sampleShift).intoArray(to, i);
        }
    }

    @Override
    public int convert(Scale s, double[] first, double[] last, double decay, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful) {
        int doubts = 0;
        int i = 0;
        for (; i <= rows - LANES; i += LANES) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, last, i);
            if (first.length != 0) {
                value = DoubleVector.fromArray(DOUBLES, first, i).mul(decay).add(value);
            }
            DoubleVector index = value.max(s.floor()).min(s.ceiling()).add(DoubleVector.fromArray(DOUBLES, offset, i))
                    .sub(s.lowest()).div(s.step());
            DoubleVector nearest = index.add(ROUNDER).sub(ROUNDER);
            VectorMask<Double> certain = index.sub(nearest).lanewise(VectorOperators.ABS).add(window)
                    .compare(VectorOperators.LT, 0.5);
            DoubleVector level = nearest.max(0).min(s.top()).mul(s.step()).add(ROUNDER).sub(ROUNDER).add(s.lowest());
            IntVector code = (IntVector) level.castShape(INTS, 0);
            if (certain.allTrue()) {
                IntVector.fromArray(INTS, codes, at + i).add(code).intoArray(codes, at + i);
                continue;
            }
            IntVector.fromArray(INTS, codes, at + i).add(code, certain.cast(INTS)).intoArray(codes, at + i);
            for (long rest = certain.not().toLong(); rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return ScalarRows.serve(s, first, last, decay, offset, window, i, rows, codes, at, doubtful, doubts);
    }
}

package xnorsim.arrays.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
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
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, DOUBLES.vectorShape());
    private static final LongVector ROWS = LongVector.zero(LONGS).addIndex(1);
    private static final VectorShape HALF = VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2);
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, HALF);
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, HALF);

    /** Sums of four blocks of so many rows at a time; a multiple of it is at least every second stride. */
    private static final VectorSpecies<Float> SUMMED = FloatVector.SPECIES_256;
    private static final int SUMMED_LANES = SUMMED.length();

    /** Added and taken off again, it leaves the nearest whole number, of two the even one, below 2^51. */
    private static final double ROUNDER = 0x1.8p52;

    private final int[] bins = new int[LANES];

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

    @Override
    public int convertNoisy(Scale s, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int rows, int[] codes, int at, int[] doubtful) {
        double window = s.window(NormalBounds.mostHalfWidth(), decay);
        double noise = s.noise();
        double[] middles = NormalBounds.middles();
        int doubts = 0;
        int i = 0;
        for (; i <= rows - LANES; i += LANES) {
            LongVector hash = hashes(lastKey + i);
            LongVector otherHash = hashes(firstKey + i);
            DoubleVector other = DoubleVector.fromArray(DOUBLES, first, i)
                    .add(middles(otherHash, middles).mul(noise)).mul(decay);
            DoubleVector index = index(s, other.add(DoubleVector.fromArray(DOUBLES, last, i)
                    .add(middles(hash, middles).mul(noise))), offset, i);
            DoubleVector nearest = index.add(ROUNDER).sub(ROUNDER);
            LongVector least = hash.lanewise(VectorOperators.LSHR, NormalBounds.SHIFT)
                    .min(otherHash.lanewise(VectorOperators.LSHR, NormalBounds.SHIFT));
            VectorMask<Double> certain = index.sub(nearest).lanewise(VectorOperators.ABS).add(window)
                    .compare(VectorOperators.LT, 0.5)
                    .and(least.compare(VectorOperators.GE, NormalBounds.FIRST_NARROW).cast(DOUBLES));
            IntVector.fromArray(INTS, codes, at + i).add(codes(s, nearest), certain.cast(INTS))
                    .intoArray(codes, at + i);
            for (long rest = certain.not().toLong(); rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return ScalarRows.serveNoisy(s, first, last, decay, offset, firstKey, lastKey, i, rows, codes, at, doubtful,
                doubts);
    }

    private static DoubleVector index(Scale s, DoubleVector value, double[] offset, int row) {
        return value.max(s.floor()).min(s.ceiling()).add(DoubleVector.fromArray(DOUBLES, offset, row)).sub(s.lowest())
                .div(s.step());
    }

    private static IntVector codes(Scale s, DoubleVector nearest) {
        return (IntVector) nearest.max(0).min(s.top()).mul(s.step()).add(ROUNDER).sub(ROUNDER).add(s.lowest())
                .castShape(INTS, 0);
    }

    /** {@link Draws#at} for a key and as many coordinates as there are lanes, from 0 on. */
    private static LongVector hashes(long key) {
        LongVector x = ROWS.add(key + Draws.STEP);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 30)).mul(Draws.FIRST_FACTOR);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 27)).mul(Draws.SECOND_FACTOR);
        return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 31));
    }

    /** {@link NormalBounds#middle} lane by lane. */
    private DoubleVector middles(LongVector hash, double[] middles) {
        ((IntVector) hash.lanewise(VectorOperators.LSHR, NormalBounds.SHIFT).castShape(INTS, 0)).intoArray(bins, 0);
        return DoubleVector.fromArray(DOUBLES, middles, 0, bins, 0).viewAsIntegralLanes()
                .lanewise(VectorOperators.XOR, hash.lanewise(VectorOperators.LSHL, Long.SIZE - 1))
                .viewAsFloatingLanes();
    }
}

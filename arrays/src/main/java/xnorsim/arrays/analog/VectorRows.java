package xnorsim.arrays.analog;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.Draws;

/**
 * The kernel on the Vector API, one lane per row. Sums of deviations stay in registers over all columns, and each block
 * of rows is contiguous in memory: with one address per column, the compiler keeps the loop variables in registers,
 * three times faster than with a variable number of rows.
 *
 * <p>Conversions run stage by stage over arrays, with a separate path per kind of readout. A vector that is passed
 * between methods, or that comes from one of two branches, may be allocated on the heap; here none is.
 */
final class VectorRows implements RowKernel {

    /** The machine's widest species, but no wider than a block of rows. */
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

    private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;

    /** Adding and subtracting it rounds to the nearest whole number, ties to even, below 2^51. */
    private static final double ROUNDER = 0x1.8p52;
    private static final long ALL = -1L >>> -LANES;

    private final double[] first;
    private final double[] last;
    private final long[] hashes;
    private final int[] bins;

    /** For subarrays with a number of rows that is a multiple of eight. */
    VectorRows(int stride) {
        this.first = new double[stride];
        this.last = new double[stride];
        this.hashes = new long[stride];
        this.bins = new int[stride];
    }

    @Override
    public void sums(float[] spread, int columns, long[] driven, float[] base, float[] sums) {
        int block = columns * SPREAD_ROWS;
        int row = 0;
        int first = 0;
        for (; WIDE && row < sums.length - SPREAD_ROWS; row += 2 * SPREAD_ROWS) {
            doubleSums(spread, first, first + block, driven, base, sums, row);
            first += 2 * block;
        }
        for (; row < sums.length; row += SPREAD_ROWS) {
            if (WIDE) {
                wideSums(spread, first, driven, base, sums, row);
            } else {
                narrowSums(spread, first, driven, base, sums, row);
            }
            first += block;
        }
    }

    /** Two blocks of rows in two vectors each. */
    private static void doubleSums(float[] spread, int first, int second, long[] driven, float[] base, float[] sums,
            int row) {
        FloatVector a = FloatVector.fromArray(FloatVector.SPECIES_512, base, row);
        FloatVector b = FloatVector.fromArray(FloatVector.SPECIES_512, base, row + 16);
        FloatVector c = FloatVector.fromArray(FloatVector.SPECIES_512, base, row + 32);
        FloatVector d = FloatVector.fromArray(FloatVector.SPECIES_512, base, row + 48);
        for (int k = 0; k < driven.length; k++) {
            int word = k * Long.SIZE * SPREAD_ROWS;
            for (long left = driven[k]; left != 0; left &= left - 1) {
                int at = word + Long.numberOfTrailingZeros(left) * SPREAD_ROWS;
                a = a.add(FloatVector.fromArray(FloatVector.SPECIES_512, spread, first + at));
                b = b.add(FloatVector.fromArray(FloatVector.SPECIES_512, spread, first + at + 16));
                c = c.add(FloatVector.fromArray(FloatVector.SPECIES_512, spread, second + at));
                d = d.add(FloatVector.fromArray(FloatVector.SPECIES_512, spread, second + at + 16));
            }
        }
        a.intoArray(sums, row);
        b.intoArray(sums, row + 16);
        c.intoArray(sums, row + 32);
        d.intoArray(sums, row + 48);
    }

    /** A block of rows in two vectors. */
    private static void wideSums(float[] spread, int first, long[] driven, float[] base, float[] sums, int row) {
        FloatVector a = FloatVector.fromArray(FloatVector.SPECIES_512, base, row);
        FloatVector b = FloatVector.fromArray(FloatVector.SPECIES_512, base, row + 16);
        for (int k = 0; k < driven.length; k++) {
            int word = first + k * Long.SIZE * SPREAD_ROWS;
            for (long left = driven[k]; left != 0; left &= left - 1) {
                int at = word + Long.numberOfTrailingZeros(left) * SPREAD_ROWS;
                a = a.add(FloatVector.fromArray(FloatVector.SPECIES_512, spread, at));
                b = b.add(FloatVector.fromArray(FloatVector.SPECIES_512, spread, at + 16));
            }
        }
        a.intoArray(sums, row);
        b.intoArray(sums, row + 16);
    }

    /** A block of rows in four vectors. */
    static void narrowSums(float[] spread, int first, long[] driven, float[] base, float[] sums, int row) {
        FloatVector a = FloatVector.fromArray(FloatVector.SPECIES_256, base, row);
        FloatVector b = FloatVector.fromArray(FloatVector.SPECIES_256, base, row + 8);
        FloatVector c = FloatVector.fromArray(FloatVector.SPECIES_256, base, row + 16);
        FloatVector d = FloatVector.fromArray(FloatVector.SPECIES_256, base, row + 24);
        for (int k = 0; k < driven.length; k++) {
            int word = first + k * Long.SIZE * SPREAD_ROWS;
            for (long left = driven[k]; left != 0; left &= left - 1) {
                int at = word + Long.numberOfTrailingZeros(left) * SPREAD_ROWS;
                a = a.add(FloatVector.fromArray(FloatVector.SPECIES_256, spread, at));
                b = b.add(FloatVector.fromArray(FloatVector.SPECIES_256, spread, at + 8));
                c = c.add(FloatVector.fromArray(FloatVector.SPECIES_256, spread, at + 16));
                d = d.add(FloatVector.fromArray(FloatVector.SPECIES_256, spread, at + 24));
            }
        }
        a.intoArray(sums, row);
        b.intoArray(sums, row + 8);
        c.intoArray(sums, row + 16);
        d.intoArray(sums, row + 24);
    }

    @Override
    public void sample(int[] pop, float[] deviation, double[] gain, double[] shift, double sampleGain,
            double sampleShift, double[] to) {
        for (int i = 0; i < to.length; i += LANES) {
            DoubleVector count = (DoubleVector) IntVector.fromArray(INTS, pop, i)
                    .convertShape(VectorOperators.I2D, DOUBLES, 0);
            DoubleVector more = (DoubleVector) FloatVector.fromArray(FLOATS, deviation, i)
                    .convertShape(VectorOperators.F2D, DOUBLES, 0);
            count.add(more).mul(DoubleVector.fromArray(DOUBLES, gain, i))
                    .add(DoubleVector.fromArray(DOUBLES, shift, i)).mul(sampleGain).add(sampleShift).intoArray(to, i);
        }
    }

    @Override
    public int convert(Scale s, double[] one, double[] other, double decay, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful) {
        int whole = rows - rows % LANES;
        double[] held = other;
        if (one.length != 0) {
            add(one, decay, other, last, whole);
            held = last;
        }
        int doubts = addCodes(s, held, offset, window, whole, codes, at, doubtful);
        return ScalarRows.serve(s, one, other, decay, offset, window, whole, rows, codes, at, doubtful, doubts);
    }

    @Override
    public int convertNoisy(Scale s, double[] one, double[] other, double decay, double[] offset, long firstKey,
            long lastKey, int rows, int[] codes, int at, int[] doubtful) {
        double window = s.window(NormalBounds.mostHalfWidth(), one.length == 0 ? 0 : decay);
        int whole = rows - rows % LANES;
        addNoise(s, one, other, decay, firstKey, lastKey, whole);
        int doubts = addCodes(s, last, offset, window, whole, codes, at, doubtful);
        return ScalarRows.serveNoisy(s, one, other, decay, offset, firstKey, lastKey, whole, rows, codes, at, doubtful,
                doubts);
    }

    @Override
    public void index(Scale s, double[] one, double[] other, double decay, double[] offset, int rows, double[] to) {
        int whole = rows - rows % LANES;
        double[] held = other;
        if (one.length != 0) {
            add(one, decay, other, last, whole);
            held = last;
        }
        index(s.floor(), s.ceiling(), s.lowest(), s.inverse(), held, offset, whole, to);
        ScalarRows.indexFrom(s, one, other, decay, offset, whole, rows, to);
    }

    @Override
    public void indexNoisy(Scale s, double[] one, double[] other, double decay, double[] offset, long firstKey,
            long lastKey, int rows, double[] to) {
        int whole = rows - rows % LANES;
        addNoise(s, one, other, decay, firstKey, lastKey, whole);
        index(s.floor(), s.ceiling(), s.lowest(), s.inverse(), last, offset, whole, to);
        ScalarRows.indexNoisyFrom(s, one, other, decay, offset, firstKey, lastKey, whole, rows, to);
    }

    @Override
    public int addFlashCodes(FlashRows converters, Scale s, double[] index, double window, int[] codes, int at,
            int[] doubtful) {
        int rows = converters.begin().length;
        int whole = rows - rows % LANES;
        int doubts = addFlash(converters.around(), converters.begin(), bins, s.lowest(), s.step(), s.top(), index,
                window,
                whole, codes, at, doubtful);
        return converters.addCodes(whole, doubts, index, window, codes, at, doubtful);
    }

    private static int addFlash(double[] around, int[] begin, int[] bins, double lowest, double step, double top,
            double[] index, double window, int rows, int[] codes, int at, int[] doubtful) {
        for (int i = 0; i < rows; i += LANES) {
            IntVector nearest = (IntVector) DoubleVector.fromArray(DOUBLES, index, i).add(ROUNDER).sub(ROUNDER).max(0)
                    .min(top).convertShape(VectorOperators.D2I, INTS, 0);
            nearest.add(IntVector.fromArray(INTS, begin, i)).intoArray(bins, i);
        }
        int doubts = 0;
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(DOUBLES, index, i);
            DoubleVector over = x.sub(DoubleVector.fromArray(DOUBLES, around, 0, bins, i));
            DoubleVector under = DoubleVector.fromArray(DOUBLES, around, 1, bins, i).sub(x);
            VectorMask<Double> certain = over.lanewise(VectorOperators.ABS).compare(VectorOperators.GT, window)
                    .and(under.lanewise(VectorOperators.ABS).compare(VectorOperators.GT, window));
            DoubleVector nearest = x.add(ROUNDER).sub(ROUNDER).max(0).min(top);
            DoubleVector code = nearest.sub(1, over.compare(VectorOperators.LT, 0))
                    .add(1, under.compare(VectorOperators.LT, 0)).mul(step).add(ROUNDER).sub(ROUNDER).add(lowest);
            IntVector.fromArray(INTS, codes, at + i)
                    .add(code.convertShape(VectorOperators.D2I, INTS, 0), certain.cast(INTS)).intoArray(codes, at + i);
            for (long rest = certain.toLong() ^ ALL; rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return doubts;
    }

    private static void index(double floor, double ceiling, double lowest, double inverse, double[] held,
            double[] offset,
            int rows, double[] to) {
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector.fromArray(DOUBLES, held, i).max(floor).min(ceiling)
                    .add(DoubleVector.fromArray(DOUBLES, offset, i)).sub(lowest).mul(inverse).intoArray(to, i);
        }
    }

    /** The sum of the slots with noise, to {@link #last}. */
    private void addNoise(Scale s, double[] one, double[] other, double decay, long firstKey, long lastKey,
            int whole) {
        hash(lastKey, hashes, bins, whole);
        addNoise(other, s.noise(), hashes, bins, last, whole);
        if (one.length != 0) {
            hash(firstKey, hashes, bins, whole);
            addNoise(one, s.noise(), hashes, bins, first, whole);
            add(first, decay, last, last, whole);
        }
    }

    private static void add(double[] one, double decay, double[] other, double[] to, int rows) {
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector.fromArray(DOUBLES, one, i).mul(decay).add(DoubleVector.fromArray(DOUBLES, other, i))
                    .intoArray(to, i);
        }
    }

    private static int addCodes(Scale s, double[] held, double[] offset, double window, int rows, int[] codes, int at,
            int[] doubtful) {
        if (s.isPlain()) {
            return addLevels(s.lowest(), s.top(), held, offset, window, rows, codes, at, doubtful);
        }
        return addScaled(s.floor(), s.ceiling(), s.lowest(), s.step(), s.inverse(), s.top(), held, offset, window, rows,
                codes, at,
                doubtful);
    }

    private static int addLevels(double lowest, double top, double[] held, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful) {
        int doubts = 0;
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector index = DoubleVector.fromArray(DOUBLES, held, i)
                    .add(DoubleVector.fromArray(DOUBLES, offset, i)).sub(lowest);
            DoubleVector nearest = index.add(ROUNDER).sub(ROUNDER);
            VectorMask<Double> certain = index.sub(nearest).lanewise(VectorOperators.ABS).add(window)
                    .compare(VectorOperators.LT, 0.5);
            IntVector code = (IntVector) nearest.max(0).min(top).add(lowest).convertShape(VectorOperators.D2I, INTS, 0);
            IntVector.fromArray(INTS, codes, at + i).add(code, certain.cast(INTS)).intoArray(codes, at + i);
            for (long rest = certain.toLong() ^ ALL; rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return doubts;
    }

    private static int addScaled(double floor, double ceiling, double lowest, double step, double inverse, double top,
            double[] held,
            double[] offset, double window, int rows, int[] codes, int at, int[] doubtful) {
        int doubts = 0;
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector index = DoubleVector.fromArray(DOUBLES, held, i).max(floor).min(ceiling)
                    .add(DoubleVector.fromArray(DOUBLES, offset, i)).sub(lowest).mul(inverse);
            DoubleVector nearest = index.add(ROUNDER).sub(ROUNDER);
            VectorMask<Double> certain = index.sub(nearest).lanewise(VectorOperators.ABS).add(window)
                    .compare(VectorOperators.LT, 0.5);
            IntVector code = (IntVector) nearest.max(0).min(top).mul(step).add(ROUNDER).sub(ROUNDER).add(lowest)
                    .convertShape(VectorOperators.D2I, INTS, 0);
            IntVector.fromArray(INTS, codes, at + i).add(code, certain.cast(INTS)).intoArray(codes, at + i);
            for (long rest = certain.toLong() ^ ALL; rest != 0; rest &= rest - 1) {
                doubtful[doubts++] = i + Long.numberOfTrailingZeros(rest);
            }
        }
        return doubts;
    }

    /** {@link Draws#at} for a key and rows from 0 on, and the bins of {@link NormalBounds}. */
    private static void hash(long key, long[] hashes, int[] bins, int rows) {
        for (int i = 0; i < rows; i += LANES) {
            LongVector x = ROWS.add(key + Draws.STEP + i);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 30)).mul(Draws.FIRST_FACTOR);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 27)).mul(Draws.SECOND_FACTOR);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 31));
            x.intoArray(hashes, i);
            ((IntVector) x.lanewise(VectorOperators.LSHR, NormalBounds.SHIFT)
                    .convertShape(VectorOperators.L2I, INTS, 0)).intoArray(bins, i);
        }
    }

    /** {@link NormalBounds#narrowMiddle} times {@code noise}, added lane by lane. */
    private static void addNoise(double[] held, double noise, long[] hashes, int[] bins, double[] to, int rows) {
        double[] middles = NormalBounds.narrowMiddles();
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector.fromArray(DOUBLES, middles, 0, bins, i).viewAsIntegralLanes()
                    .lanewise(VectorOperators.XOR,
                            LongVector.fromArray(LONGS, hashes, i).lanewise(VectorOperators.LSHL, Long.SIZE - 1))
                    .viewAsFloatingLanes().mul(noise).add(DoubleVector.fromArray(DOUBLES, held, i)).intoArray(to, i);
        }
    }
}

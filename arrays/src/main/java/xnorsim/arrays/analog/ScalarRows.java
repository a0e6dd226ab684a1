package xnorsim.arrays.analog;

import xnorsim.arrays.readout.Draws;

/** The scalar kernel, the reference for the vector kernel. */
final class ScalarRows implements RowKernel {

    @Override
    public void sums(float[] spread, int columns, long[] driven, float[] base, float[] sums) {
        System.arraycopy(base, 0, sums, 0, sums.length);
        for (int k = 0; k < driven.length; k++) {
            for (long left = driven[k]; left != 0; left &= left - 1) {
                int column = (k << 6) + Long.numberOfTrailingZeros(left);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += spread[ArrayInstance.spreadAt(i, column, columns)];
                }
            }
        }
    }

    @Override
    public void sample(int[] pop, float[] deviation, double[] gain, double[] shift, double sampleGain,
            double sampleShift, double[] to) {
        for (int i = 0; i < to.length; i++) {
            double value = gain[i] * ((double) pop[i] + deviation[i]) + shift[i];
            to[i] = value * sampleGain + sampleShift;
        }
    }

    @Override
    public int convert(Scale s, double[] first, double[] last, double decay, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful) {
        return serve(s, first, last, decay, offset, window, 0, rows, codes, at, doubtful, 0);
    }

    /** Rows from {@code begin} on, one by one, with some doubtful ones before them. */
    static int serve(Scale s, double[] first, double[] last, double decay, double[] offset, double window, int begin,
            int rows, int[] codes, int at, int[] doubtful, int before) {
        int doubts = before;
        for (int i = begin; i < rows; i++) {
            double index = index(s, held(first, last, decay, i), offset[i]);
            double nearest = Math.rint(index);
            if (Math.abs(index - nearest) + window < 0.5) {
                double code = Math.min(Math.max(nearest, 0), s.top());
                codes[at + i] += (int) (s.lowest() + Math.rint(code * s.step()));
            } else {
                doubtful[doubts++] = i;
            }
        }
        return doubts;
    }

    @Override
    public int convertNoisy(Scale s, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int rows, int[] codes, int at, int[] doubtful) {
        return serveNoisy(s, first, last, decay, offset, firstKey, lastKey, 0, rows, codes, at, doubtful, 0);
    }

    /** Rows from {@code begin} on, one by one, with some doubtful ones before them. */
    static int serveNoisy(Scale s, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int begin, int rows, int[] codes, int at, int[] doubtful, int before) {
        double window = s.window(NormalBounds.mostHalfWidth(), first.length == 0 ? 0 : decay);
        int doubts = before;
        for (int i = begin; i < rows; i++) {
            double index = index(s, noisyHeld(s, first, last, decay, firstKey, lastKey, i), offset[i]);
            double nearest = Math.rint(index);
            if (Math.abs(index - nearest) + window < 0.5) {
                double code = Math.min(Math.max(nearest, 0), s.top());
                codes[at + i] += (int) (s.lowest() + Math.rint(code * s.step()));
            } else {
                doubtful[doubts++] = i;
            }
        }
        return doubts;
    }

    @Override
    public int addFlashCodes(FlashRows converters, Scale s, double[] index, double window, int[] codes, int at,
            int[] doubtful) {
        return converters.addCodes(0, 0, index, window, codes, at, doubtful);
    }

    @Override
    public void index(Scale s, double[] first, double[] last, double decay, double[] offset, int rows, double[] to) {
        indexFrom(s, first, last, decay, offset, 0, rows, to);
    }

    /** Rows from {@code begin} on, one by one. */
    static void indexFrom(Scale s, double[] first, double[] last, double decay, double[] offset, int begin, int rows,
            double[] to) {
        for (int i = begin; i < rows; i++) {
            to[i] = index(s, held(first, last, decay, i), offset[i]);
        }
    }

    @Override
    public void indexNoisy(Scale s, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int rows, double[] to) {
        indexNoisyFrom(s, first, last, decay, offset, firstKey, lastKey, 0, rows, to);
    }

    /** Rows from {@code begin} on, one by one. */
    static void indexNoisyFrom(Scale s, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int begin, int rows, double[] to) {
        for (int i = begin; i < rows; i++) {
            to[i] = index(s, noisyHeld(s, first, last, decay, firstKey, lastKey, i), offset[i]);
        }
    }

    private static double held(double[] first, double[] last, double decay, int row) {
        return first.length == 0 ? last[row] : first[row] * decay + last[row];
    }

    private static double noisyHeld(Scale s, double[] first, double[] last, double decay, long firstKey, long lastKey,
            int row) {
        double held = last[row] + s.noise() * NormalBounds.narrowMiddle(Draws.at(lastKey, row));
        return first.length == 0
                ? held
                : (first[row] + s.noise() * NormalBounds.narrowMiddle(Draws.at(firstKey, row))) * decay + held;
    }

    private static double index(Scale s, double held, double offset) {
        return (Math.min(Math.max(held, s.floor()), s.ceiling()) + offset - s.lowest()) * s.inverse();
    }
}

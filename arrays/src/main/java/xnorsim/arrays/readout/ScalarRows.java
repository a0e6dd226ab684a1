package xnorsim.arrays.readout;

/** The plain kernel: the truth that the vector kernel is judged by. */
final class ScalarRows implements RowKernel {

    @Override
    public void sums(float[] spread, int stride, int[] active, int count, float[] base, float[] sums) {
        System.arraycopy(base, 0, sums, 0, stride);
        for (int k = 0; k < count; k++) {
            int at = active[k] * stride;
            for (int i = 0; i < stride; i++) {
                sums[i] += spread[at + i];
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
            double value = first.length == 0 ? last[i] : first[i] * decay + last[i];
            double limited = Math.min(Math.max(value, s.floor()), s.ceiling());
            double index = (limited + offset[i] - s.lowest()) / s.step();
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
            double value = last[i] + s.noise() * NormalBounds.narrowMiddle(Draws.at(lastKey, i));
            if (first.length != 0) {
                value += (first[i] + s.noise() * NormalBounds.narrowMiddle(Draws.at(firstKey, i))) * decay;
            }
            double limited = Math.min(Math.max(value, s.floor()), s.ceiling());
            double index = (limited + offset[i] - s.lowest()) / s.step();
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
}

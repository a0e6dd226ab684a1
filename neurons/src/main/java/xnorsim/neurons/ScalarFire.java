package xnorsim.neurons;

/** The plain kernel: the truth that the vector kernel is judged by. */
final class ScalarFire implements FireKernel {

    @Override
    public void fire(long[] membranes, long[] thresholds, long[] spikes) {
        for (int k = 0; k < spikes.length; k++) {
            spikes[k] = fireWord(membranes, thresholds, k << 6, Math.min(membranes.length, (k + 1) << 6));
        }
    }

    /** Units from {@code from} up to {@code to}, all of one word. */
    static long fireWord(long[] membranes, long[] thresholds, int from, int to) {
        long word = 0;
        for (int i = from; i < to; i++) {
            long fired = membranes[i] > thresholds[i] ? 1 : 0;
            word |= fired << i;
            membranes[i] -= thresholds[i] & -fired;
        }
        return word;
    }
}

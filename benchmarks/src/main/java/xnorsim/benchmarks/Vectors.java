package xnorsim.benchmarks;

import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;

/**
 * The numbers that every side of a comparison draws for itself, each a hash of (stream, index); native/vectors.h is the
 * same in C++.
 */
final class Vectors {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** What a draw is for. */
    enum Stream {
        /** Stored bits. */
        WEIGHTS,
        /** Spikes, half of them set. */
        SPIKES,
        /** Which spikes are kept. */
        SPARSE,
        /** The rows' mu/alpha. */
        MEAN,
        /** The rows' thresholds. */
        THRESHOLD
    }

    private Vectors() {}

    /** The output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    static long mix(long z) {
        long x = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    /** A draw. */
    static long draw(Stream stream, long index) {
        return mix(STEP * (((stream.ordinal() + 1L) << 40) + index + 1));
    }

    /** What a subarray gets: a quarter of the spikes set, means of -4..4, thresholds of 1..M/8. */
    static MacroInput input(Architecture a, int samples) {
        int rows = a.rows();
        int columns = a.columns();
        byte[] weights = new byte[rows * columns];
        fill(weights, columns, false);
        byte[] spikes = new byte[samples * a.timeSteps() * a.slots() * columns];
        fill(spikes, columns, true);
        double[] mean = new double[rows];
        double[] threshold = new double[rows];
        for (int i = 0; i < rows; i++) {
            mean[i] = (Long.remainderUnsigned(draw(Stream.MEAN, i), 2048) - 1024) / 256.0;
            threshold[i] = 1 + Long.remainderUnsigned(draw(Stream.THRESHOLD, i), Math.max(1, columns / 8));
        }
        return new MacroInput(weights, mean, threshold, samples, spikes);
    }

    private static void fill(byte[] bits, int columns, boolean spikes) {
        int words = (columns + 63) / 64;
        for (int v = 0; v < bits.length / columns; v++) {
            for (int k = 0; k < words; k++) {
                long index = (long) v * words + k;
                long word = spikes
                        ? draw(Stream.SPIKES, index) & draw(Stream.SPARSE, index)
                        : draw(Stream.WEIGHTS, index);
                for (int j = k * 64; j < Math.min(columns, (k + 1) * 64); j++) {
                    bits[v * columns + j] = (byte) (word >>> j & 1);
                }
            }
        }
    }

    /** One chain over every membrane and spike. */
    static long hash(MacroResult result) {
        long hash = 0;
        for (int i = 0; i < result.spikes().length; i++) {
            hash = mix(hash ^ result.membranes()[i] * 2 + result.spikes()[i]);
        }
        return hash;
    }
}

package xnorsim.arrays.readout;

/**
 * Random draws of a chip, each a hash of its purpose and coordinates, so that neither order nor number of threads
 * matters. With 64-bit arithmetic that wraps around, G = 0x9E3779B97F4A7C15 and mix the output function of SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014):
 *
 * <pre>
 * key  = mix(seed + G);  for each of chip, kind, coordinates...: key = mix(key + G + coordinate)
 * hash = mix(key + G + last coordinate)
 * </pre>
 *
 * <p>A normal draw has its sign from the hash's last bit and its magnitude from the quantile of the upper 52 bits, so
 * that its magnitude never exceeds {@link #LARGEST_NORMAL}.
 *
 * @param seed master seed
 * @param chip number of the chip instance
 */
public record Draws(long seed, int chip) {

    /** Largest magnitude of a normal draw: the quantile of 2^-54. */
    public static final double LARGEST_NORMAL = 8.3;

    public static final long STEP = 0x9E3779B97F4A7C15L;
    public static final long FIRST_FACTOR = 0xBF58476D1CE4E5B9L;
    public static final long SECOND_FACTOR = 0x94D049BB133111EBL;

    /** Purpose of a draw. */
    public enum Kind {
        /** Deviation of a cell: subarray, row, column. */
        CELL(1),
        /** Whether a cell is stuck: subarray, row, column. */
        STUCK(2),
        /** Whether a row is dead: subarray, row. */
        DEAD_ROW(3),
        /** Whether a column is dead: subarray, column. */
        DEAD_COLUMN(4),
        /** Offset of a converter: subarray, converter. */
        OFFSET(5),
        /** Offset of a comparator of a flash converter: subarray, converter, comparator. */
        COMPARATOR(6),
        /** Offset of the comparator that decides a row's last step: subarray, row. */
        DECISION(7),
        /** Threshold of a row's unit: first subarray of the row tile, row. */
        THRESHOLD(8),
        /** Thermal noise of a sampling: layer, copy, row tile, column tile, image, time step, position, slot, row. */
        SAMPLING(9);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** The key of draws of one kind; {@link #at} adds coordinates. */
    public long key(Kind kind) {
        return at(at(mix(seed + STEP), chip), kind.code);
    }

    /** The key, or the hash, extended by one coordinate. */
    public static long at(long key, long coordinate) {
        return mix(key + STEP + coordinate);
    }

    /** The uniform draw of a hash, strictly between 0 and 1. */
    public static double uniform(long hash) {
        return ((hash >>> 12) + 0.5) * 0x1p-52;
    }

    /** The standard normal draw of a hash. */
    public static double normal(long hash) {
        double magnitude = -NormalQuantile.ofLowerHalf(((hash >>> 12) + 0.5) * 0x1p-53);
        return (hash & 1) == 0 ? magnitude : -magnitude;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * FIRST_FACTOR;
        x = (x ^ (x >>> 27)) * SECOND_FACTOR;
        return x ^ (x >>> 31);
    }
}

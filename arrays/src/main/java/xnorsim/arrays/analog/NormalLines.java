package xnorsim.arrays.analog;

import xnorsim.arrays.readout.NormalQuantile;

/**
 * The normal draw of a hash to within {@link #MAX_OFF}, piecewise linear over 64 segments of its probability: four per
 * octave, over the sixteen octaves down to a probability of 2^-17. So all but one of 65,536 draws take a multiply-add
 * and two tables that fit into registers; the others, farther out, have no line.
 *
 * <p>With u the upper {@link #BITS} bits of the hash, at most {@link #MAX}, the magnitude z of the draw is -quantile(p)
 * of some p about u * 2^-32, about {@code slope * u + start}. As z is convex, a chord lies above it, by most where the
 * slopes are equal; the line is the chord, lowered by half of that distance.
 */
final class NormalLines {

    /** Number of upper bits of a hash in use. */
    static final int BITS = 31;

    /** The smallest u with a line. */
    static final int MIN = 1 << 15;

    /** The largest u: larger ones would be rounded to the next octave. */
    static final int MAX = Integer.MAX_VALUE - 127;

    /**
     * Segments; the number of a segment is the bits of u, as a 32-bit floating-point number, from {@link
     * #SEGMENT_SHIFT} on.
     */
    static final int SEGMENTS = 64;
    static final int SEGMENT_SHIFT = 21;

    private static final int QUARTERS = 4;
    private static final float[] SLOPE = new float[SEGMENTS];
    private static final float[] START = new float[SEGMENTS];
    private static final double UNIT = 0x1p-24;

    /** Largest error of a line, computed in 32 bits, over its draws. */
    static final double MAX_OFF;

    static {
        double most = 0;
        for (long octave = MIN; octave < 1L << BITS; octave *= 2) {
            long length = octave / QUARTERS;
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                most = Math.max(most, fit(octave + quarter * length, octave + (quarter + 1) * length));
            }
        }
        MAX_OFF = most;
    }

    private NormalLines() {}

    /** The segment of u. */
    static int segment(long u) {
        return Float.floatToRawIntBits((float) u) >>> SEGMENT_SHIFT & SEGMENTS - 1;
    }

    /** The slopes by segment; not to be written. */
    static float[] slopes() {
        return SLOPE;
    }

    /** The values of the lines at u = 0 by segment; not to be written. */
    static float[] starts() {
        return START;
    }

    private static double magnitude(long u) {
        return -NormalQuantile.ofLowerHalf(Math.scalb((double) u, -BITS - 1));
    }

    /** Slope of z over u: 2^-32 divided by the density. */
    private static double steepness(long u) {
        double z = magnitude(u);
        return Math.scalb(Math.sqrt(2 * Math.PI) * Math.exp(z * z / 2), -BITS - 1);
    }

    /** Fits the line of a segment and returns its largest error. */
    private static double fit(long first, long end) {
        double atFirst = magnitude(first);
        double slope = (magnitude(end) - atFirst) / (end - first);
        long steeper = first;
        long flatter = end;
        while (flatter - steeper > 1) {
            long middle = (steeper + flatter) >>> 1;
            if (steepness(middle) > -slope) {
                steeper = middle;
            } else {
                flatter = middle;
            }
        }
        double gap = atFirst + slope * (steeper - first) - magnitude(steeper);
        double start = atFirst - slope * first - gap / 2;
        SLOPE[segment(first)] = (float) slope;
        START[segment(first)] = (float) start;
        double rounding = UNIT * (5 * (-slope * end) + 4 * (Math.abs(start) + atFirst));
        // Beside rounding, also of u: the draw's own probability is larger by up to one u, for the largest u by 128,
        // and the gap was searched at whole u.
        return gap / 2 + (end > MAX ? 130 : 2) * steepness(first) + rounding;
    }
}

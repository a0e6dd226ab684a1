package xnorsim.arrays.analog;

import xnorsim.arrays.readout.Draws;
import xnorsim.arrays.readout.NormalQuantile;

/**
 * A narrow interval that holds the normal draw of a hash, from the hash's upper ten bits: it decides most conversions
 * of a noisy value without the draw itself.
 */
final class NormalBounds {

    private static final int BITS = 10;
    static final int SHIFT = 64 - BITS;
    private static final double[] MIDDLE = new double[1 << BITS];
    private static final double[] NARROW_MIDDLE = new double[1 << BITS];
    private static final double[] HALF_WIDTH = new double[1 << BITS];

    /** Bins below it are wide intervals of the far tail: less than one draw in 250. */
    static final int FIRST_NARROW = 4;

    static {
        for (int bin = 0; bin < MIDDLE.length; bin++) {
            double least = -NormalQuantile.ofLowerHalf(Math.scalb(bin + 1.0, -BITS - 1));
            double most = bin == 0
                    ? Draws.LARGEST_NORMAL
                    : -NormalQuantile.ofLowerHalf(Math.scalb((double) bin, -BITS - 1));
            MIDDLE[bin] = (least + most) / 2;
            HALF_WIDTH[bin] = (most - least) / 2;
            NARROW_MIDDLE[bin] = bin < FIRST_NARROW ? Double.NaN : MIDDLE[bin];
        }
    }

    private NormalBounds() {}

    /** The middle of the interval. */
    static double middle(long hash) {
        double magnitude = MIDDLE[(int) (hash >>> SHIFT)];
        return (hash & 1) == 0 ? magnitude : -magnitude;
    }

    /** The middle of a narrow interval, NaN for a wide one. */
    static double narrowMiddle(long hash) {
        double magnitude = NARROW_MIDDLE[(int) (hash >>> SHIFT)];
        return (hash & 1) == 0 ? magnitude : -magnitude;
    }

    /** Those middles by the hash's bits from {@link #SHIFT} on, without the sign; not to be written. */
    static double[] narrowMiddles() {
        return NARROW_MIDDLE;
    }

    /** Half the width of the widest interval from {@link #FIRST_NARROW} on, up to rounding. */
    static double mostHalfWidth() {
        return HALF_WIDTH[FIRST_NARROW];
    }

    /** Half its width, up to rounding. */
    static double halfWidth(long hash) {
        return HALF_WIDTH[(int) (hash >>> SHIFT)];
    }
}

package xnorsim.arrays.readout;

/**
 * In which narrow interval the normal draw of a hash lies, by the hash's upper ten bits: most conversions of a noisy value
 * are decided by it, without the draw itself.
 */
final class NormalBounds {

    private static final int BITS = 10;
    private static final int SHIFT = 64 - BITS;
    private static final double[] MIDDLE = new double[1 << BITS];
    private static final double[] HALF_WIDTH = new double[1 << BITS];

    static {
        for (int bin = 0; bin < MIDDLE.length; bin++) {
            double least = -NormalQuantile.ofLowerHalf(Math.scalb(bin + 1.0, -BITS - 1));
            double most = bin == 0
                    ? Draws.LARGEST_NORMAL
                    : -NormalQuantile.ofLowerHalf(Math.scalb((double) bin, -BITS - 1));
            MIDDLE[bin] = (least + most) / 2;
            HALF_WIDTH[bin] = (most - least) / 2;
        }
    }

    private NormalBounds() {}

    /** The middle of the interval. */
    static double middle(long hash) {
        double magnitude = MIDDLE[(int) (hash >>> SHIFT)];
        return (hash & 1) == 0 ? magnitude : -magnitude;
    }

    /** Half its width, but for rounding. */
    static double halfWidth(long hash) {
        return HALF_WIDTH[(int) (hash >>> SHIFT)];
    }
}

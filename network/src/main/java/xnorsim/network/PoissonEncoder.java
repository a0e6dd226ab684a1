package xnorsim.network;

/**
 * Rate coding of images (the PoissonGenerator of Algorithm 1): in each time step a pixel of brightness p (0..255)
 * spikes with probability p / 255.
 *
 * <p>Each draw is a hash of its purpose, so that neither the order of calls nor the number of threads changes a spike.
 * With 64-bit arithmetic that wraps around, G = 0x9E3779B97F4A7C15 and
 *
 * <pre>
 * mix(z): z ^= z >>> 30; z *= 0xBF58476D1CE4E5B9; z ^= z >>> 27; z *= 0x94D049BB133111EB; z ^= z >>> 31
 * h = mix(mix(mix(mix(seed + G) + G + image) + G + timeStep) + G + pixel)
 * uniform = (h >>> 11) * 2^-53
 * spike   = uniform * 255 < p
 * </pre>
 *
 * <p>(mix is the output function of SplitMix64: Steele, Lea and Flood, OOPSLA 2014.) A black pixel never spikes, a
 * white one always does.
 *
 * @param seed chooses the sequence
 */
public record PoissonEncoder(long seed) {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;
    private static final int WHITE = 255;

    /**
     * The spikes of an image.
     *
     * @param image number of the image; images of different numbers draw independently
     * @param pixels brightness of every pixel, unsigned; not copied
     */
    public SpikeSource source(long image, byte[] pixels) {
        long imageKey = mix(mix(seed + STEP) + STEP + image);
        return (timeStep, pixel) -> {
            long hash = mix(mix(imageKey + STEP + timeStep) + STEP + pixel);
            return uniform(hash) * WHITE < Byte.toUnsignedInt(pixels[pixel]);
        };
    }

    /** The draw in [0, 1) a spike is decided by. */
    public double uniform(long image, int timeStep, int pixel) {
        return uniform(mix(mix(mix(mix(seed + STEP) + STEP + image) + STEP + timeStep) + STEP + pixel));
    }

    private static double uniform(long hash) {
        return (hash >>> 11) * UNIT;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}

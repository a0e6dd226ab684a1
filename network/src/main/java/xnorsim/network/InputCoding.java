package xnorsim.network;

import java.util.Locale;

/** How an image enters the first layer. */
public enum InputCoding {
    /** Rate coding, the PoissonGenerator of Algorithm 1: in each time step a pixel is a spike or none. */
    POISSON {
        @Override
        public SpikeSource source(long seed, long image, byte[] pixels) {
            return new PoissonEncoder(seed).source(image, pixels);
        }

        @Override
        public int fractionBits() {
            return 0;
        }

        @Override
        public int largest() {
            return 1;
        }
    },
    /**
     * Direct coding: in every time step the first layer receives brightness / 256, so its lanes multiply and add;
     * nothing is random.
     */
    DIRECT {
        @Override
        public SpikeSource source(long seed, long image, byte[] pixels) {
            return new DirectSource(pixels);
        }

        @Override
        public int fractionBits() {
            return 8;
        }

        @Override
        public int largest() {
            return 255;
        }
    };

    /**
     * Input of the first layer for an image.
     *
     * @param seed of the draws
     * @param image number of the image; images of different numbers draw independently
     * @param pixels brightness of every pixel, unsigned; not copied
     */
    public abstract SpikeSource source(long seed, long image, byte[] pixels);

    /** A pixel's value is {@link SpikeSource#value} * 2^-fractionBits. */
    public abstract int fractionBits();

    /** The largest {@link SpikeSource#value} of a pixel. */
    public abstract int largest();

    /** The name in files, {@code poisson} or {@code direct}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same pixels in every time step. */
    private record DirectSource(byte[] pixels) implements SpikeSource {
        @Override
        public boolean spike(int timeStep, int pixel) {
            return pixels[pixel] != 0;
        }

        @Override
        public int value(int timeStep, int pixel) {
            return Byte.toUnsignedInt(pixels[pixel]);
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }
}

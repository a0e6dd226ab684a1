package xnorsim.chip.spikes;

import java.util.Arrays;
import xnorsim.network.Shape;

/**
 * The spike map of one layer in one time step: for each position the channels as bits. Positions of 64 or more channels
 * are word-aligned; those of fewer, such as pixels, are packed, so that a row of them is copied at once.
 */
public final class SpikeMap {

    private final Shape shape;
    private final int bitsPerPosition;
    private final long[] words;

    /** A map without a spike. */
    public SpikeMap(Shape shape) {
        this.shape = shape;
        int channels = shape.channels();
        this.bitsPerPosition = channels < Long.SIZE ? channels : Bits.words(channels) * Long.SIZE;
        this.words = new long[Bits.words(Math.multiplyExact(shape.positions(), bitsPerPosition))];
    }

    /** A map with a spike at every neuron. */
    public static SpikeMap full(Shape shape) {
        SpikeMap map = new SpikeMap(shape);
        for (int position = 0; position < shape.positions(); position++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                map.set(channel, position);
            }
        }
        return map;
    }

    /** Channels, rows and columns. */
    public Shape shape() {
        return shape;
    }

    /** Clears all spikes. */
    public void clear() {
        Arrays.fill(words, 0);
    }

    /** Sets one spike; positions are in row-major order. */
    public void set(int channel, int position) {
        int at = position * bitsPerPosition + channel;
        words[at >> 6] |= 1L << at;
    }

    /** ORs channels into one position. */
    public void or(int position, long[] channels) {
        Bits.or(channels, 0, shape.channels(), words, position * bitsPerPosition);
    }

    /** ORs the channels of {@code count} adjacent positions into {@code to} at bit {@code at}, where bits are 0. */
    void copyRow(int row, int column, int count, long[] to, int at) {
        int from = (row * shape.width() + column) * bitsPerPosition;
        int channels = shape.channels();
        if ((channels & 63) == 0) {
            System.arraycopy(words, from >> 6, to, at >> 6, count * (channels >> 6));
        } else if (bitsPerPosition == channels) {
            or(words, from, count * channels, to, at);
        } else {
            for (int k = 0; k < count; k++) {
                Bits.or(words, (from + k * bitsPerPosition) >> 6, channels, to, at + k * channels);
            }
        }
    }

    /** ORs some channels of one position into {@code to} at bit {@code at}, where bits are 0. */
    void copyChannels(int row, int column, int first, int count, long[] to, int at) {
        or(words, (row * shape.width() + column) * bitsPerPosition + first, count, to, at);
    }

    /**
     * Copies {@code source} in this map's shape: OR-pooled to its positions, missing channels without spikes (identity
     * mapping of a residual connection whose source has another shape).
     */
    public void assignPooled(SpikeMap source) {
        clear();
        int windowRows = source.shape.height() / shape.height();
        int windowColumns = source.shape.width() / shape.width();
        int from = 0;
        for (int row = 0; row < source.shape.height(); row++) {
            for (int column = 0; column < source.shape.width(); column++) {
                int to = (row / windowRows * shape.width() + column / windowColumns) * bitsPerPosition;
                or(source.words, from, source.shape.channels(), words, to);
                from += source.bitsPerPosition;
            }
        }
    }

    private static void or(long[] from, int fromBit, int bits, long[] to, int at) {
        for (int done = 0; done < bits; done += Long.SIZE) {
            Bits.put(to, at + done, Bits.get(from, fromBit + done, Math.min(Long.SIZE, bits - done)));
        }
    }
}

package xnorsim.chip;

import java.util.Arrays;
import xnorsim.network.Shape;

/** The spikes of one layer in one time step: for each position the channels as bits, each position word-aligned. */
final class SpikeMap {

    private final Shape shape;
    private final int wordsPerPosition;
    private final long[] words;

    SpikeMap(Shape shape) {
        this.shape = shape;
        this.wordsPerPosition = Bits.words(shape.channels());
        this.words = new long[Math.multiplyExact(shape.positions(), wordsPerPosition)];
    }

    Shape shape() {
        return shape;
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    void set(int channel, int position) {
        words[position * wordsPerPosition + (channel >> 6)] |= 1L << channel;
    }

    /** ORs the channels of one position in. */
    void or(int position, long[] channels) {
        Bits.or(channels, 0, shape.channels(), words, (position * wordsPerPosition) << 6);
    }

    /** ORs the channels of {@code count} positions side by side into {@code to} at bit {@code at}, where zeros are. */
    void copyRow(int row, int column, int count, long[] to, int at) {
        int from = (row * shape.width() + column) * wordsPerPosition;
        int channels = shape.channels();
        if ((channels & 63) == 0) {
            System.arraycopy(words, from, to, at >> 6, count * wordsPerPosition);
            return;
        }
        for (int k = 0; k < count; k++) {
            Bits.or(words, from + k * wordsPerPosition, channels, to, at + k * channels);
        }
    }

    /** ORs some channels of one position into {@code to} at bit {@code at}, where zeros are. */
    void copyChannels(int row, int column, int first, int count, long[] to, int at) {
        int from = (((row * shape.width() + column) * wordsPerPosition) << 6) + first;
        for (int done = 0; done < count; done += 64) {
            Bits.put(to, at + done, Bits.get(words, from + done, Math.min(64, count - done)));
        }
    }

    /**
     * Becomes {@code source} brought to this map's shape: OR-pooled to its positions, missing channels without spikes
     * (the identity mapping of a residual whose source has another shape).
     */
    void assignPooled(SpikeMap source) {
        clear();
        int windowRows = source.shape.height() / shape.height();
        int windowColumns = source.shape.width() / shape.width();
        for (int row = 0; row < source.shape.height(); row++) {
            for (int column = 0; column < source.shape.width(); column++) {
                int to = (row / windowRows * shape.width() + column / windowColumns) * wordsPerPosition;
                int from = (row * source.shape.width() + column) * source.wordsPerPosition;
                for (int k = 0; k < source.wordsPerPosition; k++) {
                    words[to + k] |= source.words[from + k];
                }
            }
        }
    }
}

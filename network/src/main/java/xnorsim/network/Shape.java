package xnorsim.network;

import java.util.Locale;
import xnorsim.base.InputException;

/**
 * The shape of a map of spikes. An element's index is (channel * height + row) * width + column.
 *
 * @param channels number of channels, at least 1
 * @param height rows of a channel, at least 1
 * @param width columns of a channel, at least 1
 */
public record Shape(int channels, int height, int width) {
    private static final int LARGEST = 1 << 24;

    public Shape {
        Check.inRange("shape", "channels", channels, 1, LARGEST);
        Check.inRange("shape", "height", height, 1, LARGEST);
        Check.inRange("shape", "width", width, 1, LARGEST);
        if ((double) channels * height * width > LARGEST) {
            throw InputException.wrongValue("shape", "channels * height * width",
                    String.format(Locale.ROOT, "%.0f", (double) channels * height * width), "at most " + LARGEST);
        }
    }

    /** Number of elements. */
    public int size() {
        return channels * height * width;
    }

    /** Number of positions of one channel, height * width. */
    public int positions() {
        return height * width;
    }

    /** Index of an element. */
    public int index(int channel, int row, int column) {
        return (channel * height + row) * width + column;
    }

    /** This shape after pooling with a square window of {@code window} rows and columns and the same stride. */
    public Shape pooled(int window) {
        if (window < 1 || height % window != 0 || width % window != 0) {
            throw InputException.wrongValue("pooling", "the window", window,
                    "a divisor of the map's height " + height + " and width " + width);
        }
        return new Shape(channels, height / window, width / window);
    }

    /** As written in a message: {@code channels x height x width}. */
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}

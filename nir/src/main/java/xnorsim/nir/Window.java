package xnorsim.nir;

import java.util.Arrays;

/**
 * Operation between spikes and weights: a sum over windows, divided by an integer, times one number per channel. The
 * identity is a window of one element. The divisor stays apart, so that a mean over 9 elements is not rounded.
 *
 * @param height  rows of a window
 * @param width   columns of a window
 * @param strideY rows between two windows
 * @param strideX columns between two windows
 * @param top     zeros above and below
 * @param left    zeros at the left and at the right
 * @param divisor the number of elements of a mean, 1 for a sum
 * @param scale   factor, one a channel
 */
// Arrays: copied nowhere, compared by content.
@SuppressWarnings("ArrayRecordComponent")
record Window(int height, int width, int strideY, int strideX, int top, int left, int divisor,
        double[] scale) {
    static Window identity(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return new Window(1, 1, 1, 1, 0, 0, 1, ones);
    }

    boolean isOneElement() {
        return height == 1 && width == 1 && strideY == 1 && strideX == 1 && top == 0 && left == 0;
    }

    Window scaled(double[] factors) {
        double[] product = scale.clone();
        Arrays.setAll(product, c -> product[c] * factors[c]);
        return new Window(height, width, strideY, strideX, top, left, divisor, product);
    }

    boolean isSame(Window other) {
        return height == other.height && width == other.width && strideY == other.strideY && strideX == other.strideX
                && top == other.top && left == other.left && divisor == other.divisor
                && Arrays.equals(scale, other.scale);
    }
}

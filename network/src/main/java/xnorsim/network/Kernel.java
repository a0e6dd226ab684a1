package xnorsim.network;

/**
 * The kernel of a convolution and the positions that it takes on the map.
 *
 * @param height   rows
 * @param width    columns
 * @param stride   rows and columns between two positions
 * @param padding  zeros added on the four sides of the map
 * @param dilation row and column distance of adjacent kernel positions
 */
public record Kernel(int height, int width, Stride stride, Padding padding, Dilation dilation) {

    /** Rows of the map from the first under the kernel to the last, dilation * (height - 1) + 1. */
    public int spanHeight() {
        return dilation.rows() * (height - 1) + 1;
    }

    /** Columns of the map from the first under the kernel to the last. */
    public int spanWidth() {
        return dilation.columns() * (width - 1) + 1;
    }
}

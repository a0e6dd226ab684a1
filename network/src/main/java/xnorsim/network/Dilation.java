package xnorsim.network;

import java.util.List;

/**
 * Dilation: distance of kernel positions on the map.
 *
 * @param rows row distance of adjacent kernel rows, at least 1; 1 for no dilation
 * @param columns columns from one column of the kernel to the next, at least 1
 */
public record Dilation(int rows, int columns) {
    /** A kernel without dilation. */
    public static final Dilation NONE = of(1);

    /** The same in both directions. */
    public static Dilation of(int step) {
        return new Dilation(step, step);
    }

    /** One number where both are the same, else rows and columns: as model files have it. */
    public List<Integer> sizes() {
        return rows == columns ? List.of(rows) : List.of(rows, columns);
    }
}

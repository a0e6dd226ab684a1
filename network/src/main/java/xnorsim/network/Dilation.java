package xnorsim.network;

import java.util.List;

/**
 * How far apart the places of a kernel lie on the map.
 *
 * @param rows rows from one row of the kernel to the next, at least 1: 1 leaves none out
 * @param columns columns from one column of the kernel to the next, at least 1
 */
public record Dilation(int rows, int columns) {
    /** A kernel without gaps. */
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

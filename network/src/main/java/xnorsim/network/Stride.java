package xnorsim.network;

import java.util.List;

/**
 * Stride: distance between two positions of a kernel on the map.
 *
 * @param rows rows between two vertically adjacent positions, at least 1
 * @param columns columns between two horizontally adjacent positions, at least 1
 */
public record Stride(int rows, int columns) {

    /** The same step in both directions. */
    public static Stride of(int step) {
        return new Stride(step, step);
    }

    /** One number where both are the same, else rows and columns: as model files have it. */
    public List<Integer> sizes() {
        return rows == columns ? List.of(rows) : List.of(rows, columns);
    }
}

package xnorsim.network;

import java.util.List;

/**
 * Zeros added around a map.
 *
 * @param top rows above it
 * @param left columns at its left
 * @param bottom rows below it
 * @param right columns at its right
 */
public record Padding(int top, int left, int bottom, int right) {

    /** The same on all four sides. */
    public static Padding of(int zeros) {
        return of(zeros, zeros);
    }

    /** Padding with these rows above and below, and these columns left and right. */
    public static Padding of(int rows, int columns) {
        return new Padding(rows, columns, rows, columns);
    }

    /** Whether above is as below and left as right. */
    public boolean isSymmetric() {
        return top == bottom && left == right;
    }

    /**
     * The shortest list that says it, as model files have it: one number, rows and columns, or all four sides in order.
     */
    public List<Integer> sizes() {
        if (!isSymmetric()) {
            return List.of(top, left, bottom, right);
        }
        return top == left ? List.of(top) : List.of(top, left);
    }
}

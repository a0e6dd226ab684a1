package xnorsim.arrays;

/**
 * The bits stored in an (N, M) array, unipolar as in eq. (10): 0 for weight -1, 1 for +1. Immutable and shared between
 * simulations. A cell that is not in use holds 1: driven with 0 its XNOR is 0, so it adds nothing to a popcount and
 * nothing to M1.
 */
public final class StoredWeights {

    private final int rows;
    private final int columns;
    private final int words;
    private final int stride;
    private final long[] bits;
    private final int[] zeros;

    private StoredWeights(int rows, int columns, Cells cells) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("an array of " + rows + " x " + columns + " cells");
        }
        this.rows = rows;
        this.columns = columns;
        this.words = (columns + 63) / 64;
        this.stride = (rows + PopcountKernel.ROW_BLOCK - 1) / PopcountKernel.ROW_BLOCK * PopcountKernel.ROW_BLOCK;
        this.bits = new long[words * stride];
        this.zeros = new int[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (cells.isOne(row, column)) {
                    bits[(column >> 6) * stride + row] |= 1L << column;
                } else {
                    zeros[row]++;
                }
            }
        }
    }

    /** Where the stored bits come from. */
    @FunctionalInterface
    public interface Cells {
        /** Whether the cell stores a 1 (weight +1, or not in use). */
        boolean isOne(int row, int column);
    }

    /** Stores rows x columns cells. */
    public static StoredWeights of(int rows, int columns, Cells cells) {
        return new StoredWeights(rows, columns, cells);
    }

    /** Number of rows N. */
    public int rows() {
        return rows;
    }

    /** Number of columns M. */
    public int columns() {
        return columns;
    }

    /** Column words per row. */
    public int words() {
        return words;
    }

    /** Rows rounded up to {@link PopcountKernel#ROW_BLOCK}: the length of the popcount result. */
    public int stride() {
        return stride;
    }

    /** M1 of a row of eq. (10): its stored zeros. */
    public int zeros(int row) {
        return zeros[row];
    }

    /** The stored bit of a cell. */
    public boolean isOne(int row, int column) {
        return (bits[(column >> 6) * stride + row] >>> column & 1) != 0;
    }

    /** The bits, word k of row i at {@code k * stride + i}; not to be written. */
    public long[] bits() {
        return bits;
    }
}

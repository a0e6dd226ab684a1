package xnorsim.arrays;

import java.util.Arrays;
import java.util.Optional;

/**
 * The bits stored in an (N, M) array, unipolar as in eq. (10): 0 for weight -1, 1 for +1. Immutable and shared between
 * simulations. An unused cell holds 1: driven with 0 its XNOR is 0, so it adds nothing to a popcount or to M1.
 */
public final class StoredWeights {

    /** Rows per block of {@link #byColumns}. */
    static final int COLUMN_ROWS = 512;

    /**
     * Offset of the first word of {@link #byColumns}. With the G1 collector a large array is at the start of a heap
     * region, and a cache line begins six words after its 16-byte header, so that no column spans two cache lines. The
     * offset does not help small arrays or other collectors.
     */
    static final int COLUMNS_AT = 6;

    private final int rows;
    private final int columns;
    private final int words;
    private final int stride;
    private final long[] bits;
    private final int[] zeros;
    /** Created on demand; two threads that ask at once create the same. */
    private volatile Optional<long[]> byColumns = Optional.empty();

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
            int ones = 0;
            for (int k = 0; k < words; k++) {
                long word = 0;
                int end = Math.min(columns, (k + 1) * Long.SIZE);
                for (int column = k * Long.SIZE; column < end; column++) {
                    word |= (cells.isOne(row, column) ? 1L : 0) << column;
                }
                bits[k * stride + row] = word;
                ones += Long.bitCount(word);
            }
            zeros[row] = columns - ones;
        }
    }

    /** Source of the stored bits. */
    @FunctionalInterface
    public interface Cells {
        /** Whether the cell stores a 1 (weight +1, or unused). */
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

    /**
     * The same bits transposed, in blocks of {@link #COLUMN_ROWS} rows: row i of column j is bit i mod 64 of word
     * {@code 6 + (i / 512 * (columns + 1) + j) * 8 + i % 512 / 64}; a column of zeros follows the last one, and missing
     * rows are zeros. Created at first use; not to be written.
     */
    long[] byColumns() {
        if (byColumns.isEmpty()) {
            byColumns = Optional.of(turned());
        }
        return byColumns.get();
    }

    private long[] turned() {
        int blockWords = COLUMN_ROWS / Long.SIZE;
        long[] turned = new long[COLUMNS_AT + Math.ceilDiv(rows, COLUMN_ROWS) * (columns + 1) * blockWords];
        long[] square = new long[Long.SIZE];
        for (int row = 0; row < rows; row += Long.SIZE) {
            int first = COLUMNS_AT + row / COLUMN_ROWS * (columns + 1) * blockWords + row % COLUMN_ROWS / Long.SIZE;
            int there = Math.min(Long.SIZE, rows - row);
            for (int k = 0; k < words; k++) {
                Arrays.fill(square, 0);
                System.arraycopy(bits, k * stride + row, square, 0, there);
                transpose(square);
                for (int j = 0; j < Math.min(Long.SIZE, columns - k * Long.SIZE); j++) {
                    turned[first + (k * Long.SIZE + j) * blockWords] = square[j];
                }
            }
        }
        return turned;
    }

    /** Transposes a 64 x 64 bit matrix by swapping halves of ever smaller squares. */
    private static void transpose(long[] square) {
        long mask = 0xFFFF_FFFFL;
        for (int half = Long.SIZE / 2; half > 0; half /= 2) {
            for (int k = 0; k < Long.SIZE; k = (k + half + 1) & ~half) {
                long swapped = (square[k] >>> half ^ square[k + half]) & mask;
                square[k] ^= swapped << half;
                square[k + half] ^= swapped;
            }
            mask ^= mask << (half / 2);
        }
    }
}

package xnorsim.arrays;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Row sums computed column by column: with S_i the number of stored ones of row i under driven columns and A the number
 * of driven columns (columns driven in both slots count twice),
 *
 * <pre>
 * dot(i) = slots * M1(i) - A + 2 * S_i
 * </pre>
 *
 * <p>by eq. (10): under an undriven column the stored zeros agree. With few spikes, few columns are visited, and no
 * popcount of words is needed. The S_i of 512 rows are kept as bit planes, plane p holding bit p of each, and a column
 * is added by two logical operations on a whole register (carry-save addition; W. Mula, N. Kurz, D. Lemire, The
 * Computer Journal 61(1), 2018, use it along words).
 *
 * <p>Operations are called on vectors just loaded or computed, never on a loop-carried one, whose class the compiler
 * does not know, so that it would stay on the heap, ten times slower. The methods are deliberately too long to be
 * inlined, see {@link VectorPopcount}. Not thread-safe.
 */
final class ColumnSums {

    /** Rows of a block, one bit each of a 512-bit register. */
    private static final int BLOCK_ROWS = StoredWeights.COLUMN_ROWS;
    private static final int WORDS = BLOCK_ROWS / Long.SIZE;

    /** Columns that are added together, and the resulting planes. */
    private static final int GROUP = 8;
    private static final int GROUP_PLANES = 3;
    private static final int BYTE_PLANES = 8;
    private static final int MAX_PLANES = 24;

    /** A sum takes two bytes. */
    private static final int MAX_COLUMNS = (1 << 15) - 1;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final VectorSpecies<Integer> EIGHT = IntVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    private static final VectorSpecies<Byte> SIXTEEN = ByteVector.SPECIES_128;

    /** Eight entries per byte value: the positions of its ones, in words of columns. */
    private static final int[] ONES = new int[256 * 8];
    private static final long EIGHT_ENTRIES = 0xFF * 8;

    static {
        for (int b = 0; b < 256; b++) {
            int ones = 0;
            for (int j = 0; j < 8; j++) {
                if ((b >>> j & 1) != 0) {
                    ONES[b * 8 + ones++] = j * WORDS;
                }
            }
        }
    }

    /**
     * Time per word of a row, column of a block, word of a vector and block, in nanoseconds: measured on a 2.5 GHz Xeon
     * without VPOPCNTDQ and, for a word of a row, on an EPYC with it (docs/performance.md). Only ratios matter.
     */
    private static final double ROW_WORD_NS = Processor.countsBits() ? 0.08 : 0.28;
    private static final double COLUMN_NS = 1.35;
    private static final double VECTOR_WORD_NS = 14;
    private static final double BLOCK_NS = 150;

    private final int rows;
    private final int words;
    private final int padding;
    private final int block;
    private final long[] bits;
    /** M1 of each row, for one slot and for two. */
    private final int[][] slotZeros;
    private final int[] list;
    private final int[] everyOne;
    private final long[][] carries;
    private final long[] planes = new long[MAX_PLANES * WORDS];
    private final byte[] low = new byte[BLOCK_ROWS];
    private final byte[] high = new byte[BLOCK_ROWS];

    /** Prepares the sums of stored bits. */
    ColumnSums(StoredWeights weights) {
        rows = weights.rows();
        words = weights.words();
        padding = weights.columns() * WORDS;
        block = padding + WORDS;
        bits = weights.byColumns();
        slotZeros = new int[2][RowSums.resultLength(rows)];
        for (int i = 0; i < rows; i++) {
            slotZeros[0][i] = weights.zeros(i);
            slotZeros[1][i] = 2 * weights.zeros(i);
        }
        int most = 2 * weights.columns() + GROUP;
        list = new int[most + 2 * GROUP];
        int groups = most / GROUP + GROUP;
        carries = new long[2][(groups + GROUP) * WORDS];
        everyOne = new int[groups + GROUP];
        Arrays.setAll(everyOne, k -> k * WORDS);
    }

    /** Whether this machine has wide enough registers and a sum of two slots fits. */
    static boolean isPossible(int columns) {
        return LongVector.SPECIES_PREFERRED.length() >= WORDS && columns <= MAX_COLUMNS;
    }

    /** Number of spikes in all slots up to which these sums are faster than those by rows; 0 or less if never. */
    static int most(StoredWeights weights, int slots) {
        int blocks = Math.ceilDiv(weights.rows(), BLOCK_ROWS);
        double byRows = ROW_WORD_NS * weights.words() * weights.stride();
        double anyway = VECTOR_WORD_NS * weights.words() * slots + BLOCK_NS * blocks;
        return (int) ((byRows - anyway) / (COLUMN_NS * blocks));
    }

    /** One slot; {@code dots} has {@link RowSums#resultLength}. */
    void evaluate(long[] vector, int[] dots) {
        sum(list(vector, words, list, 0), 1, dots);
    }

    /** Two slots. */
    void evaluate(long[] first, long[] second, int[] dots) {
        sum(list(second, words, list, list(first, words, list, 0)), 2, dots);
    }

    private void sum(int driven, int slots, int[] dots) {
        int count = driven;
        while (count % GROUP != 0) {
            list[count++] = padding;
        }
        int used = Integer.SIZE - Integer.numberOfLeadingZeros(driven);
        for (int row = 0; row < rows; row += BLOCK_ROWS) {
            add(bits, StoredWeights.COLUMNS_AT + row / BLOCK_ROWS * block, list, count, planes, 0, carries[0]);
            addCarries(count / GROUP);
            expand(planes, used, slotZeros[slots - 1], driven, dots, row, Math.min(rows, row + BLOCK_ROWS), low, high);
        }
    }

    /** The carries of groups of eight columns are added in the same way, and then their carries. */
    private void addCarries(int groups) {
        int plane = GROUP_PLANES;
        int left = groups;
        for (int level = 0; left > 0; level ^= 1) {
            int whole = Math.ceilDiv(left, GROUP) * GROUP;
            Arrays.fill(carries[level], left * WORDS, whole * WORDS, 0);
            add(carries[level], 0, everyOne, whole, planes, plane, carries[level ^ 1]);
            plane += GROUP_PLANES;
            left = left < GROUP ? 0 : whole / GROUP;
        }
    }

    /**
     * Lists the word offsets of the driven columns.
     *
     * @param from present length of the list
     * @return new length; the seven entries after it are overwritten
     */
    private static int list(long[] vector, int words, int[] list, int from) {
        int count = from;
        for (int k = 0; k < words; k++) {
            long word = vector[k];
            if (word != 0) {
                // Running count of ones, byte by byte.
                long pairs = word - (word >>> 1 & 0x5555_5555_5555_5555L);
                long fours = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
                long before = (fours + (fours >>> 4) & 0x0F0F_0F0F_0F0F_0F0FL) * 0x0101_0101_0101_0101L;
                int at = k * Long.SIZE * WORDS;
                IntVector.fromArray(EIGHT, ONES, (int) (word << 3 & EIGHT_ENTRIES)).add(at).intoArray(list, count);
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 5 & EIGHT_ENTRIES)).add(at + 64).intoArray(list,
                        count + (int) (before >>> 0 & 0xFF));
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 13 & EIGHT_ENTRIES)).add(at + 128).intoArray(list,
                        count + (int) (before >>> 8 & 0xFF));
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 21 & EIGHT_ENTRIES)).add(at + 192).intoArray(list,
                        count + (int) (before >>> 16 & 0xFF));
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 29 & EIGHT_ENTRIES)).add(at + 256).intoArray(list,
                        count + (int) (before >>> 24 & 0xFF));
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 37 & EIGHT_ENTRIES)).add(at + 320).intoArray(list,
                        count + (int) (before >>> 32 & 0xFF));
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 45 & EIGHT_ENTRIES)).add(at + 384).intoArray(list,
                        count + (int) (before >>> 40 & 0xFF));
                IntVector.fromArray(EIGHT, ONES, (int) (word >>> 53 & EIGHT_ENTRIES)).add(at + 448).intoArray(list,
                        count + (int) (before >>> 48 & 0xFF));
                count += (int) (before >>> 56);
            }
        }
        return count;
    }

    /**
     * Adds vectors of 512 bits.
     *
     * @param from    added to the entries of {@code list}
     * @param list    offsets of the vectors
     * @param count   number of vectors, a multiple of {@link #GROUP}
     * @param plane   first of the three planes of the result
     * @param carries one per group of eight
     */
    private static void add(long[] bits, int from, int[] list, int count, long[] planes, int plane, long[] carries) {
        LongVector ones = LongVector.zero(LONGS);
        LongVector twos = ones;
        LongVector fours = ones;
        int to = 0;
        for (int k = 0; k < count; k += GROUP) {
            LongVector a0 = LongVector.fromArray(LONGS, bits, from + list[k]);
            LongVector b0 = LongVector.fromArray(LONGS, bits, from + list[k + 1]);
            LongVector twos0 = a0.lanewise(VectorOperators.AND, b0)
                    .lanewise(VectorOperators.OR,
                            a0.lanewise(VectorOperators.OR, b0).lanewise(VectorOperators.AND, ones));
            ones = a0.lanewise(VectorOperators.XOR, b0).lanewise(VectorOperators.XOR, ones);
            LongVector a1 = LongVector.fromArray(LONGS, bits, from + list[k + 2]);
            LongVector b1 = LongVector.fromArray(LONGS, bits, from + list[k + 3]);
            LongVector twos1 = a1.lanewise(VectorOperators.AND, b1)
                    .lanewise(VectorOperators.OR,
                            a1.lanewise(VectorOperators.OR, b1).lanewise(VectorOperators.AND, ones));
            ones = a1.lanewise(VectorOperators.XOR, b1).lanewise(VectorOperators.XOR, ones);
            LongVector fours0 = twos0.lanewise(VectorOperators.AND, twos1)
                    .lanewise(VectorOperators.OR,
                            twos0.lanewise(VectorOperators.OR, twos1).lanewise(VectorOperators.AND, twos));
            twos = twos0.lanewise(VectorOperators.XOR, twos1).lanewise(VectorOperators.XOR, twos);
            LongVector a2 = LongVector.fromArray(LONGS, bits, from + list[k + 4]);
            LongVector b2 = LongVector.fromArray(LONGS, bits, from + list[k + 5]);
            LongVector twos2 = a2.lanewise(VectorOperators.AND, b2)
                    .lanewise(VectorOperators.OR,
                            a2.lanewise(VectorOperators.OR, b2).lanewise(VectorOperators.AND, ones));
            ones = a2.lanewise(VectorOperators.XOR, b2).lanewise(VectorOperators.XOR, ones);
            LongVector a3 = LongVector.fromArray(LONGS, bits, from + list[k + 6]);
            LongVector b3 = LongVector.fromArray(LONGS, bits, from + list[k + 7]);
            LongVector twos3 = a3.lanewise(VectorOperators.AND, b3)
                    .lanewise(VectorOperators.OR,
                            a3.lanewise(VectorOperators.OR, b3).lanewise(VectorOperators.AND, ones));
            ones = a3.lanewise(VectorOperators.XOR, b3).lanewise(VectorOperators.XOR, ones);
            LongVector fours1 = twos2.lanewise(VectorOperators.AND, twos3)
                    .lanewise(VectorOperators.OR,
                            twos2.lanewise(VectorOperators.OR, twos3).lanewise(VectorOperators.AND, twos));
            twos = twos2.lanewise(VectorOperators.XOR, twos3).lanewise(VectorOperators.XOR, twos);
            fours0.lanewise(VectorOperators.AND, fours1)
                    .lanewise(VectorOperators.OR,
                            fours0.lanewise(VectorOperators.OR, fours1).lanewise(VectorOperators.AND, fours))
                    .intoArray(carries, to);
            fours = fours0.lanewise(VectorOperators.XOR, fours1).lanewise(VectorOperators.XOR, fours);
            to += WORDS;
        }
        ones.intoArray(planes, plane * WORDS);
        twos.intoArray(planes, plane * WORDS + WORDS);
        fours.intoArray(planes, plane * WORDS + 2 * WORDS);
    }

    /**
     * {@code dots[i] = zeros[i] - driven + 2 * S_i} for the rows of a block, from the low and the high bytes of S_i.
     */
    private static void expand(long[] planes, int used, int[] zeros, int driven, int[] dots, int row, int end,
            byte[] low, byte[] high) {
        ByteVector none = ByteVector.zero(BYTES);
        ByteVector low0 = none;
        ByteVector low1 = none;
        ByteVector low2 = none;
        ByteVector low3 = none;
        ByteVector low4 = none;
        ByteVector low5 = none;
        ByteVector low6 = none;
        ByteVector low7 = none;
        for (int p = 0; p < Math.min(used, BYTE_PLANES); p++) {
            ByteVector bit = ByteVector.broadcast(BYTES, (byte) (1 << p));
            int at = p * WORDS;
            low0 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at])).lanewise(VectorOperators.OR, low0);
            low1 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 1])).lanewise(VectorOperators.OR, low1);
            low2 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 2])).lanewise(VectorOperators.OR, low2);
            low3 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 3])).lanewise(VectorOperators.OR, low3);
            low4 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 4])).lanewise(VectorOperators.OR, low4);
            low5 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 5])).lanewise(VectorOperators.OR, low5);
            low6 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 6])).lanewise(VectorOperators.OR, low6);
            low7 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 7])).lanewise(VectorOperators.OR, low7);
        }
        low0.intoArray(low, 0);
        low1.intoArray(low, 1 * Long.SIZE);
        low2.intoArray(low, 2 * Long.SIZE);
        low3.intoArray(low, 3 * Long.SIZE);
        low4.intoArray(low, 4 * Long.SIZE);
        low5.intoArray(low, 5 * Long.SIZE);
        low6.intoArray(low, 6 * Long.SIZE);
        low7.intoArray(low, 7 * Long.SIZE);
        boolean wide = used > BYTE_PLANES;
        if (wide) {
            ByteVector high0 = none;
            ByteVector high1 = none;
            ByteVector high2 = none;
            ByteVector high3 = none;
            ByteVector high4 = none;
            ByteVector high5 = none;
            ByteVector high6 = none;
            ByteVector high7 = none;
            for (int p = BYTE_PLANES; p < used; p++) {
                ByteVector bit = ByteVector.broadcast(BYTES, (byte) (1 << (p - BYTE_PLANES)));
                int at = p * WORDS;
                high0 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at])).lanewise(VectorOperators.OR, high0);
                high1 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 1])).lanewise(VectorOperators.OR, high1);
                high2 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 2])).lanewise(VectorOperators.OR, high2);
                high3 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 3])).lanewise(VectorOperators.OR, high3);
                high4 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 4])).lanewise(VectorOperators.OR, high4);
                high5 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 5])).lanewise(VectorOperators.OR, high5);
                high6 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 6])).lanewise(VectorOperators.OR, high6);
                high7 = none.blend(bit, VectorMask.fromLong(BYTES, planes[at + 7])).lanewise(VectorOperators.OR, high7);
            }
            high0.intoArray(high, 0);
            high1.intoArray(high, 1 * Long.SIZE);
            high2.intoArray(high, 2 * Long.SIZE);
            high3.intoArray(high, 3 * Long.SIZE);
            high4.intoArray(high, 4 * Long.SIZE);
            high5.intoArray(high, 5 * Long.SIZE);
            high6.intoArray(high, 6 * Long.SIZE);
            high7.intoArray(high, 7 * Long.SIZE);
        }
        if (!wide) {
            for (int i = row; i < end; i += INTS.length()) {
                IntVector sum = (IntVector) ByteVector.fromArray(SIXTEEN, low, i - row)
                        .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
                IntVector.fromArray(INTS, zeros, i).sub(driven).add(sum).add(sum).intoArray(dots, i);
            }
            return;
        }
        for (int i = row; i < end; i += INTS.length()) {
            IntVector sum = (IntVector) ByteVector.fromArray(SIXTEEN, low, i - row)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
            IntVector more = (IntVector) ByteVector.fromArray(SIXTEEN, high, i - row)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
            IntVector.fromArray(INTS, zeros, i).sub(driven).add(sum).add(sum)
                    .add(more.lanewise(VectorOperators.LSHL, BYTE_PLANES + 1)).intoArray(dots, i);
        }
    }
}

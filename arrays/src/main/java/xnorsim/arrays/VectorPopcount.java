package xnorsim.arrays;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import xnorsim.sim.KernelChoice;

/**
 * The kernel on the Vector API: one lane per row and four accumulators over rows, so that a broadcast column word is
 * used four times. Needs {@code --add-modules jdk.incubator.vector}; {@link PopcountKernels} chooses.
 *
 * <p>The hot loops are unrolled by hand, which makes the two methods too long (more than 325 bytes of bytecode) to be
 * inlined into a caller. Inlined into a whole pass of a layer, they exhausted the compiler's node budget, and the
 * remaining vectors were allocated on the heap: four times slower (benchmark {@code NetworkBenchmark.image}).
 */
public final class VectorPopcount implements PopcountKernel {

    /** The machine's widest species, but no wider than a block of rows. */
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED.length() > ROW_BLOCK
            ? LongVector.SPECIES_512
            : LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Integer> HALF = VectorSpecies.of(int.class,
            VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

    /** Creates the kernel, which has no state. */
    public VectorPopcount() {}

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public KernelChoice kind() {
        return KernelChoice.VECTOR;
    }

    @Override
    public void popcounts(long[] weights, int stride, int words, long[] columns, int width, int[] pop) {
        int row = 0;
        for (; row <= stride - 4 * LANES; row += 4 * LANES) {
            LongVector a = LongVector.zero(SPECIES);
            LongVector b = a;
            LongVector c = a;
            LongVector d = a;
            int at = row;
            for (int k = 0; k < words; k++) {
                LongVector x = LongVector.broadcast(SPECIES, columns[k]);
                a = a.add(LongVector.fromArray(SPECIES, weights, at).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.BIT_COUNT));
                b = b.add(LongVector.fromArray(SPECIES, weights, at + LANES).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.BIT_COUNT));
                c = c.add(LongVector.fromArray(SPECIES, weights, at + 2 * LANES).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.BIT_COUNT));
                d = d.add(LongVector.fromArray(SPECIES, weights, at + 3 * LANES).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.BIT_COUNT));
                at += stride;
            }
            store(a, width, pop, row);
            store(b, width, pop, row + LANES);
            store(c, width, pop, row + 2 * LANES);
            store(d, width, pop, row + 3 * LANES);
        }
        for (; row < stride; row += LANES) {
            LongVector sum = LongVector.zero(SPECIES);
            int at = row;
            for (int k = 0; k < words; k++) {
                sum = sum.add(mismatches(weights, at, LongVector.broadcast(SPECIES, columns[k])));
                at += stride;
            }
            store(sum, width, pop, row);
        }
    }

    /**
     * If the two spikes of a column differ, exactly one of them agrees with the weight, whatever that is: such columns
     * are counted once for all rows, and each row has one word to count instead of two.
     */
    @Override
    public void popcountSums(long[] weights, int stride, int words, long[] first, long[] second, int width,
            int[] dot) {
        int most = 2 * width;
        for (int k = 0; k < words; k++) {
            most -= Long.bitCount(first[k] ^ second[k]);
        }
        int row = 0;
        for (; row <= stride - 4 * LANES; row += 4 * LANES) {
            LongVector a = LongVector.zero(SPECIES);
            LongVector b = a;
            LongVector c = a;
            LongVector d = a;
            int at = row;
            for (int k = 0; k < words; k++) {
                LongVector x = LongVector.broadcast(SPECIES, first[k]);
                LongVector equal = LongVector.broadcast(SPECIES, ~(first[k] ^ second[k]));
                a = a.add(LongVector.fromArray(SPECIES, weights, at).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.AND, equal).lanewise(VectorOperators.BIT_COUNT));
                b = b.add(LongVector.fromArray(SPECIES, weights, at + LANES).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.AND, equal).lanewise(VectorOperators.BIT_COUNT));
                c = c.add(LongVector.fromArray(SPECIES, weights, at + 2 * LANES).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.AND, equal).lanewise(VectorOperators.BIT_COUNT));
                d = d.add(LongVector.fromArray(SPECIES, weights, at + 3 * LANES).lanewise(VectorOperators.XOR, x)
                        .lanewise(VectorOperators.AND, equal).lanewise(VectorOperators.BIT_COUNT));
                at += stride;
            }
            store(a.add(a), most, dot, row);
            store(b.add(b), most, dot, row + LANES);
            store(c.add(c), most, dot, row + 2 * LANES);
            store(d.add(d), most, dot, row + 3 * LANES);
        }
        for (; row < stride; row += LANES) {
            LongVector sum = LongVector.zero(SPECIES);
            int at = row;
            for (int k = 0; k < words; k++) {
                LongVector equal = LongVector.broadcast(SPECIES, ~(first[k] ^ second[k]));
                sum = sum.add(LongVector.fromArray(SPECIES, weights, at)
                        .lanewise(VectorOperators.XOR, LongVector.broadcast(SPECIES, first[k]))
                        .lanewise(VectorOperators.AND, equal).lanewise(VectorOperators.BIT_COUNT));
                at += stride;
            }
            store(sum.add(sum), most, dot, row);
        }
    }

    private static LongVector mismatches(long[] weights, int at, LongVector columns) {
        return LongVector.fromArray(SPECIES, weights, at).lanewise(VectorOperators.XOR, columns)
                .lanewise(VectorOperators.BIT_COUNT);
    }

    private static void store(LongVector mismatches, int width, int[] pop, int row) {
        IntVector counts = (IntVector) mismatches.convertShape(VectorOperators.L2I, HALF, 0);
        IntVector.broadcast(HALF, width).sub(counts).intoArray(pop, row);
    }
}

package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VectorPopcountPropertyTest {

    private final PopcountKernel kernel = new VectorPopcount();

    @Property(tries = 300)
    void popcounts_equalBitByBitCount(@ForAll @IntRange(min = 1, max = 140) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns, @ForAll @IntRange(max = 300) int unused,
            @ForAll long seed) {
        KernelOracle.check(kernel, rows, columns, Math.min(unused, columns), seed);
    }

    /** Also in the rows that pad the last block, and whatever the words hold. */
    @Property(tries = 300)
    void popcounts_equalScalarKernel(@ForAll @IntRange(min = 1, max = 80) int blocks,
            @ForAll @IntRange(min = 1, max = 40) int words, @ForAll long seed) {
        Random random = new Random(seed);
        int stride = blocks * PopcountKernel.ROW_BLOCK;
        long[] weights = random.longs((long) words * stride).toArray();
        long[] columns = random.longs(words).toArray();
        int[] vector = new int[stride];
        int[] scalar = new int[stride];
        kernel.popcounts(weights, stride, words, columns, 64 * words, vector);
        new ScalarPopcount().popcounts(weights, stride, words, columns, 64 * words, scalar);
        assertThat(vector).isEqualTo(scalar);
    }

    /** Two slots at once are one slot after the other. */
    @Property(tries = 300)
    void popcountSums_equalTheSumsOfTheScalarKernel(@ForAll @IntRange(min = 1, max = 80) int blocks,
            @ForAll @IntRange(min = 1, max = 40) int words, @ForAll long seed) {
        Random random = new Random(seed);
        int stride = blocks * PopcountKernel.ROW_BLOCK;
        long[] weights = random.longs((long) words * stride).toArray();
        long[] first = random.longs(words).toArray();
        long[] second = random.longs(words).toArray();
        int[] vector = new int[stride];
        int[] scalar = new int[stride];
        int[] tau1 = new int[stride];
        int[] tau2 = new int[stride];
        kernel.popcountSums(weights, stride, words, first, second, 64 * words, vector);
        new ScalarPopcount().popcountSums(weights, stride, words, first, second, 64 * words, scalar);
        new ScalarPopcount().popcounts(weights, stride, words, first, 64 * words, tau1);
        new ScalarPopcount().popcounts(weights, stride, words, second, 64 * words, tau2);
        assertThat(vector).isEqualTo(scalar);
        for (int i = 0; i < stride; i++) {
            assertThat(scalar[i]).isEqualTo(tau1[i] + tau2[i]);
        }
    }
}

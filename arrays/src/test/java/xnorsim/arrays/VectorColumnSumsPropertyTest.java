package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VectorColumnSumsPropertyTest {

    private static final PopcountKernel PLAIN = new ScalarPopcount();

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(Arbitraries.of(1, 7, 8, 63, 64, 65, 127, 128, 511, 512, 513, 1025),
                Arbitraries.integers().between(1, 700));
    }

    @Provide
    Arbitrary<Double> rates() {
        return Arbitraries.of(0.0, 0.01, 0.1, 0.3, 0.9, 1.0);
    }

    private static StoredWeights weights(int rows, int columns, Random random) {
        int kind = random.nextInt(4);
        return StoredWeights.of(rows, columns,
                (row, column) -> kind == 0 || (kind > 1 && random.nextBoolean()));
    }

    private static long[] vector(int columns, double rate, Random random) {
        long[] vector = new long[(columns + 63) / 64];
        for (int j = 0; j < columns; j++) {
            vector[j >> 6] |= (random.nextDouble() < rate ? 1L : 0) << j;
        }
        return vector;
    }

    private static int[] one(StoredWeights w, long[] vector) {
        int[] dots = new int[w.stride()];
        PLAIN.popcounts(w.bits(), w.stride(), w.words(), vector, w.columns(), dots);
        return Arrays.copyOf(dots, w.rows());
    }

    private static int[] two(StoredWeights w, long[] first, long[] second) {
        int[] dots = one(w, first);
        int[] others = one(w, second);
        Arrays.setAll(dots, i -> dots[i] + others[i]);
        return dots;
    }

    /** One object for many vectors: what one evaluation leaves behind does not matter to the next. */
    @Property(tries = 150)
    void sums_areThoseByRows(@ForAll("sizes") int rows, @ForAll("sizes") int columns, @ForAll("rates") double rate,
            @ForAll long seed) {
        Random random = new Random(seed);
        StoredWeights w = weights(rows, columns, random);
        ColumnSums sums = new ColumnSums(w);
        int[] dots = new int[RowSums.resultLength(rows)];
        for (int k = 0; k < 3; k++) {
            long[] first = vector(columns, rate, random);
            long[] second = vector(columns, k == 1 ? random.nextDouble() : rate, random);
            sums.evaluate(first, dots);
            assertThat(dots).startsWith(one(w, first));
            sums.evaluate(first, second, dots);
            assertThat(dots).startsWith(two(w, first, second));
        }
    }

    /** More columns than a layer of any paper has: sums of sixteen bits. */
    @Test
    void sumsOfManyColumns_areThoseByRows() {
        Random random = new Random(5);
        for (int columns : new int[]{4096, 8191, 16_384, 32_767}) {
            StoredWeights w = StoredWeights.of(70, columns, (row, column) -> row % 3 != 0 || random.nextBoolean());
            ColumnSums sums = new ColumnSums(w);
            int[] dots = new int[RowSums.resultLength(70)];
            for (double rate : new double[]{0.1, 0.5, 1}) {
                long[] first = vector(columns, rate, random);
                long[] second = vector(columns, rate, random);
                sums.evaluate(first, second, dots);
                assertThat(dots).startsWith(two(w, first, second));
            }
        }
        assertThat(ColumnSums.isPossible(32_768)).isFalse();
    }

    @Property(tries = 100)
    void rowSums_areThoseByRows_whicheverWayTheyTake(@ForAll("sizes") int rows,
            @ForAll @IntRange(min = 1, max = 2500) int columns, @ForAll("rates") double rate, @ForAll long seed) {
        Random random = new Random(seed);
        StoredWeights w = weights(rows, columns, random);
        RowSums sums = new RowSums(w, new VectorPopcount());
        long[] first = vector(columns, rate, random);
        long[] second = vector(columns, rate, random);
        sums.evaluate(first);
        assertThat(sums.dots()).startsWith(one(w, first));
        sums.evaluate(first, second);
        assertThat(sums.dots()).startsWith(two(w, first, second));
    }

    @Property(tries = 100)
    void bitsByColumns_areTheStoredOnes(@ForAll("sizes") int rows, @ForAll("sizes") int columns, @ForAll long seed) {
        StoredWeights w = weights(rows, columns, new Random(seed));
        long[] turned = w.byColumns();
        int ones = 0;
        int wrong = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                boolean one = (turned[6 + (i / 512 * (columns + 1) + j) * 8 + i % 512 / 64] >>> i & 1) != 0;
                wrong += one == w.isOne(i, j) ? 0 : 1;
                ones += one ? 1 : 0;
            }
        }
        assertThat(wrong).isZero();
        assertThat(Arrays.stream(turned).map(Long::bitCount).sum()).isEqualTo(ones);
    }
}

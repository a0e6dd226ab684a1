package xnorsim.arrays.analog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FlashRowsPropertyTest {

    /** Counts comparators one by one; boundaries deviate by little or by several codes. */
    @Property(tries = 500)
    void codes_thatAreCertain_areTheComparatorsExceededWhereverTheIndexIsInTheWindow(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(20);
        int shared = 1 + random.nextInt(3);
        int comparators = 1 + random.nextInt(40);
        double sigma = random.nextBoolean() ? 0.2 : 1.5 * random.nextDouble();
        double[][] sorted = new double[rows][];
        for (int row = 0; row < rows; row++) {
            sorted[row] = row % shared != 0 ? sorted[row - 1] : boundaries(comparators, sigma, random);
        }
        int[] levels = random.ints(comparators + 1, 0, 1000).toArray();
        double[] index = random.doubles(rows, -3, comparators + 3).toArray();
        if (random.nextInt(4) == 0) {
            index[random.nextInt(rows)] = Double.NaN;
        }
        double window = random.nextBoolean() ? 0 : random.nextDouble() * FlashRows.MAX_WINDOW;
        int[] codes = new int[rows + 1];
        int[] doubtful = new int[rows];
        int doubts = new FlashRows(sorted, levels).addCodes(0, 0, index, window, codes, 1, doubtful);
        int k = 0;
        for (int row = 0; row < rows; row++) {
            int least = exceeded(sorted[row], index[row] - window);
            int most = exceeded(sorted[row], index[row] + window);
            if (k < doubts && doubtful[k] == row) {
                assertThat(codes[row + 1]).isZero();
                assertThat(sigma > 0.2 || least != most || isNearABoundary(sorted[row], index[row], window)).isTrue();
                k++;
            } else {
                assertThat(index[row]).isNotNaN();
                assertThat(codes[row + 1]).isEqualTo(levels[least]).isEqualTo(levels[most]);
            }
        }
        assertThat(k).isEqualTo(doubts);
    }

    static double[] boundaries(int comparators, double sigma, Random random) {
        double[] some = new double[comparators];
        Arrays.setAll(some, c -> c + 0.5 + Math.clamp(random.nextGaussian(), -2, 2) * sigma);
        Arrays.sort(some);
        return some;
    }

    private static int exceeded(double[] sorted, double index) {
        return (int) Arrays.stream(sorted).filter(boundary -> boundary < index).count();
    }

    private static boolean isNearABoundary(double[] sorted, double index, double window) {
        return Double.isNaN(index) || Arrays.stream(sorted).anyMatch(b -> Math.abs(b - index) <= window);
    }
}

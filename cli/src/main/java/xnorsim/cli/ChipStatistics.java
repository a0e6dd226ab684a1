package xnorsim.cli;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Accuracy over chips, each of which is one draw.
 *
 * @param chips     how many there were, at least 1
 * @param mean      mean accuracy
 * @param deviation sample standard deviation of the chips' accuracies; empty of one chip
 * @param worst     number of the worst chip, the first of equals
 * @param least     its accuracy
 */
record ChipStatistics(int chips, double mean, OptionalDouble deviation, int worst, double least) {

    /** Student's t at 97.5 % with 1..4 degrees of freedom. */
    private static final double[] FEW = {12.706204736, 4.302652730, 3.182446305, 2.776445105};
    private static final double NORMAL = 1.959963984540054;

    static ChipStatistics of(List<Integer> correct, int images) {
        int chips = correct.size();
        double mean = correct.stream().mapToInt(Integer::intValue).average().orElseThrow() / images;
        double squares = correct.stream().mapToDouble(count -> Math.pow((double) count / images - mean, 2)).sum();
        int least = Collections.min(correct);
        return new ChipStatistics(chips, mean,
                chips == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (chips - 1))),
                correct.indexOf(least), (double) least / images);
    }

    /** Half the width of the 95 % interval of the mean over all chips there could be, by Student's t; empty of one chip. */
    OptionalDouble halfWidth() {
        return deviation.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(student(chips - 1) * deviation.getAsDouble() / Math.sqrt(chips));
    }

    /** Student's t at 97.5 %: tabled, or by Abramowitz and Stegun, 26.7.5, right to four digits from five degrees on. */
    static double student(int degrees) {
        if (degrees <= FEW.length) {
            return FEW[degrees - 1];
        }
        double z = NORMAL;
        double n = degrees;
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        double third = (3 * Math.pow(z, 7) + 19 * Math.pow(z, 5) + 17 * Math.pow(z, 3) - 15 * z) / 384;
        double fourth = (79 * Math.pow(z, 9) + 776 * Math.pow(z, 7) + 1482 * Math.pow(z, 5) - 1920 * Math.pow(z, 3)
                - 945 * z) / 92_160;
        return z + first / n + second / (n * n) + third / Math.pow(n, 3) + fourth / Math.pow(n, 4);
    }
}

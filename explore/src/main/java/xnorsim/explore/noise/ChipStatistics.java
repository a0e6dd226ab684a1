package xnorsim.explore.noise;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import xnorsim.analog.Interval;

/**
 * Accuracy over chips, each of which is one draw, on the same images.
 *
 * @param chips     number of chips, at least 1
 * @param images    of each chip
 * @param mean      mean accuracy
 * @param deviation sample standard deviation of the chips' accuracies; empty of one chip
 * @param lost      images that only the ideal readout recognizes, mean over chips
 * @param gained    images that only the chip recognizes, mean over chips
 * @param worst     number of the worst chip, the first if several are equal
 * @param least     its accuracy
 */
public record ChipStatistics(int chips, int images, double mean, OptionalDouble deviation, double lost, double gained,
        int worst, double least) {

    private static final double CONFIDENCE = 0.95;
    /** Student's t at 97.5 % with 1..4 degrees of freedom. */
    private static final double[] FEW = {12.706204736, 4.302652730, 3.182446305, 2.776445105};
    private static final double NORMAL = 1.959963984540054;

    /**
     * The statistics of some chips.
     *
     * @param images of each chip
     */
    public static ChipStatistics of(List<ChipResult> results, int images) {
        int chips = results.size();
        List<Integer> correct = results.stream().map(ChipResult::correct).toList();
        double mean = mean(results, ChipResult::correct) / images;
        double squares = correct.stream().mapToDouble(count -> Math.pow((double) count / images - mean, 2)).sum();
        int least = correct.stream().mapToInt(Integer::intValue).min().orElseThrow();
        return new ChipStatistics(chips, images, mean,
                chips == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (chips - 1))),
                mean(results, ChipResult::lost), mean(results, ChipResult::gained), correct.indexOf(least),
                (double) least / images);
    }

    private static double mean(List<ChipResult> results, ToIntFunction<ChipResult> count) {
        return results.stream().mapToInt(count).average().orElseThrow();
    }

    /**
     * A 95 % interval of the mean accuracy over all chips there could be, on these images, by Student's t; empty of one
     * chip. Student's t knows no bounds, a mean accuracy has some: what is below 0 or above 1 is cut off, and since the
     * mean is never there, the interval covers it as often as before.
     */
    public Optional<Interval> accuracyOverChips() {
        return overChips(mean, 0, 1);
    }

    /** The same of the loss: the ideal accuracy, a constant on these images, less the accuracy. */
    public Optional<Interval> lossOverChips() {
        double ideal = mean + loss();
        return overChips(loss(), ideal - 1, ideal);
    }

    private Optional<Interval> overChips(double middle, double least, double most) {
        OptionalDouble half = halfWidth();
        return half.isEmpty()
                ? Optional.empty()
                : Optional.of(new Interval(Math.max(least, middle - half.getAsDouble()),
                        Math.min(most, middle + half.getAsDouble())));
    }

    /** Half the width of both before anything is cut off; empty of one chip. */
    public OptionalDouble halfWidth() {
        return deviation.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(student(chips - 1) * deviation.getAsDouble() / Math.sqrt(chips));
    }

    /**
     * A 95 % interval of these chips' mean accuracy on all images there could be. An image counts once however many
     * chips have seen it: its answers on several chips are no independent trials.
     */
    public Interval accuracyOverImages() {
        return Interval.ofSum(mean * images, images, CONFIDENCE);
    }

    /** Mean accuracy that is lost against the ideal readout on the same images. */
    public double loss() {
        return (lost - gained) / images;
    }

    /**
     * A 95 % interval of these chips' mean loss on all images there could be: lost and gained images each have an
     * interval that fails in half of the 5 %.
     */
    public Interval lossOverImages() {
        double each = 1 - (1 - CONFIDENCE) / 2;
        Interval less = Interval.ofSum(lost, images, each);
        Interval more = Interval.ofSum(gained, images, each);
        return new Interval(less.low() - more.high(), less.high() - more.low());
    }

    /**
     * Student's t at 97.5 %: tabled, or by Abramowitz and Stegun, 26.7.5, right to four digits from five degrees on.
     */
    public static double student(int degrees) {
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

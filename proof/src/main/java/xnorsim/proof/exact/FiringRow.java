package xnorsim.proof.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;

/**
 * A neuron as the certificate sees it: what a time step may add to its sum, and the real numbers it decides by.
 * Everything is counted in units of 2^-gridBits, the grid on which the sums lie.
 *
 * @param index     output channel
 * @param bias      subtracted in a time step: slots * M1 + mean for a binarized layer, mean for the first one
 * @param threshold above 0
 * @param reset     what a hard reset sets the membrane to; empty for the soft one, which takes the threshold off
 * @param leak      what the membrane is multiplied by before a step's change is added, and how hardware rounds that
 * @param firesAt   whether a membrane at the threshold fires
 * @param least     smallest change of the sum in a time step
 * @param most      largest change of the sum in a time step
 * @param changes   what the sum may change by in a time step, all between least and most
 * @param gridBits  0 for counts of a binarized layer, the weights' fraction bits for the first layer
 * @param rounding  the parameters as docs/paper.md folds and rounds them in double
 */
public record FiringRow(int index, Rational bias, Rational threshold, Optional<Rational> reset, ExactLeak leak,
        boolean firesAt, long least, long most, SumSet changes, int gridBits, Folded rounding) {

    private static final long WIDEST_SPAN = 1 << 16;

    /**
     * The folded parameters in double: what the hardware's numbers are rounded from.
     *
     * @param offset    slots * M1, exact
     * @param mean      in double
     * @param threshold in double, possibly infinite
     * @param reset     in double; 0 for the soft reset
     */
    public record Folded(long offset, double mean, double threshold, double reset) {}

    /** The rows of a layer, in the order of its output channels. */
    public static List<FiringRow> of(SpikingLayer layer) {
        List<FiringRow> rows = new ArrayList<>();
        for (int i = 0; i < layer.geometry().outputChannels(); i++) {
            rows.add(switch (layer) {
                case FirstLayer first -> first(first, i);
                case BinaryLayer binary -> binary(binary, i);
            });
        }
        return rows;
    }

    private static FiringRow binary(BinaryLayer layer, int i) {
        int fanIn = layer.geometry().fanIn();
        boolean flipped = layer.normalization().gain()[i] < 0;
        long zeros = 0;
        for (int k = 0; k < fanIn; k++) {
            zeros += (layer.weights()[i * fanIn + k] == 0) != flipped ? 1 : 0;
        }
        long offset = layer.slots() * zeros;
        double alpha = layer.alpha()[i];
        return new FiringRow(i, mean(layer.normalization(), i, alpha).plus(Rational.of(offset)),
                scaled(layer.normalization(), i, alpha, layer.theta()), reset(layer, i, alpha, 0),
                ExactLeak.of(layer.dynamics().leak()), layer.dynamics().firesAtThreshold(), 0,
                (long) layer.slots() * fanIn, SumSet.range(0, (long) layer.slots() * fanIn), 0,
                folded(layer, i, alpha, offset));
    }

    private static FiringRow first(FirstLayer layer, int i) {
        long least = 0;
        long most = 0;
        for (long code : codes(layer, i)) {
            least += Math.min(code, 0);
            most += Math.max(code, 0);
        }
        SumSet changes = isNarrow(least, most)
                ? SumSet.ofSubsets(codes(layer, i)).getLast()
                : SumSet.range(least, most);
        int grid = layer.sumFractionBits();
        return new FiringRow(i, mean(layer.normalization(), i, 1).scaled(grid),
                scaled(layer.normalization(), i, 1, layer.theta()).scaled(grid), reset(layer, i, 1, grid),
                ExactLeak.of(layer.dynamics().leak()), layer.dynamics().firesAtThreshold(), least, most, changes,
                grid, folded(layer, i, 1, 0));
    }

    /** The largest whole number that does not fire where the row compares with a real one. */
    public BigInteger silent(Rational limit) {
        return firesAt ? limit.negated().floor().not() : limit.floor();
    }

    /** The largest whole number that does not fire where the row compares with a whole one. */
    public BigInteger silent(BigInteger limit) {
        return firesAt ? limit.subtract(BigInteger.ONE) : limit;
    }

    /** Whether the sums of a first layer's row are enumerated; else every number in their range counts as a sum. */
    public static boolean isNarrow(long least, long most) {
        return most - least <= WIDEST_SPAN;
    }

    /**
     * Numbers of which a first layer's row adds any in a step: its weights, with the signs that a negative gain turns.
     * Where pixels enter themselves, each weight once for every bit of a pixel, the lowest first: 1, 2, 4, ... times
     * the weight, so that any value of any pixel in any step is covered, also one that changes from step to step.
     */
    public static long[] codes(FirstLayer layer, int i) {
        int fanIn = layer.geometry().fanIn();
        int pixelBits = pixelBits(layer);
        long sign = layer.normalization().gain()[i] < 0 ? -1 : 1;
        long[] codes = new long[fanIn * pixelBits];
        for (int k = 0; k < codes.length; k++) {
            codes[k] = (sign * layer.weights().codes()[i * fanIn + k / pixelBits]) << (k % pixelBits);
        }
        return codes;
    }

    /** Bits of what a pixel gives the first layer. */
    public static int pixelBits(FirstLayer layer) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(layer.coding().largest());
    }

    /** sign(g) * (mu / alpha - b * sigma / (alpha * g)), exactly. */
    private static Rational mean(Normalization n, int i, double alpha) {
        Rational gain = Rational.of(n.gain()[i]);
        Rational a = Rational.of(alpha);
        Rational mean = Rational.of(n.mu()[i]).dividedBy(a)
                .minus(Rational.of(n.shift()[i]).times(Rational.of(n.sigma()[i])).dividedBy(a.times(gain)));
        return n.gain()[i] < 0 ? mean.negated() : mean;
    }

    private static Optional<Rational> reset(SpikingLayer layer, int i, double alpha, int grid) {
        return layer.reset().hard()
                ? Optional.of(scaled(layer.normalization(), i, alpha, layer.reset().to(i)).scaled(grid))
                : Optional.empty();
    }

    /** sigma * theta / (alpha * |g|), exactly; likewise for a reset. */
    private static Rational scaled(Normalization n, int i, double alpha, double theta) {
        return Rational.of(n.sigma()[i]).times(Rational.of(theta))
                .dividedBy(Rational.of(alpha).times(Rational.of(n.gain()[i]).magnitude()));
    }

    private static Folded folded(SpikingLayer layer, int i, double alpha, long offset) {
        Normalization n = layer.normalization();
        double gain = n.gain()[i];
        double mean = Math.signum(gain) * (n.mu()[i] / alpha - n.shift()[i] * n.sigma()[i] / (alpha * gain));
        return new Folded(offset, mean, n.sigma()[i] * layer.theta() / (alpha * Math.abs(gain)),
                n.sigma()[i] * layer.reset().to(i) / (alpha * Math.abs(gain)));
    }

    /** The parameters that docs/paper.md rounds to, in units of 2^-fractionBits; none if a folded one is not finite. */
    public Optional<Parameters> rounded(int fractionBits) {
        if (!Double.isFinite(rounding.mean) || !Double.isFinite(rounding.threshold)
                || !Double.isFinite(rounding.reset)) {
            return Optional.empty();
        }
        BigInteger bias = Rational.of(rounding.mean).plus(Rational.of(rounding.offset)).scaled(fractionBits).nearest();
        return Optional.of(new Parameters(bias, Rational.of(rounding.threshold).scaled(fractionBits).nearest(),
                Rational.of(rounding.reset).scaled(fractionBits).nearest()));
    }

    /**
     * Parameters of a row in fixed point.
     *
     * @param bias      in units of 2^-F
     * @param threshold in units of 2^-F, not negative
     * @param reset     in units of 2^-F; 0 for the soft reset
     */
    public record Parameters(BigInteger bias, BigInteger threshold, BigInteger reset) {
        /** Of a soft reset. */
        public Parameters(BigInteger bias, BigInteger threshold) {
            this(bias, threshold, BigInteger.ZERO);
        }

        /** The same numbers with more fraction bits. */
        public Parameters scaled(int bits) {
            return new Parameters(bias.shiftLeft(bits), threshold.shiftLeft(bits), reset.shiftLeft(bits));
        }

        /** Bits of the largest of them. */
        public int bitLength() {
            return Math.max(Math.max(bias.bitLength(), threshold.bitLength()), reset.bitLength());
        }
    }
}

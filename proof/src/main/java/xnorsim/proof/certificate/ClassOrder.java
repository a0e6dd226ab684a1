package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.network.LastLayer;
import xnorsim.proof.exact.Rational;

/**
 * The last layer: no spike, but a class. Of two outputs i &lt; j, after t steps j is preferred iff S_j - S_i &gt; t *
 * (b_j - b_i), so that the class depends on the floors of the right sides, and rounded biases choose alike on every
 * input if these floors are the same or beyond what the difference of the sums can be.
 *
 * <p>There is no need to look at all pairs. In units of the sums' grid let t * b_i = n_i + f_i with a whole n_i and 0
 * &lt;= f_i &lt; 1, and w_i = t * b'_i - n_i for the rounded bias b'_i. The floors of a pair i &lt; j are the same iff
 *
 * <pre>
 * f_j &gt;= f_i and 0 &lt;= w_j - w_i &lt; 1, or f_j &lt; f_i and -1 &lt;= w_j - w_i &lt; 0.
 * </pre>
 *
 * So all are the same iff the order of the pairs (f, i) is that of the pairs (w, i), which neighbours in the sorted
 * order tell, and no w lies 1 or more above an earlier output's, or more than 1 below one's, which running extremes
 * tell.
 */
public final class ClassOrder {
    /** Up to this many outputs, all pairs are examined when adjacent outputs leave their order undecided. */
    private static final int FEW = 1024;

    private final int timeSteps;
    private final int gridBits;
    private final long[] least;
    private final long[] most;
    /** Biases in units of 2^-realBits, exact. */
    private final BigInteger[] biases;
    private final int realBits;
    /** Fraction bits of the sums' grid that represent the real and all rounded biases. */
    private final int bits;
    private final Order first;

    /** The order of the classes of a last layer after this many time steps. */
    public ClassOrder(LastLayer layer, int timeSteps) {
        this.timeSteps = timeSteps;
        this.gridBits = layer.weights().fractionBits();
        int outputs = layer.bias().length;
        int fanIn = layer.geometry().fanIn();
        least = new long[outputs];
        most = new long[outputs];
        for (int i = 0; i < outputs * fanIn; i++) {
            int code = layer.weights().codes()[i];
            least[i / fanIn] += Math.min(code, 0);
            most[i / fanIn] += Math.max(code, 0);
        }
        Rational[] real = Arrays.stream(layer.bias()).mapToObj(Rational::of).toArray(Rational[]::new);
        // Denominators of doubles are powers of two.
        realBits = Arrays.stream(real).mapToInt(bias -> bias.denominator().bitLength() - 1).max().orElse(0);
        bits = Math.max(realBits, Certifier.MAX_FRACTION_BITS + gridBits) - gridBits;
        biases = Arrays.stream(real).map(bias -> bias.scaled(realBits).numerator()).toArray(BigInteger[]::new);
        first = new Order(1);
    }

    /** The nearest biases, half to even, in units of 2^-F. */
    public List<BigInteger> rounded(int fractionBits) {
        return Arrays.stream(biases).map(bias -> rounded(bias, realBits - fractionBits)).toList();
    }

    private static BigInteger rounded(BigInteger bias, int bits) {
        if (bits <= 0) {
            return bias.shiftLeft(-bits);
        }
        BigInteger below = bias.shiftRight(bits);
        boolean half = bias.testBit(bits - 1);
        boolean more = half && bias.getLowestSetBit() < bits - 1;
        return more || (half && below.testBit(0)) ? below.add(BigInteger.ONE) : below;
    }

    /**
     * Pairs of outputs that biases in units of 2^-F may order otherwise than the real ones, after 1..T steps: none if
     * there is no such pair, else some, each output at most once as the later one.
     */
    List<Divergence> divergences(List<BigInteger> held, int fractionBits) {
        for (int t = 1; t <= timeSteps; t++) {
            // Too few bits differ in the first step as a rule, whose order serves for all that are tried.
            Order order = t == 1 ? first : new Order(t);
            List<Divergence> found = new Step(order, held, fractionBits).divergences();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /**
     * t * b_i of the real biases, in units of 2^-bits of the sums' grid, their fractions, and the outputs in the order
     * of (f, i).
     */
    private final class Order {
        private final int t;
        private final BigInteger[] real = new BigInteger[biases.length];
        private final BigInteger[] whole = new BigInteger[biases.length];
        private final Integer[] sorted;

        Order(int t) {
            this.t = t;
            BigInteger[] fraction = new BigInteger[real.length];
            for (int i = 0; i < real.length; i++) {
                real[i] = biases[i].multiply(BigInteger.valueOf(t)).shiftLeft(bits + gridBits - realBits);
                whole[i] = real[i].shiftRight(bits).shiftLeft(bits);
                fraction[i] = real[i].subtract(whole[i]);
            }
            sorted = IntStream.range(0, real.length).boxed().toArray(Integer[]::new);
            Arrays.sort(sorted, Comparator.<Integer, BigInteger>comparing(i -> fraction[i])
                    .thenComparing(Comparator.naturalOrder()));
        }
    }

    /** What is compared after t steps; everything in units of 2^-bits of the sums' grid. */
    private final class Step {
        private final int t;
        private final BigInteger[] real;
        private final BigInteger[] fixed;
        /** w_i. */
        private final BigInteger[] shifted;
        private final Integer[] order;

        Step(Order order, List<BigInteger> held, int fractionBits) {
            this.t = order.t;
            this.real = order.real;
            this.order = order.sorted;
            BigInteger steps = BigInteger.valueOf(t);
            fixed = new BigInteger[real.length];
            shifted = new BigInteger[real.length];
            for (int i = 0; i < fixed.length; i++) {
                fixed[i] = held.get(i).multiply(steps).shiftLeft(bits + gridBits - fractionBits);
                shifted[i] = fixed[i].subtract(order.whole[i]);
            }
        }

        List<Divergence> divergences() {
            List<int[]> suspects = suspects();
            List<Divergence> found = new ArrayList<>();
            boolean[] named = new boolean[real.length];
            for (int[] pair : suspects) {
                if (!named[pair[1]]) {
                    divergence(pair[0], pair[1], false).ifPresent(found::add);
                    named[pair[1]] = !found.isEmpty() && found.getLast().row() == pair[1];
                }
            }
            if (suspects.isEmpty() || !found.isEmpty()) {
                return found;
            }
            // Floors differ, but of these pairs no sums lie between them; perhaps some do of others.
            return real.length <= FEW
                    ? everyPair()
                    : divergence(suspects.getFirst()[0], suspects.getFirst()[1], true).stream().toList();
        }

        /** Pairs with different floors, none if there are none at all. */
        private List<int[]> suspects() {
            List<int[]> suspects = new ArrayList<>();
            for (int at = 1; at < order.length; at++) {
                int side = shifted[order[at - 1]].compareTo(shifted[order[at]]);
                if (side > 0 || (side == 0 && order[at - 1] > order[at])) {
                    suspects.add(pair(order[at - 1], order[at]));
                }
            }
            BigInteger one = BigInteger.ONE.shiftLeft(bits);
            int lowest = 0;
            int highest = 0;
            for (int j = 1; j < real.length; j++) {
                if (shifted[j].subtract(shifted[lowest]).compareTo(one) >= 0) {
                    suspects.add(pair(lowest, j));
                }
                if (shifted[highest].subtract(shifted[j]).compareTo(one) > 0) {
                    suspects.add(pair(highest, j));
                }
                lowest = shifted[j].compareTo(shifted[lowest]) < 0 ? j : lowest;
                highest = shifted[j].compareTo(shifted[highest]) > 0 ? j : highest;
            }
            return suspects;
        }

        private static int[] pair(int one, int other) {
            return new int[]{Math.min(one, other), Math.max(one, other)};
        }

        private List<Divergence> everyPair() {
            List<Divergence> found = new ArrayList<>();
            for (int j = 1; j < real.length; j++) {
                for (int i = 0; i < j; i++) {
                    Optional<Divergence> divergence = divergence(i, j, false);
                    if (divergence.isPresent()) {
                        found.add(divergence.get());
                        break;
                    }
                }
            }
            return found;
        }

        /**
         * The difference of the sums of i and j that is taken otherwise, if there is one.
         *
         * @param anyway also if the sums cannot differ by this much (safe)
         */
        private Optional<Divergence> divergence(int i, int j, boolean anyway) {
            BigInteger from = BigInteger.valueOf(t * (least[j] - most[i]) - 1);
            BigInteger to = BigInteger.valueOf(t * (most[j] - least[i]));
            BigInteger exact = real[j].subtract(real[i]).shiftRight(bits);
            BigInteger rounded = fixed[j].subtract(fixed[i]).shiftRight(bits);
            BigInteger sum = exact.min(rounded).max(anyway ? exact.min(rounded) : from).add(BigInteger.ONE);
            boolean differs = !exact.equals(rounded) && (anyway
                    || !exact.max(from).min(to).equals(rounded.max(from).min(to)));
            return differs
                    ? Optional.of(new Divergence(j, t, 0, sum.max(BigInteger.valueOf(Long.MIN_VALUE))
                            .min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact(), sum.compareTo(exact) > 0,
                            List.of()))
                    : Optional.empty();
        }
    }

    /** Width of a two's complement membrane that holds every value: after T steps it is the farthest from 0. */
    int membraneBits(List<BigInteger> held, int fractionBits) {
        int bits = 1;
        int shift = fractionBits - gridBits;
        BigInteger steps = BigInteger.valueOf(timeSteps);
        for (int i = 0; i < least.length; i++) {
            BigInteger low = BigInteger.valueOf(least[i]).shiftLeft(shift).subtract(held.get(i)).multiply(steps);
            BigInteger high = BigInteger.valueOf(most[i]).shiftLeft(shift).subtract(held.get(i)).multiply(steps);
            bits = Math.max(bits, Math.max(low.bitLength(), high.bitLength()) + 1);
        }
        return bits;
    }
}

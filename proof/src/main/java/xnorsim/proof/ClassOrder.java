package xnorsim.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import xnorsim.network.LastLayer;

/**
 * The last layer: no spike, but a class. Of two outputs i &lt; j, j is preferred iff S_j - S_i &gt; T * (b_j - b_i), so that
 * the class depends on the floors of the right sides, and rounded biases choose alike on every input if these floors are the
 * same or beyond what the difference of the sums can be.
 */
final class ClassOrder {
    private final LastLayer layer;
    private final int timeSteps;
    private final int gridBits;
    private final long[] least;
    private final long[] most;

    ClassOrder(LastLayer layer, int timeSteps) {
        this.layer = layer;
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
    }

    /** The nearest biases, in units of 2^-F. */
    List<BigInteger> rounded(int fractionBits) {
        List<BigInteger> biases = new ArrayList<>();
        for (double bias : layer.bias()) {
            biases.add(Rational.of(bias).scaled(fractionBits).nearest());
        }
        return biases;
    }

    /** Pairs of outputs that biases in units of 2^-F may order otherwise than the real ones. */
    List<Divergence> divergences(List<BigInteger> biases, int fractionBits) {
        List<Divergence> divergences = new ArrayList<>();
        for (int i = 0; i < least.length; i++) {
            for (int j = i + 1; j < least.length; j++) {
                BigInteger exact = Rational.of(layer.bias()[j]).minus(Rational.of(layer.bias()[i])).times(timeSteps)
                        .scaled(gridBits).floor();
                BigInteger held = new Rational(biases.get(j).subtract(biases.get(i)), BigInteger.ONE).times(timeSteps)
                        .scaled(gridBits - fractionBits).floor();
                BigInteger from = BigInteger.valueOf(timeSteps * (least[j] - most[i]) - 1);
                BigInteger to = BigInteger.valueOf(timeSteps * (most[j] - least[i]));
                if (!exact.max(from).min(to).equals(held.max(from).min(to))) {
                    BigInteger sum = exact.max(from).min(to).min(held.max(from).min(to)).add(BigInteger.ONE);
                    divergences.add(new Divergence(j, timeSteps, 0, sum.longValueExact(), sum.compareTo(exact) > 0,
                            List.of()));
                }
            }
        }
        return divergences;
    }

    /** Width of a two's complement membrane that holds every value. */
    int membraneBits(List<BigInteger> biases, int fractionBits) {
        int bits = 1;
        for (int t = 1; t <= timeSteps; t++) {
            for (int i = 0; i < least.length; i++) {
                BigInteger taken = biases.get(i).multiply(BigInteger.valueOf(t));
                int shift = fractionBits - gridBits;
                BigInteger low = BigInteger.valueOf(t * least[i]).shiftLeft(shift).subtract(taken);
                BigInteger high = BigInteger.valueOf(t * most[i]).shiftLeft(shift).subtract(taken);
                bits = Math.max(bits, Math.max(low.bitLength(), high.bitLength()) + 1);
            }
        }
        return bits;
    }

    int gridBits() {
        return gridBits;
    }
}

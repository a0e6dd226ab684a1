package xnorsim.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import xnorsim.network.LastLayer;

/**
 * The last layer: no spike, but a class. Of two outputs i &lt; j, after t steps j is preferred iff S_j - S_i &gt; t * (b_j - b_i),
 * so that the class depends on the floors of the right sides, and rounded biases choose alike on every input if these floors are the
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

    /** Pairs of outputs that biases in units of 2^-F may order otherwise than the real ones, after 1..T steps. */
    List<Divergence> divergences(List<BigInteger> biases, int fractionBits) {
        List<Divergence> divergences = new ArrayList<>();
        for (int i = 0; i < least.length; i++) {
            for (int j = i + 1; j < least.length; j++) {
                Rational real = Rational.of(layer.bias()[j]).minus(Rational.of(layer.bias()[i]));
                Rational fixed = new Rational(biases.get(j).subtract(biases.get(i)), BigInteger.ONE);
                for (int t = 1; t <= timeSteps; t++) {
                    BigInteger from = BigInteger.valueOf(t * (least[j] - most[i]) - 1);
                    BigInteger to = BigInteger.valueOf(t * (most[j] - least[i]));
                    BigInteger exact = real.times(t).scaled(gridBits).floor().max(from).min(to);
                    BigInteger held = fixed.times(t).scaled(gridBits - fractionBits).floor().max(from).min(to);
                    if (!exact.equals(held)) {
                        BigInteger sum = exact.min(held).add(BigInteger.ONE);
                        divergences.add(
                                new Divergence(j, t, 0, sum.longValueExact(), sum.compareTo(exact) > 0, List.of()));
                        break;
                    }
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

package xnorsim.proof.certificate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.network.LastLayer;

/**
 * The part of {@link CertificateCheck} about the last layer: whether every pair of classes is ordered alike. Of i &lt;
 * j, after t steps the difference of their sums is compared with t times that of their biases. In units of the sums'
 * grid, let x be t times the real biases, with fractions f, e what t times the claimed ones are more than these, and y
 * = f + e. A pair is ordered alike iff y_i &lt;= y_j where f_i &lt;= f_j, and else y_j &lt; y_i, and y_j - y_i is below
 * 1 and not below -1; neighbours in the order of f tell for all.
 */
final class ClassCheck {
    /** Maximum number of classes for which every pair is examined if the order leaves it undecided. */
    private static final int MAX_CLASSES = 1024;

    private final LastLayer layer;
    private final LayerCertificate claim;
    private final int steps;
    private final long[] least;
    private final long[] most;
    /** The real biases in units of the sums' grid, and what the claimed ones are more. */
    private final BigDecimal[] bias;
    private final BigDecimal[] more;

    ClassCheck(LastLayer layer, LayerCertificate claim, int steps) {
        this.layer = layer;
        this.claim = claim;
        this.steps = steps;
        int outputs = claim.rows().size();
        least = IntStream.range(0, outputs).mapToLong(i -> sum(i, -1)).toArray();
        most = IntStream.range(0, outputs).mapToLong(i -> sum(i, 1)).toArray();
        BigDecimal grid = new BigDecimal(BigInteger.ONE.shiftLeft(layer.weights().fractionBits()));
        BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(claim.fractionBits()));
        bias = Arrays.stream(layer.bias()).mapToObj(b -> new BigDecimal(b).multiply(grid)).toArray(BigDecimal[]::new);
        more = new BigDecimal[outputs];
        Arrays.setAll(more, i -> new BigDecimal(claim.rows().get(i).bias()).multiply(grid).divide(unit)
                .subtract(bias[i]));
    }

    /** The sum of a class's negative (side -1) or positive (side 1) weights. */
    private long sum(int row, int side) {
        int inputs = layer.geometry().fanIn();
        return IntStream.range(row * inputs, (row + 1) * inputs).map(k -> layer.weights().codes()[k])
                .filter(code -> Integer.signum(code) == side).asLongStream().sum();
    }

    /** What does not hold, in words. */
    Optional<String> problem() {
        int shift = claim.fractionBits() - layer.weights().fractionBits();
        if (shift < 0) {
            return Optional.of("it has fewer fraction bits than its weights");
        }
        for (int t = 1; t <= steps; t++) {
            Optional<int[]> pair = outOfOrder(t);
            if (pair.isPresent() && bias.length <= MAX_CLASSES) {
                pair = decidedDifferently(t);
            }
            if (pair.isPresent()) {
                return Optional.of("classes " + pair.get()[0] + " and " + pair.get()[1]
                        + " may be ordered differently after step " + t);
            }
        }
        return IntStream.range(0, bias.length).filter(i -> widthOf(i, shift) > claim.membraneBits()).boxed().findFirst()
                .map(i -> "row " + i + ": in time step " + steps + " a membrane exceeds " + claim.membraneBits()
                        + " bits");
    }

    /** Of the last step, whose membranes are the farthest from 0. */
    private int widthOf(int i, int shift) {
        BigInteger taken = claim.rows().get(i).bias().multiply(BigInteger.valueOf(steps));
        return Math.max(CertificateCheck.width(steps * least[i], shift, taken),
                CertificateCheck.width(steps * most[i], shift, taken));
    }

    /** A pair whose floors differ, if any do. */
    private Optional<int[]> outOfOrder(int t) {
        BigDecimal factor = BigDecimal.valueOf(t);
        BigDecimal[] fraction = new BigDecimal[bias.length];
        BigDecimal[] y = new BigDecimal[bias.length];
        for (int i = 0; i < y.length; i++) {
            BigDecimal x = bias[i].multiply(factor);
            fraction[i] = x.subtract(x.setScale(0, RoundingMode.FLOOR));
            y[i] = fraction[i].add(more[i].multiply(factor));
        }
        Integer[] order = new Integer[y.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> {
            int side = fraction[i].compareTo(fraction[j]);
            return side == 0 ? Integer.compare(i, j) : side;
        });
        for (int at = 1; at < order.length; at++) {
            int side = y[order[at]].compareTo(y[order[at - 1]]);
            if (side < 0 || (side == 0 && order[at] < order[at - 1])) {
                return Optional.of(new int[]{order[at - 1], order[at]});
            }
        }
        int lowest = 0;
        int highest = 0;
        for (int j = 1; j < y.length; j++) {
            if (y[j].compareTo(y[lowest].add(BigDecimal.ONE)) >= 0) {
                return Optional.of(new int[]{lowest, j});
            }
            if (y[j].compareTo(y[highest].subtract(BigDecimal.ONE)) < 0) {
                return Optional.of(new int[]{highest, j});
            }
            lowest = y[j].compareTo(y[lowest]) < 0 ? j : lowest;
            highest = y[j].compareTo(y[highest]) > 0 ? j : highest;
        }
        return Optional.empty();
    }

    /** A pair that is ordered differently by a difference that its sums can have. */
    private Optional<int[]> decidedDifferently(int t) {
        BigDecimal factor = BigDecimal.valueOf(t);
        for (int j = 1; j < bias.length; j++) {
            for (int i = 0; i < j; i++) {
                BigDecimal limit = bias[j].subtract(bias[i]).multiply(factor);
                BigInteger real = floor(limit);
                BigInteger fixed = floor(limit.add(more[j].subtract(more[i]).multiply(factor)));
                boolean always = real.max(fixed).compareTo(BigInteger.valueOf(t * (least[j] - most[i]))) < 0;
                boolean never = real.min(fixed).compareTo(BigInteger.valueOf(t * (most[j] - least[i]))) >= 0;
                if (!real.equals(fixed) && !always && !never) {
                    return Optional.of(new int[]{i, j});
                }
            }
        }
        return Optional.empty();
    }

    private static BigInteger floor(BigDecimal value) {
        return value.setScale(0, RoundingMode.FLOOR).toBigInteger();
    }
}

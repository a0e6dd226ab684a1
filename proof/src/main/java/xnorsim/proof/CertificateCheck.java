package xnorsim.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;

/**
 * Checks a certificate without what made it: every sum that a row can have after every step is written down as a bit, by
 * adding every change to every sum, and every decision about them is taken twice, with the model's numbers and with the
 * certificate's.
 */
public final class CertificateCheck {
    /** Sums of a row that are kept as bits, at most. */
    private static final long MOST_SUMS = 1L << 30;

    /** Sums of a step that a first layer's row may span, at most, to be told apart. */
    private static final long WIDEST_SPAN = 1 << 16;

    private final Certificate certificate;
    private final int steps;

    private CertificateCheck(Certificate certificate) {
        this.certificate = certificate;
        this.steps = certificate.timeSteps();
    }

    /** What is wrong with a certificate for a network, in words; nothing if it holds. */
    public static Optional<String> problem(Certificate certificate, Network network) {
        return new CertificateCheck(certificate).problem(network);
    }

    private Optional<String> problem(Network network) {
        Certifier.requirePoisson(network);
        if (!certificate.network().equals(network.name())) {
            return Optional.of("it is about a network " + certificate.network() + ", the model is " + network.name());
        }
        if (certificate.layers().size() != network.layers().size()) {
            return Optional
                    .of("it has " + certificate.layers().size() + " layers, the model " + network.layers().size());
        }
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            LayerCertificate claim = certificate.layers().get(l);
            if (layer instanceof SpikingLayer spiking && spiking.reset().hard()) {
                return Optional.of("layer " + layer.name() + ": it resets hard, and certificates hold for soft reset");
            }
            if (!claim.name().equals(layer.name()) || claim.rows().size() != layer.geometry().outputChannels()) {
                return Optional.of("layer " + layer.name() + ": the certificate is about a layer " + claim.name()
                        + " of " + claim.rows().size() + " rows");
            }
            Optional<String> problem = layer instanceof LastLayer last
                    ? classes(last, claim)
                    : IntStream.range(0, claim.rows().size()).parallel().mapToObj(i -> row(layer, claim, i))
                            .flatMap(Optional::stream).findFirst();
            problem = problem.or(() -> widths(layer, claim));
            if (problem.isPresent()) {
                return problem.map(text -> "layer " + layer.name() + ": " + text);
            }
        }
        return Optional.empty();
    }

    private Optional<String> widths(Layer layer, LayerCertificate claim) {
        int more = certificate.fractionBits() - claim.fractionBits();
        boolean fits = switch (layer) {
            case BinaryLayer binary -> more >= 0 && claim.membraneBits() + more <= certificate.membraneBits();
            case FirstLayer first -> more >= 0 || claim.fractionBits() == first.sumFractionBits();
            case LastLayer last -> more >= 0 || claim.fractionBits() == last.weights().fractionBits();
        };
        return fits
                ? Optional.empty()
                : Optional.of("its " + claim.fractionBits() + " fraction bits and membranes of "
                        + claim.membraneBits() + " bits do not fit the certificate's " + certificate.fractionBits()
                        + " and " + certificate.membraneBits());
    }

    /**
     * A row's real numbers, all over one denominator: mean = (mu*g - b*sigma) / (alpha*|g|), threshold = sigma*theta /
     * (alpha*|g|), times the grid of the sums. Bit s of the changes stands for a change of s + least.
     */
    private record Numbers(BigDecimal mean, BigDecimal threshold, BigDecimal denominator, long offset, int grid,
            long least, BitSet changes) {

        static Numbers of(Layer layer, int i) {
            return switch (layer) {
                case BinaryLayer binary -> {
                    int inputs = binary.geometry().fanIn();
                    int stored = binary.normalization().gain()[i] > 0 ? 0 : 1;
                    long m1 = IntStream.range(i * inputs, (i + 1) * inputs)
                            .filter(k -> binary.weights()[k] == stored).count();
                    yield of(binary.normalization(), i, binary.alpha()[i], binary.theta(), m1 * binary.slots(), 0, 0,
                            everyNumber((long) inputs * binary.slots()));
                }
                case FirstLayer first -> {
                    int inputs = first.geometry().fanIn();
                    long sign = first.normalization().gain()[i] > 0 ? 1 : -1;
                    long[] changes = IntStream.range(i * inputs, (i + 1) * inputs)
                            .mapToLong(k -> sign * first.weights().codes()[k]).toArray();
                    long least = Arrays.stream(changes).filter(c -> c < 0).sum();
                    long span = Arrays.stream(changes).filter(c -> c > 0).sum() - least;
                    yield of(first.normalization(), i, 1, first.theta(), 0, first.weights().fractionBits(), least,
                            span > WIDEST_SPAN ? everyNumber(span) : subsets(changes, (int) -least));
                }
                case LastLayer last -> throw new IllegalArgumentException("the last layer does not fire");
            };
        }

        private static Numbers of(Normalization n, int i, double alpha, double theta, long offset, int grid,
                long least, BitSet changes) {
            BigDecimal scale = new BigDecimal(BigInteger.ONE.shiftLeft(grid));
            BigDecimal sigma = new BigDecimal(n.sigma()[i]);
            BigDecimal gain = new BigDecimal(n.gain()[i]);
            BigDecimal mean = new BigDecimal(n.mu()[i]).multiply(gain)
                    .subtract(new BigDecimal(n.shift()[i]).multiply(sigma)).multiply(scale);
            return new Numbers(mean, sigma.multiply(new BigDecimal(theta)).multiply(scale),
                    new BigDecimal(alpha).multiply(gain.abs()), offset, grid, least, changes);
        }

        /** floor(t*b + (k+1)*theta). */
        BigInteger floor(int t, int k) {
            BigDecimal above = mean.multiply(BigDecimal.valueOf(t)).add(threshold.multiply(BigDecimal.valueOf(k + 1L)));
            int scale = Math.max(0, Math.max(above.scale(), denominator.scale()));
            BigInteger floor = floored(above.setScale(scale).unscaledValue(),
                    denominator.setScale(scale).unscaledValue());
            return floor.add(BigInteger.valueOf(t * offset));
        }
    }

    private static BigInteger floored(BigInteger above, BigInteger below) {
        BigInteger[] parts = above.divideAndRemainder(below);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private Optional<String> row(Layer layer, LayerCertificate claim, int i) {
        Numbers numbers = Numbers.of(layer, i);
        LayerCertificate.Row held = claim.rows().get(i);
        int shift = claim.fractionBits() - numbers.grid;
        long span = numbers.changes.length() - 1L;
        if (shift < 0 || held.threshold().signum() < 0 || span * steps > MOST_SUMS) {
            return Optional.of("row " + i + ": fraction bits, threshold or fan-in are out of range");
        }
        BitSet[] left = {new BitSet()};
        left[0].set(0);
        for (int t = 1; t <= steps; t++) {
            BitSet[] next = new BitSet[t + 1];
            Arrays.setAll(next, k -> new BitSet());
            for (int k = 0; k < t; k++) {
                BitSet sums = withEveryChange(left[k], numbers.changes);
                BigInteger taken = held.bias().multiply(BigInteger.valueOf(t))
                        .add(held.threshold().multiply(BigInteger.valueOf(k)));
                // Bit s stands for the sum s + t * least.
                int real = index(numbers.floor(t, k), t * numbers.least, sums);
                int fixed = index(floored(taken.add(held.threshold()), BigInteger.ONE.shiftLeft(shift)),
                        t * numbers.least, sums);
                int between = sums.nextSetBit(Math.min(real, fixed) + 1);
                if (between >= 0 && between <= Math.max(real, fixed)) {
                    return Optional.of("row " + i + ": in time step " + t + " after " + k + " spikes a sum of "
                            + (between + t * numbers.least) + " is decided differently");
                }
                if (!sums.isEmpty() && claim.membraneBits() < Math.max(
                        width(sums.nextSetBit(0) + t * numbers.least, shift, taken),
                        width(sums.length() - 1 + t * numbers.least, shift, taken))) {
                    return Optional.of("row " + i + ": in time step " + t + " after " + k
                            + " spikes a membrane leaves " + claim.membraneBits() + " bits");
                }
                BitSet stays = (BitSet) sums.clone();
                stays.clear(real + 1, Math.max(real + 1, sums.length()));
                sums.clear(0, real + 1);
                next[k].or(stays);
                next[k + 1].or(sums);
            }
            left = next;
        }
        return Optional.empty();
    }

    private static BitSet withEveryChange(BitSet sums, BitSet changes) {
        BitSet wider = new BitSet();
        for (int from = sums.nextSetBit(0); from >= 0;) {
            int to = sums.nextClearBit(from);
            for (int least = changes.nextSetBit(0); least >= 0;) {
                int most = changes.nextClearBit(least);
                wider.set(from + least, to + most - 1);
                least = changes.nextSetBit(most);
            }
            from = sums.nextSetBit(to);
        }
        return wider;
    }

    private static BitSet everyNumber(long most) {
        BitSet all = new BitSet();
        all.set(0, (int) Math.min(most + 1, Integer.MAX_VALUE));
        return all;
    }

    /** Bit s + zero for every sum s of some of the numbers. */
    private static BitSet subsets(long[] numbers, int zero) {
        BitSet sums = new BitSet();
        sums.set(zero);
        for (long number : numbers) {
            for (int s : sums.stream().toArray()) {
                sums.set(s + (int) number);
            }
        }
        return sums;
    }

    /** The bit of a floor; of one beyond all sums, the one before the first or the last. */
    private static int index(BigInteger floor, long first, BitSet sums) {
        return floor.subtract(BigInteger.valueOf(first)).max(BigInteger.ONE.negate())
                .min(BigInteger.valueOf(sums.length())).intValueExact();
    }

    private static int width(long sum, int shift, BigInteger taken) {
        return BigInteger.valueOf(sum).shiftLeft(shift).subtract(taken).bitLength() + 1;
    }

    /** Every pair of classes: after t steps the difference of their sums is compared with t times that of their biases. */
    private Optional<String> classes(LastLayer layer, LayerCertificate claim) {
        int outputs = claim.rows().size();
        int inputs = layer.geometry().fanIn();
        long[] least = IntStream.range(0, outputs).mapToLong(i -> sum(layer, i, inputs, -1)).toArray();
        long[] most = IntStream.range(0, outputs).mapToLong(i -> sum(layer, i, inputs, 1)).toArray();
        for (int i = 0; i < outputs; i++) {
            for (int j = i + 1; j < outputs; j++) {
                for (int t = 1; t <= steps; t++) {
                    if (orderedDifferently(layer, claim, i, j, t, t * (least[j] - most[i]), t * (most[j] - least[i]))) {
                        return Optional
                                .of("classes " + i + " and " + j + " may be ordered differently after step " + t);
                    }
                }
            }
        }
        return classWidths(layer, claim, least, most);
    }

    private static boolean orderedDifferently(LastLayer layer, LayerCertificate claim, int i, int j, int t, long least,
            long most) {
        int grid = layer.weights().fractionBits();
        BigInteger real = new BigDecimal(layer.bias()[j]).subtract(new BigDecimal(layer.bias()[i]))
                .multiply(BigDecimal.valueOf(t)).multiply(new BigDecimal(BigInteger.ONE.shiftLeft(grid)))
                .setScale(0, java.math.RoundingMode.FLOOR).toBigInteger();
        BigInteger fixed = floored(claim.rows().get(j).bias().subtract(claim.rows().get(i).bias())
                .multiply(BigInteger.valueOf(t)).shiftLeft(grid), BigInteger.ONE.shiftLeft(claim.fractionBits()));
        boolean always = real.max(fixed).compareTo(BigInteger.valueOf(least)) < 0;
        boolean never = real.min(fixed).compareTo(BigInteger.valueOf(most)) >= 0;
        return !real.equals(fixed) && !always && !never;
    }

    private Optional<String> classWidths(LastLayer layer, LayerCertificate claim, long[] least, long[] most) {
        int shift = claim.fractionBits() - layer.weights().fractionBits();
        if (shift < 0) {
            return Optional.of("it has fewer fraction bits than its weights");
        }
        for (int i = 0; i < least.length; i++) {
            for (int t = 1; t <= steps; t++) {
                BigInteger taken = claim.rows().get(i).bias().multiply(BigInteger.valueOf(t));
                if (claim.membraneBits() < Math.max(width(t * least[i], shift, taken),
                        width(t * most[i], shift, taken))) {
                    return Optional.of("row " + i + ": in time step " + t + " a membrane leaves " + claim.membraneBits()
                            + " bits");
                }
            }
        }
        return Optional.empty();
    }

    /** The sum of a class's negative (side -1) or positive (side 1) weights. */
    private static long sum(LastLayer layer, int row, int inputs, int side) {
        return IntStream.range(row * inputs, (row + 1) * inputs).map(k -> layer.weights().codes()[k])
                .filter(code -> Integer.signum(code) == side).asLongStream().sum();
    }
}

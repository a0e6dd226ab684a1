package xnorsim.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.chip.Mapping;
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
 * certificate's; {@link ClassCheck} orders the classes.
 */
public final class CertificateCheck {
    /** Sums of a row that are kept as bits, at most. */
    private static final long MOST_SUMS = 1L << 30;

    /** Sums with so many gaps are not moved run by run. */
    private static final int MANY_RUNS = 64;

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
            if (!claim.name().equals(layer.name()) || claim.rows().size() != layer.geometry().outputChannels()) {
                return Optional.of("layer " + layer.name() + ": the certificate is about a layer " + claim.name()
                        + " of " + claim.rows().size() + " rows");
            }
            Optional<String> problem = layer instanceof LastLayer last
                    ? new ClassCheck(last, claim, steps).problem()
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
        int digital = claim.membraneBits() + Math.max(0, more);
        boolean fits = switch (layer) {
            case BinaryLayer binary -> more >= 0 && claim.membraneBits() + more <= certificate.membraneBits();
            case FirstLayer first -> (more >= 0 || claim.fractionBits() == first.sumFractionBits())
                    && digital <= Mapping.DIGITAL_MEMBRANE_BITS;
            case LastLayer last -> (more >= 0 || claim.fractionBits() == last.weights().fractionBits())
                    && digital <= Mapping.DIGITAL_MEMBRANE_BITS;
        };
        return fits
                ? Optional.empty()
                : Optional.of("its " + claim.fractionBits() + " fraction bits and membranes of "
                        + claim.membraneBits() + " bits do not fit the certificate's " + certificate.fractionBits()
                        + " and " + certificate.membraneBits());
    }

    /**
     * A row's real numbers, all over one denominator: mean = (mu*g - b*sigma) / (alpha*|g|), threshold = sigma*theta /
     * (alpha*|g|), the hard reset likewise, times the grid of the sums. Bit s of the changes stands for a change of s + least.
     */
    private record Numbers(BigDecimal mean, BigDecimal threshold, BigDecimal reset, BigDecimal denominator, long offset,
            int grid, long least, BitSet changes) {

        static Numbers of(Layer layer, int i) {
            return switch (layer) {
                case BinaryLayer binary -> {
                    int inputs = binary.geometry().fanIn();
                    int stored = binary.normalization().gain()[i] > 0 ? 0 : 1;
                    long m1 = IntStream.range(i * inputs, (i + 1) * inputs)
                            .filter(k -> binary.weights()[k] == stored).count();
                    yield of(binary, i, binary.alpha()[i], m1 * binary.slots(), 0, 0,
                            everyNumber((long) inputs * binary.slots()));
                }
                case FirstLayer first -> {
                    int inputs = first.geometry().fanIn();
                    int largest = first.coding().largest();
                    long sign = first.normalization().gain()[i] > 0 ? 1 : -1;
                    long[] changes = IntStream.range(i * inputs, (i + 1) * inputs)
                            .mapToLong(k -> sign * first.weights().codes()[k]).toArray();
                    long least = largest * Arrays.stream(changes).filter(c -> c < 0).sum();
                    long span = largest * Arrays.stream(changes).filter(c -> c > 0).sum() - least;
                    yield of(first, i, 1, 0, first.sumFractionBits(), least,
                            span > WIDEST_SPAN ? everyNumber(span) : sums(changes, largest, (int) -least, (int) span));
                }
                case LastLayer last -> throw new IllegalArgumentException("the last layer does not fire");
            };
        }

        private static Numbers of(SpikingLayer layer, int i, double alpha, long offset, int grid, long least,
                BitSet changes) {
            Normalization n = layer.normalization();
            BigDecimal scale = new BigDecimal(BigInteger.ONE.shiftLeft(grid));
            BigDecimal sigma = new BigDecimal(n.sigma()[i]);
            BigDecimal gain = new BigDecimal(n.gain()[i]);
            BigDecimal mean = new BigDecimal(n.mu()[i]).multiply(gain)
                    .subtract(new BigDecimal(n.shift()[i]).multiply(sigma)).multiply(scale);
            return new Numbers(mean, sigma.multiply(new BigDecimal(layer.theta())).multiply(scale),
                    sigma.multiply(new BigDecimal(layer.reset().to(i))).multiply(scale),
                    new BigDecimal(alpha).multiply(gain.abs()), offset, grid, least, changes);
        }

        /** floor(steps*b + thresholds*theta - resets*reset). */
        BigInteger floor(int steps, int thresholds, int resets) {
            BigDecimal above = mean.multiply(BigDecimal.valueOf(steps))
                    .add(threshold.multiply(BigDecimal.valueOf(thresholds)))
                    .subtract(reset.multiply(BigDecimal.valueOf(resets)));
            int scale = Math.max(0, Math.max(above.scale(), denominator.scale()));
            BigInteger floor = floored(above.setScale(scale).unscaledValue(),
                    denominator.setScale(scale).unscaledValue());
            return floor.add(BigInteger.valueOf(steps * offset));
        }
    }

    static BigInteger floored(BigInteger above, BigInteger below) {
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
        Row row = new Row(numbers, held, shift, claim.membraneBits());
        boolean hard = layer instanceof SpikingLayer spiking && spiking.reset().hard();
        if (!hard && held.reset().signum() != 0) {
            return Optional.of("row " + i + ": it has a reset, expected 0 in a layer that resets softly");
        }
        return (hard ? row.hard() : row.soft()).map(problem -> "row " + i + ": " + problem);
    }

    /** A row on every input. */
    private final class Row {
        private final Numbers numbers;
        private final LayerCertificate.Row held;
        private final int shift;
        private final int membraneBits;
        /** Of the decision that was taken last: the sums that do not fire, and those that do. */
        private BitSet stay = new BitSet();
        private BitSet fire = new BitSet();

        Row(Numbers numbers, LayerCertificate.Row held, int shift, int membraneBits) {
            this.numbers = numbers;
            this.held = held;
            this.shift = shift;
            this.membraneBits = membraneBits;
        }

        /** The reset takes the threshold off: sums after every number of steps and of spikes. */
        Optional<String> soft() {
            BitSet[] left = {zero()};
            for (int t = 1; t <= steps; t++) {
                BitSet[] next = new BitSet[t + 1];
                Arrays.setAll(next, k -> new BitSet());
                for (int k = 0; k < t; k++) {
                    Optional<String> problem = decide(left[k], t, k, 0,
                            "in time step " + t + " after " + k + " spikes");
                    if (problem.isPresent()) {
                        return problem;
                    }
                    next[k].or(stay);
                    next[k + 1].or(fire);
                }
                left = next;
            }
            return Optional.empty();
        }

        /** The reset forgets the sums: sums after every number of steps since the start, and since the first spike there can be. */
        Optional<String> hard() {
            int spike = steps;
            BitSet left = zero();
            for (int t = 1; t <= steps; t++) {
                Optional<String> problem = decide(left, t, 0, 0, "in time step " + t + " before any spike");
                if (problem.isPresent()) {
                    return problem;
                }
                left = stay;
                spike = fire.isEmpty() ? spike : Math.min(spike, t);
            }
            left = zero();
            for (int n = 1; n <= steps - spike; n++) {
                Optional<String> problem = decide(left, n, 0, 1, "in step " + n + " after a reset");
                if (problem.isPresent()) {
                    return problem;
                }
                left = stay;
            }
            return membraneBits < held.reset().bitLength() + 1
                    ? Optional.of("its reset leaves " + membraneBits + " bits")
                    : Optional.empty();
        }

        private static BitSet zero() {
            BitSet zero = new BitSet();
            zero.set(0);
            return zero;
        }

        /** Takes a decision twice, after so many spikes that a soft reset took off, or after a hard reset. */
        private Optional<String> decide(BitSet left, int n, int spikes, int resets, String when) {
            BitSet sums = withEveryChange(left, numbers.changes);
            BigInteger taken = held.bias().multiply(BigInteger.valueOf(n))
                    .add(held.threshold().multiply(BigInteger.valueOf(spikes)))
                    .subtract(held.reset().multiply(BigInteger.valueOf(resets)));
            // Bit s stands for the sum s + first.
            long first = n * numbers.least;
            int real = index(numbers.floor(n, spikes + 1, resets), first, sums);
            int fixed = index(floored(taken.add(held.threshold()), BigInteger.ONE.shiftLeft(shift)), first, sums);
            int between = sums.nextSetBit(Math.min(real, fixed) + 1);
            if (between >= 0 && between <= Math.max(real, fixed)) {
                return Optional.of(when + " a sum of " + (between + first) + " is decided differently");
            }
            if (!sums.isEmpty() && membraneBits < Math.max(width(sums.nextSetBit(0) + first, shift, taken),
                    width(sums.length() - 1 + first, shift, taken))) {
                return Optional.of(when + " a membrane leaves " + membraneBits + " bits");
            }
            stay = (BitSet) sums.clone();
            stay.clear(real + 1, Math.max(real + 1, sums.length()));
            fire = sums;
            fire.clear(0, real + 1);
            return Optional.empty();
        }
    }

    private static BitSet withEveryChange(BitSet sums, BitSet changes) {
        if (hasManyRuns(sums) && hasManyRuns(changes)) {
            return withEachChange(sums.toLongArray(), changes);
        }
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

    private static boolean hasManyRuns(BitSet bits) {
        int from = bits.nextSetBit(0);
        for (int run = 0; run < MANY_RUNS && from >= 0; run++) {
            from = bits.nextSetBit(bits.nextClearBit(from));
        }
        return from >= 0;
    }

    /** All sums at once, 64 a word, for one change after the other. */
    private static BitSet withEachChange(long[] sums, BitSet changes) {
        long[] wider = new long[sums.length + changes.length() / Long.SIZE + 2];
        for (int change = changes.nextSetBit(0); change >= 0; change = changes.nextSetBit(change + 1)) {
            int at = change / Long.SIZE;
            for (long word : sums) {
                wider[at] |= word << change;
                wider[at + 1] |= word >>> 1 >>> (Long.SIZE - 1 - change % Long.SIZE);
                at++;
            }
        }
        return BitSet.valueOf(wider);
    }

    private static BitSet everyNumber(long most) {
        BitSet all = new BitSet();
        all.set(0, (int) Math.min(most + 1, Integer.MAX_VALUE));
        return all;
    }

    /** Bit s + zero for every sum s of the numbers, each taken 0 to {@code largest} times. */
    private static BitSet sums(long[] numbers, int largest, int zero, int span) {
        BitSet sums = new BitSet();
        sums.set(zero);
        for (long number : numbers) {
            int step = (int) Math.abs(number);
            // Upwards for a positive number, downwards for a negative one: how often it was added to reach a sum.
            int[] times = new int[step == 0 ? 0 : span + 1];
            for (int at = 0; at < times.length; at++) {
                int sum = number > 0 ? at : span - at;
                int before = number > 0 ? sum - step : sum + step;
                boolean within = before >= 0 && before <= span && sums.get(before) && times[before] < largest;
                times[sum] = sums.get(sum) || !within ? 0 : times[before] + 1;
                if (within) {
                    sums.set(sum);
                }
            }
        }
        return sums;
    }

    /** The bit of a floor; of one beyond all sums, the one before the first or the last. */
    private static int index(BigInteger floor, long first, BitSet sums) {
        return floor.subtract(BigInteger.valueOf(first)).max(BigInteger.ONE.negate())
                .min(BigInteger.valueOf(sums.length())).intValueExact();
    }

    static int width(long sum, int shift, BigInteger taken) {
        return BigInteger.valueOf(sum).shiftLeft(shift).subtract(taken).bitLength() + 1;
    }
}

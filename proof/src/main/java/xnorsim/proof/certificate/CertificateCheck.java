package xnorsim.proof.certificate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xnorsim.base.Workers;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.neuron.Leak;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;

/**
 * Checks a certificate without what made it: every sum that a row can have after every step is written down as a bit,
 * by adding every change to every sum, and every decision about them is taken twice, with the model's numbers and with
 * the certificate's; {@link ClassCheck} orders the classes.
 */
public final class CertificateCheck {
    /** Sums of a row that are kept as bits, at most; of more, runs without a gap are kept. */
    private static final long MAX_BITS = 1L << 24;

    /** Further from 0 than any sum. */
    private static final BigInteger BEYOND = BigInteger.ONE.shiftLeft(61);

    /** Maximum range of a first layer row's sums in a step that is enumerated. */
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
            return Optional.of("it certifies network " + certificate.network() + ", the model is " + network.name());
        }
        if (certificate.layers().size() != network.layers().size()) {
            return Optional
                    .of("it has " + certificate.layers().size() + " layers, the model " + network.layers().size());
        }
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            LayerCertificate claim = certificate.layers().get(l);
            if (!claim.name().equals(layer.name()) || claim.rows().size() != layer.geometry().outputChannels()) {
                return Optional.of("layer " + layer.name() + ": the certificate has layer " + claim.name()
                        + " of " + claim.rows().size() + " rows");
            }
            Optional<String> problem = layer instanceof LastLayer last
                    ? new ClassCheck(last, claim, steps).problem()
                    : Workers.map(claim.rows().size(), i -> row(layer, claim, i)).stream()
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
        // Another number of fraction bits rounds a leak otherwise.
        boolean leaks = layer instanceof SpikingLayer spiking && spiking.dynamics().leaks();
        boolean fits = (!leaks || more <= 0) && switch (layer) {
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
     * (alpha*|g|), the hard reset likewise, times the grid of the sums. Bit s of the changes stands for a change of s +
     * least; without them, every number of least..most is one. at: whether the row fires at its threshold.
     */
    private record Numbers(BigDecimal mean, BigDecimal threshold, BigDecimal reset, BigDecimal denominator, long offset,
            int grid, long least, long most, Optional<BitSet> changes, boolean at) {

        static Numbers of(Layer layer, int i) {
            return switch (layer) {
                case BinaryLayer binary -> {
                    int inputs = binary.geometry().fanIn();
                    int stored = binary.normalization().gain()[i] > 0 ? 0 : 1;
                    long m1 = IntStream.range(i * inputs, (i + 1) * inputs)
                            .filter(k -> binary.weights()[k] == stored).count();
                    yield of(binary, i, binary.alpha()[i], m1 * binary.slots(), 0, 0, (long) inputs * binary.slots(),
                            Optional.empty());
                }
                case FirstLayer first -> {
                    int inputs = first.geometry().fanIn();
                    int largest = first.coding().largest();
                    long sign = first.normalization().gain()[i] > 0 ? 1 : -1;
                    long[] changes = IntStream.range(i * inputs, (i + 1) * inputs)
                            .mapToLong(k -> sign * first.weights().codes()[k]).toArray();
                    long least = largest * Arrays.stream(changes).filter(c -> c < 0).sum();
                    long most = largest * Arrays.stream(changes).filter(c -> c > 0).sum();
                    yield of(first, i, 1, 0, first.sumFractionBits(), least, most, most - least > WIDEST_SPAN
                            ? Optional.empty()
                            : Optional.of(sums(changes, largest, (int) -least, (int) (most - least))));
                }
                case LastLayer last -> throw new IllegalArgumentException("the last layer does not fire");
            };
        }

        private static Numbers of(SpikingLayer layer, int i, double alpha, long offset, int grid, long least,
                long most, Optional<BitSet> changes) {
            Normalization n = layer.normalization();
            BigDecimal scale = new BigDecimal(BigInteger.ONE.shiftLeft(grid));
            BigDecimal sigma = new BigDecimal(n.sigma()[i]);
            BigDecimal gain = new BigDecimal(n.gain()[i]);
            BigDecimal mean = new BigDecimal(n.mu()[i]).multiply(gain)
                    .subtract(new BigDecimal(n.shift()[i]).multiply(sigma)).multiply(scale);
            return new Numbers(mean, sigma.multiply(new BigDecimal(layer.theta())).multiply(scale),
                    sigma.multiply(new BigDecimal(layer.reset().to(i))).multiply(scale),
                    new BigDecimal(alpha).multiply(gain.abs()), offset, grid, least, most, changes,
                    layer.dynamics().firesAtThreshold());
        }

        /** No sums but 0: as bits, unless there will be too many of them. */
        CheckedSums begin(int steps) {
            long span = most - least;
            if (changes.isEmpty() && span * steps > MAX_BITS) {
                return CheckedSums.Runs.of(least, most);
            }
            return CheckedSums.Bits.of(changes.orElseGet(() -> {
                BitSet all = new BitSet();
                all.set(0, (int) span + 1);
                return all;
            }), least);
        }

        /** The last sum at steps*b + thresholds*theta - resets*reset that does not fire. */
        BigInteger floor(int steps, int thresholds, int resets) {
            BigDecimal above = mean.multiply(BigDecimal.valueOf(steps))
                    .add(threshold.multiply(BigDecimal.valueOf(thresholds)))
                    .subtract(reset.multiply(BigDecimal.valueOf(resets)));
            int scale = Math.max(0, Math.max(above.scale(), denominator.scale()));
            BigInteger floor = floored(silent(above.setScale(scale).unscaledValue()),
                    denominator.setScale(scale).unscaledValue());
            return floor.add(BigInteger.valueOf(steps * offset));
        }

        /** The last whole number that does not fire. */
        BigInteger silent(BigInteger limit) {
            return at ? limit.subtract(BigInteger.ONE) : limit;
        }

        /** The same in whole numbers. */
        LeakyCheck.Row leaky(Leak leak, boolean hard) {
            BigDecimal bias = mean.add(denominator.multiply(BigDecimal.valueOf(offset)));
            int scale = Stream.of(bias, threshold, reset, denominator).mapToInt(BigDecimal::scale).max().orElseThrow();
            BigInteger[] whole = Stream.of(bias, threshold, reset, denominator)
                    .map(number -> number.setScale(Math.max(0, scale)).unscaledValue()).toArray(BigInteger[]::new);
            BigInteger common = Arrays.stream(whole).reduce(BigInteger.ZERO, BigInteger::gcd);
            return new LeakyCheck.Row(leak, whole[0].divide(common), whole[1].divide(common),
                    whole[2].divide(common), whole[3].divide(common), least, most,
                    changes.map(bits -> bits.stream().mapToLong(bit -> bit + least).toArray()), hard, at);
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
        if (shift < 0 || held.threshold().signum() < 0) {
            return Optional.of("row " + i + ": fraction bits or threshold are out of range");
        }
        boolean hard = layer instanceof SpikingLayer spiking && spiking.reset().hard();
        if (!hard && held.reset().signum() != 0) {
            return Optional.of("row " + i + ": it has a reset value, expected 0 in a layer with soft reset");
        }
        Leak leak = layer instanceof SpikingLayer spiking ? spiking.dynamics().leak() : Leak.NONE;
        if (!leak.equals(Leak.NONE)) {
            return new LeakyCheck(numbers.leaky(leak, hard), held, shift, claim.membraneBits(), steps).problem()
                    .map(problem -> "row " + i + ": " + problem);
        }
        Row row = new Row(numbers, held, shift, claim.membraneBits());
        return (hard ? row.hard() : row.soft()).map(problem -> "row " + i + ": " + problem);
    }

    /** A row on every input. */
    private final class Row {
        private final Numbers numbers;
        private final LayerCertificate.Row held;
        private final int shift;
        private final int membraneBits;
        /** Of the decision that was taken last: the sums that do not fire, and those that do. */
        private CheckedSums stay;
        private CheckedSums fire;

        Row(Numbers numbers, LayerCertificate.Row held, int shift, int membraneBits) {
            this.numbers = numbers;
            this.held = held;
            this.shift = shift;
            this.membraneBits = membraneBits;
            this.stay = numbers.begin(steps);
            this.fire = stay;
        }

        /** The reset takes the threshold off: sums after every number of steps and of spikes. */
        Optional<String> soft() {
            List<CheckedSums> left = List.of(stay);
            for (int t = 1; t <= steps; t++) {
                List<CheckedSums> next = new ArrayList<>();
                for (int k = 0; k < t; k++) {
                    Optional<String> problem = decide(left.get(k), t, k, 0,
                            "in time step " + t + " after " + k + " spikes");
                    if (problem.isPresent()) {
                        return problem;
                    }
                    if (k == 0) {
                        next.add(stay);
                    } else {
                        next.set(k, next.get(k).or(stay));
                    }
                    next.add(fire);
                }
                left = next;
            }
            return Optional.empty();
        }

        /**
         * The reset forgets the sums: sums after every number of steps since the start, and since the first spike there
         * can be.
         */
        Optional<String> hard() {
            CheckedSums begin = stay;
            int spike = steps;
            for (int t = 1; t <= steps; t++) {
                Optional<String> problem = decide(stay, t, 0, 0, "in time step " + t + " before any spike");
                if (problem.isPresent()) {
                    return problem;
                }
                spike = fire.isEmpty() ? spike : Math.min(spike, t);
            }
            stay = begin;
            for (int n = 1; n <= steps - spike; n++) {
                Optional<String> problem = decide(stay, n, 0, 1, "in step " + n + " after a reset");
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return membraneBits < held.reset().bitLength() + 1
                    ? Optional.of("its reset exceeds " + membraneBits + " bits")
                    : Optional.empty();
        }

        /** Makes a decision twice, after this many spikes with a soft reset, or after a hard reset. */
        private Optional<String> decide(CheckedSums left, int n, int spikes, int resets, String when) {
            CheckedSums sums = left.step();
            BigInteger taken = held.bias().multiply(BigInteger.valueOf(n))
                    .add(held.threshold().multiply(BigInteger.valueOf(spikes)))
                    .subtract(held.reset().multiply(BigInteger.valueOf(resets)));
            long real = within(numbers.floor(n, spikes + 1, resets));
            long fixed = within(floored(numbers.silent(taken.add(held.threshold())), BigInteger.ONE.shiftLeft(shift)));
            OptionalLong between = sums.firstAbove(Math.min(real, fixed));
            if (between.isPresent() && between.getAsLong() <= Math.max(real, fixed)) {
                return Optional.of(when + " a sum of " + between.getAsLong() + " gives a different spike");
            }
            if (!sums.isEmpty() && membraneBits < Math.max(width(sums.least(), shift, taken),
                    width(sums.most(), shift, taken))) {
                return Optional.of(when + " a membrane exceeds " + membraneBits + " bits");
            }
            stay = sums.upTo(real);
            fire = sums.above(real);
            return Optional.empty();
        }
    }

    /** A floor, one beyond all sums moved to where they end. */
    private static long within(BigInteger floor) {
        return floor.max(BEYOND.negate()).min(BEYOND).longValueExact();
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

    static int width(long sum, int shift, BigInteger taken) {
        return BigInteger.valueOf(sum).shiftLeft(shift).subtract(taken).bitLength() + 1;
    }
}

package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.proof.exact.ExactLeak;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.Rational;

/**
 * Whether a leaky row in fixed point spikes as by the real-valued equations, whose membranes are multiplied by beta =
 * code / 2^w without rounding.
 *
 * <p>After t steps the real membrane is u = S - X. S, what is left of the sums, is a multiple of 2^-w(t-1); X, what is
 * left of biases and thresholds, depends on the steps that fired alone. The fixed membrane is the whole number v = u *
 * 2^F + e. A leak multiplies the error e by beta and adds its own rounding, a bias, a threshold and a reset add theirs;
 * all of these have bounds, and are 0 where 2^-F is fine enough for all numbers. So for every sequence of spikes it is
 * known between which numbers S and e are. The row spikes alike on every input if in every step, after every sequence
 * of spikes, no multiple of 2^-w(t-1) in the range of S is so close to the threshold that some e in its range brings v
 * to the other side. That is sufficient, not necessary. Where there are few inputs, {@link LeakyInputs} tries them all,
 * which is both.
 */
final class LeakyRow {
    /** Sequences of spikes that are told apart in a step, at most. */
    static final int MAX_HISTORIES = 1 << 12;
    /** Errors are multiples of 2^-64 of a unit, rounded outwards. */
    private static final int ERROR_BITS = 64;

    private final FiringRow row;
    private final ExactLeak leak;
    private final int timeSteps;
    /** What the real parameters are multiples of: 1 / denominator. */
    private final BigInteger denominator;
    private final BigInteger bias;
    private final BigInteger threshold;
    private final BigInteger reset;

    LeakyRow(FiringRow row, int timeSteps) {
        this.row = row;
        this.leak = row.leak();
        this.timeSteps = timeSteps;
        Rational to = row.reset().orElse(Rational.ZERO);
        this.denominator = Rational.denominator(row.bias(), row.threshold(), to);
        this.bias = row.bias().over(denominator);
        this.threshold = row.threshold().over(denominator);
        this.reset = to.over(denominator);
    }

    /** What is known of a row with some parameters. */
    sealed interface Verdict {
        /**
         * It spikes alike on every input.
         *
         * @param argument     by what argument
         * @param membraneBits of its membranes
         */
        record Alike(LayerCertificate.Argument argument, int membraneBits) implements Verdict {}

        /** Some input makes it spike otherwise. */
        record Differs(Divergence divergence) implements Verdict {}

        /** Not known. */
        record Open(LayerCertificate.Undecided undecided) implements Verdict {}
    }

    /** Decides as far as it can. */
    Verdict verdict(Parameters parameters, int fractionBits) {
        Optional<LayerCertificate.Undecided> open = open(parameters, fractionBits);
        if (open.isEmpty()) {
            return new Verdict.Alike(LayerCertificate.Argument.ERROR, membraneBits(parameters, fractionBits));
        }
        LeakyInputs inputs = LeakyInputs.every(row, timeSteps, parameters, fractionBits);
        if (inputs.divergence().isPresent()) {
            return new Verdict.Differs(inputs.divergence().get());
        }
        return inputs.isEvery()
                ? new Verdict.Alike(LayerCertificate.Argument.INPUTS, inputs.membraneBits())
                : new Verdict.Open(open.get());
    }

    /** The first decision that the bounds leave open; none if they prove that the row spikes alike. */
    Optional<LayerCertificate.Undecided> open(Parameters parameters, int fractionBits) {
        return new Bounds(parameters, fractionBits).open();
    }

    /** An input that makes the row spike otherwise, looked for among some of the inputs. */
    Optional<Divergence> counterexample(Parameters parameters, int fractionBits) {
        return LeakyInputs.some(row, timeSteps, parameters, fractionBits).divergence();
    }

    /**
     * The largest error of a membrane's distance from the threshold, in units of the sums, as long as spikes are alike.
     */
    Rational error(Parameters parameters, int fractionBits) {
        return new Bounds(parameters, fractionBits).largest();
    }

    /** Bits that hold every membrane, from the extremes of the step before; a leak is monotonic. */
    int membraneBits(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        BigInteger silent = row.silent(parameters.threshold());
        BigInteger least = BigInteger.ZERO;
        BigInteger most = BigInteger.ZERO;
        int bits = row.reset().isPresent() ? width(parameters.reset()) : 1;
        for (int t = 1; t <= timeSteps; t++) {
            BigInteger low = leak.of(least).add(BigInteger.valueOf(row.least()).shiftLeft(shift))
                    .subtract(parameters.bias());
            BigInteger high = leak.of(most).add(BigInteger.valueOf(row.most()).shiftLeft(shift))
                    .subtract(parameters.bias());
            bits = Math.max(bits, Math.max(width(low), width(high)));
            least = low;
            most = high;
            if (high.compareTo(silent) > 0) {
                BigInteger firing = low.max(silent.add(BigInteger.ONE));
                BigInteger lowest = row.reset().isPresent()
                        ? parameters.reset()
                        : firing.subtract(parameters.threshold());
                BigInteger highest = row.reset().isPresent()
                        ? parameters.reset()
                        : high.subtract(parameters.threshold());
                boolean always = low.compareTo(silent) > 0;
                least = always ? lowest : low.min(lowest);
                most = always ? highest : silent.max(highest);
            }
        }
        return bits;
    }

    private static int width(BigInteger membrane) {
        return membrane.bitLength() + 1;
    }

    /**
     * The row after a sequence of spikes.
     *
     * @param age   steps since the start or the last hard reset
     * @param k     spikes so far
     * @param least of S, in units of 2^-w(age-1)
     * @param most  of S
     * @param taken X, in units of 2^-w*age / denominator
     * @param low   least error, in units of 2^-64 of a unit of v
     * @param high  largest error
     */
    private record History(int age, int k, BigInteger least, BigInteger most, BigInteger taken, BigInteger low,
            BigInteger high) {}

    /** Ranges of sums and errors for some parameters. */
    private final class Bounds {
        private final Parameters parameters;
        private final int shift;
        private final BigInteger silent;
        private final Range ofBias;
        private final Range ofThreshold;
        private final Range ofReset;
        private Optional<LayerCertificate.Undecided> open = Optional.empty();

        Bounds(Parameters parameters, int fractionBits) {
            this.parameters = parameters;
            this.shift = fractionBits - row.gridBits();
            this.silent = row.silent(parameters.threshold());
            this.ofBias = error(row.bias(), parameters.bias());
            this.ofThreshold = error(row.threshold(), parameters.threshold());
            Range lower = error(row.reset().orElse(Rational.ZERO), parameters.reset());
            this.ofReset = new Range(lower.high.negate(), lower.low.negate());
        }

        /** Bounds of an error, in units of 2^-64 of a unit of v. */
        private record Range(BigInteger low, BigInteger high) {
            Range plus(Range other) {
                return new Range(low.add(other.low), high.add(other.high));
            }

            boolean isNone() {
                return low.signum() == 0 && high.signum() == 0;
            }

            Range or(Range other) {
                return new Range(low.min(other.low), high.max(other.high));
            }
        }

        /** How far a number lies above the one that holds it. */
        private Range error(Rational real, BigInteger held) {
            Rational scaled = real.scaled(shift + ERROR_BITS);
            BigInteger low = scaled.floor();
            BigInteger rest = held.shiftLeft(ERROR_BITS);
            boolean whole = scaled.denominator().equals(BigInteger.ONE);
            return new Range(low.subtract(rest), (whole ? low : low.add(BigInteger.ONE)).subtract(rest));
        }

        /** An error a step later, before the decision, {@code age} steps after the start or a hard reset. */
        private Range later(Range error, int age) {
            if (error.isNone() && isWhole(age)) {
                return ofBias;
            }
            BigInteger low = error.low.multiply(leak.code()).shiftRight(leak.bits());
            BigInteger high = error.high.multiply(leak.code()).negate().shiftRight(leak.bits()).negate();
            return new Range(low.add(rounding(leak.leastRounding())), high.add(rounding(leak.mostRounding())))
                    .plus(ofBias);
        }

        /** Whether what a leak leaves of a membrane without error is a whole number, so that nothing is rounded. */
        private boolean isWhole(int age) {
            return denominator.bitCount() == 1
                    && denominator.bitLength() - 1 + leak.bits() * (row.reset().isPresent() ? age : age - 1) <= shift;
        }

        private BigInteger rounding(long units) {
            return BigInteger.valueOf(units).shiftLeft(ERROR_BITS - leak.bits());
        }

        /** The same of a membrane that is known, after the start or a hard reset. */
        private Range first(BigInteger membrane, Range error) {
            BigInteger rounding = leak.of(membrane).shiftLeft(leak.bits()).subtract(membrane.multiply(leak.code()));
            Range scaled = new Range(error.low.multiply(leak.code()).shiftRight(leak.bits()),
                    error.high.multiply(leak.code()).negate().shiftRight(leak.bits()).negate());
            Range rounded = new Range(rounding.shiftLeft(ERROR_BITS - leak.bits()),
                    rounding.shiftLeft(ERROR_BITS - leak.bits()));
            return scaled.plus(rounded).plus(ofBias);
        }

        Rational largest() {
            Range present = new Range(BigInteger.ZERO, BigInteger.ZERO);
            BigInteger most = BigInteger.ZERO;
            for (int t = 1; t <= timeSteps; t++) {
                Range before = t == 1 ? first(BigInteger.ZERO, present) : later(present, t);
                Range ofDistance = before.plus(ofThreshold);
                most = most.max(ofDistance.low.abs()).max(ofDistance.high.abs());
                present = before.or(row.reset().isPresent() ? ofReset : ofDistance);
            }
            return inSums(most);
        }

        private Rational inSums(BigInteger error) {
            return new Rational(error, BigInteger.ONE).scaled(-ERROR_BITS - shift - row.gridBits());
        }

        /** The first decision that may differ; none if no decision can. */
        Optional<LayerCertificate.Undecided> open() {
            List<History> histories = List.of(new History(0, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO,
                    BigInteger.ZERO, BigInteger.ZERO));
            for (int t = 1; t <= timeSteps && open.isEmpty(); t++) {
                List<History> next = new ArrayList<>();
                int resets = -1;
                for (History history : histories) {
                    boolean fires = step(t, history, next);
                    if (open.isPresent()) {
                        return open;
                    }
                    resets = fires && row.reset().isPresent() && resets < 0 ? history.k + 1 : resets;
                }
                if (resets >= 0) {
                    next.add(new History(0, resets, BigInteger.ZERO, BigInteger.ZERO, reset.negate(), ofReset.low,
                            ofReset.high));
                }
                histories = next;
                if (histories.size() > MAX_HISTORIES) {
                    open = Optional.of(new LayerCertificate.Undecided(row.index(), t, Optional.empty(), largest()));
                }
            }
            return open;
        }

        /** A decision; whether some input may fire. A row that resets hard is added elsewhere. */
        private boolean step(int t, History h, List<History> next) {
            int age = h.age + 1;
            int fraction = leak.bits() * age;
            BigInteger changes = BigInteger.valueOf(row.least()).shiftLeft(fraction - leak.bits());
            BigInteger least = h.least.multiply(leak.code()).add(changes);
            changes = BigInteger.valueOf(row.most()).shiftLeft(fraction - leak.bits());
            BigInteger most = h.most.multiply(leak.code()).add(changes);
            BigInteger taken = h.taken.multiply(leak.code()).add(bias.shiftLeft(fraction));
            Range error = new Range(h.low, h.high);
            error = h.age > 0
                    ? later(error, age)
                    : first(h.k == 0 || row.reset().isEmpty() ? BigInteger.ZERO : parameters.reset(), error);
            BigInteger limit = taken.add(threshold.shiftLeft(fraction));
            BigInteger floor = floored(row.silent(limit), denominator.shiftLeft(leak.bits()));
            boolean stays = least.compareTo(floor) <= 0;
            boolean fires = most.compareTo(floor) > 0;
            BigInteger lastSilent = most.min(floor);
            BigInteger firstFiring = least.max(floor.add(BigInteger.ONE));
            if (stays && membrane(lastSilent, taken, fraction, error.high, false).compareTo(silent) > 0) {
                undecided(t, limit, lastSilent, fraction);
            }
            if (fires && membrane(firstFiring, taken, fraction, error.low, true).compareTo(silent) <= 0) {
                undecided(t, limit, firstFiring, fraction);
            }
            if (stays) {
                next.add(new History(age, h.k, least, lastSilent, taken, error.low, error.high));
            }
            if (fires && row.reset().isEmpty()) {
                Range after = error.plus(ofThreshold);
                next.add(new History(age, h.k + 1, firstFiring, most, limit, after.low, after.high));
            }
            return fires;
        }

        /** The fixed membrane of a sum with an error, a whole number: the largest, or the least, that can be. */
        private BigInteger membrane(BigInteger sum, BigInteger taken, int fraction, BigInteger error, boolean up) {
            BigInteger unit = denominator.shiftLeft(fraction + ERROR_BITS);
            BigInteger real = sum.multiply(denominator.shiftLeft(leak.bits())).subtract(taken)
                    .shiftLeft(shift + ERROR_BITS);
            BigInteger membrane = real.add(error.multiply(denominator.shiftLeft(fraction)));
            BigInteger rounded = up ? membrane.add(unit.subtract(BigInteger.ONE)) : membrane;
            return floored(rounded, unit);
        }

        private static BigInteger floored(BigInteger above, BigInteger below) {
            return above.subtract(above.mod(below)).divide(below);
        }

        private void undecided(int t, BigInteger limit, BigInteger sum, int fraction) {
            BigInteger distance = sum.multiply(denominator.shiftLeft(leak.bits())).subtract(limit).abs();
            open = open.or(() -> Optional.of(new LayerCertificate.Undecided(row.index(), t,
                    Optional.of(new Rational(distance, denominator.shiftLeft(fraction)).scaled(-row.gridBits())),
                    largest())));
        }
    }
}

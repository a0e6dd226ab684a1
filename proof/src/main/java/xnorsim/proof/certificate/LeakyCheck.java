package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import xnorsim.network.neuron.Leak;

/**
 * Checks a leaky row of a certificate, for {@link CertificateCheck}: where there are few inputs, every real and every
 * fixed membrane is written down and decided about; else one sequence of spikes after the other is followed, with the
 * extremes of the real membrane and of its distance from the fixed one in exact fractions.
 */
final class LeakyCheck {
    private static final long MAX_TRIALS = 1L << 16;
    private static final long MAX_SEQUENCES_A_STEP = 1L << 12;

    /**
     * A row.
     *
     * @param bias        real, over the denominator, as the threshold and the reset
     * @param denominator above 0
     * @param changes     of the sum in a step; empty if all of least..most
     * @param hard        whether it resets hard
     * @param at          whether it fires at its threshold
     */
    record Row(Leak leak, BigInteger bias, BigInteger threshold, BigInteger reset, BigInteger denominator, long least,
            long most, Optional<long[]> changes, boolean hard, boolean at) {}

    private final Row row;
    private final LayerCertificate.Row held;
    private final int shift;
    private final int membraneBits;
    private final int steps;
    /** beta = factor / 2^bits. */
    private final BigInteger factor;
    private final int bits;
    private long sequences;

    /**
     * A row with what a certificate claims of it.
     *
     * @param shift fraction bits of the parameters beyond those of the sums
     */
    LeakyCheck(Row row, LayerCertificate.Row held, int shift, int membraneBits, int steps) {
        this.row = row;
        this.held = held;
        this.shift = shift;
        this.membraneBits = membraneBits;
        this.steps = steps;
        BigInteger code = switch (row.leak) {
            case Leak.None _ -> throw new IllegalArgumentException("the row does not leak");
            case Leak.Shift(int by) -> BigInteger.TWO.pow(by).subtract(BigInteger.ONE);
            case Leak.Factor(int c, int _) -> BigInteger.valueOf(c);
        };
        int fraction = row.leak instanceof Leak.Factor(int _, int b) ? b : ((Leak.Shift) row.leak).by();
        int zeros = code.getLowestSetBit();
        this.factor = code.shiftRight(zeros);
        this.bits = fraction - zeros;
    }

    /** What is wrong, in words. */
    Optional<String> problem() {
        if (row.hard && membraneBits < held.reset().bitLength() + 1) {
            return Optional.of("its reset exceeds " + membraneBits + " bits");
        }
        return everyInput().orElseGet(() -> widthProblem().or(row.hard ? this::resets : () -> sequence(0, start())));
    }

    private BigInteger leaked(BigInteger v) {
        return switch (row.leak) {
            case Leak.None _ -> v;
            case Leak.Shift(int by) -> v.subtract(floor(v, BigInteger.TWO.pow(by)));
            case Leak.Factor(int c, int b) -> floor(
                    v.multiply(BigInteger.valueOf(c)).add(BigInteger.TWO.pow(b - 1)), BigInteger.TWO.pow(b));
        };
    }

    private static BigInteger floor(BigInteger above, BigInteger below) {
        return CertificateCheck.floored(above, below);
    }

    private static BigInteger ceiling(BigInteger above, BigInteger below) {
        return floor(above.negate(), below).negate();
    }

    private boolean fires(BigInteger membrane, BigInteger threshold) {
        return membrane.compareTo(threshold) >= (row.at ? 0 : 1);
    }

    /** Real membrane, over denominator * 2^(bits * steps so far), and fixed membrane. */
    private record Pair(BigInteger real, BigInteger fixed) {}

    /** A problem or none, if there are few inputs; nothing if there are many. */
    private Optional<Optional<String>> everyInput() {
        long count = row.changes.map(changes -> (long) changes.length).orElse(row.most - row.least + 1);
        if (count > MAX_TRIALS) {
            return Optional.empty();
        }
        long[] changes = row.changes.orElseGet(() -> LongStream.rangeClosed(row.least, row.most).toArray());
        Set<Pair> pairs = Set.of(new Pair(BigInteger.ZERO, BigInteger.ZERO));
        Set<Pair> next = new HashSet<>();
        for (int t = 1; t <= steps; t++) {
            if (pairs.size() * count > MAX_TRIALS) {
                return Optional.empty();
            }
            for (Pair pair : pairs) {
                for (long change : changes) {
                    Optional<String> problem = step(t, pair, change, next);
                    if (problem.isPresent()) {
                        return Optional.of(problem);
                    }
                }
            }
            pairs = next;
            next = new HashSet<>();
        }
        return Optional.of(Optional.empty());
    }

    private Optional<String> step(int t, Pair pair, long change, Set<Pair> next) {
        BigInteger sum = BigInteger.valueOf(change);
        BigInteger real = pair.real.multiply(factor)
                .add(sum.multiply(row.denominator).subtract(row.bias).shiftLeft(bits * t));
        BigInteger fixed = leaked(pair.fixed).add(sum.shiftLeft(shift)).subtract(held.bias());
        boolean fires = fires(real, row.threshold.shiftLeft(bits * t));
        if (fires != fires(fixed, held.threshold())) {
            return Optional.of("in time step " + t + " a sum of " + change + " gives a different spike on some input");
        }
        if (fixed.bitLength() >= membraneBits) {
            return tooWide(t);
        }
        if (!fires) {
            next.add(new Pair(real, fixed));
        } else if (row.hard) {
            next.add(new Pair(row.reset.shiftLeft(bits * t), held.reset()));
        } else {
            next.add(new Pair(real.subtract(row.threshold.shiftLeft(bits * t)), fixed.subtract(held.threshold())));
        }
        return Optional.empty();
    }

    private Optional<String> tooWide(int t) {
        return Optional.of("in time step " + t + " a membrane exceeds " + membraneBits + " bits");
    }

    private Optional<String> widthProblem() {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.ZERO;
        for (int t = 1; t <= steps; t++) {
            low = leaked(low).add(BigInteger.valueOf(row.least).shiftLeft(shift)).subtract(held.bias());
            high = leaked(high).add(BigInteger.valueOf(row.most).shiftLeft(shift)).subtract(held.bias());
            if (low.bitLength() >= membraneBits || high.bitLength() >= membraneBits) {
                return tooWide(t);
            }
            if (fires(high, held.threshold())) {
                BigInteger taken = held.threshold();
                BigInteger last = row.at ? taken.subtract(BigInteger.ONE) : taken;
                BigInteger top = row.hard ? held.reset() : high.subtract(taken);
                BigInteger bottom = row.hard ? held.reset() : low.max(last.add(BigInteger.ONE)).subtract(taken);
                high = fires(low, taken) ? top : last.max(top);
                low = fires(low, taken) ? bottom : low.min(bottom);
            }
        }
        return Optional.empty();
    }

    /**
     * Extremes after a number of steps since the start or a hard reset; all over denominator * 2^(bits * age), the
     * distances fixed - real * 2^shift.
     */
    private record Extremes(int age, BigInteger least, BigInteger most, BigInteger lowest, BigInteger highest) {}

    private Extremes start() {
        return new Extremes(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    }

    private BigInteger unit(int age) {
        return row.denominator.shiftLeft(bits * age);
    }

    /** A step before its decision, from a membrane that is known right after the start or a reset. */
    private Extremes integrated(Extremes e) {
        int age = e.age + 1;
        BigInteger unit = unit(age);
        BigInteger bias = row.bias.shiftLeft(bits * age);
        BigInteger off = row.bias.shiftLeft(shift).subtract(held.bias().multiply(row.denominator))
                .shiftLeft(bits * age);
        BigInteger down = BigInteger.ZERO;
        BigInteger up = BigInteger.ZERO;
        if (e.age == 0) {
            // All four are 0 only if the reset is.
            BigInteger known = e.equals(start()) ? BigInteger.ZERO : held.reset();
            down = leaked(known).shiftLeft(bits).subtract(known.multiply(factor));
            up = down;
        } else if (e.lowest.signum() != 0 || e.highest.signum() != 0 || !holdsLeaked(age)) {
            BigInteger all = BigInteger.TWO.pow(bits);
            boolean rounds = row.leak instanceof Leak.Factor;
            up = rounds ? all.shiftRight(1) : all.subtract(BigInteger.ONE);
            down = rounds ? BigInteger.ONE.subtract(all.shiftRight(1)) : BigInteger.ZERO;
        }
        BigInteger part = unit(age - 1);
        return new Extremes(age,
                e.least.multiply(factor).add(unit.multiply(BigInteger.valueOf(row.least))).subtract(bias),
                e.most.multiply(factor).add(unit.multiply(BigInteger.valueOf(row.most))).subtract(bias),
                e.lowest.multiply(factor).add(off).add(down.multiply(part)),
                e.highest.multiply(factor).add(off).add(up.multiply(part)));
    }

    /** Whether every membrane after a leak is a multiple of 2^-shift. */
    private boolean holdsLeaked(int age) {
        int zeros = row.denominator.getLowestSetBit();
        return row.denominator.equals(BigInteger.TWO.pow(zeros))
                && zeros + (row.hard ? age : age - 1) * bits <= shift;
    }

    /** The possible membrane next to the threshold that does not fire, or the next one, which does. */
    private BigInteger beside(Extremes e, boolean firing) {
        BigInteger limit = row.threshold.shiftLeft(bits * e.age);
        BigInteger spacing = row.denominator.shiftLeft(bits);
        BigInteger beyond = limit.subtract(e.least);
        BigInteger count = row.at
                ? ceiling(beyond, spacing).subtract(BigInteger.ONE)
                : floor(beyond, spacing);
        BigInteger silent = e.least.add(count.multiply(spacing));
        return firing ? silent.add(spacing).max(e.least) : silent.min(e.most);
    }

    private Optional<String> decided(int t, Extremes e) {
        BigInteger silent = beside(e, false);
        BigInteger firing = beside(e, true);
        BigInteger unit = unit(e.age);
        boolean alike = (silent.compareTo(e.least) < 0
                || !fires(floor(silent.shiftLeft(shift).add(e.highest), unit), held.threshold()))
                && (firing.compareTo(e.most) > 0
                        || fires(ceiling(firing.shiftLeft(shift).add(e.lowest), unit), held.threshold()));
        return alike ? Optional.empty() : Optional.of("in time step " + t + " some input may give a different spike");
    }

    /** What follows a sequence of t steps, with a soft reset. */
    private Optional<String> sequence(int t, Extremes left) {
        sequences++;
        if (sequences > MAX_SEQUENCES_A_STEP * steps) {
            return Optional.of("it has too many sequences of spikes");
        }
        if (t == steps) {
            return Optional.empty();
        }
        Extremes e = integrated(left);
        Optional<String> problem = decided(t + 1, e);
        BigInteger silent = beside(e, false);
        BigInteger firing = beside(e, true);
        if (problem.isEmpty() && silent.compareTo(e.least) >= 0) {
            problem = sequence(t + 1, new Extremes(e.age, e.least, silent, e.lowest, e.highest));
        }
        if (problem.isEmpty() && firing.compareTo(e.most) <= 0) {
            BigInteger taken = row.threshold.shiftLeft(bits * e.age);
            BigInteger off = taken.shiftLeft(shift).subtract(held.threshold().multiply(unit(e.age)));
            problem = sequence(t + 1, new Extremes(e.age, firing.subtract(taken), e.most.subtract(taken),
                    e.lowest.add(off), e.highest.add(off)));
        }
        return problem;
    }

    /** The steps until the first spike, and those after it, with a hard reset. */
    private Optional<String> resets() {
        int spike = steps;
        for (boolean fresh : new boolean[]{true, false}) {
            BigInteger off = held.reset().multiply(row.denominator).subtract(row.reset.shiftLeft(shift));
            Extremes left = fresh ? start() : new Extremes(0, row.reset, row.reset, off, off);
            int last = fresh ? steps : steps - spike;
            boolean silent = true;
            for (int n = 1; n <= last && silent; n++) {
                Extremes e = integrated(left);
                Optional<String> problem = decided(fresh ? n : spike + n, e);
                if (problem.isPresent()) {
                    return problem;
                }
                if (fresh && spike == steps && beside(e, true).compareTo(e.most) <= 0) {
                    spike = n;
                }
                silent = beside(e, false).compareTo(e.least) >= 0;
                left = new Extremes(e.age, e.least, beside(e, false), e.lowest, e.highest);
            }
        }
        return Optional.empty();
    }
}

package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import xnorsim.proof.exact.ExactLeak;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.Rational;

/**
 * A leaky row on inputs, step by step: the real membrane and the fixed one that each of them leads to. As long as there
 * are few, all are followed, and the first decision that differs is found if there is one. Of too many, some are
 * followed, spread evenly, which may find one.
 */
final class LeakyInputs {
    /** Membranes times changes of a step that are tried, at most, if all must be. */
    static final int MAX_TRIALS = 1 << 16;
    /** Membranes that are kept after a step of some inputs. */
    private static final int SOME = 1 << 8;
    /** Steps of some inputs, at most: if they do not differ by then, more are unlikely to help. */
    private static final int SOME_STEPS = 16;
    /** A prime number. */
    private static final long SPREAD = 7919;

    private final FiringRow row;
    private final ExactLeak leak;
    private final Parameters parameters;
    private final int shift;
    private final BigInteger denominator;
    private final BigInteger bias;
    private final BigInteger threshold;
    private final BigInteger reset;
    private final BigInteger silent;
    private boolean every = true;
    private int bits;
    private Optional<Divergence> divergence = Optional.empty();

    /**
     * What an input leads to.
     *
     * @param real  membrane of the real-valued equations, in units of 2^-w*t / denominator
     * @param fixed membrane in fixed point
     */
    private record Membranes(BigInteger real, BigInteger fixed) {}

    /** How membranes came about: the step before, and the change. */
    private record Way(Membranes membranes, Optional<Way> before, long change, int spikes) {}

    private LeakyInputs(FiringRow row, int timeSteps, Parameters parameters, int fractionBits, boolean all) {
        this.row = row;
        this.leak = row.leak();
        this.parameters = parameters;
        this.shift = fractionBits - row.gridBits();
        Rational to = row.reset().orElse(Rational.ZERO);
        this.denominator = Rational.denominator(row.bias(), row.threshold(), to);
        this.bias = row.bias().over(denominator);
        this.threshold = row.threshold().over(denominator);
        this.reset = to.over(denominator);
        this.silent = row.silent(parameters.threshold());
        this.bits = parameters.reset().bitLength() + 1;
        follow(timeSteps, all);
    }

    /** Every input, unless there are too many. */
    static LeakyInputs every(FiringRow row, int timeSteps, Parameters parameters, int fractionBits) {
        return new LeakyInputs(row, timeSteps, parameters, fractionBits, true);
    }

    /** Some inputs. */
    static LeakyInputs some(FiringRow row, int timeSteps, Parameters parameters, int fractionBits) {
        return new LeakyInputs(row, Math.min(timeSteps, SOME_STEPS), parameters, fractionBits, false);
    }

    /** Whether all inputs were tried. */
    boolean isEvery() {
        return every;
    }

    /** The first decision that differs, of the inputs that were tried. */
    Optional<Divergence> divergence() {
        return divergence;
    }

    /** Bits of the largest membrane of the inputs that were tried. */
    int membraneBits() {
        return bits;
    }

    /**
     * A membrane after a leak and the bias, before a change is added.
     *
     * @param real  in units of 2^-w*t / denominator
     * @param floor largest change that does not fire by the real-valued equations, at least least - 1
     */
    private record Leaked(Way way, BigInteger real, BigInteger fixed, long floor) {}

    private Leaked leaked(int t, Way way) {
        int fraction = leak.bits() * t;
        BigInteger real = way.membranes.real.multiply(leak.code()).subtract(bias.shiftLeft(fraction));
        BigInteger[] parts = row.silent(threshold.shiftLeft(fraction).subtract(real))
                .divideAndRemainder(denominator.shiftLeft(fraction));
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return new Leaked(way, real, leak.of(way.membranes.fixed).subtract(parameters.bias()), within(floor));
    }

    private void follow(int timeSteps, boolean all) {
        long count = row.changes().count();
        // Two steps are more than is tried.
        every = !all || timeSteps == 1 || count * count <= MAX_TRIALS;
        List<Way> ways = List.of(new Way(new Membranes(BigInteger.ZERO, BigInteger.ZERO), Optional.empty(), 0, 0));
        for (int t = 1; t <= timeSteps; t++) {
            every &= ways.size() * count <= MAX_TRIALS;
            if (all && !every) {
                return;
            }
            List<Leaked> leaked = new ArrayList<>();
            for (Way way : ways) {
                leaked.add(leaked(t, way));
                if (differs(t, leaked.getLast())) {
                    return;
                }
            }
            int kept = every ? 1 : Math.ceilDiv(leaked.size(), SOME);
            long picked = every ? count : Math.clamp(SOME / leaked.size(), 1, count);
            Map<Membranes, Way> next = new LinkedHashMap<>();
            for (int i = 0; i < leaked.size() && t < timeSteps; i += kept) {
                for (long pick = 0; pick < picked; pick++) {
                    // Other changes for every membrane.
                    long at = (pick * count / picked + (every ? 0 : i * SPREAD)) % count;
                    Way way = after(t, leaked.get(i), row.changes().element(at));
                    next.putIfAbsent(way.membranes, way);
                }
            }
            ways = List.copyOf(next.values());
        }
    }

    /** Whether some change, of all, fires by one and not by the other. */
    private boolean differs(int t, Leaked leaked) {
        for (long end : new long[]{row.least(), row.most()}) {
            bits = Math.max(bits, leaked.fixed.add(BigInteger.valueOf(end).shiftLeft(shift)).bitLength() + 1);
        }
        long fixed = within(silent.subtract(leaked.fixed).shiftRight(shift));
        OptionalLong change = row.changes().smallestAbove(Math.min(leaked.floor, fixed));
        if (change.isEmpty() || change.getAsLong() > Math.max(leaked.floor, fixed)) {
            return false;
        }
        List<Long> changes = new ArrayList<>(List.of(change.getAsLong()));
        for (Way at = leaked.way; at.before.isPresent(); at = at.before.get()) {
            changes.addFirst(at.change);
        }
        divergence = Optional.of(new Divergence(row.index(), t, leaked.way.spikes, change.getAsLong(),
                change.getAsLong() > leaked.floor, changes));
        return true;
    }

    /** A floor, at least the number below all changes and at most the largest one. */
    private long within(BigInteger floor) {
        return floor.max(BigInteger.valueOf(row.least() - 1)).min(BigInteger.valueOf(row.most())).longValueExact();
    }

    private Way after(int t, Leaked leaked, long change) {
        int fraction = leak.bits() * t;
        BigInteger real = leaked.real.add(denominator.multiply(BigInteger.valueOf(change)).shiftLeft(fraction));
        BigInteger fixed = leaked.fixed.add(BigInteger.valueOf(change).shiftLeft(shift));
        boolean fires = change > leaked.floor;
        if (fires && row.reset().isPresent()) {
            real = reset.shiftLeft(fraction);
            fixed = parameters.reset();
        } else if (fires) {
            real = real.subtract(threshold.shiftLeft(fraction));
            fixed = fixed.subtract(parameters.threshold());
        }
        return new Way(new Membranes(real, fixed), Optional.of(leaked.way), change,
                leaked.way.spikes + (fires ? 1 : 0));
    }
}

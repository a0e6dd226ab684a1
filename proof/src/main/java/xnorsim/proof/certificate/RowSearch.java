package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import xnorsim.proof.certificate.Reach.Bound;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.Rational;

/**
 * Looks for a row's parameters in fixed point that decide as the real-valued equations do.
 *
 * <p>The bounds of {@link Reach} are linear in the parameters: least * 2^F &lt;= form &lt; (most+1) * 2^F; for a row
 * that fires at its threshold &lt; and &lt;=, so that in whole numbers form - 1 takes the place of form. They cut a
 * convex region out of the plane of (b, theta), with a hard reset out of the space of (b, theta, r), the same one for
 * every F, which contains the real parameters; the search looks for a grid point in it. First the rounded parameters
 * are tried. Then one of them goes away from the real value in both directions, and for each of its values the bounds
 * leave intervals of the others. Because the region is convex, a direction ends at the first value whose interval, of
 * real numbers, is empty: then nothing at all was missed.
 *
 * <p>With a soft reset theta_q goes away and leaves an interval of b_q. With a hard one b_q does, and leaves intervals
 * of theta_q (from the steps before any reset) and of theta_q - r_q (from those after one), each with a whole number in
 * it unless it is empty.
 */
public final class RowSearch {
    static final int MAX_FRACTION_BITS = 32;
    /** Bits that the numbers of a bound may take, so that no sum of two leaves 64. */
    static final int MAX_BITS = 60;
    /** Values tried in each direction. */
    private static final int MAX_TRIALS = 4096;

    private final Reach reach;
    private final FiringRow row;
    private final int timeSteps;
    /** Taken off every form. */
    private final int less;
    private final Bound[] bounds;
    /** Bounds of a soft reset whose (steps, thresholds) are multiples of the same pair. */
    private final Map<List<Integer>, List<Bound>> directions;
    private boolean exhaustive = true;

    RowSearch(Reach reach, int timeSteps) {
        this.reach = reach;
        this.row = reach.row();
        this.timeSteps = timeSteps;
        this.less = row.firesAt() ? 1 : 0;
        this.bounds = reach.bounds().toArray(Bound[]::new);
        this.directions = reach.bounds().stream().collect(Collectors.groupingBy(
                b -> List.of(b.form().steps() / divisor(b), b.form().thresholds() / divisor(b))));
    }

    /**
     * The smallest number of fraction bits, from {@code from} to 32, or {@code from} alone, with parameters that decide
     * alike.
     */
    OptionalInt smallestFractionBits(int from) {
        for (int bits = from; bits <= Math.max(from, MAX_FRACTION_BITS); bits++) {
            if (parameters(bits).isPresent()) {
                return OptionalInt.of(bits);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether every refusal so far had tried all parameters there are. */
    boolean isExhaustive() {
        return exhaustive;
    }

    /** Whether rounding as docs/paper.md has it decides alike. */
    Optional<Parameters> rounded(int fractionBits) {
        return row.rounded(fractionBits).filter(p -> p.bitLength() <= MAX_BITS)
                .filter(p -> decidesAlike(p, fractionBits));
    }

    /** Parameters that decide alike, the rounded ones if these do. */
    Optional<Parameters> parameters(int fractionBits) {
        Optional<Parameters> rounded = rounded(fractionBits);
        return rounded.isPresent() ? rounded : nearby(fractionBits - row.gridBits());
    }

    private boolean decidesAlike(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        for (Bound bound : bounds) {
            if (bound.violated(row, parameters, shift).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Parameters> nearby(int shift) {
        BigInteger to = row.reset().map(Rational::magnitude).orElse(Rational.ZERO).floor().add(BigInteger.ONE);
        BigInteger farthest = BigInteger.valueOf(Math.max(Math.abs(row.least()), Math.abs(row.most())) + 1)
                .add(row.bias().magnitude().floor()).add(BigInteger.ONE).multiply(BigInteger.valueOf(timeSteps + 1L))
                .add(to);
        if (farthest.multiply(BigInteger.valueOf(timeSteps + 1L)).shiftLeft(shift).bitLength() > MAX_BITS) {
            exhaustive = false;
            return Optional.empty();
        }
        // A threshold beyond what a membrane reaches never fires, as any other one beyond does.
        long threshold = row.threshold().scaled(shift).nearest().min(farthest.shiftLeft(shift)).longValueExact();
        long bias = row.bias().scaled(shift).nearest().longValueExact();
        if (row.reset().isPresent()) {
            long reset = row.reset().get().scaled(shift).nearest().longValueExact();
            return sweep(bias, Long.MIN_VALUE, b -> withBias(b, threshold, reset, shift));
        }
        return leavesAGap(shift)
                ? Optional.empty()
                : sweep(threshold, 0, theta -> withThreshold(theta, bias, shift));
    }

    /**
     * What one value of the parameter that goes away leaves of the others.
     *
     * @param parameters with whole numbers, if there are some
     * @param empty      whether no real numbers are left either
     */
    private record Rest(Optional<Parameters> parameters, boolean empty) {}

    /** Goes away from a value, down to the least one, until something is found or both sides are empty. */
    private Optional<Parameters> sweep(long center, long least, LongFunction<Rest> rest) {
        Optional<Parameters> found = Optional.empty();
        boolean up = true;
        boolean down = true;
        for (int distance = 0; distance <= MAX_TRIALS && found.isEmpty() && (up || down); distance++) {
            if (up) {
                Rest above = rest.apply(center + distance);
                found = above.parameters;
                // The real value may lie above the center, up to half a step.
                up = distance == 0 || !above.empty;
            }
            if (found.isEmpty() && down && distance > 0) {
                down = center - distance >= least;
                if (down) {
                    Rest below = rest.apply(center - distance);
                    found = below.parameters;
                    down = !below.empty;
                }
            }
        }
        exhaustive &= found.isPresent() || !(up || down);
        return found;
    }

    /**
     * Whether the bounds of one direction alone exclude every pair: those of (steps, thresholds) = g * (x, y) say
     * between which limits the whole number x*b_q + y*theta_q is. The search would follow such a strip without end.
     */
    private boolean leavesAGap(int shift) {
        return directions.values().stream().anyMatch(direction -> {
            Interval interval = new Interval();
            direction.forEach(bound -> interval.narrow(bound, shift, -less, divisor(bound)));
            return interval.least > interval.most;
        });
    }

    private static int divisor(Bound bound) {
        return BigInteger.valueOf(bound.form().steps()).gcd(BigInteger.valueOf(bound.form().thresholds()))
                .intValueExact();
    }

    /** The whole numbers that bounds leave. */
    private static final class Interval {
        private long least = -(1L << MAX_BITS);
        private long most = 1L << MAX_BITS;

        /** Keeps the x with least * 2^shift &lt;= factor * x + taken &lt; (most+1) * 2^shift. */
        void narrow(Bound bound, int shift, long taken, int factor) {
            if (bound.least().isPresent()) {
                least = Math.max(least, Math.ceilDiv((bound.least().getAsLong() << shift) - taken, factor));
            }
            if (bound.most().isPresent()) {
                most = Math.min(most, Math.ceilDiv(((bound.most().getAsLong() + 1) << shift) - taken, factor) - 1);
            }
        }

        /**
         * Whether there is no real number either: least - 1 is below the lower bound and most + 1 not below the upper
         * one.
         */
        boolean isEmpty() {
            return least - 1 >= most + 1;
        }
    }

    private Rest withThreshold(long threshold, long bias, int shift) {
        Interval biases = new Interval();
        for (Bound bound : bounds) {
            biases.narrow(bound, shift, bound.form().thresholds() * threshold - less, bound.form().steps());
        }
        return new Rest(biases.least > biases.most
                ? Optional.empty()
                : Optional.of(new Parameters(BigInteger.valueOf(Math.clamp(bias, biases.least, biases.most)),
                        BigInteger.valueOf(threshold))),
                biases.isEmpty());
    }

    private Rest withBias(long bias, long threshold, long reset, int shift) {
        Interval thresholds = new Interval();
        thresholds.least = 0;
        Interval differences = new Interval();
        for (Bound bound : bounds) {
            (bound.form().resets() == 0 ? thresholds : differences).narrow(bound, shift,
                    bound.form().steps() * bias - less, 1);
        }
        // Factors of 1: where real numbers are left, whole ones are.
        if (thresholds.least > thresholds.most || differences.least > differences.most) {
            return new Rest(Optional.empty(), true);
        }
        long least = Math.max(thresholds.least, differences.least + reset);
        long most = Math.min(thresholds.most, differences.most + reset);
        long theta = least <= most
                ? Math.clamp(threshold, least, most)
                : Math.clamp(threshold, thresholds.least, thresholds.most);
        long difference = Math.clamp(theta - reset, differences.least, differences.most);
        return new Rest(Optional.of(new Parameters(BigInteger.valueOf(bias), BigInteger.valueOf(theta),
                BigInteger.valueOf(theta - difference))), false);
    }

    Reach reach() {
        return reach;
    }

    /**
     * What docs/paper.md rounds to; where its numbers are not finite in double, the numbers nearest to the exact ones.
     */
    public Parameters nearest(int fractionBits) {
        return nearest(row, fractionBits);
    }

    /** A row's bias, threshold and reset, rounded to the nearest number with this many fraction bits. */
    public static Parameters nearest(FiringRow row, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        return row.rounded(fractionBits)
                .orElseGet(() -> new Parameters(row.bias().scaled(shift).nearest(),
                        row.threshold().scaled(shift).nearest(),
                        row.reset().orElse(Rational.ZERO).scaled(shift).nearest()));
    }
}

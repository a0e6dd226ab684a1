package xnorsim.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import xnorsim.proof.FiringRow.Parameters;
import xnorsim.proof.Reach.Bound;

/**
 * Looks for a row's parameters in fixed point that decide as the real-valued equations do.
 *
 * <p>The bounds of {@link Reach} are linear in (b, theta): least * 2^F &lt;= t*b_q + (k+1)*theta_q &lt; (most+1) * 2^F. They
 * cut a convex region out of the plane, the same one for every F, which contains the real pair; what is looked for is a point of
 * the grid in it. First the rounded pair is tried. Then theta_q goes away from the real value in both directions, and for each
 * the bounds leave an interval of b_q. Because the region is convex, a direction ends at the first theta_q whose interval, of real
 * numbers, is empty: then no pair at all was missed.
 */
final class RowSearch {
    private static final int MOST_FRACTION_BITS = 32;
    /** Bits that the numbers of a bound may take, so that no sum of two leaves 64. */
    static final int MOST_BITS = 60;
    /** Thresholds tried in each direction. */
    private static final int MOST_TRIALS = 4096;

    private final Reach reach;
    private final FiringRow row;
    private final int timeSteps;
    private final Bound[] bounds;
    /** Bounds whose (t, k+1) are multiples of the same pair. */
    private final Map<List<Integer>, List<Bound>> directions;
    private boolean exhaustive = true;

    RowSearch(Reach reach, int timeSteps) {
        this.reach = reach;
        this.row = reach.row();
        this.timeSteps = timeSteps;
        this.bounds = reach.bounds().toArray(Bound[]::new);
        this.directions = reach.bounds().stream().collect(
                Collectors.groupingBy(b -> List.of(b.t() / divisor(b), (b.k() + 1) / divisor(b))));
    }

    /** The smallest number of fraction bits, from {@code from} to 32, with parameters that decide alike. */
    OptionalInt smallestFractionBits(int from) {
        for (int bits = from; bits <= MOST_FRACTION_BITS; bits++) {
            if (parameters(bits).isPresent()) {
                return OptionalInt.of(bits);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether every refusal so far had tried all pairs there are. */
    boolean isExhaustive() {
        return exhaustive;
    }

    /** Whether rounding as docs/paper.md has it decides alike. */
    Optional<Parameters> rounded(int fractionBits) {
        return row.rounded(fractionBits)
                .filter(p -> p.bias().bitLength() <= MOST_BITS && p.threshold().bitLength() <= MOST_BITS)
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
            if (bound.violated(parameters, shift).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Parameters> nearby(int shift) {
        BigInteger farthest = BigInteger.valueOf(Math.max(Math.abs(row.least()), Math.abs(row.most())) + 1)
                .add(row.bias().magnitude().floor()).add(BigInteger.ONE).multiply(BigInteger.valueOf(timeSteps + 1L));
        if (farthest.multiply(BigInteger.valueOf(timeSteps + 1L)).shiftLeft(shift).bitLength() > MOST_BITS) {
            exhaustive = false;
            return Optional.empty();
        }
        if (leavesAGap(shift)) {
            return Optional.empty();
        }
        // A threshold beyond what a membrane reaches never fires, as any other one beyond does.
        long center = row.threshold().scaled(shift).nearest().min(farthest.shiftLeft(shift)).longValueExact();
        long bias = row.bias().scaled(shift).nearest().longValueExact();
        Optional<Parameters> found = Optional.empty();
        boolean up = true;
        boolean down = true;
        for (int distance = 0; distance <= MOST_TRIALS && found.isEmpty() && (up || down); distance++) {
            if (up) {
                Interval interval = biases(center + distance, shift);
                found = interval.nearest(bias, center + distance);
                up = !interval.empty();
            }
            if (found.isEmpty() && down && distance > 0) {
                down = center - distance >= 0;
                if (down) {
                    Interval interval = biases(center - distance, shift);
                    found = interval.nearest(bias, center - distance);
                    down = !interval.empty();
                }
            }
        }
        exhaustive &= found.isPresent() || !(up || down);
        return found;
    }

    /**
     * Whether the bounds of one direction alone exclude every pair: those of (t, k+1) = g * (x, y) say between which limits the
     * whole number x*b_q + y*theta_q is. The search would follow such a strip without end.
     */
    private boolean leavesAGap(int shift) {
        for (List<Bound> direction : directions.values()) {
            long least = -(1L << MOST_BITS);
            long most = 1L << MOST_BITS;
            for (Bound bound : direction) {
                int divisor = divisor(bound);
                if (bound.least().isPresent()) {
                    least = Math.max(least, Math.ceilDiv(bound.least().getAsLong() << shift, divisor));
                }
                if (bound.most().isPresent()) {
                    most = Math.min(most, Math.ceilDiv((bound.most().getAsLong() + 1) << shift, divisor) - 1);
                }
            }
            if (least > most) {
                return true;
            }
        }
        return false;
    }

    private static int divisor(Bound bound) {
        return BigInteger.valueOf(bound.t()).gcd(BigInteger.valueOf(bound.k() + 1L)).intValueExact();
    }

    /**
     * The whole numbers that b_q may be.
     *
     * @param empty whether no real number is left between the bounds either
     */
    private record Interval(long least, long most, boolean empty) {
        Optional<Parameters> nearest(long bias, long threshold) {
            return least > most
                    ? Optional.empty()
                    : Optional.of(new Parameters(BigInteger.valueOf(Math.clamp(bias, least, most)),
                            BigInteger.valueOf(threshold)));
        }
    }

    private Interval biases(long threshold, int shift) {
        long least = -(1L << MOST_BITS);
        long most = 1L << MOST_BITS;
        for (Bound bound : bounds) {
            long taken = (bound.k() + 1) * threshold;
            if (bound.least().isPresent()) {
                least = Math.max(least, Math.ceilDiv((bound.least().getAsLong() << shift) - taken, bound.t()));
            }
            if (bound.most().isPresent()) {
                most = Math.min(most, Math.ceilDiv(((bound.most().getAsLong() + 1) << shift) - taken, bound.t()) - 1);
            }
        }
        // least - 1 is below the lower bound and most + 1 not below the upper one.
        return new Interval(least, most, least - 1 >= most + 1);
    }

    Reach reach() {
        return reach;
    }

    /** What docs/paper.md rounds to; where its numbers are not finite in double, the numbers nearest to the exact ones. */
    Parameters nearest(int fractionBits) {
        return nearest(row, fractionBits);
    }

    static Parameters nearest(FiringRow row, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        return row.rounded(fractionBits).orElseGet(
                () -> new Parameters(row.bias().scaled(shift).nearest(), row.threshold().scaled(shift).nearest()));
    }
}

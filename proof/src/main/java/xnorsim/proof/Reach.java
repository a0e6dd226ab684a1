package xnorsim.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import xnorsim.proof.FiringRow.Parameters;

/**
 * What a row can reach by the real-valued equations, and what follows for parameters in fixed point.
 *
 * <p>After t steps and k spikes the membrane is S - t*b - k*theta, where S is the sum of the steps' changes, a whole number.
 * In step t, with k spikes before, the row fires iff S &gt; floor(t*b + (k+1)*theta) =: h(t,k). Let A(t,k) be the set of the S
 * that some input reaches at that decision. A(t,k) is what R(t-1,k), the sums left with k spikes after t-1 steps, gives with
 * every change of a step added; R(t,k) is the part of A(t,k) up to h(t,k) together with the part of A(t,k-1) above h(t,k-1).
 *
 * <p>Other parameters decide with h'(t,k) in place of h(t,k). They spike alike on every input iff no S of A(t,k) lies
 * above one of h and h' and not above the other, for all t and k: if one does, the input that reaches it spikes otherwise in
 * step t; if none does, both fire alike in step 1, hence reach the same in step 2, and so on. So h' may be anything from the
 * largest element of A(t,k) up to h, to the number before the smallest element above h. No set is approximated,
 * but that of the changes of a first layer's row with very many; too large, it makes a certificate hold all the more.
 */
final class Reach {
    /** Further from 0 than any sum; a floor beyond decides like this one. */
    private static final long BEYOND = 1L << 61;

    private final FiringRow row;
    private final int timeSteps;
    /** Index [t-1][k]. */
    private final long[][] floors;
    private final SumSet[][] deciding;
    private final SumSet[][] left;
    private final List<Bound> bounds = new ArrayList<>();

    /**
     * What h'(t,k) may be; a bound that is not there is unlimited.
     *
     * @param t     time step, from 1
     * @param k     spikes before
     * @param least smallest floor that decides alike, itself a sum that is reached and does not fire
     * @param most  largest floor that decides alike; the next number is a sum that is reached and fires
     */
    record Bound(int t, int k, OptionalLong least, OptionalLong most) {

        /** The sum that is decided otherwise where (t * bias + (k+1) * threshold) / 2^shift is what it is compared with. */
        OptionalLong violated(Parameters parameters, int shift) {
            BigInteger limit = limit(parameters);
            if (least.isPresent() && limit.compareTo(BigInteger.valueOf(least.getAsLong()).shiftLeft(shift)) < 0) {
                return least;
            }
            if (most.isPresent() && limit.compareTo(BigInteger.valueOf(most.getAsLong() + 1).shiftLeft(shift)) >= 0) {
                return OptionalLong.of(most.getAsLong() + 1);
            }
            return OptionalLong.empty();
        }

        private BigInteger limit(Parameters parameters) {
            return parameters.bias().multiply(BigInteger.valueOf(t))
                    .add(parameters.threshold().multiply(BigInteger.valueOf(k + 1L)));
        }
    }

    Reach(FiringRow row, int timeSteps) {
        this.row = row;
        this.timeSteps = timeSteps;
        this.floors = new long[timeSteps][];
        this.deciding = new SumSet[timeSteps][];
        this.left = new SumSet[timeSteps + 1][];
        left[0] = new SumSet[]{SumSet.of(0)};
        for (int t = 1; t <= timeSteps; t++) {
            step(t);
        }
    }

    private void step(int t) {
        floors[t - 1] = new long[t];
        deciding[t - 1] = new SumSet[t];
        left[t] = new SumSet[t + 1];
        java.util.Arrays.fill(left[t], SumSet.EMPTY);
        Rational taken = row.bias().times(t);
        for (int k = 0; k < t; k++) {
            long floor = taken.plus(row.threshold().times(k + 1L)).floor().max(BigInteger.valueOf(-BEYOND))
                    .min(BigInteger.valueOf(BEYOND)).longValueExact();
            SumSet sums = left[t - 1][k].plus(row.changes());
            floors[t - 1][k] = floor;
            deciding[t - 1][k] = sums;
            left[t][k] = left[t][k].or(sums.upTo(floor));
            left[t][k + 1] = left[t][k + 1].or(sums.above(floor));
            Bound bound = new Bound(t, k, sums.largestUpTo(floor), before(sums.smallestAbove(floor)));
            if (bound.least.isPresent() || bound.most.isPresent()) {
                bounds.add(bound);
            }
        }
    }

    private static OptionalLong before(OptionalLong number) {
        return number.isPresent() ? OptionalLong.of(number.getAsLong() - 1) : number;
    }

    FiringRow row() {
        return row;
    }

    /** What the floors may be, by t and then by k. */
    List<Bound> bounds() {
        return bounds;
    }

    /** The first decision, by t and then by k, in which parameters differ from the real-valued equations on some input. */
    Optional<Divergence> firstDivergence(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        for (Bound bound : bounds) {
            OptionalLong sum = bound.violated(parameters, shift);
            if (sum.isPresent()) {
                boolean fires = sum.getAsLong() > floors[bound.t - 1][bound.k];
                return Optional.of(new Divergence(row.index(), bound.t, bound.k, sum.getAsLong(), fires,
                        changes(bound.t, bound.k, sum.getAsLong())));
            }
        }
        return Optional.empty();
    }

    /** Changes of steps 1..t that make k spikes before step t and the sum that is given; it is reachable. */
    private List<Long> changes(int t, int k, long sum) {
        List<Long> changes = new ArrayList<>();
        int spikes = k;
        long present = sum;
        for (int step = t; step > 1; step--) {
            long before = left[step - 1][spikes].largestUpTo(present - row.least()).orElseThrow();
            while (!row.changes().contains(present - before)) {
                before = left[step - 1][spikes].largestUpTo(before - 1).orElseThrow();
            }
            changes.addFirst(present - before);
            present = before;
            boolean stayed = spikes < step - 1 && present <= floors[step - 2][spikes]
                    && deciding[step - 2][spikes].contains(present);
            spikes -= stayed ? 0 : 1;
        }
        changes.addFirst(present);
        return changes;
    }

    /**
     * The width in bits of a two's complement membrane that holds every value before and after a reset.
     *
     * <p>Before the reset these are S*2^F - t*bias - k*threshold over A(t,k). A membrane that fires ends above 0 and below
     * what it was.
     */
    int membraneBits(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        int bits = 1;
        for (int t = 1; t <= timeSteps; t++) {
            for (int k = 0; k < t; k++) {
                SumSet sums = deciding[t - 1][k];
                if (!sums.isEmpty()) {
                    BigInteger taken = parameters.bias().multiply(BigInteger.valueOf(t))
                            .add(parameters.threshold().multiply(BigInteger.valueOf(k)));
                    bits = Math.max(bits, Math.max(width(sums.smallest(), shift, taken),
                            width(sums.largest(), shift, taken)));
                }
            }
        }
        return bits;
    }

    private static int width(long sum, int shift, BigInteger taken) {
        return BigInteger.valueOf(sum).shiftLeft(shift).subtract(taken).bitLength() + 1;
    }
}

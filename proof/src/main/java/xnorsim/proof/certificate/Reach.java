package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.Rational;
import xnorsim.proof.exact.SumSet;

/**
 * What a row can reach by the real-valued equations, and what follows for parameters in fixed point.
 *
 * <p>A decision compares S, the sum of changes of some steps and thus a whole number, with a real number that is known:
 * the row fires iff S is above its floor h, the largest whole number up to it (below it, if the row fires at its
 * threshold). Other parameters decide with a floor h' in its place, and alike iff no S
 * that some input brings to that decision lies above one of h and h' and not above the other. They spike alike on every
 * input iff that holds for every decision: if it does not, the input that reaches such an S spikes otherwise in that
 * step; if it does, both fire alike in step 1, hence reach the same in step 2, and so on. So h' may be anything from
 * the largest S that does not fire up to the number before the smallest one that does. No set is approximated, but that
 * of the changes of a first layer's row with very many; too large, it makes a certificate hold all the more.
 */
public abstract sealed class Reach permits SoftReach, HardReach {
    /** Further from 0 than any sum; a floor beyond decides like this one. */
    private static final BigInteger BEYOND = BigInteger.ONE.shiftLeft(61);

    private final FiringRow row;

    Reach(FiringRow row) {
        this.row = row;
    }

    /** The reachable sums of a row in this many steps. */
    public static Reach of(FiringRow row, int timeSteps) {
        return row.reset().isPresent() ? new HardReach(row, timeSteps) : new SoftReach(row, timeSteps);
    }

    /**
     * What a decision compares with: steps * bias + thresholds * threshold - resets * reset.
     *
     * @param steps      since the start or the last hard reset, at least 1
     * @param thresholds at least 1
     * @param resets     1 after a hard reset, else 0
     */
    public record Form(int steps, int thresholds, int resets) {
        /** The number itself, of a row's real parameters. */
        public Rational of(FiringRow row) {
            Rational sum = row.bias().times(steps).plus(row.threshold().times(thresholds));
            return resets == 0 ? sum : sum.minus(row.reset().orElseThrow());
        }

        /** The number in units of the parameters. */
        public BigInteger of(Parameters parameters) {
            BigInteger sum = parameters.bias().multiply(BigInteger.valueOf(steps))
                    .add(parameters.threshold().multiply(BigInteger.valueOf(thresholds)));
            return resets == 0 ? sum : sum.subtract(parameters.reset());
        }
    }

    /**
     * What the floor of a decision may be; a bound that is not there is unlimited.
     *
     * @param t     first time step, from 1, in which an input brings the decision about
     * @param k     spikes before
     * @param form  what the sum is compared with
     * @param least smallest floor that decides alike, itself a sum that is reached and does not fire
     * @param most  largest floor that decides alike; the next number is a sum that is reached and fires
     */
    record Bound(int t, int k, Form form, OptionalLong least, OptionalLong most) {
        /** The bounds of a floor that the sums of a decision leave. */
        static Bound of(int t, int k, Form form, SumSet sums, long floor) {
            OptionalLong above = sums.smallestAbove(floor);
            return new Bound(t, k, form, sums.largestUpTo(floor),
                    above.isPresent() ? OptionalLong.of(above.getAsLong() - 1) : above);
        }

        /** The sum that is decided otherwise where the form of the parameters / 2^shift is what it is compared with. */
        OptionalLong violated(FiringRow row, Parameters parameters, int shift) {
            BigInteger limit = row.silent(form.of(parameters));
            if (least.isPresent() && limit.compareTo(BigInteger.valueOf(least.getAsLong()).shiftLeft(shift)) < 0) {
                return least;
            }
            if (most.isPresent() && limit.compareTo(BigInteger.valueOf(most.getAsLong() + 1).shiftLeft(shift)) >= 0) {
                return OptionalLong.of(most.getAsLong() + 1);
            }
            return OptionalLong.empty();
        }
    }

    FiringRow row() {
        return row;
    }

    /** What the floors may be, by t. */
    abstract List<Bound> bounds();

    /** The first decision in which parameters differ from the real-valued equations on some input. */
    public Optional<Divergence> firstDivergence(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row.gridBits();
        for (Bound bound : bounds()) {
            OptionalLong sum = bound.violated(row, parameters, shift);
            if (sum.isPresent()) {
                return Optional.of(new Divergence(row.index(), bound.t, bound.k, sum.getAsLong(),
                        sum.getAsLong() > floor(bound.form), changes(bound, sum.getAsLong())));
            }
        }
        return Optional.empty();
    }

    /** Changes of steps 1..t that lead to the decision of a bound with the sum that is given; it is reachable. */
    abstract List<Long> changes(Bound bound, long sum);

    /**
     * The width in bits of a two's complement membrane that holds every value before and after a reset, no bit more.
     */
    abstract int membraneBits(Parameters parameters, int fractionBits);

    /** The floor of a decision by the real-valued equations. */
    long floor(Form form) {
        return row.silent(form.of(row)).max(BEYOND.negate()).min(BEYOND).longValueExact();
    }

    /** Bits of the membranes of the smallest and the largest sum, before a reset. */
    static int width(SumSet sums, int shift, BigInteger taken) {
        return sums.isEmpty() ? 1 : Math.max(width(sums.smallest(), shift, taken), width(sums.largest(), shift, taken));
    }

    private static int width(long sum, int shift, BigInteger taken) {
        return BigInteger.valueOf(sum).shiftLeft(shift).subtract(taken).bitLength() + 1;
    }
}

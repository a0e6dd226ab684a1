package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.SumSet;

/**
 * The reach of a row whose reset sets the membrane to r. A reset forgets everything, so that a decision depends on the
 * n steps since the last one (or since the start, with r = 0) alone: the row fires iff S &gt; floor(n*b + theta - r), S
 * the sum of their changes. A(1) is the changes of a step; A(n+1) is the part of A(n) that does not fire, with every
 * change added. After a reset there are at most T - t1 steps, t1 the first step in which some input fires: what comes
 * later, or after more resets, is the beginning of what comes after that one.
 */
final class HardReach extends Reach {
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Bound> bounds;

    /** The steps from the start (no reset before) or from the first reset on, as long as the row does not fire. */
    private final class Stretch {
        private final int begin;
        private final int resets;
        /** Index n-1. */
        private final List<SumSet> deciding = new ArrayList<>();
        /** Index n: sums after n steps without a spike. */
        private final List<SumSet> left = new ArrayList<>(List.of(SumSet.of(0)));
        private final List<Bound> found = new ArrayList<>();

        Stretch(int begin, int resets, int steps) {
            this.begin = begin;
            this.resets = resets;
            for (int n = 1; n <= steps && !left.getLast().isEmpty(); n++) {
                SumSet sums = left.getLast().plus(row().changes());
                Form form = new Form(n, 1, resets);
                long floor = floor(form);
                deciding.add(sums);
                left.add(sums.upTo(floor));
                found.add(Bound.of(begin + n, resets, form, sums, floor));
            }
        }

        /** Changes that lead to a sum after n steps. */
        List<Long> changes(int n, long sum) {
            List<Long> changes = new ArrayList<>();
            long present = sum;
            for (int step = n; step > 1; step--) {
                long before = left.get(step - 1).before(present, row().changes());
                changes.addFirst(present - before);
                present = before;
            }
            changes.addFirst(present);
            return changes;
        }

        int membraneBits(Parameters parameters, int shift) {
            int bits = 1;
            BigInteger start = resets == 0 ? BigInteger.ZERO : parameters.reset();
            for (int n = 1; n <= deciding.size(); n++) {
                BigInteger taken = parameters.bias().multiply(BigInteger.valueOf(n)).subtract(start);
                bits = Math.max(bits, width(deciding.get(n - 1), shift, taken));
            }
            return bits;
        }
    }

    HardReach(FiringRow row, int timeSteps) {
        super(row);
        Stretch first = new Stretch(0, 0, timeSteps);
        stretches.add(first);
        List<Bound> all = new ArrayList<>(first.found);
        first.found.stream().filter(bound -> bound.most().isPresent()).findFirst().ifPresent(spike -> {
            Stretch second = new Stretch(spike.t(), 1, timeSteps - spike.t());
            stretches.add(second);
            all.addAll(second.found);
        });
        all.sort(Comparator.comparingInt(Bound::t));
        this.bounds = List.copyOf(all);
    }

    @Override
    List<Bound> bounds() {
        return bounds;
    }

    @Override
    List<Long> changes(Bound bound, long sum) {
        Stretch last = stretches.get(bound.form().resets());
        List<Long> changes = last.changes(bound.form().steps(), sum);
        if (bound.form().resets() > 0) {
            OptionalLong fired = stretches.getFirst().found.get(last.begin - 1).most();
            changes.addAll(0, stretches.getFirst().changes(last.begin, fired.orElseThrow() + 1));
        }
        return changes;
    }

    /** Also the register of a row that no input fires holds r. */
    @Override
    int membraneBits(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row().gridBits();
        int bits = parameters.reset().bitLength() + 1;
        for (Stretch stretch : stretches) {
            bits = Math.max(bits, stretch.membraneBits(parameters, shift));
        }
        return bits;
    }
}

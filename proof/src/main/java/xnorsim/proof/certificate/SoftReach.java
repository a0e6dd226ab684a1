package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.SumSet;

/**
 * The reach of a row whose reset takes the threshold off. After t steps and k spikes its membrane is S - t*b - k*theta,
 * S the sum of all changes. In step t, with k spikes before, it fires iff S &gt; floor(t*b + (k+1)*theta) =: h(t,k).
 * Let A(t,k) be the set of the S that some input reaches at that decision. A(t,k) is what R(t-1,k), the sums left with
 * k spikes after t-1 steps, gives with every change of a step added; R(t,k) is the part of A(t,k) up to h(t,k) together
 * with the part of A(t,k-1) above h(t,k-1).
 */
final class SoftReach extends Reach {
    private final int timeSteps;
    /** Index [t-1][k]. */
    private final long[][] floors;
    private final SumSet[][] deciding;
    private final SumSet[][] left;
    private final List<Bound> bounds = new ArrayList<>();

    SoftReach(FiringRow row, int timeSteps) {
        super(row);
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
        Arrays.fill(left[t], SumSet.EMPTY);
        for (int k = 0; k < t; k++) {
            SumSet sums = left[t - 1][k].plus(row().changes());
            Form form = new Form(t, k + 1, 0);
            long floor = floor(form);
            floors[t - 1][k] = floor;
            deciding[t - 1][k] = sums;
            left[t][k] = left[t][k].or(sums.upTo(floor));
            left[t][k + 1] = left[t][k + 1].or(sums.above(floor));
            if (!sums.isEmpty()) {
                bounds.add(Bound.of(t, k, form, sums, floor));
            }
        }
    }

    @Override
    List<Bound> bounds() {
        return bounds;
    }

    @Override
    List<Long> changes(Bound bound, long sum) {
        List<Long> changes = new ArrayList<>();
        int spikes = bound.k();
        long present = sum;
        for (int step = bound.t(); step > 1; step--) {
            long before = left[step - 1][spikes].before(present, row().changes());
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
     * Before the reset membranes are S*2^F - t*bias - k*threshold over A(t,k). One that fires ends above 0 and below
     * what it was.
     */
    @Override
    int membraneBits(Parameters parameters, int fractionBits) {
        int shift = fractionBits - row().gridBits();
        int bits = 1;
        for (int t = 1; t <= timeSteps; t++) {
            for (int k = 0; k < t; k++) {
                BigInteger taken = parameters.bias().multiply(BigInteger.valueOf(t))
                        .add(parameters.threshold().multiply(BigInteger.valueOf(k)));
                bits = Math.max(bits, width(deciding[t - 1][k], shift, taken));
            }
        }
        return bits;
    }
}

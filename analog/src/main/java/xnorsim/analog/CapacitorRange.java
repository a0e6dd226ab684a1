package xnorsim.analog;

import java.util.Optional;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.SamplingSwitch;

/**
 * Range of hold capacitors with which a readout is exact, all else equal. A smaller one droops faster and suffers more
 * from charge injection; a larger one has not settled when its switch opens. kT/C noise is excluded.
 *
 * @param leastFf femtofarads; 0: no lower limit
 * @param mostFf  femtofarads; infinity: no upper limit, because the switch is ideal
 */
public record CapacitorRange(double leastFf, double mostFf) {

    private static final double STEP = 0.99;
    private static final double SCANNED = 1e-6;

    /** The range of a readout; empty if there is none wider than 1 %. */
    static Optional<CapacitorRange> of(Exactness readout) {
        return new Search(readout).range();
    }

    /**
     * With e = exp(-t / (R_s C)) the settling error, the error is at most small / C + all e, with small from droop and
     * injection, each at most a multiple of 1 / C, and all the largest sum.
     */
    private static final class Search {
        private final Exactness readout;
        private final Hold hold;
        private final double small;
        private final double all;
        private final double settlingFf;
        private final double tolerance;

        Search(Exactness readout) {
            this.readout = readout;
            hold = readout.readout().hold();
            SamplingSwitch s = hold.samplingSwitch();
            double droop = readout.slots() == 1 ? 0 : (double) readout.holdPs() / (hold.leakResistanceGohm() * 1e6);
            small = readout.columnsInUse() * (droop + readout.slots() * Math.abs(s.injectionFcPerV()))
                    + readout.slots() * Math.abs(s.injectionFc()) * readout.columns()
                            / readout.readout().supplyV();
            all = readout.slots() * readout.columnsInUse();
            // picoseconds by kiloohms: femtofarads
            settlingFf = s.cutsShort() ? s.closedPs() / s.resistanceKohm() : Double.POSITIVE_INFINITY;
            tolerance = readout.tolerance();
        }

        Optional<CapacitorRange> range() {
            boolean settles = Double.isInfinite(settlingFf);
            if (settles && small == 0) {
                return readout.isExact()
                        ? Optional.of(new CapacitorRange(0, Double.POSITIVE_INFINITY))
                        : Optional.empty();
            }
            double some = leastErrorFf();
            boolean certain = small / some + all * Math.exp(-settlingFf / some) < 0.9999 * tolerance;
            if (!settles && (!certain || !isExact(some))) {
                some = largestOnScanFf();
            }
            return isExact(some)
                    ? Optional.of(new CapacitorRange(leastFf(some), settles ? Double.POSITIVE_INFINITY : mostFf(some)))
                    : Optional.empty();
        }

        /** The capacitor with the smallest error bound, or with one just below the tolerance of a code. */
        private double leastErrorFf() {
            if (Double.isInfinite(settlingFf)) {
                return 1.0005 * small / tolerance;
            }
            return small == 0
                    ? settlingFf / Math.log(1.0005 * all / tolerance)
                    : settlingFf / Math.log(all * settlingFf / small);
        }

        /** Terms may cancel where the bound is not met: search from above in small steps. */
        private double largestOnScanFf() {
            // Well above the capacitor at which the largest sum loses more than half a level, whatever the small terms
            // add.
            double top = 4 * Math.max(4 * small, settlingFf / Math.log(all / 0.76));
            for (double ff = top; ff > SCANNED * top; ff *= STEP) {
                if (isExact(ff)) {
                    return ff;
                }
            }
            return 0;
        }

        /** Terms may cancel here too: small steps, then bisection between the last two. */
        private double leastFf(double some) {
            if (small == 0) {
                return 0;
            }
            double ff = some;
            while (isExact(ff * STEP)) {
                ff *= STEP;
            }
            return between(ff, ff * STEP);
        }

        private double mostFf(double some) {
            double ff = some;
            while (isExact(ff / STEP)) {
                ff /= STEP;
            }
            return between(ff, ff / STEP);
        }

        private double between(double exactFf, double otherFf) {
            double exact = exactFf;
            double other = otherFf;
            while (Math.abs(exact - other) > 1e-12 * exact) {
                double middle = (exact + other) / 2;
                if (isExact(middle)) {
                    exact = middle;
                } else {
                    other = middle;
                }
            }
            return exact;
        }

        private boolean isExact(double ff) {
            return Double.isFinite(ff) && ff > Math.abs(hold.samplingSwitch().injectionFcPerV())
                    && ff >= Double.MIN_NORMAL
                    && readout.with(readout.readout().withHold(hold.withCapacitanceFf(ff))).isExact();
        }
    }
}

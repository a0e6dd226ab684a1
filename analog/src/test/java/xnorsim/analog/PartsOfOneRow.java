package xnorsim.analog;

import xnorsim.arrays.readout.Transfer;

/** The hardware's own parts on every pair of counts there is. */
final class PartsOfOneRow {

    private PartsOfOneRow() {}

    static boolean allCodesAreCounts(Exactness e) {
        return worstCodeError(e) == 0;
    }

    static int worstCodeError(Exactness e) {
        Transfer t = e.readout().transfer(e.columns(), e.slots());
        int worst = 0;
        for (int first = 0; first <= (e.slots() == 2 ? e.columnsInUse() : 0); first++) {
            for (int second = 0; second <= e.columnsInUse(); second++) {
                double held1 = first * t.sampleGain() + t.sampleShift();
                double held2 = second * t.sampleGain() + t.sampleShift();
                worst = Math.max(worst, Math.abs(t.code(t.sum(held1, held2, e.holdPs())) - first - second));
            }
        }
        return worst;
    }
}

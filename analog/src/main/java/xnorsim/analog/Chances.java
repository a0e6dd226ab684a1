package xnorsim.analog;

import java.util.OptionalDouble;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Transfer;

/**
 * How probable errors are, over chips and samplings.
 *
 * @param wrongCode      of a conversion of the widest subarray where half of the cells agree
 * @param worstWrongCode the same where it is most probable, over parts of agreeing cells
 * @param meanError      mean magnitude of the error of a decision, in levels: the codes of all column tiles and the threshold
 * @param wrongSpike     of a decision, if membranes without error lie evenly around the threshold, one in as many levels as
 *                       the threshold has: mean error by threshold, at most 1; empty without thresholds
 */
public record Chances(double wrongCode, double worstWrongCode, double meanError, OptionalDouble wrongSpike) {

    private static final int PARTS_OF_ONE = 8;
    private static final int PARTS_OF_TWO = 4;

    static Chances of(LayerShape shape, AnalogReadout readout, long holdPs) {
        Transfer transfer = readout.transfer(shape.columns(), shape.slots());
        ErrorDistribution widest = typical(transfer, shape.widest(), holdPs);
        ErrorDistribution last = typical(transfer, shape.inUse()[shape.inUse().length - 1], holdPs);
        ErrorDistribution all = widest.times(shape.inUse().length - 1).plus(last);
        double error = all.meanMagnitude(readout.variation().thresholdSigma());
        OptionalDouble spike = shape.inverse() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, error * shape.inverse()));
        return new Chances(widest.wrong(), Math.max(widest.wrong(), worst(transfer, shape.widest(), holdPs)), error,
                spike);
    }

    private static ErrorDistribution typical(Transfer transfer, int inUse, long holdPs) {
        return CodeErrors.of(transfer, cells(transfer, inUse, 0.5, 0.5), holdPs);
    }

    private static CellCounts cells(Transfer transfer, int inUse, double first, double second) {
        return transfer.slots() == 2
                ? CellCounts.even(transfer.columns(), inUse, first, second)
                : CellCounts.even(transfer.columns(), inUse, first);
    }

    private static double worst(Transfer transfer, int inUse, long holdPs) {
        double worst = 0;
        boolean two = transfer.slots() == 2;
        int parts = two ? PARTS_OF_TWO : PARTS_OF_ONE;
        for (int first = 0; first <= parts; first++) {
            for (int second = 0; second <= (two ? parts : 0); second++) {
                CellCounts cells = cells(transfer, inUse, (double) first / parts, (double) second / parts);
                worst = Math.max(worst, CodeErrors.of(transfer, cells, holdPs).wrong());
            }
        }
        return worst;
    }
}

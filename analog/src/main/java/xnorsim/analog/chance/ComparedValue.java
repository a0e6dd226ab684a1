package xnorsim.analog.chance;

import java.util.OptionalDouble;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Transfer;

/**
 * Error of the input of a comparator with {@code last_step: compare}: the value before a converter plus the
 * comparator's own offset, against a threshold. No converter is involved, so neither its offset nor its steps matter.
 *
 * <p>In closed form: for a number of faults the error is normal, with the variance of the cells at the mean; its mean
 * magnitude is that of a folded normal distribution, mixed over the faults.
 */
final class ComparedValue {

    private final Transfer transfer;
    private final long holdPs;
    private final CellCounts cells;

    ComparedValue(AnalogReadout readout, int columns, int slots, long holdPs, CellCounts cells) {
        Conversion c = readout.conversion();
        this.transfer = readout.withConversion(new Conversion(c.kind(), c.bits(), c.clipLow(), c.clipHigh(),
                c.rowsPerConverter(), c.cyclesPerDecision(), 0, OptionalDouble.empty(), c.comparatorOffsetSigmaMv(),
                c.lastStep())).transfer(columns, slots);
        this.holdPs = holdPs;
        this.cells = cells;
    }

    /** The value without random terms, in levels. */
    double steady() {
        return limited(AnalogValue.of(transfer, holdPs, cells).mean());
    }

    /** The error-free value: the count. */
    double count() {
        return transfer.slots() == 2 ? cells.pop(0) + cells.pop(1) : cells.pop(1);
    }

    /** Mean magnitude of its difference to {@code right}, less that of the threshold to its own value, in levels. */
    double meanError(double right) {
        double dead = transfer.readout().variation().deadRowRate();
        ErrorDistribution faults = Faults.of(transfer.readout().variation(), cells, transfer.slots());
        double perFault = CodeErrors.perFault(transfer, holdPs);
        AnalogValue live = AnalogValue.of(transfer, holdPs, cells);
        double sum = 0;
        for (int i = 0; i < faults.probabilities().length; i++) {
            double moved = (faults.lowest() + i) * perFault;
            sum += faults.probabilities()[i] * magnitude(limited(live.mean() + moved) - right, live.sigma());
        }
        AnalogValue silent = AnalogValue.dead(transfer, holdPs, cells);
        return (1 - dead) * sum + (dead == 0 ? 0 : dead * magnitude(silent.mean() - right, silent.sigma()));
    }

    private double magnitude(double mean, double sigma) {
        double comparator = transfer.levels(transfer.readout().conversion().comparatorOffsetSigmaMv());
        double threshold = transfer.readout().variation().thresholdSigma();
        return ErrorDistribution.foldedMean(mean,
                Math.sqrt(sigma * sigma + comparator * comparator + threshold * threshold));
    }

    private double limited(double value) {
        return Math.clamp(value, transfer.floor(), transfer.ceiling());
    }
}

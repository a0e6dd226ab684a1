package xnorsim.analog.chance;

import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.BinomialDistribution;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.Transfer;

/**
 * Error probabilities over chips and samplings: against the count, or against the result without random terms.
 *
 * @param wrongCode      of a conversion of the widest subarray, the mean over the counts of a row whose cells agree
 *                       with chance 1/2, as with random weights and spikes
 * @param worstWrongCode the same where it is most probable, over parts of agreeing cells
 * @param meanError      mean magnitude of the error of a decision, in levels: the codes of all column tiles and the
 *                       threshold
 * @param wrongSpike     of a decision, if membranes without error lie evenly around the threshold, one in as many
 *                       levels as the threshold has: mean error by threshold, at most 1; empty without thresholds
 * @param wrongLastSpike the same of a comparator's decision in the last time step; empty where that converts as well
 */
public record Probabilities(double wrongCode, double worstWrongCode, double meanError, OptionalDouble wrongSpike,
        OptionalDouble wrongLastSpike) {

    private static final int PARTS_OF_ONE = 8;
    private static final int PARTS_OF_TWO = 4;
    /** Standard deviations of a row's count considered on both sides, and the approximate maximum number of counts. */
    private static final double REACH = 4;
    private static final int MAX_COUNTS = 64;

    /** The reference of an error. */
    @FunctionalInterface
    private interface Errors {
        ErrorDistribution of(Transfer transfer, CellCounts cells, long holdPs);
    }

    /** The count: errors from all terms of a readout. */
    public static Probabilities of(LayerShape shape, AnalogReadout readout, long holdPs) {
        return of(CodeErrors::of, shape, readout, holdPs, ComparedValue::count);
    }

    /** The result without random terms: errors from random terms only. */
    public static Probabilities ofRandom(LayerShape shape, AnalogReadout readout, long holdPs) {
        return of(CodeErrors::ofRandom, shape, readout, holdPs, ComparedValue::steady);
    }

    private static Probabilities of(Errors errors, LayerShape shape, AnalogReadout readout, long holdPs,
            ToDoubleFunction<ComparedValue> right) {
        Transfer transfer = readout.transfer(shape.columns(), shape.slots());
        ErrorDistribution widest = typical(errors, transfer, shape.widest(), holdPs);
        ErrorDistribution last = typical(errors, transfer, shape.inUse()[shape.inUse().length - 1], holdPs);
        ErrorDistribution all = widest.times(shape.inUse().length - 1).plus(last);
        double error = all.meanMagnitude(readout.variation().thresholdSigma());
        OptionalDouble spike = shape.inverse() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, error * shape.inverse()));
        return new Probabilities(widest.wrong(),
                Math.max(widest.wrong(), worst(errors, transfer, shape.widest(), holdPs)),
                error, spike, lastSpike(shape, readout, holdPs, right));
    }

    private static OptionalDouble lastSpike(LayerShape shape, AnalogReadout readout, long holdPs,
            ToDoubleFunction<ComparedValue> right) {
        if (readout.conversion().lastStep() != LastStep.COMPARE || shape.inUse().length != 1 || shape.inverse() == 0) {
            return OptionalDouble.empty();
        }
        ComparedValue value = new ComparedValue(readout, shape.columns(), shape.slots(), holdPs,
                cells(readout.transfer(shape.columns(), shape.slots()), shape.widest(), 0.5, 0.5));
        return OptionalDouble.of(Math.min(1, value.meanError(right.applyAsDouble(value)) * shape.inverse()));
    }

    /**
     * The errors of a code over the counts of a row whose cells agree with probability 1/2. A single count is not
     * enough: if the converter is coarser than the levels, one count's code is right and its neighbour's is several
     * levels off.
     */
    private static ErrorDistribution typical(Errors errors, Transfer transfer, int inUse, long holdPs) {
        BinomialDistribution counts = new BinomialDistribution(null, inUse * transfer.slots(), 0.5);
        double reach = REACH * Math.sqrt(counts.getNumericalVariance());
        int from = (int) Math.max(0, Math.ceil(counts.getNumericalMean() - reach));
        int to = (int) Math.min(counts.getNumberOfTrials(), Math.floor(counts.getNumericalMean() + reach));
        // Odd, to avoid aliasing with a converter's power of two.
        int step = (to - from) / MAX_COUNTS | 1;
        ErrorDistribution mixed = ErrorDistribution.NONE;
        double sum = 0;
        for (int dot = from; dot <= to; dot += step) {
            double weight = counts.probability(dot);
            int first = Math.ceilDiv(dot, transfer.slots());
            CellCounts cells = cells(transfer, inUse, (double) first / inUse, (double) (dot - first) / inUse);
            sum += weight;
            mixed = errors.of(transfer, cells, holdPs).or(weight / sum, mixed);
        }
        return mixed;
    }

    private static CellCounts cells(Transfer transfer, int inUse, double first, double second) {
        return transfer.slots() == 2
                ? CellCounts.even(transfer.columns(), inUse, first, second)
                : CellCounts.even(transfer.columns(), inUse, first);
    }

    private static double worst(Errors errors, Transfer transfer, int inUse, long holdPs) {
        double worst = 0;
        boolean two = transfer.slots() == 2;
        int parts = two ? PARTS_OF_TWO : PARTS_OF_ONE;
        for (int first = 0; first <= parts; first++) {
            for (int second = 0; second <= (two ? parts : 0); second++) {
                CellCounts cells = cells(transfer, inUse, (double) first / parts, (double) second / parts);
                worst = Math.max(worst, errors.of(transfer, cells, holdPs).wrong());
            }
        }
        return worst;
    }
}

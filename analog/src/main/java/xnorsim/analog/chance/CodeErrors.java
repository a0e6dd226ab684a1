package xnorsim.analog.chance;

import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;

/**
 * Probability of each code error over chips and samplings, for a row with given cells and spikes. In closed form:
 * differences of normal distribution functions at the converter's boundaries, mixed over the numbers of faults; for the
 * comparators of a flash converter a sum over independent ones.
 *
 * <p>Two approximations: a fault moves both slots by the same factor, g (1 + D) / 2 a level, and the variance of cells
 * at a boundary is that without noise. An integrator's limits act on the value with its offset.
 */
public final class CodeErrors {

    private static final double NEGLIGIBLE = 1e-18;
    private static final int POINTS_PER_SIGMA = 8;

    private final Transfer transfer;
    private final int right;

    private CodeErrors(Transfer transfer, int right) {
        this.transfer = transfer;
        this.right = right;
    }

    /**
     * The errors of a row's code against its count, random and deterministic.
     *
     * @param transfer the chain
     * @param cells    the row and its vectors; with one slot the second one counts
     * @param holdPs   between the two samplings
     */
    public static ErrorDistribution of(Transfer transfer, CellCounts cells, long holdPs) {
        if (cells.columns() != transfer.columns()) {
            throw new IllegalArgumentException(cells.columns() + " cells in " + transfer.columns() + " columns");
        }
        int dot = transfer.slots() == 2 ? cells.pop(0) + cells.pop(1) : cells.pop(1);
        return against(dot, transfer, cells, holdPs);
    }

    /** The same against the row's code without random terms: the effect of these alone. */
    public static ErrorDistribution ofRandom(Transfer transfer, CellCounts cells, long holdPs) {
        double steady = Math.clamp(AnalogValue.of(transfer, holdPs, cells).mean(), transfer.floor(),
                transfer.ceiling());
        return against(transfer.code(steady), transfer, cells, holdPs);
    }

    /** The codes, in levels, of a live or dead row with its count shifted by faults. */
    static ErrorDistribution codes(Transfer transfer, AnalogValue value, int faults, double perFault) {
        return new CodeErrors(transfer, 0).errors(value, new ErrorDistribution(faults, new double[]{1}), perFault);
    }

    /** Shift of the value before the converter by one fault. */
    static double perFault(Transfer transfer, long holdPs) {
        return transfer.sampleGain() * (transfer.slots() == 2 ? (1 + transfer.decay(holdPs)) / 2 : 1);
    }

    private static ErrorDistribution against(int right, Transfer transfer, CellCounts cells, long holdPs) {
        CodeErrors errors = new CodeErrors(transfer, right);
        Variation v = transfer.readout().variation();
        double perFault = perFault(transfer, holdPs);
        ErrorDistribution live = errors.errors(AnalogValue.of(transfer, holdPs, cells),
                Faults.of(v, cells, transfer.slots()), perFault);
        return v.deadRowRate() == 0
                ? live
                : errors.errors(AnalogValue.dead(transfer, holdPs, cells), ErrorDistribution.NONE, 1)
                        .or(v.deadRowRate(), live);
    }

    private ErrorDistribution errors(AnalogValue value, ErrorDistribution faults, double perFault) {
        int fewest = faults.lowest();
        int most = fewest + faults.probabilities().length - 1;
        double low = limited(value.mean() + fewest * perFault - value.reach());
        double high = limited(value.mean() + most * perFault + value.reach());
        double comparators = comparatorSigma();
        double[] codes = new double[transfer.codes()];
        if (comparators > 0) {
            addRanks(value, faults, perFault, low, high, comparators, codes);
        } else {
            for (int fault = fewest; fault <= most; fault++) {
                if (faults.at(fault) > NEGLIGIBLE) {
                    add(value, fault * perFault, faults.at(fault), codes);
                }
            }
        }
        return inLevels(codes);
    }

    private double comparatorSigma() {
        return transfer.readout().conversion().kind() == ConverterKind.FLASH
                ? transfer.levels(transfer.readout().conversion().comparatorOffsetSigmaMv())
                : 0;
    }

    /** The value below which codes up to {@code index} lie. */
    private double boundary(int index) {
        return transfer.lowestCode() + (index + 0.5) * transfer.step();
    }

    private void add(AnalogValue value, double moved, double weight, double[] codes) {
        double at = value.mean() + moved;
        if (value.isCertain()) {
            // At a boundary the converter chooses the even code.
            codes[transfer.index(limited(at))] += weight;
            return;
        }
        int from = Math.max(0, transfer.index(limited(at - value.reach())) - 1);
        int to = Math.min(codes.length - 1, transfer.index(limited(at + value.reach())) + 1);
        // Neighbouring codes share a boundary, whose probability is the expensive part.
        double known = 0;
        boolean fromAbove = boundary(from - 1) > at;
        for (int i = from; i <= to; i++) {
            boolean above = boundary(i - 1) > at;
            double lower = i > from && above == fromAbove ? known : beyond(value, i - 1, moved, above, codes.length);
            known = beyond(value, i, moved, above, codes.length);
            fromAbove = above;
            codes[i] += weight * (above ? lower - known : known - lower);
        }
    }

    /** Where an integrator leaves a value. */
    private double limited(double value) {
        return Math.clamp(value, transfer.floor(), transfer.ceiling());
    }

    /**
     * Probability of a value above, or of at most, the boundary after a code; there is none before the first or after
     * the last.
     */
    private double beyond(AnalogValue value, int index, double moved, boolean above, int codes) {
        if (index < 0 || index == codes - 1) {
            return index < 0 == above ? 1 : 0;
        }
        return above ? value.above(boundary(index), moved) : value.atMost(boundary(index), moved);
    }

    /** The value on a fine grid; at each of its points, how many comparators are exceeded. */
    private void addRanks(AnalogValue value, ErrorDistribution faults, double perFault, double low, double high,
            double sigma, double[] codes) {
        double h = Math.min(sigma, transfer.step()) / POINTS_PER_SIGMA;
        int first = (int) Math.floor((low - value.mean()) / h) - 1;
        int last = (int) Math.ceil((high - value.mean()) / h) + 1;
        for (int k = first; k <= last; k++) {
            double x = value.mean() + k * h;
            double weight = 0;
            for (int i = 0; i < faults.probabilities().length; i++) {
                double moved = (faults.lowest() + i) * perFault;
                weight += faults.probabilities()[i] * (x - h / 2 > value.mean() + moved
                        ? value.above(x - h / 2, moved) - value.above(x + h / 2, moved)
                        : value.atMost(x + h / 2, moved) - value.atMost(x - h / 2, moved));
            }
            if (weight > NEGLIGIBLE) {
                addRanks(x, weight, sigma, codes);
            }
        }
    }

    private void addRanks(double x, double weight, double sigma, double[] codes) {
        double reach = AnalogValue.FAR * sigma;
        int sure = Math.clamp((long) Math.floor((x - reach - boundary(0)) / transfer.step()), 0, codes.length - 1);
        int end = Math.clamp((long) Math.ceil((x + reach - boundary(0)) / transfer.step()), sure, codes.length - 1);
        double[] exceeded = new double[end - sure + 1];
        exceeded[0] = weight;
        for (int i = sure; i < end; i++) {
            double p = NormalTable.cumulative((x - boundary(i)) / sigma);
            double q = NormalTable.cumulative((boundary(i) - x) / sigma);
            for (int n = i - sure + 1; n > 0; n--) {
                exceeded[n] = exceeded[n] * q + exceeded[n - 1] * p;
            }
            exceeded[0] *= q;
        }
        for (int n = 0; n < exceeded.length; n++) {
            codes[sure + n] += exceeded[n];
        }
    }

    private ErrorDistribution inLevels(double[] codes) {
        int from = 0;
        int to = codes.length - 1;
        while (from < to && codes[from] < NEGLIGIBLE) {
            from++;
        }
        while (to > from && codes[to] < NEGLIGIBLE) {
            to--;
        }
        int lowest = transfer.level(from);
        double[] errors = new double[transfer.level(to) - lowest + 1];
        for (int i = from; i <= to; i++) {
            errors[transfer.level(i) - lowest] += codes[i];
        }
        return new ErrorDistribution(lowest - right, errors);
    }
}

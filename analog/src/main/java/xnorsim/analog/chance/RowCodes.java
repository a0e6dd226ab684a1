package xnorsim.analog.chance;

import java.util.HashMap;
import java.util.Map;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;

/**
 * Probability of each code of a row over chips and samplings, for the rows and vectors of a whole run. Without faults
 * it depends on the cells only through the counts of the slots and, with cell mismatch, the number of cells that agree
 * in both, so these distributions are cached. The latter number is rounded to a thirty-second of the columns, which
 * affects mismatch only. Not thread-safe.
 */
public final class RowCodes {

    private static final int GRID = 32;

    private final Transfer transfer;
    private final long holdPs;
    private final double perFault;
    private final FaultTable faults;
    private final int fewest;
    private final int most;
    private final boolean spread;
    private final boolean symmetric;
    private final int quantum;
    private final double perFirst;
    private final double perSecond;
    private final double shift;
    private final double reach;
    private final ErrorDistribution dead;
    /** By agreements, and then by the change of the count. */
    private final Map<Long, ErrorDistribution[]> byFaults = new HashMap<>();
    private final Map<Long, ErrorDistribution> mixed = new HashMap<>();

    /** The codes of a row, read after a hold time. */
    public RowCodes(Transfer transfer, long holdPs) {
        this.transfer = transfer;
        this.holdPs = holdPs;
        this.perFault = CodeErrors.perFault(transfer, holdPs);
        Variation v = transfer.readout().variation();
        this.faults = new FaultTable(v, transfer.slots());
        this.fewest = faults.fewest(transfer.columns());
        this.most = faults.most(transfer.columns());
        this.spread = v.cellSigma() > 0;
        // Then stored bits do not matter, only agreements.
        this.symmetric = v.stuckAt0Rate() == v.stuckAt1Rate() && v.deadColumnRate() == 0;
        this.quantum = Math.max(1, transfer.columns() / GRID);
        this.perSecond = transfer.sampleGain();
        this.perFirst = transfer.slots() == 2 ? perSecond * transfer.decay(holdPs) : 0;
        AnalogValue silent = AnalogValue.dead(transfer, holdPs, agreeing(0, 0, 0));
        this.shift = silent.mean();
        this.dead = CodeErrors.codes(transfer, silent, 0, 1).without(FaultTable.LOST);
        this.reach = reach() + AnalogValue.FAR * transfer.levels(
                transfer.readout().conversion().comparatorOffsetSigmaMv());
    }

    private CellCounts agreeing(int both, int onlyFirst, int onlySecond) {
        return CellCounts.agreeing(transfer.columns(), both, onlyFirst, onlySecond);
    }

    /** The largest deviation of a live row, whatever its cells. */
    private double reach() {
        // The variance of a ratio is largest with half of the cells agreeing, that of a sum with all.
        int both = transfer.readout().cells() == CellKind.CHARGE ? transfer.columns() / 2 : transfer.columns();
        return AnalogValue.of(transfer, holdPs, agreeing(both, 0, 0)).reach();
    }

    /** Smallest code considered. */
    int lowest(int[] kinds) {
        return code(mean(kinds) + fewest * perFault - reach);
    }

    /** Largest code considered. */
    int highest(int[] kinds) {
        return code(mean(kinds) + most * perFault + reach);
    }

    private double mean(int[] kinds) {
        return shift + perFirst * (kinds[7] + kinds[0] + kinds[6] + kinds[1])
                + perSecond * (kinds[7] + kinds[0] + kinds[5] + kinds[2]);
    }

    private int code(double value) {
        return transfer.code(Math.clamp(value, transfer.floor(), transfer.ceiling()));
    }

    /** The codes, in levels, of a dead row. */
    ErrorDistribution dead() {
        return dead;
    }

    /** The codes, in levels, of a live row with given cells of each kind. */
    ErrorDistribution live(int[] kinds) {
        int both = kinds[7] + kinds[0];
        int first = both + kinds[6] + kinds[1];
        int second = both + kinds[5] + kinds[2];
        if (!symmetric) {
            return mix(faults.of(kinds), both, first, second);
        }
        long key = key(both, first, second);
        ErrorDistribution known = mixed.get(key);
        if (known == null) {
            known = mix(faults.of(kinds), both, first, second);
            mixed.put(key, known);
        }
        return known;
    }

    private ErrorDistribution mix(ErrorDistribution moved, int both, int first, int second) {
        int fewestTogether = Math.max(0, first + second - transfer.columns());
        int mostTogether = Math.min(first, second);
        int together = transfer.slots() == 1
                ? both
                : spread
                        ? Math.clamp((both + quantum / 2) / quantum * (long) quantum, fewestTogether, mostTogether)
                        : fewestTogether;
        ErrorDistribution[] own = byFaults.computeIfAbsent(key(together, first, second),
                _ -> new ErrorDistribution[most - fewest + 1]);
        double[] chances = moved.probabilities();
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < chances.length; i++) {
            ErrorDistribution one = moved(own, moved.lowest() + i, together, first, second);
            low = Math.min(low, one.lowest());
            high = Math.max(high, one.lowest() + one.probabilities().length);
        }
        if (chances.length == 1) {
            return moved(own, moved.lowest(), together, first, second);
        }
        double[] sum = new double[high - low];
        for (int i = 0; i < chances.length; i++) {
            ErrorDistribution one = moved(own, moved.lowest() + i, together, first, second);
            double[] part = one.probabilities();
            for (int k = 0; k < part.length; k++) {
                sum[one.lowest() - low + k] += chances[i] * part[k];
            }
        }
        return new ErrorDistribution(low, sum).without(FaultTable.LOST);
    }

    private ErrorDistribution moved(ErrorDistribution[] own, int levels, int together, int first, int second) {
        ErrorDistribution known = own[levels - fewest];
        if (known == null) {
            known = CodeErrors.codes(transfer, AnalogValue.of(transfer, holdPs,
                    agreeing(together, first - together, second - together)), levels, perFault)
                    .without(FaultTable.LOST);
            own[levels - fewest] = known;
        }
        return known;
    }

    /** At most 16,384 columns. */
    private static long key(int both, int first, int second) {
        return ((long) both << 40) + ((long) first << 20) + second;
    }
}

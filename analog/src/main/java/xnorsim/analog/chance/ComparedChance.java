package xnorsim.analog.chance;

import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Transfer;
import xnorsim.chip.replay.Decision;

/**
 * Probability of a wrong decision by a comparator: the value before a converter plus the comparator's offset, against
 * the bound from threshold, bias and membrane. Offset and threshold are normal and independent of the value; rounding
 * of the threshold to fixed point and its limit at 0 are neglected.
 */
public final class ComparedChance implements FiringChance {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final double REACH = 8;
    private static final int PARTS = 128;

    /** The value by itself. */
    private final Transfer alone;
    /** With the comparator's offset and the threshold's deviation as if they were an offset of the value. */
    private final Transfer together;
    private final double added;
    private final long holdPs;
    private final FaultTable faults;
    private final double perFault;
    private final double deadRows;

    /** For a readout whose comparators decide on the value itself, held for so long. */
    public ComparedChance(AnalogReadout readout, int columns, int slots, long holdPs) {
        this.holdPs = holdPs;
        this.alone = withOffset(readout, 0).transfer(columns, slots);
        double comparator = readout.conversion().comparatorOffsetSigmaMv();
        double threshold = readout.variation().thresholdSigma() * alone.levelV() * 1e3;
        double mv = Math.sqrt(comparator * comparator + threshold * threshold);
        this.together = withOffset(readout, mv).transfer(columns, slots);
        this.added = alone.levels(mv);
        this.faults = new FaultTable(readout.variation(), slots);
        this.perFault = CodeErrors.perFault(alone, holdPs);
        this.deadRows = readout.variation().deadRowRate();
    }

    private static AnalogReadout withOffset(AnalogReadout readout, double mv) {
        Conversion c = readout.conversion();
        return readout.withConversion(new Conversion(c.kind(), c.bits(), c.clipLow(), c.clipHigh(),
                c.rowsPerConverter(), c.cyclesPerDecision(), mv, OptionalDouble.empty(), 0, c.lastStep()));
    }

    @Override
    public double otherThan(boolean fires, Decision d) {
        double bound = Math.scalb(d.needed(), -d.shift());
        int[] kinds = d.cells()[0];
        ErrorDistribution moved = faults.of(kinds);
        // Stored bits matter to faults only.
        CellCounts cells = CellCounts.agreeing(alone.columns(), kinds[7] + kinds[0], kinds[6] + kinds[1],
                kinds[5] + kinds[2]);
        AnalogValue own = AnalogValue.of(alone, holdPs, cells);
        AnalogValue all = AnalogValue.of(together, holdPs, cells);
        double low = all.mean() + moved.lowest() * perFault - all.reach();
        double high = all.mean() + (moved.lowest() + moved.probabilities().length) * perFault + all.reach();
        boolean never = bound > high;
        boolean always = bound < low && low > alone.floor();
        double chance = never || always ? never == fires ? 1 : 0 : live(fires, bound, moved, own, all);
        return deadRows == 0
                ? chance
                : (1 - deadRows) * chance + deadRows * otherThan(fires, bound,
                        AnalogValue.dead(alone, holdPs, cells), AnalogValue.dead(together, holdPs, cells), 0);
    }

    private double live(boolean fires, double bound, ErrorDistribution moved, AnalogValue own, AnalogValue all) {
        double chance = 0;
        for (int i = 0; i < moved.probabilities().length; i++) {
            chance += moved.probabilities()[i] * otherThan(fires, bound, own, all, (moved.lowest() + i) * perFault);
        }
        return chance;
    }

    private double otherThan(boolean fires, double bound, AnalogValue own, AnalogValue all, double moved) {
        if (all.isCertain()) {
            double value = Math.clamp(own.mean() + moved, alone.floor(), alone.ceiling());
            return value > bound == fires ? 0 : 1;
        }
        if (isFar(own, moved)) {
            return fires ? all.atMost(bound, moved) : all.above(bound, moved);
        }
        if (added == 0) {
            return side(fires, bound, own, moved);
        }
        // An integrator's limits act on the value and not on the comparator's offset.
        double chance = 0;
        double h = 2 * REACH / PARTS;
        for (int i = 0; i < PARTS; i++) {
            double z = (i + 0.5) * h - REACH;
            chance += NORMAL.density(z) * h * side(fires, bound - z * added, own, moved);
        }
        return chance;
    }

    private double side(boolean fires, double bound, AnalogValue own, double moved) {
        if (own.isCertain()) {
            return Math.clamp(own.mean() + moved, alone.floor(), alone.ceiling()) > bound == fires ? 0 : 1;
        }
        return fires ? own.atMost(bound, moved) : own.above(bound, moved);
    }

    /** Whether the integrator's limits are far away. */
    private boolean isFar(AnalogValue own, double moved) {
        return own.mean() + moved - own.reach() > alone.floor() && own.mean() + moved + own.reach() < alone.ceiling();
    }
}

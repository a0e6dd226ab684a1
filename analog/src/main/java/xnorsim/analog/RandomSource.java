package xnorsim.analog;

import java.util.OptionalDouble;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.Variation;

/** A source of random errors, per chip or per sampling. */
public enum RandomSource {
    /** kT/C noise of each sampling. */
    NOISE("noise"),
    /** Offsets of the converters, or their residual after calibration. */
    OFFSET("offset"),
    /** Cell mismatch. */
    CELLS("cells"),
    /** Offsets of a flash converter's comparators. */
    COMPARATORS("comparators"),
    /** Stuck cells, dead rows and dead columns. */
    FAULTS("faults"),
    /** Threshold deviations of the units; they change spikes but no codes. */
    THRESHOLDS("thresholds");

    private final String key;

    RandomSource(String key) {
        this.key = key;
    }

    /** The name in files and tables. */
    public String key() {
        return key;
    }

    /** The readout without random sources. */
    public static AnalogReadout none(AnalogReadout all) {
        Variation v = all.variation();
        // Thresholds only, all equal.
        return THRESHOLDS.alone(all).withVariation(new Variation(v.seed(), v.chip(), 0, 0, 0, 0, 0, 0));
    }

    /** The readout with this random source alone; deterministic errors stay. */
    public AnalogReadout alone(AnalogReadout all) {
        Hold h = all.hold();
        Conversion c = all.conversion();
        Variation v = all.variation();
        return all
                .withHold(h.withTemperatureK(this == NOISE ? h.temperatureK() : 0))
                .withConversion(new Conversion(c.kind(), c.bits(), c.clipLow(), c.clipHigh(), c.rowsPerConverter(),
                        c.cyclesPerDecision(), this == OFFSET ? c.offsetSigmaMv() : 0,
                        this == OFFSET ? c.calibrationStepMv() : OptionalDouble.empty(),
                        this == COMPARATORS ? c.comparatorOffsetSigmaMv() : 0, c.lastStep()))
                .withVariation(new Variation(v.seed(), v.chip(), this == CELLS ? v.cellSigma() : 0,
                        this == FAULTS ? v.stuckAt0Rate() : 0, this == FAULTS ? v.stuckAt1Rate() : 0,
                        this == FAULTS ? v.deadRowRate() : 0, this == FAULTS ? v.deadColumnRate() : 0,
                        this == THRESHOLDS ? v.thresholdSigma() : 0));
    }

    /** Whether a readout has this source. */
    public boolean isIn(AnalogReadout readout) {
        Hold h = readout.hold();
        Conversion c = readout.conversion();
        Variation v = readout.variation();
        return switch (this) {
            case NOISE -> Double.isFinite(h.capacitanceFf()) && h.temperatureK() > 0;
            case OFFSET -> c.offsetSigmaMv() > 0;
            case CELLS -> v.cellSigma() > 0;
            case COMPARATORS -> c.comparatorOffsetSigmaMv() > 0;
            case FAULTS -> v.stuckAt0Rate() + v.stuckAt1Rate() + v.deadRowRate() + v.deadColumnRate() > 0;
            case THRESHOLDS -> v.thresholdSigma() > 0;
        };
    }
}

package xnorsim.explore.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;

/**
 * An error source of an analog readout that can be switched off individually; the draws of the others stay the same.
 */
public enum ErrorSource {
    /** Incomplete settling when the sampling switch opens. */
    SETTLING("settling"),
    /** Droop of the held slot. */
    DROOP("droop"),
    /** Charge injection of the opening switch. */
    INJECTION("injection"),
    /** kT/C noise of each sampling. */
    NOISE("noise"),
    /** Cell mismatch. */
    CELLS("cells"),
    /** Offsets of the converters, or their residual after calibration. */
    OFFSET("offset"),
    /** Offsets of single comparators, of a flash converter and of {@code last_step: compare}. */
    COMPARATORS("comparators"),
    /** Fewer codes than levels of the converter's range. */
    QUANTIZATION("quantization"),
    /** A converter range that does not cover all levels. */
    CLIPPING("clipping"),
    /** An integrator that saturates below the largest sum. */
    SATURATION("saturation"),
    /** Cells stuck at 0 or 1. */
    STUCK_CELLS("stuck_cells"),
    /** Rows that read 0. */
    DEAD_ROWS("dead_rows"),
    /** Columns that are driven 0. */
    DEAD_COLUMNS("dead_columns"),
    /** Threshold deviations of the units. */
    THRESHOLDS("thresholds");

    /** With this gain both slots just fit below the supply. */
    private static final double FITTING_GAIN = 0.5;

    private final String key;

    ErrorSource(String key) {
        this.key = key;
    }

    /** The name in files and tables. */
    public String key() {
        return key;
    }

    /** The sources of a readout for a number of columns. */
    public static List<ErrorSource> of(AnalogReadout readout, int columns) {
        return Arrays.stream(values()).filter(source -> source.isIn(readout, columns)).toList();
    }

    /** Whether a readout for a number of columns has this source. */
    public boolean isIn(AnalogReadout readout, int columns) {
        Hold h = readout.hold();
        Conversion c = readout.conversion();
        Variation v = readout.variation();
        return switch (this) {
            case DROOP -> Double.isFinite(h.leakResistanceGohm());
            case SETTLING -> h.samplingSwitch().cutsShort();
            case INJECTION -> h.samplingSwitch().injects();
            case NOISE -> Double.isFinite(h.capacitanceFf()) && h.temperatureK() > 0;
            case CELLS -> v.cellSigma() > 0;
            case OFFSET -> c.offsetSigmaMv() > 0;
            case COMPARATORS -> c.comparatorOffsetSigmaMv() > 0;
            case QUANTIZATION -> !readout.transfer(columns, 1).resolvesLevels()
                    || !readout.transfer(columns, 2).resolvesLevels();
            case CLIPPING -> clips(readout.transfer(columns, 1)) || clips(readout.transfer(columns, 2));
            case SATURATION -> h.adding() == SlotSummation.INTEGRATOR && h.integratorGain() > FITTING_GAIN;
            case STUCK_CELLS -> v.stuckAt0Rate() + v.stuckAt1Rate() > 0;
            case DEAD_ROWS -> v.deadRowRate() > 0;
            case DEAD_COLUMNS -> v.deadColumnRate() > 0;
            case THRESHOLDS -> v.thresholdSigma() > 0;
        };
    }

    private static boolean clips(Transfer t) {
        return t.lowestCode() > 0 || t.highestCode() < t.slots() * t.columns();
    }

    /** The same readout of the same chip without this source, for a number of columns. */
    public AnalogReadout without(AnalogReadout all, int columns) {
        return switch (this) {
            case SETTLING -> all.withHold(all.hold().withSamplingSwitch(all.hold().samplingSwitch()
                    .withResistanceKohm(0)));
            case DROOP -> all.withHold(all.hold().withLeakResistanceGohm(Double.POSITIVE_INFINITY));
            case INJECTION -> all.withHold(all.hold().withSamplingSwitch(all.hold().samplingSwitch()
                    .withInjection(0, 0)));
            case NOISE -> all.withHold(all.hold().withTemperatureK(0));
            case OFFSET, COMPARATORS, QUANTIZATION -> all.withConversion(conversion(all.conversion()));
            case CLIPPING -> all.withConversion(unclipped(all, columns));
            case SATURATION -> unsaturated(all);
            case CELLS, STUCK_CELLS, DEAD_ROWS, DEAD_COLUMNS, THRESHOLDS -> all
                    .withVariation(variation(all.variation()));
        };
    }

    /** The same readout of the same chip with this source alone, for a number of columns. */
    public AnalogReadout alone(AnalogReadout all, int columns) {
        AnalogReadout readout = all;
        for (ErrorSource source : values()) {
            readout = source == this ? readout : source.without(readout, columns);
        }
        return readout;
    }

    private Conversion conversion(Conversion c) {
        return new Conversion(c.kind(), this == QUANTIZATION ? OptionalInt.empty() : c.bits(), c.clipLow(),
                c.clipHigh(), c.rowsPerConverter(), c.cyclesPerDecision(),
                this == OFFSET ? 0 : c.offsetSigmaMv(),
                this == OFFSET ? OptionalDouble.empty() : c.calibrationStepMv(),
                this == COMPARATORS ? 0 : c.comparatorOffsetSigmaMv(), c.lastStep());
    }

    /** The whole range, with the code spacing kept as far as a number of bits allows. */
    private static Conversion unclipped(AnalogReadout all, int columns) {
        Conversion c = all.conversion();
        Transfer one = all.transfer(columns, 1);
        Transfer two = all.transfer(columns, 2);
        OptionalInt bits = c.bits().isEmpty() || (one.resolvesLevels() && two.resolvesLevels())
                ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(Math.max(bitsOfWhole(one), bitsOfWhole(two)), 1, Conversion.MAX_BITS));
        return new Conversion(c.kind(), bits, 0, OptionalInt.empty(), c.rowsPerConverter(), c.cyclesPerDecision(),
                c.offsetSigmaMv(), c.calibrationStepMv(), c.comparatorOffsetSigmaMv(), c.lastStep());
    }

    /** Bits for all levels, with the step nearest, as a ratio, to that of a converter. */
    private static int bitsOfWhole(Transfer t) {
        return (int) Math.rint(Math.log(t.slots() * t.columns() / t.step() + 1) / Math.log(2));
    }

    /** The gain that fits, with offsets unchanged in levels. */
    private static AnalogReadout unsaturated(AnalogReadout all) {
        Hold h = all.hold();
        Conversion c = all.conversion();
        double scale = FITTING_GAIN / h.integratorGain();
        OptionalDouble step = c.calibrationStepMv().isPresent()
                ? OptionalDouble.of(c.calibrationStepMv().getAsDouble() * scale)
                : OptionalDouble.empty();
        return all
                .withHold(h.withAdding(h.adding(), FITTING_GAIN))
                .withConversion(new Conversion(c.kind(), c.bits(), c.clipLow(), c.clipHigh(), c.rowsPerConverter(),
                        c.cyclesPerDecision(), c.offsetSigmaMv() * scale, step, c.comparatorOffsetSigmaMv() * scale,
                        c.lastStep()));
    }

    private Variation variation(Variation v) {
        boolean stuck = this != STUCK_CELLS;
        return new Variation(v.seed(), v.chip(), this == CELLS ? 0 : v.cellSigma(), stuck ? v.stuckAt0Rate() : 0,
                stuck ? v.stuckAt1Rate() : 0, this == DEAD_ROWS ? 0 : v.deadRowRate(),
                this == DEAD_COLUMNS ? 0 : v.deadColumnRate(), this == THRESHOLDS ? 0 : v.thresholdSigma());
    }
}

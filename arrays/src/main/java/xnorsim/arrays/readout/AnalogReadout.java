package xnorsim.arrays.readout;

import java.util.Locale;
import java.util.OptionalInt;
import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * An analog chain from the cells of a row to its code (docs/analog.md).
 *
 * @param cells      how a cell drives its row
 * @param onOffRatio G_on / G_off of {@link CellKind#CURRENT}, above 1; infinity: no current through cells that do not
 *                   agree
 * @param supplyV    Vdd, volts: the row voltage if all M cells agree
 * @param hold       the capacitor of each row
 * @param conversion the converters
 * @param variation  chip-to-chip variation
 */
public record AnalogReadout(CellKind cells,
        @Key(range = "above 1", byDefault = "infinite", text = "G_on / G_off, agreeing over non-agreeing cell;"
                + " `current` only") double onOffRatio,
        @Key(range = "above 0", text = "row voltage if all M cells agree, volts") double supplyV, Hold hold,
        Conversion conversion, Variation variation) implements Readout {

    private static final Keys<AnalogReadout> KEYS = Keys.of(AnalogReadout.class, AnalogKind.WHERE);

    /** Rows of capacitors. */
    public static final class Charge extends AnalogKind {
        /** For the registry. */
        public Charge() {
            super("charge", "analog: charge sharing on rows of capacitors", CellKind.CHARGE);
        }
    }

    /** Rows of resistors. */
    public static final class Current extends AnalogKind {
        /** For the registry. */
        public Current() {
            super("current", "analog: current summing on rows of resistors", CellKind.CURRENT);
        }
    }

    /** Checks the ranges. */
    public AnalogReadout {
        KEYS.check(cells, onOffRatio, supplyV, hold, conversion, variation);
        Ranges.finite("supply_v", supplyV);
        if (cells == CellKind.CHARGE && Double.isFinite(onOffRatio)) {
            throw new IllegalArgumentException("on_off_ratio is " + onOffRatio
                    + ", expected only with kind: current; capacitors that do not agree are grounded");
        }
    }

    @Override
    public boolean comparesLastStep() {
        return conversion.lastStep() == LastStep.COMPARE;
    }

    @Override
    public String key() {
        return cells.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public OptionalInt senseCycles(int columns) {
        return OptionalInt.of(conversion.senseCycles(columns));
    }

    @Override
    public String senseReason(int columns) {
        Conversion c = conversion;
        return c.rowsPerConverter() + (c.rowsPerConverter() == 1 ? " row uses a " : " rows share a ")
                + c.kind().name().toLowerCase(Locale.ROOT) + " converter of " + c.bits(columns) + " bits, "
                + c.cyclesPerDecision() + (c.cyclesPerDecision() == 1 ? " cycle per decision" : " cycles per decision");
    }

    @Override
    public void requireFits(int rows, int columns, long rowPs) {
        if (conversion.rowsPerConverter() > rows) {
            throw Ranges.wrong("rows_per_converter", conversion.rowsPerConverter(),
                    "1.." + rows + ", the rows of an array");
        }
        if (conversion.clipHigh().isPresent() && conversion.clipHigh().getAsInt() > 2 * columns) {
            throw Ranges.wrong("clip_high_levels", conversion.clipHigh().getAsInt(),
                    "at most " + 2 * columns + ", all columns in two slots");
        }
        // There is nothing to sample before a row is evaluated.
        double closedPs = hold.samplingSwitch().closedPs();
        if (Double.isFinite(closedPs) && closedPs > rowPs) {
            throw Ranges.wrong("sampling_time_ps", closedPs, "at most " + rowPs + ", the cycles of EVAL and BUFFER");
        }
    }

    /** A lossless chain, whose codes are counts. */
    public static AnalogReadout lossless(CellKind cells) {
        return new AnalogReadout(cells, Double.POSITIVE_INFINITY, 1, Hold.LOSSLESS, Conversion.EXACT, Variation.NONE);
    }

    /** The same with another capacitor. */
    public AnalogReadout withHold(Hold other) {
        return new AnalogReadout(cells, onOffRatio, supplyV, other, conversion, variation);
    }

    /** The same with other converters. */
    public AnalogReadout withConversion(Conversion other) {
        return new AnalogReadout(cells, onOffRatio, supplyV, hold, other, variation);
    }

    /** The same with another variation. */
    public AnalogReadout withVariation(Variation other) {
        return new AnalogReadout(cells, onOffRatio, supplyV, hold, conversion, other);
    }

    /** The transfer from counts to codes of an array with a number of columns, in a layer of one slot or two. */
    public Transfer transfer(int columns, int slots) {
        return new Transfer(this, columns, slots);
    }
}

package xnorsim.arrays.readout;

/**
 * An analog chain from the cells of a row to its code (docs/analog.md).
 *
 * @param cells      what a cell puts on its row
 * @param onOffRatio G_on / G_off of {@link CellKind#CURRENT}, above 1; infinity: cells that do not agree carry nothing
 * @param supplyV    Vdd, volts: M agreeing cells of M
 * @param hold       the capacitor of each row
 * @param conversion the converters
 * @param variation  what differs from chip to chip
 */
public record AnalogReadout(CellKind cells, double onOffRatio, double supplyV, Hold hold, Conversion conversion,
        Variation variation) implements Readout {

    /** Checks the ranges. */
    public AnalogReadout {
        if (!(onOffRatio > 1)) {
            throw new IllegalArgumentException("on_off_ratio is " + onOffRatio + ", expected a number above 1");
        }
        Ranges.positive("supply_v", supplyV);
        Ranges.finite("supply_v", supplyV);
        if (cells == CellKind.CHARGE && Double.isFinite(onOffRatio)) {
            throw new IllegalArgumentException("on_off_ratio is " + onOffRatio
                    + ", expected no such key: capacitors that do not agree are at ground");
        }
    }

    @Override
    public boolean comparesLastStep() {
        return conversion.lastStep() == LastStep.COMPARE;
    }

    /** A chain without any loss: its codes are counts. */
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

    /** What the chain makes of the counts of an array with so many columns, in a layer of one slot or two. */
    public Transfer transfer(int columns, int slots) {
        return new Transfer(this, columns, slots);
    }
}

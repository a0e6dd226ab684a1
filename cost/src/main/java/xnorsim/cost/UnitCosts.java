package xnorsim.cost;

import java.util.List;
import java.util.Locale;

/** What events cost in a technology: formulas over its figures, each at the technology's node and supply. */
final class UnitCosts {

    private final Technology t;

    UnitCosts(Technology technology) {
        this.t = technology;
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /** A figure times a number. */
    UnitCost times(FigureKey key, double factor, String what) {
        double figure = t.at(key);
        String times = what.isEmpty() ? "" : " * " + what;
        return new UnitCost(factor * figure,
                key.key() + " (" + number(figure) + " " + key.unit() + ")" + times, List.of(key));
    }

    /** A figure itself. */
    UnitCost one(FigureKey key) {
        return times(key, 1, "");
    }

    /** A capacitance that the supply charges, C * V^2, times a number. */
    UnitCost charge(FigureKey key, double factor, String what) {
        UnitCost c = times(key, factor, what);
        return new UnitCost(c.value() * t.supplyV() * t.supplyV(),
                c.formula() + " * (" + number(t.supplyV()) + " V)^2", c.keys());
    }

    UnitCost activeCell() {
        return one(FigureKey.CELL_ACTIVE).plus(charge(FigureKey.CELL_CAPACITANCE, 1, ""));
    }

    /**
     * A full adder tree over M columns has M - log2 M - 1 full adders; each input that changes moves its share of them.
     */
    UnitCost toggledCell(int columns) {
        double adders = Math.max(0, columns - Math.log(columns) / Math.log(2) - 1) / columns;
        return one(FigureKey.CELL_TOGGLE)
                .plus(times(FigureKey.FULL_ADDER, adders, number(adders) + " full adders a cell"));
    }

    UnitCost toggledColumn(int rows) {
        return charge(FigureKey.COLUMN_CAPACITANCE, rows, rows + " rows")
                .plus(times(FigureKey.COLUMN_TOGGLE, rows, rows + " rows"));
    }

    UnitCost sampling(Reading reading) {
        if (reading.sense() == Sense.NONE) {
            return times(FigureKey.REGISTER_BIT, reading.bits(), reading.bits() + " bits");
        }
        if (reading.holdFf().isEmpty()) {
            return charge(FigureKey.HOLD_CAPACITANCE, 1, "");
        }
        double c = reading.holdFf().getAsDouble();
        return new UnitCost(c * t.supplyV() * t.supplyV(),
                "hold_capacitance_ff of the readout (" + number(c) + " fF) * (" + number(t.supplyV()) + " V)^2",
                List.of());
    }

    UnitCost conversion(Reading reading) {
        int bits = reading.bits();
        return switch (reading.sense()) {
            case SAR -> charge(FigureKey.SAR_PER_BIT, bits, bits + " bits")
                    .plus(charge(FigureKey.SAR_PER_4_TO_BITS, Math.pow(4, bits), "4^" + bits));
            case FLASH -> times(FigureKey.COMPARATOR, Math.pow(2, bits) - 1, "(2^" + bits + " - 1)");
            case TIME -> times(FigureKey.TIME_STEP, Math.pow(2, bits), "2^" + bits);
            case NONE -> times(FigureKey.REGISTER_BIT, bits, bits + " bits");
        };
    }

    /** Two additions and a comparison of a membrane. */
    UnitCost decision(int bits) {
        return times(FigureKey.ADDER_BIT, 2.0 * bits, "2 * " + bits + " bits")
                .plus(times(FigureKey.COMPARE_BIT, bits, bits + " bits"));
    }

    UnitCost addition(int bits) {
        return times(FigureKey.ADDER_BIT, bits, bits + " bits");
    }

    /** Bits in or out of a memory: in proportion to the root of its size, and at least those of a register. */
    UnitCost memory(double bits, double size) {
        double reference = t.at(FigureKey.MEMORY_REFERENCE_BITS);
        double part = Math.sqrt(size / reference);
        double one = part * t.at(FigureKey.MEMORY_BIT);
        if (one < t.at(FigureKey.REGISTER_BIT)) {
            return times(FigureKey.REGISTER_BIT, bits, number(bits) + " bits, a small memory");
        }
        UnitCost cost = times(FigureKey.MEMORY_BIT, bits * part,
                number(bits) + " bits * sqrt(" + number(size) + " / " + number(reference) + ")");
        return new UnitCost(cost.value(), cost.formula(),
                List.of(FigureKey.MEMORY_BIT, FigureKey.MEMORY_REFERENCE_BITS));
    }

    UnitCost product(int weightBits, int inputBits) {
        return times(FigureKey.MULTIPLIER_BIT_PAIR, (double) weightBits * inputBits, weightBits + " * " + inputBits);
    }

    UnitCost converterArea(Reading reading) {
        int bits = reading.bits();
        double step = Math.pow(2 * t.at(FigureKey.CONVERTER_AREA_RATIO), bits);
        return switch (reading.sense()) {
            case SAR, TIME -> new UnitCost(step * t.at(FigureKey.CONVERTER_AREA),
                    "converter_area (" + number(t.at(FigureKey.CONVERTER_AREA)) + " um2) * (2 * converter_area_ratio)^"
                            + bits,
                    List.of(FigureKey.CONVERTER_AREA, FigureKey.CONVERTER_AREA_RATIO));
            case FLASH -> times(FigureKey.COMPARATOR_AREA, Math.pow(2, bits) - 1, "(2^" + bits + " - 1)");
            case NONE -> times(FigureKey.REGISTER_BIT_AREA, bits, bits + " bits");
        };
    }

    UnitCost holdArea(Reading reading) {
        if (reading.sense() == Sense.NONE) {
            return times(FigureKey.REGISTER_BIT_AREA, reading.bits(), reading.bits() + " bits");
        }
        double c = reading.holdFf().orElse(t.at(FigureKey.HOLD_CAPACITANCE));
        return times(FigureKey.CAPACITOR_AREA, c, number(c) + " fF");
    }
}

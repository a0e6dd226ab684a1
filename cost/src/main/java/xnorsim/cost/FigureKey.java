package xnorsim.cost;

import java.util.Locale;

/** The figures of a technology table. Units are those of {@link #unit}; files may give others of the same kind. */
public enum FigureKey {
    /** Of an evaluated cell, for any weight and input. */
    CELL_EVALUATION(Kind.ENERGY),
    /** Extra energy of a cell whose output is not 0: static current. */
    CELL_ACTIVE(Kind.ENERGY),
    /** Charged once by a cell whose output is not 0. */
    CELL_CAPACITANCE(Kind.CAPACITANCE),
    /** Of a cell whose column toggles, and so its output: a static gate. */
    CELL_TOGGLE(Kind.ENERGY),
    /** Of a full adder of a tree in the array, for an input that changes. */
    FULL_ADDER(Kind.ENERGY),
    /** Wire and gate of a column along one cell, charged when the column changes. */
    COLUMN_CAPACITANCE(Kind.CAPACITANCE),
    /** Extra energy of a column toggle per cell: drivers. */
    COLUMN_TOGGLE(Kind.ENERGY),
    /** Of a cell that is written. */
    CELL_WRITE(Kind.ENERGY),
    /** The sampling capacitor of a row, if the architecture does not specify it. */
    HOLD_CAPACITANCE(Kind.CAPACITANCE),
    /** Of a SAR converter for each bit, as a capacitance that the supply charges. */
    SAR_PER_BIT(Kind.CAPACITANCE),
    /** Of a SAR converter, times 4^bits, as a capacitance that the supply charges. */
    SAR_PER_4_TO_BITS(Kind.CAPACITANCE),
    /** Of one decision of a comparator. */
    COMPARATOR(Kind.ENERGY),
    /** Of a time-to-digital conversion for each of its 2^bits steps. */
    TIME_STEP(Kind.ENERGY),
    /** Of an adder, a bit. */
    ADDER_BIT(Kind.ENERGY),
    /** Of a comparison of two numbers, a bit. */
    COMPARE_BIT(Kind.ENERGY),
    /** Of a multiplier, for each pair of bits. */
    MULTIPLIER_BIT_PAIR(Kind.ENERGY),
    /** Of a register that stores a bit. */
    REGISTER_BIT(Kind.ENERGY),
    /** Of a bit of a memory of {@link #MEMORY_REFERENCE_BITS}, read or written. */
    MEMORY_BIT(Kind.ENERGY),
    /** The size of the memory that {@link #MEMORY_BIT} is of. */
    MEMORY_REFERENCE_BITS(Kind.NUMBER),
    /** Of a bit over the spike bus. */
    BUS_BIT(Kind.ENERGY),
    /** Leakage of a cell of an array. */
    CELL_LEAKAGE(Kind.POWER),
    /** Leakage of a bit of a memory. */
    MEMORY_BIT_LEAKAGE(Kind.POWER),
    /** Leakage of an adder, a bit. */
    ADDER_BIT_LEAKAGE(Kind.POWER),
    /** Leakage of a register, a bit. */
    REGISTER_BIT_LEAKAGE(Kind.POWER),
    /** Area of a cell of an array. */
    CELL_AREA(Kind.AREA),
    /** Area of a bit of a memory. */
    MEMORY_BIT_AREA(Kind.AREA),
    /** Area of an adder, a bit. */
    ADDER_BIT_AREA(Kind.AREA),
    /** Area of a register, a bit. */
    REGISTER_BIT_AREA(Kind.AREA),
    /** Area of a comparator. */
    COMPARATOR_AREA(Kind.AREA),
    /** Area of a converter: this times (2 * {@link #CONVERTER_AREA_RATIO})^bits. */
    CONVERTER_AREA(Kind.AREA),
    /** How the area of a converter falls short of doubling with each bit. */
    CONVERTER_AREA_RATIO(Kind.NUMBER),
    /** Area that a capacitor of one femtofarad takes. */
    CAPACITOR_AREA(Kind.AREA);

    /** What a figure measures, which is how it scales. */
    public enum Kind {
        /** Femtojoules; scales with node and supply. */
        ENERGY("fJ"),
        /** Femtofarads; scales with the node. */
        CAPACITANCE("fF"),
        /** Picowatts; scales with the supply. */
        POWER("pW"),
        /** Square micrometres; scales with the node. */
        AREA("um2"),
        /** A pure number, which stays. */
        NUMBER("1");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }
    }

    private final Kind kind;

    FigureKey(Kind kind) {
        this.kind = kind;
    }

    /** What it measures. */
    public Kind kind() {
        return kind;
    }

    /** The unit of its values. */
    public String unit() {
        return kind.unit;
    }

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package xnorsim.neurons;

/**
 * One unit as seen by its {@link NeuronRule}: parameters, membrane and registers. One object moves from unit to unit to
 * avoid allocation; do not keep it.
 */
public final class Neuron {
    private final UnitParameters parameters;
    private final long[] registers;
    private final int[] registerBits;
    private int unit;
    private long membrane;

    Neuron(UnitParameters parameters) {
        this.parameters = parameters;
        this.registerBits = parameters.rule().registerBits().stream().mapToInt(Integer::intValue).toArray();
        this.registers = new long[registerBits.length];
    }

    /** Moves to a unit, whose registers begin at {@code from}. */
    void load(int index, long held, long[] registersHeld, int from) {
        unit = index;
        membrane = held;
        for (int r = 0; r < registers.length; r++) {
            registers[r] = registersHeld[from + r];
        }
    }

    /** Writes back the registers; the membrane is {@link #membrane}. */
    void save(long[] registersHeld, int from) {
        for (int r = 0; r < registers.length; r++) {
            registersHeld[from + r] = registers[r];
        }
    }

    /** The membrane, in units of 2^-F. */
    public long membrane() {
        return membrane;
    }

    /** bias_q of the unit, in units of 2^-F. */
    public long bias() {
        return parameters.bias()[unit];
    }

    /** theta_q of the unit, in units of 2^-F. */
    public long threshold() {
        return parameters.threshold()[unit];
    }

    /** 2^F, the membrane that stands for 1: what a popcount of 1 adds. */
    public long one() {
        return 1L << parameters.fractionBits();
    }

    /**
     * The integration of eq. (7): adds the dot and subtracts the bias. A dot is a popcount in subarrays, a sum of
     * fixed-point weights in digital layers.
     *
     * @throws MembraneOverflowException if that overflows under {@link Overflow#ERROR}
     */
    public void add(int dot) {
        membrane = Membranes.settle(parameters, unit, membrane, (long) dot << parameters.shift());
    }

    /** Sets the membrane to a value within the register's range, such as one that has leaked towards 0. */
    public void set(long value) {
        int spare = 64 - parameters.membraneBits();
        if (value << spare >> spare != value) {
            throw new IllegalArgumentException("a membrane of " + value + " is beyond " + parameters.membraneBits()
                    + " bits");
        }
        membrane = value;
    }

    /** Whether the membrane exceeds the threshold, eq. (6), or reaches it where the units fire at the threshold. */
    public boolean exceeds() {
        return membrane > parameters.above()[unit];
    }

    /** The layer's reset of a firing unit: soft (subtracts the threshold) or hard (sets a fixed value). */
    public void reset() {
        membrane = parameters.afterFiring(unit, membrane);
    }

    /** A register of the rule. */
    public long register(int which) {
        return registers[which];
    }

    /** Writes a register of the rule, not negative and within its bits. */
    public void setRegister(int which, long value) {
        if (value < 0 || value >> registerBits[which] != 0) {
            throw new IllegalArgumentException(value + " does not fit into a register of " + registerBits[which]
                    + " bits");
        }
        registers[which] = value;
    }
}

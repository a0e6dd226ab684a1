package xnorsim.neurons;

/**
 * One unit as its {@link NeuronRule} sees it: parameters, membrane and registers. Moves from unit to unit, so that
 * nothing is made for each; not to be kept.
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

    /** Goes to a unit, whose registers begin at {@code from}. */
    void load(int index, long held, long[] registersHeld, int from) {
        unit = index;
        membrane = held;
        for (int r = 0; r < registers.length; r++) {
            registers[r] = registersHeld[from + r];
        }
    }

    /** Writes the registers back; the membrane is {@link #membrane}. */
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

    /**
     * membrane + dot * 2^F - bias, the integration of eq. (7).
     *
     * @throws MembraneOverflowException if that leaves the range and {@link Overflow#ERROR} is asked for
     */
    public void add(int dot) {
        membrane = Membranes.settle(parameters, unit, membrane, (long) dot << parameters.shift());
    }

    /** Takes a membrane within the register's range, such as one that has leaked towards 0. */
    public void set(long value) {
        int spare = 64 - parameters.membraneBits();
        if (value << spare >> spare != value) {
            throw new IllegalArgumentException("a membrane of " + value + " is beyond " + parameters.membraneBits()
                    + " bits");
        }
        membrane = value;
    }

    /** Whether the membrane exceeds the threshold, eq. (6); strict. */
    public boolean exceeds() {
        return membrane > threshold();
    }

    /** The layer's reset of a unit that fires: the threshold is taken off, or the membrane set to a fixed value. */
    public void reset() {
        membrane = parameters.afterFiring(unit, membrane);
    }

    /** A register of the rule's own. */
    public long register(int which) {
        return registers[which];
    }

    /** Writes a register of the rule's own, not negative and within its bits. */
    public void setRegister(int which, long value) {
        if (value < 0 || value >> registerBits[which] != 0) {
            throw new IllegalArgumentException(value + " does not fit into a register of " + registerBits[which]
                    + " bits");
        }
        registers[which] = value;
    }
}

package xnorsim.neurons;

import java.util.Arrays;

/**
 * Where the membranes of many units are kept between passes, in units of 2^-F: in 32 bits each where no membrane can
 * ever need more ({@link UnitParameters#membranesFitInts}), else in 64. Half the bytes, and twice the units in a vector
 * register.
 */
public final class MembraneMemory {

    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};

    private final boolean narrow;
    private final int[] ints;
    private final long[] longs;
    private final int registersEach;
    private final long[] registers;

    /**
     * Makes a memory of zeros for integrate-and-fire units.
     *
     * @param membranes how many
     * @param narrow    whether 32 bits are enough for each of them, at any time
     */
    public MembraneMemory(int membranes, boolean narrow) {
        this(membranes, narrow, IntegrateAndFire.RULE);
    }

    /** Makes a memory of zeros for units of a rule, with the registers that it has beside each membrane. */
    public MembraneMemory(int membranes, boolean narrow, NeuronRule rule) {
        this.registersEach = rule.registerBits().size();
        this.registers = new long[Math.multiplyExact(membranes, registersEach)];
        this.narrow = narrow;
        this.ints = narrow ? new int[membranes] : NO_INTS;
        this.longs = narrow ? NO_LONGS : new long[membranes];
    }

    /** Whether a membrane has 32 bits. */
    public boolean isNarrow() {
        return narrow;
    }

    /** Number of membranes. */
    public int size() {
        return narrow ? ints.length : longs.length;
    }

    /** Membrane {@code at}. */
    public long get(int at) {
        return narrow ? ints[at] : longs[at];
    }

    /**
     * Writes membrane {@code at}.
     *
     * @throws ArithmeticException if it needs more bits than a membrane has here
     */
    public void set(int at, long membrane) {
        if (narrow) {
            ints[at] = Math.toIntExact(membrane);
        } else {
            longs[at] = membrane;
        }
    }

    /** All membranes and registers become 0. */
    public void clear() {
        Arrays.fill(ints, 0);
        Arrays.fill(longs, 0);
        Arrays.fill(registers, 0);
    }

    /** Takes {@code count} membranes, without registers, over from another memory of the same kind. */
    public void copy(MembraneMemory from, int fromAt, int at, int count) {
        if (narrow != from.narrow) {
            throw new IllegalArgumentException("membranes of 32 and of 64 bits");
        }
        if (narrow) {
            System.arraycopy(from.ints, fromAt, ints, at, count);
        } else {
            System.arraycopy(from.longs, fromAt, longs, at, count);
        }
    }

    /** A copy of all membranes. */
    public long[] toArray() {
        return narrow ? Arrays.stream(ints).asLongStream().toArray() : longs.clone();
    }

    /** Copies the registers of {@code count} units from {@code at} on. */
    void readRegisters(int at, long[] into, int count) {
        System.arraycopy(registers, at * registersEach, into, 0, count * registersEach);
    }

    /** Writes the registers of {@code count} units from {@code at} on. */
    void writeRegisters(int at, long[] from, int count) {
        System.arraycopy(from, 0, registers, at * registersEach, count * registersEach);
    }

    /** The 32-bit membranes themselves; none if there are wide ones. */
    int[] ints() {
        return ints;
    }

    /** The 64-bit membranes themselves; none if there are narrow ones. */
    long[] longs() {
        return longs;
    }
}

package xnorsim.neurons;

import java.util.Arrays;

/**
 * Memory for the membranes of many units between passes, in units of 2^-F: 32 bits each if no membrane can need more
 * ({@link UnitParameters#membranesFitInts}), else 64. 32 bits take half the bytes and fit twice the units into a vector
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
     * Creates a memory for integrate-and-fire units, all membranes 0.
     *
     * @param membranes number of membranes
     * @param narrow    whether 32 bits are always enough
     */
    public MembraneMemory(int membranes, boolean narrow) {
        this(membranes, narrow, IntegrateAndFire.RULE);
    }

    /** Creates a memory for units of a rule, with its additional registers per membrane, all 0. */
    public MembraneMemory(int membranes, boolean narrow, NeuronRule rule) {
        this.registersEach = rule.registerBits().size();
        this.registers = new long[Math.multiplyExact(membranes, registersEach)];
        this.narrow = narrow;
        this.ints = narrow ? new int[membranes] : NO_INTS;
        this.longs = narrow ? NO_LONGS : new long[membranes];
    }

    /** Whether membranes have 32 bits. */
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
     * @throws ArithmeticException if it does not fit the width of this memory
     */
    public void set(int at, long membrane) {
        if (narrow) {
            ints[at] = Math.toIntExact(membrane);
        } else {
            longs[at] = membrane;
        }
    }

    /** Clears all membranes and registers. */
    public void clear() {
        Arrays.fill(ints, 0);
        Arrays.fill(longs, 0);
        Arrays.fill(registers, 0);
    }

    /** Copies {@code count} membranes, without registers, from another memory of the same kind. */
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

    /** The 32-bit membranes; empty if they are wide. */
    int[] ints() {
        return ints;
    }

    /** The 64-bit membranes; empty if they are narrow. */
    long[] longs() {
        return longs;
    }
}

package xnorsim.network.neuron;

import xnorsim.base.InputException;

/**
 * What the membranes of a layer lose in every time step, before the step's sum is added. The hardware leaks whole
 * membranes u, in units of 2^-F; in real numbers a membrane is multiplied by {@link #beta}.
 */
public sealed interface Leak {
    /** Membranes keep their value. */
    Leak NONE = new None();

    /** What a membrane is multiplied by, without rounding; above 0, 1 without a leak. */
    double beta();

    /** Readable form, as part of a sentence. */
    String shown();

    private static void inRange(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw InputException.wrongValue("leak", field, value, "1.." + most);
        }
    }

    /** No leak. */
    record None() implements Leak {
        @Override
        public double beta() {
            return 1;
        }

        @Override
        public String shown() {
            return "none";
        }
    }

    /**
     * u - floor(u / 2^by): beta = 1 - 2^-by, without a multiplier.
     *
     * @param by bits of the shift, 1..31
     */
    record Shift(int by) implements Leak {
        public static final int MAX = 31;

        public Shift {
            inRange("shift", by, MAX);
        }

        @Override
        public double beta() {
            return 1 - Math.scalb(1.0, -by);
        }

        @Override
        public String shown() {
            return "u - (u >> " + by + ")";
        }
    }

    /**
     * floor(u * beta + 1/2) with beta = code / 2^bits.
     *
     * @param code numerator, 1..2^bits - 1
     * @param bits fraction bits of beta, 1..16
     */
    record Factor(int code, int bits) implements Leak {
        public static final int MAX_BITS = 16;

        public Factor {
            inRange("bits", bits, MAX_BITS);
            inRange("factor", code, (1 << bits) - 1);
        }

        @Override
        public double beta() {
            return Math.scalb((double) code, -bits);
        }

        @Override
        public String shown() {
            return "round(u * " + code + " / 2^" + bits + ")";
        }
    }
}

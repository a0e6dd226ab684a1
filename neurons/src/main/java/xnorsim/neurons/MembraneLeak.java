package xnorsim.neurons;

/**
 * What a membrane loses in every time step, in the edge that ends INTEGRATE, before the dot is added. All leaks are
 * exact on whole membranes u, in units of 2^-F.
 *
 * <p>A leak neither grows a membrane nor changes its sign: both rules below are monotonic, keep 0, and do not move a
 * positive u above u nor a negative one below u, as u is a whole number and the exact u * beta lies between 0 and u. So
 * a leak never overflows, and every bound of a membrane that holds without a leak, and includes 0, holds with it.
 */
public sealed interface MembraneLeak {

    /** No leak. */
    MembraneLeak NONE = new None();

    /** The membrane after the leak. */
    long of(long membrane);

    /** Lets {@code count} membranes leak, from {@code at} on. */
    void apply(long[] membranes, int at, int count);

    /** The same in 32 bits. */
    void apply(int[] membranes, int at, int count);

    /** Membranes keep their value. */
    record None() implements MembraneLeak {
        @Override
        public long of(long membrane) {
            return membrane;
        }

        @Override
        public void apply(long[] membranes, int at, int count) {
            // Nothing leaks.
        }

        @Override
        public void apply(int[] membranes, int at, int count) {
            // Nothing leaks.
        }
    }

    /**
     * u - floor(u / 2^by): an arithmetic shift and a subtraction. A positive membrane below 2^by stays.
     *
     * @param by 1..31
     */
    record Shift(int by) implements MembraneLeak {
        /** Checks the range. */
        public Shift {
            if (by < 1 || by > 31) {
                throw new IllegalArgumentException("a leak by a shift of " + by + " is not within 1..31");
            }
        }

        @Override
        public long of(long membrane) {
            return membrane - (membrane >> by);
        }

        @Override
        public void apply(long[] membranes, int at, int count) {
            for (int i = at; i < at + count; i++) {
                membranes[i] -= membranes[i] >> by;
            }
        }

        @Override
        public void apply(int[] membranes, int at, int count) {
            for (int i = at; i < at + count; i++) {
                membranes[i] -= membranes[i] >> by;
            }
        }
    }

    /**
     * floor(u * code / 2^bits + 1/2): a multiplication, rounded half up.
     *
     * <p>With u = high * 2^bits + low, 0 &lt;= low &lt; 2^bits, that is high * code + ((low * code + half) &gt;&gt;
     * bits), and no intermediate result is wider than u or 32 bits without sign.
     *
     * @param code 1..2^bits - 1
     * @param bits 1..16
     */
    record Factor(int code, int bits) implements MembraneLeak {
        /** Checks the ranges. */
        public Factor {
            if (bits < 1 || bits > 16 || code < 1 || code >> bits != 0) {
                throw new IllegalArgumentException("a leak by " + code + " / 2^" + bits + " is not within 0..1");
            }
        }

        @Override
        public long of(long membrane) {
            long low = membrane & ((1L << bits) - 1);
            return (membrane >> bits) * code + ((low * code + (1L << (bits - 1))) >> bits);
        }

        @Override
        public void apply(long[] membranes, int at, int count) {
            long mask = (1L << bits) - 1;
            long half = 1L << (bits - 1);
            long factor = code;
            for (int i = at; i < at + count; i++) {
                long u = membranes[i];
                membranes[i] = (u >> bits) * factor + (((u & mask) * factor + half) >> bits);
            }
        }

        @Override
        public void apply(int[] membranes, int at, int count) {
            int mask = (1 << bits) - 1;
            int half = 1 << (bits - 1);
            for (int i = at; i < at + count; i++) {
                int u = membranes[i];
                membranes[i] = (u >> bits) * code + (((u & mask) * code + half) >>> bits);
            }
        }
    }
}

package xnorsim.sim;

/**
 * A vector of bits over a register kept by its component, 64 bits per word. A copy for change detection exists only
 * while a listener is attached.
 */
public final class VectorSignal extends Signal {

    private static final long[] NO_COPY = {};

    private final int width;
    private final long[] register;
    private long[] seen = NO_COPY;

    VectorSignal(Scheduler scheduler, String path, int width, long[] register) {
        super(scheduler, path);
        if (width < 1 || register.length != (width + 63) / 64) {
            throw new IllegalArgumentException(
                    path + ": " + width + " bits need a register of " + (width + 63) / 64 + " words, not "
                            + register.length);
        }
        this.width = width;
        this.register = register;
    }

    @Override
    public int width() {
        return width;
    }

    /** Bit {@code index} of the present value. */
    public boolean bit(int index) {
        return (register[index >> 6] >>> index & 1) != 0;
    }

    /** Word {@code index} of the present value: bits 64*index and following. */
    public long word(int index) {
        return register[index];
    }

    Driver driver() {
        return new Driver();
    }

    @Override
    void listenersChanged() {
        if (seen.length == 0) {
            seen = register.clone();
        }
    }

    /** The only driver of the signal. */
    public final class Driver {

        private Driver() {}

        /** The signal that this driver writes. */
        public VectorSignal signal() {
            return VectorSignal.this;
        }

        /** Reports that the register was written, in phase {@link Phase#UPDATE} only. */
        public void updated() {
            checkDriving();
            if (!hasListeners()) {
                return;
            }
            boolean change = false;
            for (int k = 0; k < register.length; k++) {
                change |= seen[k] != register[k];
                seen[k] = register[k];
            }
            if (change) {
                tellChange(0);
            }
        }
    }
}

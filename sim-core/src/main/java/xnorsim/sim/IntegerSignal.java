package xnorsim.sim;

/** An integer of a fixed width, unsigned or in two's complement. */
public final class IntegerSignal extends Signal {

    private final int width;
    private final boolean signed;
    private long value;

    IntegerSignal(Scheduler scheduler, String path, int width, boolean signed) {
        super(scheduler, path);
        this.width = Widths.check(path, width);
        this.signed = signed;
    }

    /** The present value. */
    public long value() {
        return value;
    }

    @Override
    public int width() {
        return width;
    }

    /** Whether values are in two's complement. */
    public boolean signed() {
        return signed;
    }

    Driver driver() {
        return new Driver();
    }

    /** The only driver of the signal. */
    public final class Driver {

        private Driver() {}

        /** The signal that this driver writes. */
        public IntegerSignal signal() {
            return IntegerSignal.this;
        }

        /**
         * Drives the signal, in phase {@link Phase#UPDATE} only.
         *
         * @throws IllegalArgumentException if the value does not fit into the width
         */
        public void set(long next) {
            checkDriving();
            if (next != value) {
                if (!Widths.fits(next, width, signed)) {
                    throw new IllegalArgumentException(path() + ": " + next + " does not fit into " + width + " bits");
                }
                value = next;
                tellChange(0);
            }
        }
    }
}

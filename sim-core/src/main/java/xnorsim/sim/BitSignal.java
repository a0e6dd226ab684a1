package xnorsim.sim;

/** One bit. */
public final class BitSignal extends Signal {

    private boolean value;

    BitSignal(Scheduler scheduler, String path) {
        super(scheduler, path);
    }

    /** The present value. */
    public boolean value() {
        return value;
    }

    @Override
    public int width() {
        return 1;
    }

    Driver driver() {
        return new Driver();
    }

    /** The only driver of the signal. */
    public final class Driver {

        private Driver() {}

        /** The signal that this driver writes. */
        public BitSignal signal() {
            return BitSignal.this;
        }

        /** Drives the signal, in phase {@link Phase#UPDATE} only. */
        public void set(boolean next) {
            checkDriving();
            if (next != value) {
                value = next;
                tellChange(0);
            }
        }
    }
}

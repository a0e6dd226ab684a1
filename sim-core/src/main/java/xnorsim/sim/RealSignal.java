package xnorsim.sim;

/** A real value, such as a voltage. */
public final class RealSignal extends Signal {

    private double value;

    RealSignal(Scheduler scheduler, String path) {
        super(scheduler, path);
    }

    /** The present value. */
    public double value() {
        return value;
    }

    @Override
    public int width() {
        return 64;
    }

    Driver driver() {
        return new Driver();
    }

    /** The only driver of the signal. */
    public final class Driver {

        private Driver() {}

        /** The signal that this driver writes. */
        public RealSignal signal() {
            return RealSignal.this;
        }

        /**
         * Drives the signal, in phase {@link Phase#UPDATE} only.
         *
         * @throws IllegalArgumentException if the value is not finite
         */
        public void set(double next) {
            checkDriving();
            if (!Double.isFinite(next)) {
                throw new IllegalArgumentException(path() + ": " + next + " is not finite");
            }
            if (next != value) {
                value = next;
                tellChange(0);
            }
        }
    }
}

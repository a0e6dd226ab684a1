package xnorsim.sim;

/**
 * A bank of integers of equal width that are written together, one lane each, such as one register per row of an array.
 * The values stay in the component's own plain arrays; a copy for the detection of change exists only while somebody
 * listens.
 */
public final class BankSignal extends Signal {

    private static final long[] NO_COPY = {};

    private final String lanePath;
    private final String name;
    private final int width;
    private final boolean signed;
    private final int lanes;
    private final Lanes values;
    private long[] seen = NO_COPY;

    BankSignal(Scheduler scheduler, String lanePath, int lanes, String name, int width, boolean signed, Lanes values) {
        super(scheduler, lanePath + "*." + name);
        if (lanes < 1) {
            throw new IllegalArgumentException(path() + ": " + lanes + " lanes");
        }
        this.lanePath = lanePath;
        this.name = name;
        this.width = Widths.check(path(), width);
        this.signed = signed;
        this.lanes = lanes;
        this.values = values;
    }

    /** Where a bank finds the value of a lane. */
    @FunctionalInterface
    public interface Lanes {
        /** The present value of lane {@code lane}. */
        long value(int lane);
    }

    /** Number of lanes. */
    public int lanes() {
        return lanes;
    }

    /** The present value of a lane. */
    public long value(int lane) {
        return values.value(lane);
    }

    /** What a lane's scope is called before its number, such as {@code row}. */
    public String laneName() {
        return lanePath.substring(lanePath.lastIndexOf('.') + 1);
    }

    /** Full name of a lane, such as {@code macro.row17.pop}. */
    public String path(int lane) {
        return lanePath + lane + "." + name;
    }

    @Override
    public String name() {
        return name;
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

    @Override
    void listenersChanged() {
        if (seen.length == 0) {
            seen = new long[lanes];
            for (int lane = 0; lane < lanes; lane++) {
                seen[lane] = values.value(lane);
            }
        }
    }

    /** The one writer of the bank. */
    public final class Driver {

        private Driver() {}

        /** The bank that this driver writes. */
        public BankSignal signal() {
            return BankSignal.this;
        }

        /**
         * Says that lanes were written, in phase {@link Phase#UPDATE} only.
         *
         * @throws IllegalArgumentException if a changed value does not fit into the width
         */
        public void updated() {
            checkDriving();
            if (hasListeners()) {
                tellChanges();
            }
        }

        private void tellChanges() {
            for (int lane = 0; lane < lanes; lane++) {
                long value = values.value(lane);
                if (value != seen[lane]) {
                    if (!Widths.fits(value, width, signed)) {
                        throw new IllegalArgumentException(
                                path(lane) + ": " + value + " does not fit into " + width + " bits");
                    }
                    seen[lane] = value;
                    tellChange(lane);
                }
            }
        }
    }
}

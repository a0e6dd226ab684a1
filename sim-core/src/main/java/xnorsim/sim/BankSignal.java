package xnorsim.sim;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A bank of integers of equal width, or of real numbers, that are written together, one per lane, such as one register
 * per row of an array. The values stay in the component's own plain arrays; a copy for change detection exists only
 * while a {@link Probe} or a component listens.
 *
 * <p>Three ways to observe: a probe on all lanes, a probe on some lanes, and a {@link BankProbe}, which is notified
 * once per update and finds the changes itself. Unobserved lanes may be stale, since a component may skip work that has
 * no observer; {@link #watchedLanes()} gives the lanes that must be valid.
 */
public final class BankSignal extends Signal {

    private static final long[] NO_COPY = {};
    private static final LaneWatch[] NO_WATCHES = {};
    private static final BankProbe[] NO_PROBES = {};

    private final String lanePath;
    private final String name;
    private final int width;
    private final boolean signed;
    private final boolean real;
    private final int lanes;
    private final Lanes values;
    private final BitSet watchedLanes = new BitSet();
    private long[] seen = NO_COPY;
    private LaneWatch[] laneWatches = NO_WATCHES;
    private BankProbe[] bankProbes = NO_PROBES;

    BankSignal(Scheduler scheduler, String lanePath, int lanes, String name, int width, boolean signed, boolean real,
            Lanes values) {
        super(scheduler, lanePath + "*." + name);
        if (lanes < 1) {
            throw new IllegalArgumentException(path() + ": " + lanes + " lanes");
        }
        this.lanePath = lanePath;
        this.name = name;
        this.width = Widths.check(path(), width);
        this.signed = signed;
        this.real = real;
        this.lanes = lanes;
        this.values = values;
    }

    private record LaneWatch(Probe probe, BitSet lanes) {}

    /** Is notified that a bank was written. */
    @FunctionalInterface
    public interface BankProbe {
        /** Lanes of {@code bank} may have changed; to be read in {@link Phase#OBSERVE}. */
        void updated(BankSignal bank);
    }

    /** The storage in which a bank finds the value of a lane. */
    @FunctionalInterface
    public interface Lanes {
        /** The present value of lane {@code lane}. */
        long value(int lane);

        /** Copies the present values of the first {@code to.length} lanes. */
        default void copyTo(long[] to) {
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = value(lane);
            }
        }

        /** One int per lane; surplus entries are ignored. */
        static Lanes of(int[] register) {
            return new IntLanes(register);
        }

        /** One long per lane. */
        static Lanes of(long[] register) {
            return new LongLanes(register);
        }

        /** One double per lane, as its 64 bits. */
        static Lanes of(double[] register) {
            return new DoubleLanes(register);
        }

        /** One bit per lane, 64 lanes per word. */
        static Lanes ofBits(long[] words) {
            return new BitLanes(words);
        }
    }

    private record IntLanes(int[] register) implements Lanes {
        @Override
        public long value(int lane) {
            return register[lane];
        }

        @Override
        public void copyTo(long[] to) {
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = register[lane];
            }
        }
    }

    private record LongLanes(long[] register) implements Lanes {
        @Override
        public long value(int lane) {
            return register[lane];
        }

        @Override
        public void copyTo(long[] to) {
            System.arraycopy(register, 0, to, 0, to.length);
        }
    }

    private record DoubleLanes(double[] register) implements Lanes {
        @Override
        public long value(int lane) {
            return Double.doubleToLongBits(register[lane]);
        }
    }

    private record BitLanes(long[] words) implements Lanes {
        @Override
        public long value(int lane) {
            return words[lane >> 6] >>> lane & 1;
        }

        @Override
        public void copyTo(long[] to) {
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = words[lane >> 6] >>> lane & 1;
            }
        }
    }

    /** Attaches a probe to some lanes; it is notified of each of their visible changes from now on. */
    public void watch(Probe probe, BitSet lanes) {
        checkLanes(lanes);
        laneWatches = Arrays.copyOf(laneWatches, laneWatches.length + 1);
        laneWatches[laneWatches.length - 1] = new LaneWatch(probe, (BitSet) lanes.clone());
        watchedLanes.or(lanes);
        keepCopy();
    }

    /** Attaches a probe that is notified once per update, and keeps {@code lanes} up to date. */
    public void watchUpdates(BankProbe probe, BitSet lanes) {
        checkLanes(lanes);
        bankProbes = Arrays.copyOf(bankProbes, bankProbes.length + 1);
        bankProbes[bankProbes.length - 1] = probe;
        watchedLanes.or(lanes);
    }

    private void checkLanes(BitSet some) {
        if (some.length() > lanes) {
            throw new IllegalArgumentException(path() + " has " + lanes + " lanes and no lane " + (some.length() - 1));
        }
    }

    @Override
    public boolean isWatched() {
        return super.isWatched() || !watchedLanes.isEmpty();
    }

    /** The observed lanes, which must be up to date after an update. */
    public BitSet watchedLanes() {
        return (BitSet) watchedLanes.clone();
    }

    /** Copies the present values of the first {@code to.length} lanes. */
    public void copyTo(long[] to) {
        values.copyTo(to);
    }

    /**
     * Checks that a value fits a lane.
     *
     * @throws IllegalArgumentException if it does not fit into the width
     */
    public void check(int lane, long value) {
        if (!Widths.fits(value, width, signed)) {
            throw new IllegalArgumentException(path(lane) + ": " + value + " does not fit into " + width + " bits");
        }
        if (real && !Double.isFinite(Double.longBitsToDouble(value))) {
            throw new IllegalArgumentException(path(lane) + ": " + Double.longBitsToDouble(value) + " is not finite");
        }
    }

    /** Number of lanes. */
    public int lanes() {
        return lanes;
    }

    /** The present value of a lane. */
    public long value(int lane) {
        return values.value(lane);
    }

    /** Name of a lane's scope without its number, such as {@code row}. */
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

    /** Whether values are real numbers, given as the 64 bits of a double. */
    public boolean real() {
        return real;
    }

    Driver driver() {
        return new Driver();
    }

    @Override
    void listenersChanged() {
        watchedLanes.set(0, lanes);
        keepCopy();
    }

    private void keepCopy() {
        if (seen.length == 0) {
            seen = new long[lanes];
            values.copyTo(seen);
        }
    }

    /** The only driver of the bank. */
    public final class Driver {

        private Driver() {}

        /** The bank that this driver writes. */
        public BankSignal signal() {
            return BankSignal.this;
        }

        /**
         * Reports that lanes were written, in phase {@link Phase#UPDATE} only.
         *
         * @throws IllegalArgumentException if a changed value does not fit into the width
         */
        public void updated() {
            checkDriving();
            for (BankProbe probe : bankProbes) {
                probe.updated(BankSignal.this);
            }
            if (seen.length != 0) {
                tellChanges();
            }
        }

        private void tellChanges() {
            if (!hasListeners()) {
                for (int lane = watchedLanes.nextSetBit(0); lane >= 0; lane = watchedLanes.nextSetBit(lane + 1)) {
                    tellIfChanged(lane);
                }
                return;
            }
            for (int lane = 0; lane < lanes; lane++) {
                tellIfChanged(lane);
            }
        }

        private void tellIfChanged(int lane) {
            long value = values.value(lane);
            if (value == seen[lane]) {
                return;
            }
            check(lane, value);
            seen[lane] = value;
            for (LaneWatch watch : laneWatches) {
                if (watch.lanes.get(lane)) {
                    watch.probe.changed(BankSignal.this, lane);
                }
            }
            tellChange(lane);
        }
    }
}

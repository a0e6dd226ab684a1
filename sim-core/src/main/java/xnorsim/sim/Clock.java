package xnorsim.sim;

/**
 * A clock: edge n (n = 1, 2, ...) rises at n * period and falls half a period later. Components request the edges at
 * which they act; the clock's own wire toggles only while it is observed.
 */
public final class Clock extends Component {

    private final long periodPs;
    private final BitSignal.Driver wire;
    private boolean running;

    /**
     * Makes a clock whose wire is called {@code name}.
     *
     * @param periodPs even, at least 2
     */
    public Clock(Scope scope, String name, long periodPs) {
        super(scope);
        if (periodPs < 2 || periodPs % 2 != 0) {
            throw new IllegalArgumentException("clock period " + periodPs + " ps: expected an even number, at least 2");
        }
        this.periodPs = periodPs;
        this.wire = scope.bit(name);
    }

    /** Period in picoseconds. */
    public long periodPs() {
        return periodPs;
    }

    /** Time of rising edge {@code edge} in picoseconds. */
    public long edgePs(long edge) {
        return Math.multiplyExact(edge, periodPs);
    }

    /** Number of the last rising edge at or before the present instant, 0 before the first. */
    public long lastEdge() {
        return nowPs() / periodPs;
    }

    /** The clock's wire. */
    public BitSignal wire() {
        return wire.signal();
    }

    /**
     * Starts the wire toggling if it is observed; called once by the assembler, at time 0, after probes are attached.
     */
    public void start() {
        if (wire.signal().isWatched() && !running) {
            running = true;
            updateAtPs(periodPs);
        }
    }

    /** Nothing wakes a clock: it has no inputs. */
    @Override
    protected void evaluate() {
        throw new IllegalStateException("a clock has no inputs");
    }

    @Override
    protected void update() {
        wire.set(!wire.signal().value());
        updateAtPs(nowPs() + periodPs / 2);
    }
}

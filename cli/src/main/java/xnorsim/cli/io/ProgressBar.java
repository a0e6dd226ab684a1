package xnorsim.cli.io;

import java.util.function.LongSupplier;

/**
 * Progress of a run with a known number of parts: a line drawn over on a terminal, else a line for every tenth.
 *
 * <p>Safe for use by several threads. Nothing is drawn oftener than ten times a second.
 */
public final class ProgressBar implements AutoCloseable {
    private static final int CELLS = 30;
    private static final long REDRAW_NS = 100_000_000L;
    private static final String CLEAR_TO_END = "\u001b[K";

    private final Output output;
    private final String label;
    private final String unit;
    private final long total;
    private final long begun;
    private final LongSupplier clockNs;
    private final long startNs;
    private long done;
    private long drawnNs;
    private long tenths;
    private boolean drawn;

    public ProgressBar(Output output, String label, String unit, long total) {
        this(output, label, unit, total, 0);
    }

    /** A bar of a run of which a part was already done before, by an earlier process. */
    public ProgressBar(Output output, String label, String unit, long total, long begun) {
        this(output, label, unit, total, begun, System::nanoTime);
    }

    public ProgressBar(Output output, String label, String unit, long total, long begun, LongSupplier clockNs) {
        this.output = output;
        this.label = label;
        this.unit = unit;
        this.total = total;
        this.begun = begun;
        this.clockNs = clockNs;
        done = begun;
        tenths = total == 0 ? 0 : begun * 10 / total;
        startNs = clockNs.getAsLong();
        drawnNs = startNs - REDRAW_NS;
        output.releaseRemarks();
    }

    /** So many parts are done; calls of several threads may come out of order. A remark may follow. */
    public synchronized void show(long nowDone, String remark) {
        if (output.quiet()) {
            return;
        }
        done = Math.min(Math.max(done, nowDone), total);
        long nowNs = clockNs.getAsLong();
        if (output.terminal()) {
            if (nowNs - drawnNs >= REDRAW_NS || done == total) {
                drawnNs = nowNs;
                drawn = true;
                output.err().print("\r" + line(nowNs) + remark + CLEAR_TO_END);
                output.err().flush();
            }
        } else if (total > 0 && done * 10 / total > tenths) {
            tenths = done * 10 / total;
            output.err().println(label + ": " + done * 100 / total + " % (" + done + " of " + total + " " + unit + ", "
                    + Numbers.duration(seconds(nowNs)) + (done == total ? "" : ", " + left(nowNs) + " left") + ")"
                    + remark);
        }
    }

    /** A line that stays, above the bar. */
    public synchronized void say(String text) {
        if (output.quiet()) {
            return;
        }
        output.err().println((drawn ? "\r" + CLEAR_TO_END : "") + text);
        drawnNs -= REDRAW_NS;
    }

    private double seconds(long nowNs) {
        return (nowNs - startNs) / 1e9;
    }

    /** The time that the rest takes at the rate so far. */
    private String left(long nowNs) {
        return Numbers.duration(seconds(nowNs) * (total - done) / Math.max(1, done - begun));
    }

    private String line(long nowNs) {
        int filled = total == 0 ? CELLS : (int) (done * CELLS / total);
        String time = done == begun || done == total
                ? Numbers.duration(seconds(nowNs))
                : left(nowNs) + " left";
        return label + " [" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] " + done + "/" + total + " " + unit
                + ", "
                + time;
    }

    /** Ends the line, so that what follows starts on its own. */
    @Override
    public synchronized void close() {
        if (drawn) {
            output.err().println();
            drawn = false;
        }
    }
}

package xnorsim.cli;

import java.util.function.LongSupplier;

/**
 * Progress of a run with a known number of parts: a line drawn over on a terminal, else a line for every tenth.
 *
 * <p>Safe for use by several threads. Nothing is drawn oftener than ten times a second.
 */
final class ProgressBar implements AutoCloseable {
    private static final int CELLS = 30;
    private static final long REDRAW_NS = 100_000_000L;

    private final Output output;
    private final String label;
    private final String unit;
    private final long total;
    private final LongSupplier clockNs;
    private final long startNs;
    private long done;
    private long drawnNs;
    private long tenths;
    private boolean drawn;

    ProgressBar(Output output, String label, String unit, long total) {
        this(output, label, unit, total, System::nanoTime);
    }

    ProgressBar(Output output, String label, String unit, long total, LongSupplier clockNs) {
        this.output = output;
        this.label = label;
        this.unit = unit;
        this.total = total;
        this.clockNs = clockNs;
        startNs = clockNs.getAsLong();
        drawnNs = startNs - REDRAW_NS;
    }

    /** One more part is done. */
    synchronized void step() {
        show(done + 1, "");
    }

    /** So many parts are done; a remark may follow. */
    synchronized void show(long nowDone, String remark) {
        done = Math.min(nowDone, total);
        long nowNs = clockNs.getAsLong();
        if (output.terminal()) {
            if (nowNs - drawnNs >= REDRAW_NS || done == total) {
                drawnNs = nowNs;
                drawn = true;
                output.err().print("\r" + line(nowNs) + remark + "\u001b[K");
                output.err().flush();
            }
        } else if (total > 0 && done * 10 / total > tenths) {
            tenths = done * 10 / total;
            output.err().println(label + ": " + done * 100 / total + " % (" + done + " of " + total + " " + unit + ", "
                    + Numbers.duration((nowNs - startNs) / 1e9) + ")" + remark);
        }
    }

    private String line(long nowNs) {
        int filled = total == 0 ? CELLS : (int) (done * CELLS / total);
        double seconds = (nowNs - startNs) / 1e9;
        String left = done == 0 || done == total
                ? Numbers.duration(seconds)
                : Numbers.duration(seconds * (total - done) / done) + " left";
        return label + " [" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] " + done + "/" + total + " " + unit
                + ", "
                + left;
    }

    /** Ends the line, so that what follows starts on its own. */
    @Override
    public synchronized void close() {
        if (drawn) {
            output.err().println();
        }
    }
}

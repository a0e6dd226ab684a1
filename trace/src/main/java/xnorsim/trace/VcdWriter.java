package xnorsim.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import xnorsim.sim.Event;
import xnorsim.sim.Phase;
import xnorsim.sim.Scheduler;

/**
 * Writes the histories of signals to a value change dump (VCD, IEEE 1364, clause 18) with a timescale of 1 ps.
 *
 * <p>Life cycle: {@link #open} declares the variables and attaches probes; the run follows; {@link #finish()} closes the
 * file and gives it its name; {@link #close()} without {@code finish} means that the run failed. So:
 *
 * <pre>{@code
 * try (VcdWriter waveforms = VcdWriter.open(file, engine, VcdScope.tree(engine.root()))) {
 *     engine.runUntil(endPs);
 *     waveforms.finish();
 * }
 * }</pre>
 *
 * <p>The values that the instant of opening settles to come first ($dumpvars), then, per instant, the variables whose
 * settled value differs from the one written before, in the order of declaration; an instant without such a difference
 * leaves no trace. The bytes depend on the declared scopes and on the signals' histories only. Probes mark, one
 * observation per instant writes, and a steady state allocates nothing. {@link VcdOptions} may narrow the dump to a window
 * of time, whose first instant then has all values, and to a size.
 *
 * <p>One writer belongs to one engine and its thread. A file that can no longer be written stops the run with an
 * {@link UncheckedIOException} whose message names the file.
 */
public final class VcdWriter implements AutoCloseable {

    private final Scheduler scheduler;
    private final VcdOptions options;
    private final DumpFile file;
    /** #, 19 digits and the line's end. */
    private static final int LAST_STAMP = 21;

    private final VcdText text;
    private final Variable[] variables;
    private final DirtySet dirty;
    private final BankLines[] banks;
    private final BankLines[] pending;
    private final long instantBytes;
    private final long headBytes;
    private int pendingCount;
    private final Event observation = new Observation();
    private final IntConsumer writeChange = this::writeChange;
    private long stampedPs = -1;
    private boolean observing;
    private boolean dumped;
    /** Whether changes are written: inside the window, below the limit, not closed. */
    private boolean recording;
    /** Whether the dump has come to its end before the run has. */
    private boolean ended;
    private boolean cut;
    private boolean closed;

    private VcdWriter(Scheduler scheduler, VcdHierarchy hierarchy, DumpFile file, VcdOptions options) {
        this.scheduler = scheduler;
        this.options = options;
        this.file = file;
        this.text = new VcdText(file, hierarchy.mostBits());
        this.variables = declare(hierarchy, options, text);
        this.dirty = new DirtySet(variables.length);
        this.banks = hierarchy.banks().toArray(BankLines[]::new);
        BankLines.group(hierarchy.banks());
        this.pending = banks.clone();
        this.instantBytes = hierarchy.instantBytes();
        file.settle();
        this.headBytes = file.written();
    }

    private static Variable[] declare(VcdHierarchy hierarchy, VcdOptions options, VcdText text) {
        text.ascii("$version xnorsim $end\n");
        for (String comment : options.comments()) {
            text.ascii("$comment " + comment + " $end\n");
        }
        text.ascii("$timescale 1 ps $end\n");
        Variable[] variables = hierarchy.declare(text);
        text.ascii("$enddefinitions $end\n");
        text.flush();
        return variables;
    }

    /** What {@link #firstBytes()} of such a dump will be, without a dump. */
    public static long firstBytes(List<VcdScope> scopes, VcdOptions options) {
        VcdHierarchy hierarchy = new VcdHierarchy(scopes);
        DumpFile counted = DumpFile.nowhere();
        declare(hierarchy, options, new VcdText(counted, hierarchy.mostBits()));
        return counted.written() + hierarchy.instantBytes();
    }

    /**
     * Opens a dump without comments that is removed when the run fails.
     *
     * @see #open(Path, Scheduler, List, VcdOptions)
     */
    public static VcdWriter open(Path file, Scheduler scheduler, List<VcdScope> scopes) throws IOException {
        return open(file, scheduler, scopes, VcdOptions.DEFAULT);
    }

    /**
     * Opens a dump, before the run and before a watched {@link xnorsim.sim.Clock} is started. Until {@link #finish()}
     * the text goes to a hidden file beside {@code file}; a name ending in {@code .gz} is
     * compressed.
     *
     * @param scopes what to dump, in this order; several may share levels of their paths
     * @throws IOException              if the file cannot be written; the message names it
     * @throws IllegalArgumentException if nothing is to be dumped, or two things would have one name
     */
    public static VcdWriter open(Path file, Scheduler scheduler, List<VcdScope> scopes, VcdOptions options)
            throws IOException {
        VcdHierarchy hierarchy = new VcdHierarchy(scopes);
        DumpFile pending = DumpFile.create(file);
        VcdWriter writer;
        try {
            writer = new VcdWriter(scheduler, hierarchy, pending, options);
        } catch (UncheckedIOException problem) {
            pending.discard();
            throw problem.getCause();
        }
        for (VcdHierarchy.Watched watched : hierarchy.watched()) {
            watched.signal().watch((signal, lane) -> writer.changed(watched.variable()));
        }
        for (BankLines lines : hierarchy.banks()) {
            lines.bank().watchUpdates(bank -> writer.updated(lines), lines.shown());
        }
        writer.begin();
        return writer;
    }

    private void begin() {
        if (options.startPs() <= scheduler.nowPs()) {
            recording = true;
            observe();
        } else {
            scheduler.schedule(options.startPs(), Phase.OBSERVE, () -> {
                if (!closed) {
                    recording = true;
                    observed();
                }
            });
        }
        if (options.endPs() != Long.MAX_VALUE) {
            scheduler.schedule(options.endPs(), Phase.OBSERVE, () -> {
                if (recording) {
                    writeInstant();
                    stamp();
                    ended = true;
                    observed();
                }
            });
        }
    }

    /** Writes what there is at this instant; ends the run with the dump if that was asked for. */
    private void observed() {
        if (!ended) {
            writeInstant();
        }
        if (ended) {
            recording = false;
            if (options.endsRun()) {
                scheduler.stop();
            }
        }
    }

    /**
     * Ends the dump, at the present instant if it has not come to its end yet, and gives the file its name, replacing one
     * of that name.
     *
     * @throws IOException if the file cannot be written; the message names it
     */
    public void finish() throws IOException {
        if (closed) {
            throw new IllegalStateException("this dump is closed");
        }
        recording = false;
        try {
            if (!ended) {
                writeInstant();
            }
            if (!ended) {
                stamp();
            }
            text.flush();
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
        closed = true;
        file.keep();
    }

    /** Bytes, before any compression, of the declarations and at most of the first instant, in which every variable has a line. */
    public long firstBytes() {
        return headBytes + instantBytes;
    }

    /** Where the dump was cut off by its limit: the last instant that is in it, in picoseconds. */
    public OptionalLong cutAtPs() {
        return cut ? OptionalLong.of(stampedPs) : OptionalLong.empty();
    }

    /** Closes the dump of a run that failed, see {@link VcdOptions#keepWhenFailed}; nothing after {@link #finish()}. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        recording = false;
        if (options.keepWhenFailed()) {
            keepPart();
        } else {
            file.discard();
        }
    }

    private void keepPart() throws IOException {
        try {
            text.flush();
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        } finally {
            file.keep();
        }
    }

    private void changed(int variable) {
        if (recording) {
            dirty.add(variable);
            if (!observing) {
                observe();
            }
        }
    }

    private void updated(BankLines lines) {
        if (recording && !lines.isPending()) {
            lines.setPending();
            pending[pendingCount++] = lines;
            if (!observing) {
                observe();
            }
        }
    }

    private void observe() {
        observing = true;
        scheduler.schedule(scheduler.nowPs(), Phase.OBSERVE, observation);
    }

    private void writeInstant() {
        if (!dumped) {
            writeAll();
        } else if (file.mostBytes(text.length() + 2 * instantBytes) <= options.mostBytes()) {
            writeChanges();
        } else {
            writeIfItFits();
        }
        pendingCount = 0;
    }

    /** In the order of the variables: banks whose variables lie between each other's together, others one by one. */
    private void writeChanges() {
        sortPending();
        int begin = 0;
        while (begin < pendingCount) {
            int last = pending[begin].lastVariable();
            int end = begin + 1;
            while (end < pendingCount && pending[end].firstVariable() < last) {
                last = Math.max(last, pending[end++].lastVariable());
            }
            writeBanks(begin, end, last);
            begin = end;
        }
        dirty.drain(writeChange);
    }

    private void sortPending() {
        for (int k = 1; k < pendingCount; k++) {
            BankLines lines = pending[k];
            int to = k;
            for (; to > 0 && pending[to - 1].firstVariable() > lines.firstVariable(); to--) {
                pending[to] = pending[to - 1];
            }
            pending[to] = lines;
        }
    }

    /** Writes banks whose variables lie between each other's, up to {@code last}, or marks what changed. */
    private void writeBanks(int begin, int end, int last) {
        dirty.drainBelow(pending[begin].firstVariable(), writeChange);
        boolean inTurn = pending[begin].isAscending() && dirty.lowest() > last;
        boolean change = false;
        for (int k = begin; k < end; k++) {
            pending[k].look();
            change |= pending[k].hasChanges();
            inTurn &= pending[k].isInGroupOf(pending[begin]);
        }
        if (!change) {
            return;
        }
        if (!inTurn) {
            for (int k = begin; k < end; k++) {
                pending[k].markChanges(dirty);
            }
            return;
        }
        stamp();
        if (end == begin + 1) {
            pending[begin].writeChanges(text);
        } else {
            BankLines.writeAlternating(pending, begin, end, text);
        }
    }

    /** Near the limit: the instant is written into the empty buffer and taken back if the file would be too large. */
    private void writeIfItFits() {
        text.flush();
        file.settle();
        long before = stampedPs;
        boolean fits = text.holds(instantBytes);
        if (fits) {
            writeChanges();
            // The last stamp of the window is still to come.
            fits = file.mostBytes(text.length() + LAST_STAMP) <= options.mostBytes();
        }
        if (!fits) {
            text.advance(0);
            stampedPs = before;
            cut = true;
            ended = true;
        }
    }

    private void writeAll() {
        dumped = true;
        dirty.drain(variable -> {});
        for (BankLines lines : banks) {
            lines.look();
        }
        stamp();
        text.ascii("$dumpvars\n");
        for (Variable variable : variables) {
            variable.take();
            variable.write(text);
        }
        text.begin();
        text.ascii("$end\n");
    }

    private void writeChange(int variable) {
        if (variables[variable].take()) {
            stamp();
            variables[variable].write(text);
        }
    }

    private void stamp() {
        if (stampedPs != scheduler.nowPs()) {
            stampedPs = scheduler.nowPs();
            text.stamp(stampedPs);
        }
    }

    private final class Observation implements Event {
        @Override
        public void fire() {
            observing = false;
            if (recording) {
                observed();
            }
        }

        @Override
        public String toString() {
            return "writing of waveforms";
        }
    }
}

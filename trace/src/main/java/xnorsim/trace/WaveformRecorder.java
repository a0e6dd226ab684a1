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
import xnorsim.trace.change.DirtySet;

/**
 * Finds the changes of signals and hands them, instant by instant, to a {@link WaveformSink}; the file's name chooses
 * which one, see {@link WaveformSinks#of}.
 *
 * <p>Life cycle: {@link #open} declares the variables and attaches probes; the run follows; {@link #finish()} closes
 * the file and gives it its name; {@link #close()} without {@code finish} means that the run failed. So:
 *
 * <pre>{@code
 * try (WaveformRecorder waveforms = WaveformRecorder.open(file, engine, WaveformScope.tree(engine.root()))) {
 *     engine.runUntil(endPs);
 *     waveforms.finish();
 * }
 * }</pre>
 *
 * <p>The values that the instant of opening settles to come first, then, per instant, the variables whose settled value
 * differs from the one written before, in the order of declaration; an instant without such a difference leaves no
 * trace. What a file holds depends on the declared scopes and on the signals' histories only. Probes mark, one
 * observation per instant writes, and a steady state allocates nothing. {@link RecordingOptions} may narrow the
 * waveform to a window of time, whose first instant then has all values, and to a size.
 *
 * <p>One recorder belongs to one engine and its thread. A file that can no longer be written stops the run with an
 * {@link UncheckedIOException} whose message names the file.
 */
public final class WaveformRecorder implements AutoCloseable {

    private final Scheduler scheduler;
    private final RecordingOptions options;
    private final WaveformSink sink;
    private final ChangeSource[] sources;
    private final Changes changes;
    private final DirtySet dirty;
    private final BankChanges[] banks;
    private final BankChanges[] pending;
    private int pendingCount;
    private final Event observation = new Observation();
    private final IntConsumer takeChange = this::takeChange;
    /** The last instant in the file. */
    private long writtenPs = -1;
    private boolean observing;
    private boolean begun;
    /** Whether changes are written: inside the window, below the limit, not closed. */
    private boolean recording;
    /** Whether the dump has come to its end before the run has. */
    private boolean ended;
    private boolean cut;
    private boolean closed;

    private WaveformRecorder(Scheduler scheduler, WaveformHierarchy hierarchy, WaveformSink sink,
            RecordingOptions options) {
        this.scheduler = scheduler;
        this.options = options;
        this.sink = sink;
        this.sources = hierarchy.sources().toArray(ChangeSource[]::new);
        this.changes = new Changes(hierarchy.words(), sources.length);
        this.dirty = new DirtySet(sources.length);
        this.banks = hierarchy.banks().toArray(BankChanges[]::new);
        BankChanges.group(hierarchy.banks());
        this.pending = banks.clone();
    }

    /**
     * Opens a waveform without comments that is removed when the run fails.
     *
     * @see #open(Path, Scheduler, List, RecordingOptions)
     */
    public static WaveformRecorder open(Path file, Scheduler scheduler, List<WaveformScope> scopes) throws IOException {
        return open(file, scheduler, scopes, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a waveform, before the run and before a watched {@link xnorsim.sim.Clock} is started. The name of
     * {@code file} chooses the format.
     *
     * @param scopes what to show, in this order; several may share levels of their paths
     * @throws IOException              if the file cannot be written; the message names it
     * @throws IllegalArgumentException if nothing is to be shown, or two things would have one name
     * @throws xnorsim.base.InputException if the file's name asks for a format that is not written
     */
    public static WaveformRecorder open(Path file, Scheduler scheduler, List<WaveformScope> scopes,
            RecordingOptions options)
            throws IOException {
        WaveformHierarchy hierarchy = new WaveformHierarchy(scopes);
        WaveformSink sink = WaveformSinks.of(file).open(file, hierarchy, options.comments(), options.mostBytes());
        WaveformRecorder recorder = new WaveformRecorder(scheduler, hierarchy, sink, options);
        for (WaveformHierarchy.Watched watched : hierarchy.watched()) {
            watched.signal().watch((signal, lane) -> recorder.changed(watched.variable()));
        }
        for (BankChanges lines : hierarchy.banks()) {
            lines.bank().watchUpdates(bank -> recorder.updated(lines), lines.shown());
        }
        recorder.begin();
        return recorder;
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
                    end();
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
     * Ends the dump, at the present instant if it has not come to its end yet, and gives the file its name, replacing
     * one of that name.
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
                end();
            }
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
        sink.keep();
        closed = true;
    }

    /** Where the dump was cut off by its limit: the last instant that is in it, in picoseconds. */
    public OptionalLong cutAtPs() {
        return cut ? OptionalLong.of(writtenPs) : OptionalLong.empty();
    }

    /**
     * Closes the dump of a run that failed, see {@link RecordingOptions#keepWhenFailed}; nothing after
     * {@link #finish()}.
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        recording = false;
        try (sink) {
            if (options.keepWhenFailed()) {
                sink.keep();
            }
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

    private void updated(BankChanges lines) {
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
        if (begun) {
            collectChanges();
            if (changes.count > 0) {
                write();
            }
        } else {
            begin(scheduler.nowPs());
        }
        pendingCount = 0;
    }

    private void begin(long timePs) {
        begun = true;
        dirty.drain(variable -> {});
        for (BankChanges lines : banks) {
            lines.look();
        }
        for (ChangeSource source : sources) {
            source.take(changes.values);
        }
        sink.begin(timePs, changes.values);
        writtenPs = timePs;
    }

    private void write() {
        if (sink.change(scheduler.nowPs(), changes.numbers, changes.count, changes.values)) {
            writtenPs = scheduler.nowPs();
        } else {
            cut = true;
            ended = true;
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            sink.end(scheduler.nowPs());
        }
    }

    /** In the order of the variables: banks whose variables lie between each other's together, others one by one. */
    private void collectChanges() {
        changes.count = 0;
        sortPending();
        int begin = 0;
        while (begin < pendingCount) {
            int last = pending[begin].lastVariable();
            int end = begin + 1;
            while (end < pendingCount && pending[end].firstVariable() < last) {
                last = Math.max(last, pending[end++].lastVariable());
            }
            collectBanks(begin, end, last);
            begin = end;
        }
        dirty.drain(takeChange);
    }

    private void sortPending() {
        for (int k = 1; k < pendingCount; k++) {
            BankChanges lines = pending[k];
            int to = k;
            for (; to > 0 && pending[to - 1].firstVariable() > lines.firstVariable(); to--) {
                pending[to] = pending[to - 1];
            }
            pending[to] = lines;
        }
    }

    /** Collects banks whose variables lie between each other's, up to {@code last}, or marks what changed. */
    private void collectBanks(int begin, int end, int last) {
        dirty.drainBelow(pending[begin].firstVariable(), takeChange);
        boolean inTurn = pending[begin].isAscending() && dirty.lowest() > last;
        for (int k = begin; k < end; k++) {
            pending[k].look();
            inTurn &= pending[k].isInGroupOf(pending[begin]);
        }
        if (!inTurn) {
            for (int k = begin; k < end; k++) {
                pending[k].markChanges(dirty, changes.values);
            }
        } else if (end == begin + 1) {
            pending[begin].collect(changes);
        } else {
            BankChanges.collectAlternating(pending, begin, end, changes);
        }
    }

    private void takeChange(int variable) {
        if (sources[variable].take(changes.values)) {
            changes.numbers[changes.count++] = variable;
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

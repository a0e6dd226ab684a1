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
 * Detects signal changes and passes them, instant by instant, to a {@link WaveformSink}, which is chosen by the file
 * name, see {@link WaveformSinks#of}.
 *
 * <p>Life cycle: {@link #open} declares the variables and attaches probes; the run follows; {@link #finish()} closes
 * the file and gives it its name; {@link #close()} without {@code finish} means that the run failed. Example:
 *
 * <pre>{@code
 * try (WaveformRecorder waveforms = WaveformRecorder.open(file, engine, WaveformScope.tree(engine.root()))) {
 *     engine.runUntil(endPs);
 *     waveforms.finish();
 * }
 * }</pre>
 *
 * <p>A file starts with the settled values of the first instant; then follow, per instant, the variables whose settled
 * value changed, in order of declaration. Instants without a change are omitted. The content depends only on the
 * declared scopes and the signals' histories. Probes mark changes, one observation per instant writes them, and a
 * steady state allocates nothing. {@link RecordingOptions} may limit the waveform to a time window, whose first instant
 * then has all values, and to a size.
 *
 * <p>One recorder belongs to one engine and its thread. A write failure stops the run with an {@link
 * UncheckedIOException} whose message names the file.
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
    /** Whether changes are written: within window and size limit, not closed. */
    private boolean recording;
    /** Whether the dump ended before the run. */
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
     * Opens a waveform without comments that is removed if the run fails.
     *
     * @see #open(Path, Scheduler, List, RecordingOptions)
     */
    public static WaveformRecorder open(Path file, Scheduler scheduler, List<WaveformScope> scopes) throws IOException {
        return open(file, scheduler, scopes, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a waveform, before the run and before an observed {@link xnorsim.sim.Clock} is started. The name of {@code
     * file} determines the format.
     *
     * @param scopes scopes to show, in this order; several may share levels of their paths
     * @throws IOException              if the file cannot be written; the message names it
     * @throws IllegalArgumentException if no signal is selected, or two would have the same name
     * @throws xnorsim.base.InputException if the file name implies an unsupported format
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

    /** Writes the changes of this instant; ends the run with the dump if requested. */
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
     * Ends the dump at the present instant, unless already ended, and gives the file its name, replacing an existing
     * one.
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

    /** The last instant, in picoseconds, of a dump that was cut off by its size limit. */
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

    /** In variable order: banks with interleaved variables together, others one by one. */
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

    /** Collects banks with interleaved variables, up to {@code last}, or marks the changed variables. */
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

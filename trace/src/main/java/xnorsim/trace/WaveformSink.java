package xnorsim.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import xnorsim.base.Keyed;
import xnorsim.sim.Signal;

/**
 * A waveform file that is being written. {@link Kind#open} declares all variables, {@link #begin} gives their first
 * values, {@link #change} follows for every later instant at which some differ, then come {@link #end} and
 * {@link #keep}. A {@link WaveformRecorder} finds the changes; a sink only writes, and sees no signal.
 *
 * <p>Values are passed as one array for all variables: {@link WaveformVariable#word()} says where a variable's value
 * begins. The array is the recorder's own and the same in every call. Times are picoseconds, up to 2^63 - 1, and
 * ascend. One thread calls, in the midst of the simulation: a steady state should allocate nothing.
 *
 * <p>{@code begin}, {@code change} and {@code end} throw an {@link java.io.UncheckedIOException} whose message names
 * the file if it can no longer be written.
 */
public interface WaveformSink extends Closeable {

    /** The first instant, with the values of all variables. */
    void begin(long timePs, long[] values);

    /**
     * A later instant.
     *
     * @param changed numbers of the variables that changed, ascending
     * @param count   how many of {@code changed} are meant, at least 1
     * @param values  of all variables
     * @return false if the file would become larger than it may; then nothing of this instant is in it
     */
    boolean change(long timePs, int[] changed, int count, long[] values);

    /** The last instant that the file covers; missing in a file that is kept of a run that failed. */
    void end(long timePs);

    /**
     * Completes the file and gives it its name, replacing one of that name.
     *
     * @throws IOException if it cannot be written; the message names it
     */
    void keep() throws IOException;

    /** Removes what was written, unless it was kept. */
    @Override
    void close() throws IOException;

    /**
     * A format. Kinds are registered as services: a line in {@code META-INF/services/xnorsim.trace.WaveformSink$Kind},
     * or {@code provides} in a module's declaration.
     */
    interface Kind extends Keyed {
        /**
         * How names of such files end, in lower case, such as {@code .vcd} and {@code .vcd.gz}; no two kinds share one.
         */
        List<String> endings();

        /** What it is, for help: a few words. */
        String text();

        /** Whether GTKWave opens such files, so that a view of it is saved beside them. */
        default boolean isForGtkwave() {
            return false;
        }

        /**
         * About how many bytes a file will take, rather too many.
         *
         * @param comments as for {@link #open}
         * @param expected what will be in it
         */
        double bytes(Path file, WaveformHierarchy hierarchy, List<String> comments, Expected expected);

        /**
         * Opens a file, under another name until it is kept.
         *
         * @param hierarchy all scopes and variables
         * @param comments  lines of printable ASCII for its head
         * @param mostBytes size that it may have
         * @throws IOException if it cannot be written; the message names it
         */
        WaveformSink open(Path file, WaveformHierarchy hierarchy, List<String> comments, long mostBytes)
                throws IOException;
    }

    /**
     * What is expected to be in a file.
     *
     * @param signals  all signals
     * @param instants at which something changes
     * @param endPs    the last instant
     */
    record Expected(List<Changes> signals, double instants, double endPs) {
        /**
         * Of one signal.
         *
         * @param variables that it is shown as: the lanes of a bank, otherwise 1
         * @param changes   of each of them
         */
        public record Changes(Signal signal, long variables, double changes) {}

        /** Copies the list. */
        public Expected {
            signals = List.copyOf(signals);
        }
    }
}

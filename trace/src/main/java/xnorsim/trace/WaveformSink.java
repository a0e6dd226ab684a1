package xnorsim.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import xnorsim.base.Registry;
import xnorsim.sim.Signal;

/**
 * A waveform file being written. {@link Kind#open} declares all variables, {@link #begin} gives their first values,
 * {@link #change} follows for every later instant with changes, then {@link #end} and {@link #keep}. A {@link
 * WaveformRecorder} detects the changes; a sink only writes and sees no signals.
 *
 * <p>Values are passed as one array for all variables: {@link WaveformVariable#word()} is the index of a variable's
 * value. The recorder owns the array and passes the same one in every call. Times are picoseconds, up to 2^63 - 1, and
 * ascend. Called by one thread during the simulation: a steady state should allocate nothing.
 *
 * <p>{@code begin}, {@code change} and {@code end} throw an {@link java.io.UncheckedIOException} whose message names
 * the file if writing fails.
 */
public interface WaveformSink extends Closeable {

    /** The first instant, with the values of all variables. */
    void begin(long timePs, long[] values);

    /**
     * A later instant.
     *
     * @param changed numbers of the variables that changed, ascending
     * @param count   number of valid entries of {@code changed}, at least 1
     * @param values  of all variables
     * @return false if the file would exceed its size limit; then nothing of this instant is written
     */
    boolean change(long timePs, int[] changed, int count, long[] values);

    /** The last instant that the file covers; not called for the kept file of a failed run. */
    void end(long timePs);

    /**
     * Completes the file and gives it its name, replacing an existing one.
     *
     * @throws IOException if it cannot be written; the message names it
     */
    void keep() throws IOException;

    /** Removes the file, unless it was kept. */
    @Override
    void close() throws IOException;

    /**
     * A format. Kinds are registered as services: a line in {@code META-INF/services/xnorsim.trace.WaveformSink$Kind},
     * or {@code provides} in a module's declaration.
     */
    interface Kind extends Registry.Keyed {
        /**
         * File name endings in lower case, such as {@code .vcd} and {@code .vcd.gz}; no two kinds share one.
         */
        List<String> endings();

        /** A few words of description for help. */
        String text();

        /** Whether GTKWave opens such files, so that a GTKWave view is saved beside them. */
        default boolean isForGtkwave() {
            return false;
        }

        /**
         * Expected file size in bytes, estimated from above.
         *
         * @param comments as for {@link #open}
         * @param expected the expected content
         */
        double bytes(Path file, WaveformHierarchy hierarchy, List<String> comments, Expected expected);

        /**
         * Opens a file, under a temporary name until it is kept.
         *
         * @param hierarchy all scopes and variables
         * @param comments  lines of printable ASCII for its header
         * @param mostBytes maximum file size in bytes
         * @throws IOException if it cannot be written; the message names it
         */
        WaveformSink open(Path file, WaveformHierarchy hierarchy, List<String> comments, long mostBytes)
                throws IOException;
    }

    /**
     * The expected content of a file.
     *
     * @param signals  all signals
     * @param instants number of instants with changes
     * @param endPs    the last instant
     */
    record Expected(List<Changes> signals, double instants, double endPs) {
        /**
         * Expected content of one signal.
         *
         * @param variables number of its variables: the lanes of a bank, otherwise 1
         * @param changes   changes per variable
         */
        public record Changes(Signal signal, long variables, double changes) {}

        /** Copies the list. */
        public Expected {
            signals = List.copyOf(signals);
        }
    }
}

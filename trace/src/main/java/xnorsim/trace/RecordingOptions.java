package xnorsim.trace;

import java.util.List;

/**
 * What else may be said about a dump.
 *
 * @param comments       lines for the head of the file, printable ASCII
 * @param keepWhenFailed whether the part written by a run that failed is left under the file's name; otherwise it is
 *                       removed
 * @param startPs        the first instant of the dump in picoseconds, at which all values are written
 * @param endPs          its last instant in picoseconds
 * @param mostBytes      size of the file at which the dump ends, at the end of an instant
 * @param endsRun        whether the run ends with the dump, by {@link xnorsim.sim.Scheduler#stop}
 */
public record RecordingOptions(List<String> comments, boolean keepWhenFailed, long startPs, long endPs, long mostBytes,
        boolean endsRun) {

    /** No comment; nothing is left of a failed run. */
    public static final RecordingOptions DEFAULT = new RecordingOptions(List.of(), false);

    /** The whole run, whatever its size. */
    public RecordingOptions(List<String> comments, boolean keepWhenFailed) {
        this(comments, keepWhenFailed, 0, Long.MAX_VALUE, Long.MAX_VALUE, false);
    }

    /**
     * Checks the comments and the window.
     *
     * @throws IllegalArgumentException if a comment has a character that is not printable ASCII, or contains $end, or
     *                                  if the window is empty
     */
    public RecordingOptions {
        comments = List.copyOf(comments);
        for (String comment : comments) {
            if (comment.contains("$end") || !comment.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new IllegalArgumentException(
                        "a comment of a VCD file is one line of printable ASCII without $end, not \"" + comment + "\"");
            }
        }
        if (startPs < 0 || endPs <= startPs) {
            throw new IllegalArgumentException("a dump from " + startPs + " ps to " + endPs + " ps");
        }
    }

    /** The same from {@code startPs} to {@code endPs} only. */
    public RecordingOptions within(long startPs, long endPs) {
        return new RecordingOptions(comments, keepWhenFailed, startPs, endPs, mostBytes, endsRun);
    }

    /** The same with an end at a file of so many bytes. */
    public RecordingOptions limited(long mostBytes) {
        return new RecordingOptions(comments, keepWhenFailed, startPs, endPs, mostBytes, endsRun);
    }

    /** The same, and the run ends when the dump does. */
    public RecordingOptions endingRun() {
        return new RecordingOptions(comments, keepWhenFailed, startPs, endPs, mostBytes, true);
    }
}

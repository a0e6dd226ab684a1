package xnorsim.trace;

import java.util.List;

/**
 * Further options of a dump.
 *
 * @param comments       comment lines for the file header, printable ASCII
 * @param keepWhenFailed whether the partial dump of a failed run is kept under the file's name; otherwise it is removed
 * @param startPs        the first instant of the dump in picoseconds, at which all values are written
 * @param endPs          its last instant in picoseconds
 * @param mostBytes      file size limit, at which the dump ends after a complete instant
 * @param endsRun        whether the run ends with the dump, by {@link xnorsim.sim.Scheduler#stop}
 */
public record RecordingOptions(List<String> comments, boolean keepWhenFailed, long startPs, long endPs, long mostBytes,
        boolean endsRun) {

    /** No comments; the dump of a failed run is removed. */
    public static final RecordingOptions DEFAULT = new RecordingOptions(List.of(), false);

    /** The whole run, without a size limit. */
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

    /** The same with a file size limit in bytes. */
    public RecordingOptions limited(long mostBytes) {
        return new RecordingOptions(comments, keepWhenFailed, startPs, endPs, mostBytes, endsRun);
    }

    /** The same, and the run ends when the dump does. */
    public RecordingOptions endingRun() {
        return new RecordingOptions(comments, keepWhenFailed, startPs, endPs, mostBytes, true);
    }
}

package xnorsim.trace;

import java.util.List;

/**
 * What else may be said about a dump.
 *
 * @param comments       lines for the head of the file, printable ASCII
 * @param keepWhenFailed whether the part written by a run that failed is left under the file's name; otherwise it is
 *                       removed
 */
public record VcdOptions(List<String> comments, boolean keepWhenFailed) {

    /** No comment; nothing is left of a failed run. */
    public static final VcdOptions DEFAULT = new VcdOptions(List.of(), false);

    /**
     * Checks the comments.
     *
     * @throws IllegalArgumentException if a comment has a character that is not printable ASCII, or contains $end
     */
    public VcdOptions {
        comments = List.copyOf(comments);
        for (String comment : comments) {
            if (comment.contains("$end") || !comment.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new IllegalArgumentException(
                        "a comment of a VCD file is one line of printable ASCII without $end, not \"" + comment + "\"");
            }
        }
    }
}

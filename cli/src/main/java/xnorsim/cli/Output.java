package xnorsim.cli;

import java.io.PrintStream;

/**
 * Where a command speaks: results on standard output, all else on standard error.
 *
 * @param out results, what a script reads
 * @param err progress and complaints
 * @param terminal whether {@code err} is a terminal, on which a line may be drawn over
 */
record Output(PrintStream out, PrintStream err, boolean terminal) {
    /** One line of complaint, marked as this program's. */
    void complain(String sentence) {
        err.println("xnorsim: " + sentence);
        err.flush();
    }
}

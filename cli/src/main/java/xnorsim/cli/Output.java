package xnorsim.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import xnorsim.chip.ArchitectureFile;

/**
 * Where a command speaks: results on standard output, all else on standard error.
 *
 * @param out results, what a script reads
 * @param err progress and complaints
 * @param terminal whether {@code err} is a terminal, on which a line may be drawn over
 */
record Output(PrintStream out, PrintStream err, boolean terminal) {
    /** One line for every key of an architecture file that is given and has no effect here. */
    void noteUnused(Path file, ArchitectureFile architecture, List<String> keys, String whose) {
        keys.stream().filter(architecture.given()::contains)
                .forEach(key -> complain(file + ": " + key + " has no effect here: it is " + whose));
    }

    /** One line of complaint, marked as this program's. */
    void complain(String sentence) {
        err.println("xnorsim: " + sentence);
        err.flush();
    }
}

package xnorsim.cli.io;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.base.Printable;
import xnorsim.chip.arch.ArchitectureFile;

/** Where a command speaks: results on standard output, all else on standard error. */
public final class Output {
    /** Maximum length of an error or remark, including the prefix. */
    public static final int LONGEST = 400;

    private static final String MARK = "xnorsim: ";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private volatile boolean quiet;
    /** Remarks on what was read, before the work begins; nothing from then on. */
    private Optional<List<String>> held = Optional.empty();

    /**
     * The streams.
     *
     * @param out      results, what a script reads
     * @param err      progress, remarks and errors
     * @param terminal whether {@code err} is a terminal, on which a line may be drawn over
     */
    public Output(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    boolean terminal() {
        return terminal;
    }

    /** Whether the user wants neither progress nor remarks. */
    boolean quiet() {
        return quiet;
    }

    /** From now on neither progress nor remarks, or both again. */
    void quiet(boolean silent) {
        quiet = silent;
    }

    /** One line for every key of an architecture file that is given and has no effect here. */
    public void noteUnused(Path file, ArchitectureFile architecture, List<String> keys, String whose) {
        keys.stream().filter(architecture.given()::contains)
                .forEach(key -> remark(file + ": " + key + " has no effect here: it is " + whose));
    }

    /** Notes keys of the readout that an ideal one leaves without effect. */
    public void noteIdeal(Path file, ArchitectureFile architecture) {
        architecture.keysWithoutReadout()
                .forEach(key -> remark(file + ": " + key + " has no effect here: the readout is ideal"));
    }

    /** From now on remarks wait for the work to begin, so that bad input is answered with one sentence alone. */
    public synchronized void holdRemarks() {
        held = Optional.of(new ArrayList<>());
    }

    /** The work begins or is done: says what waits, and all other remarks at once. */
    public synchronized void releaseRemarks() {
        List<String> waiting = held.orElse(List.of());
        held = Optional.empty();
        waiting.forEach(this::complain);
    }

    /** One remark on standard error, unless quiet. */
    public synchronized void remark(String sentence) {
        if (quiet) {
            return;
        }
        if (held.isPresent()) {
            held.get().add(sentence);
        } else {
            complain(sentence);
        }
    }

    /** Complains of bad input; remarks that wait for the work are not said, as there will be none. */
    public synchronized void refuse(String sentence) {
        held = Optional.empty();
        complain(sentence);
    }

    /** One error line with the program's prefix: short, without control characters. */
    public void complain(String sentence) {
        err.println(Printable.line(MARK + sentence, LONGEST));
        err.flush();
    }

    /** Prints results: any number of lines, in which what does not print is written as an escape. */
    void print(String results) {
        releaseRemarks();
        out.print(Printable.lines(results));
    }
}

package xnorsim.cli.io;

import java.io.IOException;
import java.nio.file.Path;
import xnorsim.base.InputException;
import xnorsim.base.LockedFile;

/** Keeps two long runs from writing the same file: a lock on a file beside it, which is removed at the end. */
public final class OutputLock implements AutoCloseable {
    private final Path output;
    private final LockedFile beside;

    private OutputLock(Path output, LockedFile beside) {
        this.output = output;
        this.beside = beside;
    }

    /**
     * Takes the lock.
     *
     * @throws InputException if another run has it, or the folder cannot be written
     */
    public static OutputLock of(String option, Path output) {
        try {
            LockedFile beside = LockedFile.open(output.resolveSibling(output.getFileName() + ".lock"))
                    .orElseThrow(() -> new InputException(option + " is " + output
                            + ", in use by another run; choose another name or wait for that run"));
            return new OutputLock(output, beside);
        } catch (IOException e) {
            throw InputException.unwritable(output, e);
        }
    }

    @Override
    public void close() {
        try {
            beside.delete();
        } catch (IOException e) {
            throw InputException.unwritable(output, e);
        }
    }
}

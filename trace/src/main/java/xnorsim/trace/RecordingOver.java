package xnorsim.trace;

/**
 * Thrown out of a simulation by a watcher that has seen all it wanted, where it was asked to end the run then. Not an
 * error: whoever started the run catches it and throws the simulation away.
 */
public final class RecordingOver extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Makes the signal to stop; it carries no stack trace. */
    public RecordingOver() {
        super("nothing more is to be recorded", null, false, false);
    }
}

package xnorsim.cli.io;

/** What the process ends with. */
public final class ExitCode {
    /** All done, and nothing differs. */
    public static final int OK = 0;
    /** The simulation differs from the reference model, or the run failed. */
    public static final int DIFFERENCE = 1;
    /** Bad input or usage. */
    public static final int BAD_INPUT = 2;

    private ExitCode() {}
}

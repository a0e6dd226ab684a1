package xnorsim.cli;

/** What the process ends with. */
final class ExitCode {
    /** All done, and nothing differs. */
    static final int OK = 0;
    /** The simulation differs from the reference model, or the run failed. */
    static final int DIFFERENCE = 1;
    /** Bad input or usage. */
    static final int BAD_INPUT = 2;

    private ExitCode() {}
}

package xnorsim.network;

/**
 * What becomes of the membrane of a neuron that fires.
 *
 * @param hard false for the paper's reset, eq. (6): theta is taken off, what exceeded it stays; true to set the membrane to a
 *        fixed value, whatever it was
 * @param to that value, in units of the normalized sums as theta is; finite, and 0 for the paper's reset
 */
public record Reset(boolean hard, double to) {
    /** Theta is taken off. */
    public static final Reset SOFT = new Reset(false, 0);

    public Reset {
        if (!Double.isFinite(to) || (!hard && to != 0)) {
            throw InputException.wrongValue("reset", "reset_to", to, hard ? "a finite number" : "0 for a soft reset");
        }
    }

    /** The membrane is set to {@code to}. */
    public static Reset hard(double to) {
        return new Reset(true, to);
    }

    /** The name in files, {@code soft} or {@code hard}. */
    public String key() {
        return hard ? "hard" : "soft";
    }
}

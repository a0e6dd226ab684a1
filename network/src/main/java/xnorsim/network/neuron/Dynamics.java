package xnorsim.network.neuron;

import xnorsim.base.InputException;

/**
 * What the neurons of a layer do besides integrating.
 *
 * @param leak  what membranes lose in a time step, before the sum is added
 * @param fires when a neuron fires
 * @param reset reset of a neuron that fires
 */
public record Dynamics(Leak leak, Firing fires, Reset reset) {
    /** The paper's neuron: no leak, fires above the threshold, soft reset. */
    public static final Dynamics PLAIN = of(Reset.SOFT);

    /** Without leak, firing above the threshold. */
    public static Dynamics of(Reset reset) {
        return new Dynamics(Leak.NONE, Firing.ABOVE, reset);
    }

    /** The same leak and firing with another reset. */
    public Dynamics with(Reset other) {
        return new Dynamics(leak, fires, other);
    }

    /** Whether membranes lose something. */
    public boolean leaks() {
        return !leak.equals(Leak.NONE);
    }

    /** Whether a membrane equal to the threshold fires. */
    public boolean firesAtThreshold() {
        return fires == Firing.AT;
    }

    /**
     * Refuses a layer that leaks or fires at its threshold.
     *
     * @param where the layer, for the message
     * @param what  feature that does not support it, in a user's words
     */
    public void requirePlain(String where, String what) {
        if (leaks()) {
            throw InputException.wrongValue(where, "leak", leak.shown(), "none: " + what
                    + " does not support leaky units");
        }
        if (firesAtThreshold()) {
            throw InputException.wrongValue(where, "fires", fires.key(), Firing.ABOVE.key() + ": " + what
                    + " does not support units that fire at their threshold");
        }
    }
}

package xnorsim.network.neuron;

import java.util.Locale;

/** When a neuron fires. */
public enum Firing {
    /** Where its membrane exceeds the threshold, eq. (6). */
    ABOVE,
    /** Also where its membrane equals the threshold. */
    AT;

    /** As files and options have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package xnorsim.cost;

import java.util.Locale;

/** How a figure came into a technology table. */
public enum Status {
    /** Read in the source that is named. */
    READ,
    /** Computed from figures that were read, as the source says. */
    COMPUTED,
    /** From memory, or a choice within a range known from memory: to be verified before anyone relies on it. */
    MEMORY;

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

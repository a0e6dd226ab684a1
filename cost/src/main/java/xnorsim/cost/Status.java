package xnorsim.cost;

import java.util.Locale;

/** Origin of a figure of a technology table. */
public enum Status {
    /** Read in the source that is named. */
    READ,
    /** Computed from figures that were read, as the source says. */
    COMPUTED,
    /** From memory, or chosen within a range known from memory; verify before use. */
    MEMORY;

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package xnorsim.cost;

import java.util.Locale;

/** How a technology converts a row sum into a code if the architecture does not specify it. */
public enum Sense {
    /** Successive approximation. */
    SAR,
    /** One comparator for each boundary between two codes. */
    FLASH,
    /** Time-based sensing: the row's delay is measured. */
    TIME,
    /** The row sum is already digital, as in digital arrays. */
    NONE;

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

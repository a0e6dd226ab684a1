package xnorsim.cost;

import java.util.Locale;

/** How a technology turns a row's value into a code where the architecture does not say. */
public enum Sense {
    /** Successive approximation. */
    SAR,
    /** One comparator for each boundary between two codes. */
    FLASH,
    /** The time a row takes is measured. */
    TIME,
    /** The row's value is a number already, as in digital arrays. */
    NONE;

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

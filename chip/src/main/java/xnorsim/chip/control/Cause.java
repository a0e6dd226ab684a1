package xnorsim.chip.control;

import java.util.Locale;

/**
 * What a layer does in a cycle, exactly one of these (priority: docs/timing.md). The order is that of the codes in a
 * waveform.
 */
public enum Cause {
    /** Waits for spikes that another layer has not computed yet, or has nothing left to do. */
    INPUT,
    /** Waits until all readers are done with the output bank it would overwrite. */
    BANK,
    /** Its input is computed but waits for the spike bus or is in flight on it. */
    BUS,
    /** Waits for another layer to release shared subarrays. */
    ARRAYS,
    /** Its weights are written into subarrays. */
    WRITING,
    /** Works on a time step. */
    BUSY;

    /** Number of causes. */
    public static final int COUNT = values().length;

    /** The name in tables and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

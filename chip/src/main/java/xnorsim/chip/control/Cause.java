package xnorsim.chip.control;

import java.util.Locale;

/**
 * What a layer does in a cycle, exactly one of these; docs/timing.md says which where several would fit. The order is
 * that of the codes in a waveform.
 */
public enum Cause {
    /** Waits for spikes that another layer has still to compute, or has nothing left to do. */
    INPUT,
    /** Waits for the readers of the output bank that it would overwrite. */
    BANK,
    /** Its input is computed and still waits for the spike bus, or travels on it. */
    BUS,
    /** Waits for another layer to leave the subarrays that the two share. */
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

package xnorsim.network.reference;

/** What happens when a membrane exceeds its range. */
public enum OutOfRange {
    /** The run stops. */
    ERROR,
    /** After integration the membrane is clamped: u' = clamp(u + dot * 2^F - bias_q). */
    SATURATE
}

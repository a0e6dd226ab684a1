package xnorsim.chip.macro;

/**
 * Result of a single subarray.
 *
 * @param spikes    V x T x N of 0 and 1
 * @param membranes V x T x N, after reset, in units of 2^-F
 * @param dots      V x T x N, the integrated codes
 * @param cycles    clock cycles from leaving IDLE to returning to IDLE
 */
public record MacroResult(byte[] spikes, long[] membranes, int[] dots, long cycles) {}

package xnorsim.chip.macro;

/**
 * What a single subarray did.
 *
 * @param spikes    V x T x N of 0 and 1
 * @param membranes V x T x N, after reset, in units of 2^-F
 * @param dots      V x T x N, the codes that were integrated
 * @param cycles    clock cycles from leaving IDLE to being IDLE again
 */
public record MacroResult(byte[] spikes, long[] membranes, int[] dots, long cycles) {}

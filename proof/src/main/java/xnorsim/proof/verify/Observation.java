package xnorsim.proof.verify;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What hardware under test did with a case.
 *
 * @param spikes    V x T x N
 * @param membranes V x T x N after reset
 * @param dots      V x T x N
 * @param cycles    clock cycles, where it ran in one piece
 * @param stopped   why it ended before the end, with nothing else to read
 */
record Observation(byte[] spikes, long[] membranes, int[] dots, OptionalLong cycles, Optional<String> stopped) {
    static Observation stopped(String why) {
        return new Observation(new byte[0], new long[0], new int[0], OptionalLong.empty(), Optional.of(why));
    }
}

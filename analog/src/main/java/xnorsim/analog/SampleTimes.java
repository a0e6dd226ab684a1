package xnorsim.analog;

import java.util.List;

/**
 * When the slots of a pass are evaluated and sampled, picoseconds of the simulated clock.
 *
 * @param evaluatedFromPs for each slot the edge at which EVAL begins
 * @param bufferedPs      for each slot its BUFFER edge
 */
public record SampleTimes(List<Long> evaluatedFromPs, List<Long> bufferedPs) {

    /** Checks the order. */
    public SampleTimes {
        evaluatedFromPs = List.copyOf(evaluatedFromPs);
        bufferedPs = List.copyOf(bufferedPs);
        long last = 0;
        for (int slot = 0; slot < bufferedPs.size(); slot++) {
            if (evaluatedFromPs.get(slot) < last || bufferedPs.get(slot) <= evaluatedFromPs.get(slot)) {
                throw new IllegalArgumentException("slots that overlap: " + evaluatedFromPs + ", " + bufferedPs);
            }
            last = bufferedPs.get(slot);
        }
    }

    /** Slots, 1 or 2. */
    public int slots() {
        return bufferedPs.size();
    }

    /** From the first sampling to the last one. */
    public long holdPs() {
        return bufferedPs.getLast() - bufferedPs.getFirst();
    }
}

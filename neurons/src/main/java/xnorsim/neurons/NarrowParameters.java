package xnorsim.neurons;

import java.util.Arrays;

/**
 * {@link UnitParameters} in 32 bits, for membranes that always fit 32 bits.
 *
 * @param bias      per unit
 * @param threshold per unit, at most the largest int, which no membrane exceeds
 * @param above     per unit, the largest membrane that does not fire
 * @param resetTo   per unit for a hard reset, else empty
 * @param shift     a dot counts 2^shift units
 */
record NarrowParameters(int[] bias, int[] threshold, int[] above, int[] resetTo, int shift) {

    static NarrowParameters of(UnitParameters p) {
        int[] threshold = clamped(p.threshold());
        return new NarrowParameters(Arrays.stream(p.bias()).mapToInt(Math::toIntExact).toArray(), threshold,
                p.firesAtThreshold() ? clamped(p.above()) : threshold,
                Arrays.stream(p.resetTo()).mapToInt(Math::toIntExact).toArray(), p.shift());
    }

    private static int[] clamped(long[] limits) {
        return Arrays.stream(limits).mapToInt(limit -> (int) Math.min(limit, Integer.MAX_VALUE)).toArray();
    }

    /** As {@link UnitParameters#firesAtThreshold}. */
    boolean firesAtThreshold() {
        return !Arrays.equals(above, threshold);
    }

    boolean hardReset() {
        return resetTo.length != 0;
    }
}

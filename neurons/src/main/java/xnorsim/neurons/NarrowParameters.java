package xnorsim.neurons;

import java.util.Arrays;

/**
 * {@link UnitParameters} in 32 bits, for membranes that always fit 32 bits.
 *
 * @param bias      per unit
 * @param threshold per unit, at most the largest int, which no membrane exceeds
 * @param resetTo   per unit for a hard reset, else empty
 * @param shift     a dot counts 2^shift units
 */
record NarrowParameters(int[] bias, int[] threshold, int[] resetTo, int shift) {

    static NarrowParameters of(UnitParameters p) {
        return new NarrowParameters(Arrays.stream(p.bias()).mapToInt(Math::toIntExact).toArray(),
                Arrays.stream(p.threshold()).mapToInt(t -> (int) Math.min(t, Integer.MAX_VALUE)).toArray(),
                Arrays.stream(p.resetTo()).mapToInt(Math::toIntExact).toArray(), p.shift());
    }

    boolean hardReset() {
        return resetTo.length != 0;
    }
}

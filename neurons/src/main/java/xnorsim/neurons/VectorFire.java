package xnorsim.neurons;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernel on the Vector API: a lane a unit, the comparison's mask as spike bits. */
final class VectorFire implements FireKernel {

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void fire(long[] membranes, long[] thresholds, long[] spikes) {
        for (int k = 0; k < spikes.length; k++) {
            int end = Math.min(membranes.length, (k + 1) << 6);
            long word = 0;
            int i = k << 6;
            for (; i <= end - LANES; i += LANES) {
                LongVector membrane = LongVector.fromArray(SPECIES, membranes, i);
                LongVector threshold = LongVector.fromArray(SPECIES, thresholds, i);
                VectorMask<Long> fired = membrane.compare(VectorOperators.GT, threshold);
                membrane.sub(threshold, fired).intoArray(membranes, i);
                word |= fired.toLong() << i;
            }
            spikes[k] = word | ScalarFire.fireWord(membranes, thresholds, i, end);
        }
    }
}

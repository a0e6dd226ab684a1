package xnorsim.neurons;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API: one lane per unit, comparison masks as spike bits. Units that fire above their
 * threshold load it once.
 */
final class VectorFire implements FireKernel {

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Integer> NARROW = IntVector.SPECIES_PREFERRED;
    private static final int NARROW_LANES = NARROW.length();
    private static final VectorSpecies<Integer> HALF = VectorSpecies.of(int.class,
            VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

    @Override
    public void fire(UnitParameters parameters, long[] membranes, long[] spikes) {
        long[] thresholds = parameters.threshold();
        long[] above = parameters.above();
        long[] resetTo = parameters.resetTo();
        boolean hard = parameters.hardReset();
        boolean strict = !parameters.firesAtThreshold();
        for (int k = 0; k < spikes.length; k++) {
            int end = Math.min(membranes.length, (k + 1) << 6);
            long word = 0;
            int i = k << 6;
            for (; i <= end - LANES; i += LANES) {
                LongVector membrane = LongVector.fromArray(SPECIES, membranes, i);
                LongVector limit = LongVector.fromArray(SPECIES, above, i);
                VectorMask<Long> fired = membrane.compare(VectorOperators.GT, limit);
                if (hard) {
                    LongVector.fromArray(SPECIES, resetTo, i).intoArray(membranes, i, fired);
                } else if (strict) {
                    membrane.sub(limit, fired).intoArray(membranes, i);
                } else {
                    membrane.sub(LongVector.fromArray(SPECIES, thresholds, i), fired).intoArray(membranes, i);
                }
                word |= fired.toLong() << i;
            }
            spikes[k] = word | ScalarFire.fireWord(parameters, membranes, i, end);
        }
    }

    @Override
    public int integrateAndFire(UnitParameters parameters, long[] memory, int at, int[] dot, int from, long[] spikes) {
        long[] biases = parameters.bias();
        long[] thresholds = parameters.threshold();
        long[] above = parameters.above();
        long[] resetTo = parameters.resetTo();
        boolean hard = parameters.hardReset();
        boolean strict = !parameters.firesAtThreshold();
        int shift = parameters.shift();
        int spare = 64 - parameters.membraneBits();
        int whole = SPECIES.loopBound(biases.length);
        long word = 0;
        int i = 0;
        for (; i < whole; i += LANES) {
            LongVector drive = (LongVector) IntVector.fromArray(HALF, dot, from + i)
                    .convertShape(VectorOperators.I2L, SPECIES, 0);
            LongVector after = LongVector.fromArray(SPECIES, memory, at + i)
                    .add(drive.lanewise(VectorOperators.LSHL, shift)).sub(LongVector.fromArray(SPECIES, biases, i));
            LongVector held = after.lanewise(VectorOperators.LSHL, spare).lanewise(VectorOperators.ASHR, spare);
            if (held.compare(VectorOperators.NE, after).anyTrue()) {
                break;
            }
            LongVector limit = LongVector.fromArray(SPECIES, above, i);
            VectorMask<Long> fired = after.compare(VectorOperators.GT, limit);
            if (hard) {
                after.blend(LongVector.fromArray(SPECIES, resetTo, i), fired).intoArray(memory, at + i);
            } else if (strict) {
                after.sub(limit, fired).intoArray(memory, at + i);
            } else {
                after.sub(LongVector.fromArray(SPECIES, thresholds, i), fired).intoArray(memory, at + i);
            }
            word |= fired.toLong() << i;
            if ((i + LANES & 63) == 0) {
                spikes[i >> 6] = word;
                word = 0;
            }
        }
        for (int k = i >> 6; k < spikes.length; k++) {
            spikes[k] = word;
            word = 0;
        }
        return ScalarFire.serve(parameters, memory, at, dot, from, spikes, i);
    }

    @Override
    public void integrateAndFire(NarrowParameters parameters, int[] memory, int at, int[] dot, int from,
            long[] spikes) {
        int[] biases = parameters.bias();
        int[] thresholds = parameters.threshold();
        int[] above = parameters.above();
        int[] resetTo = parameters.resetTo();
        boolean hard = parameters.hardReset();
        boolean strict = !parameters.firesAtThreshold();
        int shift = parameters.shift();
        int whole = NARROW.loopBound(biases.length);
        long word = 0;
        int i = 0;
        for (; i < whole; i += NARROW_LANES) {
            IntVector after = IntVector.fromArray(NARROW, dot, from + i).lanewise(VectorOperators.LSHL, shift)
                    .add(IntVector.fromArray(NARROW, memory, at + i)).sub(IntVector.fromArray(NARROW, biases, i));
            IntVector limit = IntVector.fromArray(NARROW, above, i);
            VectorMask<Integer> fired = after.compare(VectorOperators.GT, limit);
            if (hard) {
                after.blend(IntVector.fromArray(NARROW, resetTo, i), fired).intoArray(memory, at + i);
            } else if (strict) {
                after.sub(limit, fired).intoArray(memory, at + i);
            } else {
                after.sub(IntVector.fromArray(NARROW, thresholds, i), fired).intoArray(memory, at + i);
            }
            word |= fired.toLong() << i;
            if ((i + NARROW_LANES & 63) == 0) {
                spikes[i >> 6] = word;
                word = 0;
            }
        }
        for (int k = i >> 6; k < spikes.length; k++) {
            spikes[k] = word;
            word = 0;
        }
        ScalarFire.serve(parameters, memory, at, dot, from, spikes, i);
    }
}

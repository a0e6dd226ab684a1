package xnorsim.proof.verify;

import java.math.BigInteger;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.SubarrayCase;

/**
 * A subarray in exact arithmetic, in the closed form of the certificate: with S the sum of the dots so far and k the
 * spikes so far, the membrane is S - t*b - k*theta; once with the parameters rounded to F bits, once with them as they
 * are.
 */
final class ExactSubarray {
    private final SubarrayCase given;
    private final int[] dots;
    private final byte[] fixedSpikes;
    private final BigInteger[] fixedMembranes;
    private final byte[] realSpikes;

    ExactSubarray(SubarrayCase given) {
        this.given = given;
        int results = given.input().samples() * given.architecture().timeSteps() * given.architecture().rows();
        dots = new int[results];
        fixedSpikes = new byte[results];
        fixedMembranes = new BigInteger[results];
        realSpikes = new byte[results];
        for (int v = 0; v < given.input().samples(); v++) {
            dots(v);
            for (FiringRow row : given.rows()) {
                fixed(v, row);
                real(v, row);
            }
        }
    }

    /** dot = slots * M1 + the sum of w * o, with weights -1 and +1. */
    private void dots(int v) {
        for (int t = 0; t < given.architecture().timeSteps(); t++) {
            for (int i = 0; i < given.architecture().rows(); i++) {
                byte[] weights = given.weights(i);
                int dot = given.architecture().slots() * given.zeros(i);
                for (int slot = 0; slot < given.architecture().slots(); slot++) {
                    byte[] vector = given.vector(v, t, slot);
                    for (int j = 0; j < vector.length; j++) {
                        dot += (weights[j] == 0 ? -1 : 1) * vector[j];
                    }
                }
                dots[given.at(v, t, i)] = dot;
            }
        }
    }

    private void fixed(int v, FiringRow row) {
        int fraction = given.architecture().fractionBits();
        Parameters held = row.rounded(fraction).orElseThrow();
        long sum = 0;
        int fired = 0;
        for (int t = 1; t <= given.architecture().timeSteps(); t++) {
            int at = given.at(v, t - 1, row.index());
            sum += dots[at];
            BigInteger taken = held.bias().multiply(BigInteger.valueOf(t))
                    .add(held.threshold().multiply(BigInteger.valueOf(fired)));
            BigInteger membrane = BigInteger.valueOf(sum).shiftLeft(fraction).subtract(taken);
            boolean fires = membrane.compareTo(held.threshold()) > 0;
            fired += fires ? 1 : 0;
            fixedSpikes[at] = (byte) (fires ? 1 : 0);
            fixedMembranes[at] = fires ? membrane.subtract(held.threshold()) : membrane;
        }
    }

    private void real(int v, FiringRow row) {
        long sum = 0;
        int fired = 0;
        for (int t = 1; t <= given.architecture().timeSteps(); t++) {
            int at = given.at(v, t - 1, row.index());
            sum += dots[at];
            BigInteger floor = row.bias().times(t).plus(row.threshold().times(fired + 1L)).floor();
            boolean fires = BigInteger.valueOf(sum).compareTo(floor) > 0;
            fired += fires ? 1 : 0;
            realSpikes[at] = (byte) (fires ? 1 : 0);
        }
    }

    int dot(int at) {
        return dots[at];
    }

    byte fixedSpike(int at) {
        return fixedSpikes[at];
    }

    /** Two's complement of 64 bits; a membrane of a sound subarray has no more. */
    long fixedMembrane(int at) {
        return fixedMembranes[at].longValue();
    }

    byte realSpike(int at) {
        return realSpikes[at];
    }
}

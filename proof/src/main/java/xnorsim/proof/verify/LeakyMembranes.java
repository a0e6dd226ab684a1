package xnorsim.proof.verify;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import xnorsim.proof.certificate.LayerCertificate;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.Rational;

/**
 * Membranes of a leaky layer in exact arithmetic, step by step: with a leak they are no sums of their inputs. Index of
 * all arrays [position][channel].
 */
final class LeakyMembranes {
    private final List<FiringRow> rows;
    private final List<LayerCertificate.Row> held;
    private final int shift;
    private final BigInteger[][] membranes;
    /** Of the real-valued equations; empty if these do not decide. */
    private final Rational[][] real;

    /**
     * All 0.
     *
     * @param held  parameters in fixed point, of which a unit is 2^-shift of a unit of the sums
     * @param real  whether decisions are those of the real-valued equations
     */
    LeakyMembranes(List<FiringRow> rows, List<LayerCertificate.Row> held, int shift, boolean real, int positions) {
        this.rows = rows;
        this.held = held;
        this.shift = shift;
        this.membranes = new BigInteger[positions][held.size()];
        this.real = new Rational[real ? positions : 0][held.size()];
        for (BigInteger[] position : membranes) {
            Arrays.fill(position, BigInteger.ZERO);
        }
        for (Rational[] position : this.real) {
            Arrays.fill(position, Rational.ZERO);
        }
    }

    /** A time step that adds a sum; whether the neuron fires. */
    boolean fires(int position, int channel, long sum) {
        FiringRow row = rows.get(channel);
        LayerCertificate.Row own = held.get(channel);
        BigInteger u = row.leak().of(membranes[position][channel]).add(BigInteger.valueOf(sum).shiftLeft(shift))
                .subtract(own.bias());
        boolean fires = real.length == 0
                ? u.compareTo(row.silent(own.threshold())) > 0
                : reallyFires(row, real[position], channel, sum);
        if (fires) {
            u = row.reset().isPresent() ? own.reset() : u.subtract(own.threshold());
        }
        membranes[position][channel] = u;
        return fires;
    }

    private static boolean reallyFires(FiringRow row, Rational[] membranes, int channel, long sum) {
        Rational u = membranes[channel].times(row.leak().beta()).plus(Rational.of(sum)).minus(row.bias());
        boolean fires = u.compareTo(row.threshold()) >= (row.firesAt() ? 0 : 1);
        membranes[channel] = fires ? row.reset().orElse(u.minus(row.threshold())) : u;
        return fires;
    }

    long membrane(int position, int channel) {
        return membranes[position][channel].longValueExact();
    }
}

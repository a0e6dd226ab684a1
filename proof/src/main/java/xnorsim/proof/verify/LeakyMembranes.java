package xnorsim.proof.verify;

import java.math.BigInteger;
import java.util.List;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Leak;
import xnorsim.proof.certificate.LayerCertificate;

/**
 * Membranes of a leaky layer in exact arithmetic, step by step: with a leak they are no sums of their inputs. Index of
 * all arrays [position][channel].
 */
final class LeakyMembranes {
    private final Dynamics dynamics;
    private final List<LayerCertificate.Row> held;
    private final BigInteger[][] membranes;

    /** All 0. */
    LeakyMembranes(Dynamics dynamics, List<LayerCertificate.Row> held, int positions) {
        this.dynamics = dynamics;
        this.held = held;
        this.membranes = new BigInteger[positions][held.size()];
        for (BigInteger[] position : membranes) {
            java.util.Arrays.fill(position, BigInteger.ZERO);
        }
    }

    /** A time step that adds a sum, in units of 2^-F; whether the neuron fires. */
    boolean fires(int position, int channel, BigInteger sum) {
        LayerCertificate.Row row = held.get(channel);
        BigInteger u = leaked(membranes[position][channel]).add(sum).subtract(row.bias());
        boolean fires = u.compareTo(row.threshold()) >= (dynamics.firesAtThreshold() ? 0 : 1);
        if (fires) {
            u = dynamics.reset().hard() ? row.reset() : u.subtract(row.threshold());
        }
        membranes[position][channel] = u;
        return fires;
    }

    long membrane(int position, int channel) {
        return membranes[position][channel].longValueExact();
    }

    /** A shift of a BigInteger rounds towards minus infinity. */
    private BigInteger leaked(BigInteger u) {
        return switch (dynamics.leak()) {
            case Leak.None _ -> u;
            case Leak.Shift shift -> u.subtract(u.shiftRight(shift.by()));
            case Leak.Factor factor -> u.multiply(BigInteger.valueOf(factor.code()))
                    .add(BigInteger.ONE.shiftLeft(factor.bits() - 1)).shiftRight(factor.bits());
        };
    }
}

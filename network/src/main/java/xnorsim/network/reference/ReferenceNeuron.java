package xnorsim.network.reference;

import java.util.List;
import java.util.OptionalDouble;
import xnorsim.base.Section;

/**
 * The exact rule of a neuron other than that of eqs. (6) and (7), written independently of the simulation that it
 * checks. Immutable.
 */
public interface ReferenceNeuron {
    /** Number of state variables besides the membrane; all are 0 at the start of an image. */
    int registers();

    /**
     * One time step of one neuron.
     *
     * @param state the membrane, then the registers; in fixed point the membrane is a multiple of {@link Unit#grid}
     *              that a double represents exactly, and so must be the result
     * @param drive sum of w * o minus mean, eq. (7)
     * @param unit  the neuron's parameters
     * @return whether it fires
     * @throws ArithmeticException if a membrane exceeds its range and the format asks for an error
     */
    boolean step(double[] state, double drive, Unit unit);

    /**
     * Parameters of a neuron, in the units of eq. (7).
     *
     * @param threshold theta_hat
     * @param resetTo   the membrane after a hard reset; empty for eq. (6)
     * @param grid      membranes are multiples of it: 2^-F in fixed point, 0 in real numbers
     * @param least     smallest membrane that the format holds
     * @param most      largest
     * @param saturates whether a membrane beyond them stays at the end of the range
     */
    record Unit(double threshold, OptionalDouble resetTo, double grid, double least, double most, boolean saturates) {
        /** A neuron in real numbers, without overflow, with the reset of eq. (6). */
        public static Unit real(double threshold) {
            return new Unit(threshold, OptionalDouble.empty(), 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
                    false);
        }

        /** Eq. (7) with the rule of the U bits: membrane + drive in its range. */
        public double integrate(double membrane, double drive) {
            double u = membrane + drive;
            if (u >= least && u <= most) {
                return u;
            }
            if (!saturates) {
                throw new ArithmeticException("membrane " + u + " is outside " + least + ".." + most);
            }
            return Math.clamp(u, least, most);
        }

        /** The layer's reset: theta_hat off, eq. (6), or the fixed value. */
        public double reset(double membrane) {
            return resetTo.isPresent() ? resetTo.getAsDouble() : Equations.reset(membrane, threshold);
        }
    }

    /**
     * Reads a rule by the key and the settings that the architecture file has for it. Kinds are registered as
     * services: a line in {@code META-INF/services/xnorsim.network.reference.ReferenceNeuron$Kind}, or {@code
     * provides} in a module's declaration.
     */
    interface Kind {
        /** The name in architecture files. */
        String key();

        /** The keys of its settings. */
        List<String> keys();

        /** The rule with these settings. */
        ReferenceNeuron read(Section own);
    }
}

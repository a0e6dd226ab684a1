package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import xnorsim.proof.exact.FiringRow.Parameters;

/**
 * What is certified of one layer.
 *
 * @param index        of the layer in the network
 * @param name         of the layer
 * @param fractionBits F of the parameters
 * @param membraneBits width that no membrane of the layer leaves at F fraction bits, at least 1
 * @param rows         parameters of every output channel in units of 2^-F; of the last layer, thresholds of 0 that mean
 *                     nothing
 * @param moved        rows whose parameters are not what docs/paper.md rounds to
 * @param uncertified  of every row that no parameters were found for, a decision that rounding gets wrong
 * @param oneBitLess   with one fraction bit less, a decision that rounding gets wrong in a row that has no parameters
 *                     there
 * @param smallest     whether every smaller F was refuted for all parameters, not only for those that were tried
 */
public record LayerCertificate(int index, String name, int fractionBits, int membraneBits, List<Row> rows, int moved,
        List<Divergence> uncertified, Optional<Divergence> oneBitLess, boolean smallest) {

    /**
     * Parameters of an output channel.
     *
     * @param bias      bias_q
     * @param threshold theta_q
     * @param reset     what a hard reset sets the membrane to; 0 where the layer resets softly
     */
    public record Row(BigInteger bias, BigInteger threshold, BigInteger reset) {
        /** Of a layer that resets softly. */
        public Row(BigInteger bias, BigInteger threshold) {
            this(bias, threshold, BigInteger.ZERO);
        }

        public static Row of(Parameters parameters) {
            return new Row(parameters.bias(), parameters.threshold(), parameters.reset());
        }
    }

    public LayerCertificate {
        rows = List.copyOf(rows);
        uncertified = List.copyOf(uncertified);
    }

    /** Whether the layer decides as the real-valued equations do, on every input. */
    public boolean isCertified() {
        return uncertified.isEmpty();
    }
}

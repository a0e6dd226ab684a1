package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.Rational;

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
 * @param arguments    how each row was decided; empty if the certificate was read from a file
 * @param uncertified  of every row that no parameters were found for, a decision that rounding gets wrong
 * @param undecided    rows that leak and may or may not spike alike
 * @param oneBitLess   with one fraction bit less, a decision that rounding gets wrong in a row that has no parameters
 *                     there
 * @param smallest     whether every smaller F was refuted for all parameters, not only for those that were tried
 */
public record LayerCertificate(int index, String name, int fractionBits, int membraneBits, List<Row> rows, int moved,
        List<Argument> arguments, List<Divergence> uncertified, List<Undecided> undecided,
        Optional<Divergence> oneBitLess, boolean smallest) {

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

    /** How it was decided whether a row spikes alike on every input. */
    public enum Argument {
        /** By the sums that some input brings to a decision: all of them, exactly. */
        SUMS("sums"),
        /** Leaky: by trying every input. */
        INPUTS("every input"),
        /** Leaky: by the error of the membrane, which is smaller than the distance of any sum from the threshold. */
        ERROR("error bound"),
        /** Last layer: by the order of the classes. */
        ORDER("order of classes"),
        /** Not at all. */
        NONE("none");

        private final String shown;

        Argument(String shown) {
            this.shown = shown;
        }

        /** Readable form. */
        public String shown() {
            return shown;
        }
    }

    /**
     * A leaky row that is neither certified nor refuted.
     *
     * @param row      output channel
     * @param t        time step, from 1, in which a decision may differ
     * @param distance of the membrane from the threshold that a sum may have there, not more than the error; none if
     *                 too many sequences of spikes would have to be told apart
     * @param error    largest error of this distance in all time steps, as long as spikes are alike: a decision can
     *                 differ only where the membrane of the real-valued equations is at most this far from its
     *                 threshold. Both in units of the sums
     */
    public record Undecided(int row, int t, Optional<Rational> distance, Rational error) {}

    public LayerCertificate {
        rows = List.copyOf(rows);
        arguments = List.copyOf(arguments);
        undecided = List.copyOf(undecided);
        uncertified = List.copyOf(uncertified);
    }

    /** What a file claims of a layer: without data known only to the search. */
    static LayerCertificate claimed(int index, String name, int fractionBits, int membraneBits, List<Row> rows) {
        return new LayerCertificate(index, name, fractionBits, membraneBits, rows, 0, List.of(), List.of(), List.of(),
                Optional.empty(), false);
    }

    /** Whether the layer decides as the real-valued equations do, on every input. */
    public boolean isCertified() {
        return uncertified.isEmpty() && undecided.isEmpty();
    }
}

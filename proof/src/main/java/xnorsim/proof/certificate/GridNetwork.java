package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.neuron.Reset;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.exact.FiringRow;

/**
 * A network in which every mean and every threshold is what a certificate says: multiples of 2^-F, which hardware of
 * that many fraction bits, or of more, holds exactly.
 */
public final class GridNetwork {
    /** Smaller than any number that rounds to something. */
    private static final double NEXT_TO_NOTHING = 0x1p-100;
    /** A reset is reached by a quotient and a product, each with a rounding; so much is left for the grid. */
    private static final int MAX_RESET_BITS = Double.PRECISION - 4;

    private final Network network;
    private final Certificate certificate;

    private GridNetwork(Network network, Certificate certificate) {
        this.network = network;
        this.certificate = certificate;
    }

    /**
     * The network with the parameters of its certificate.
     *
     * @throws InputException if one of them needs more than the 53 bits of a double
     */
    public static Network of(Network network, Certificate certificate) {
        return new GridNetwork(network, certificate).network();
    }

    private Network network() {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            LayerCertificate certified = certificate.layers().get(l);
            layers.add(switch (network.layers().get(l)) {
                case FirstLayer first -> new FirstLayer(first.name(), first.geometry(), first.weights(),
                        normalization(first.normalization(), certified, new long[certified.rows().size()]), 1,
                        first.pool(), first.coding(), dynamics(first, certified));
                case BinaryLayer binary -> new BinaryLayer(binary.name(), binary.geometry(), binary.weights(),
                        ones(certified.rows().size()),
                        normalization(binary.normalization(), certified, offsets(binary)), 1, binary.residual(),
                        binary.pool(), dynamics(binary, certified));
                case LastLayer last -> new LastLayer(last.name(), last.geometry(), last.weights(),
                        biases(certified));
            });
        }
        return new Network(network.name(), network.input(), network.timeSteps(), layers);
    }

    private static long[] offsets(BinaryLayer layer) {
        return FiringRow.of(layer).stream().mapToLong(row -> row.rounding().offset()).toArray();
    }

    /**
     * With alpha = 1, theta = 1, no shift and gains of 1 and -1, the mean is mu times the gain and the threshold sigma.
     */
    private static Normalization normalization(Normalization former, LayerCertificate certified, long[] offsets) {
        int channels = certified.rows().size();
        double[] mu = new double[channels];
        double[] sigma = new double[channels];
        double[] gain = new double[channels];
        for (int i = 0; i < channels; i++) {
            LayerCertificate.Row row = certified.rows().get(i);
            BigInteger mean = row.bias().subtract(BigInteger.valueOf(offsets[i]).shiftLeft(certified.fractionBits()));
            gain[i] = Math.signum(former.gain()[i]);
            mu[i] = gain[i] * exact(certified, mean);
            sigma[i] = sigma(certified, row);
        }
        return new Normalization(mu, sigma, gain, new double[channels]);
    }

    private static double sigma(LayerCertificate certified, LayerCertificate.Row row) {
        return Math.max(exact(certified, row.threshold()), NEXT_TO_NOTHING);
    }

    /**
     * What sigma, which is the threshold, is multiplied with to be the reset: it rounds to the certificate's on any
     * grid that holds it.
     */
    private static Dynamics dynamics(SpikingLayer layer, LayerCertificate certified) {
        if (!layer.reset().hard()) {
            return layer.dynamics();
        }
        return layer.dynamics().with(Reset.hard(certified.rows().stream()
                .map(row -> exact(certified, row.reset(), MAX_RESET_BITS) / sigma(certified, row)).toList()));
    }

    private static double[] biases(LayerCertificate certified) {
        return certified.rows().stream().mapToDouble(row -> exact(certified, row.bias())).toArray();
    }

    private static double exact(LayerCertificate certified, BigInteger value) {
        return exact(certified, value, Double.PRECISION);
    }

    private static double exact(LayerCertificate certified, BigInteger value, int mostBits) {
        if (value.bitLength() > mostBits) {
            throw new InputException("layer " + certified.name() + ": a parameter of " + value + " * 2^-"
                    + certified.fractionBits() + " needs more than " + mostBits
                    + " bits, expected smaller parameters");
        }
        return Math.scalb(value.doubleValue(), -certified.fractionBits());
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}

package xnorsim.nir;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import xnorsim.base.InputException;
import xnorsim.network.FixedWeights;

/** Real numbers brought to the hardware's weights. */
final class Weights {
    private Weights() {}

    /**
     * Weights of a binarized layer.
     *
     * @param bits  1 for +alpha, 0 for -alpha
     * @param alpha one an output channel, above 0
     */
    // Arrays: passed on at once; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Binary(byte[] bits, double[] alpha) {}

    /** Fixed point with the fewest bits that hold all weights exactly, or 16 and the nearest codes. */
    static FixedWeights fixed(Connection connection, List<Imported.Note> notes) {
        double[] weights = connection.weights();
        for (int fraction = 0; fraction <= FixedWeights.MAX_FRACTION_BITS; fraction++) {
            long most = 0;
            boolean exact = true;
            for (int i = 0; exact && i < weights.length; i++) {
                double code = Math.scalb(weights[i], fraction);
                exact = code == Math.rint(code) && Math.abs(code) < 1 << (FixedWeights.MAX_BITS - 1);
                most = Math.max(most, (long) (code < 0 ? -code - 1 : code));
            }
            if (exact) {
                int[] codes = new int[weights.length];
                int shift = fraction;
                Arrays.setAll(codes, i -> (int) Math.scalb(weights[i], shift));
                int bits = Math.max(2, Long.SIZE + 1 - Long.numberOfLeadingZeros(most));
                return new FixedWeights(bits, fraction, codes);
            }
        }
        FixedWeights nearest;
        try {
            nearest = FixedWeights.nearest(FixedWeights.MAX_BITS, weights);
        } catch (InputException e) {
            throw e.in(connection.where());
        }
        double error = 0;
        for (int i = 0; i < weights.length; i++) {
            error = Math.max(error, Math.abs(weights[i] - nearest.value(i)));
        }
        notes.add(new Imported.Note(connection.where().replaceAll("^node | \\(.*$", ""), "rounded",
                String.format(Locale.ROOT, "weights to %d bits, %d of them fraction bits: by %.3g at most",
                        nearest.bits(), nearest.fractionBits(), error)));
        return nearest;
    }

    /** Whether every output channel's weights are -a and +a. */
    static boolean areBinary(Connection connection) {
        for (int c = 0; c < connection.outputs(); c++) {
            if (!isBinary(channel(connection, c))) {
                return false;
            }
        }
        return true;
    }

    private static double[] channel(Connection connection, int channel) {
        int fanIn = connection.weights().length / connection.outputs();
        return Arrays.copyOfRange(connection.weights(), channel * fanIn, (channel + 1) * fanIn);
    }

    private static boolean isBinary(double[] weights) {
        return weights[0] != 0
                && Arrays.stream(weights).allMatch(weight -> Math.abs(weight) == Math.abs(weights[0]));
    }

    /** Bits and alpha; if there are more values, the signs and the mean magnitude, if requested. */
    static Binary binary(Connection connection, ImportOptions options, List<Imported.Note> notes) {
        double[] weights = connection.weights();
        int fanIn = weights.length / connection.outputs();
        byte[] bits = new byte[weights.length];
        double[] alpha = new double[connection.outputs()];
        int replaced = 0;
        double error = 0;
        double power = 0;
        for (int c = 0; c < alpha.length; c++) {
            double[] channel = channel(connection, c);
            alpha[c] = Math.abs(channel[0]);
            if (!isBinary(channel)) {
                alpha[c] = replacement(connection, options, c, channel);
                replaced++;
            }
            for (int k = 0; k < fanIn; k++) {
                boolean positive = channel[k] >= 0;
                bits[c * fanIn + k] = (byte) (positive ? 1 : 0);
                double difference = channel[k] - (positive ? alpha[c] : -alpha[c]);
                error += difference * difference;
                power += channel[k] * channel[k];
            }
        }
        if (replaced > 0) {
            notes.add(new Imported.Note(connection.where().replaceAll("^node | \\(.*$", ""), "rounded",
                    String.format(Locale.ROOT,
                            "weights of %d of %d channels binarized to sign times mean magnitude: an error of %.1f %%",
                            replaced, alpha.length, 100 * Math.sqrt(error / power))));
        }
        return new Binary(bits, alpha);
    }

    private static double replacement(Connection connection, ImportOptions options, int channel, double[] weights) {
        double mean = Arrays.stream(weights).map(Math::abs).average().orElse(0);
        if (!options.signs() || mean == 0) {
            long values = Arrays.stream(weights).distinct().count();
            boolean helps = IntStream.range(0, connection.outputs())
                    .allMatch(c -> Arrays.stream(channel(connection, c)).anyMatch(weight -> weight != 0));
            throw new InputException(
                    connection.where() + ": the weights of output channel " + channel + " have " + values
                            + " distinct values, expected -a and +a"
                            + (helps ? "; --binarize sign uses their signs" : " with a above 0"));
        }
        return mean;
    }
}

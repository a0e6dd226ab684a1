package xnorsim.chip.layout;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.FixedPoint;

/** The membranes that a hard reset leaves, scaled like the threshold. */
public final class ResetMembranes {
    private ResetMembranes() {}

    /**
     * Membranes of a layer, one a channel, in units of 2^-fractionBits; none with a soft reset.
     *
     * @param alpha scale of the weights, per channel
     * @throws InputException if a membrane of that width does not hold one
     */
    static long[] of(SpikingLayer layer, double[] alpha, int fractionBits, int membraneBits) {
        if (!layer.reset().hard()) {
            return new long[0];
        }
        long[] resets = new long[layer.normalization().channels()];
        for (int i = 0; i < resets.length; i++) {
            double folded = folded(layer, alpha, i);
            OptionalLong rounded = FixedPoint.membrane(folded, fractionBits, membraneBits);
            if (rounded.isEmpty()) {
                BigDecimal most = new BigDecimal(BigInteger.ONE.shiftLeft(membraneBits - 1));
                BigDecimal unit = new BigDecimal(Math.scalb(1.0, -fractionBits));
                throw InputException.wrongValue("layer " + layer.name(), "reset_to of channel " + i + ", folded,",
                        folded, "a number of " + decimal(most.negate().multiply(unit)) + ".."
                                + decimal(most.subtract(BigDecimal.ONE).multiply(unit))
                                + ", which a membrane of "
                                + membraneBits + " bits with " + fractionBits + " fraction bits holds");
            }
            resets[i] = rounded.getAsLong();
        }
        return resets;
    }

    /**
     * The least width, within a range, of the membranes beside the arrays that holds all resets of a network.
     *
     * @param least narrowest width, in bits
     * @param most  widest width, in bits
     * @return empty if the widest does not hold them
     */
    public static Optional<Integer> bits(Network network, int fractionBits, int least, int most) {
        int bits = least;
        for (BinaryLayer layer : network.layers().stream().filter(BinaryLayer.class::isInstance)
                .map(BinaryLayer.class::cast).filter(one -> one.reset().hard()).toList()) {
            for (int i = 0; i < layer.normalization().channels(); i++) {
                double folded = folded(layer, layer.alpha(), i);
                while (bits <= most && FixedPoint.membrane(folded, fractionBits, bits).isEmpty()) {
                    bits++;
                }
            }
        }
        return Optional.of(bits).filter(found -> found <= most);
    }

    private static double folded(SpikingLayer layer, double[] alpha, int i) {
        return layer.normalization().sigma()[i] * layer.reset().to(i)
                / (alpha[i] * Math.abs(layer.normalization().gain()[i]));
    }

    private static String decimal(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}

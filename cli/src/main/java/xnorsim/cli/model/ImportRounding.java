package xnorsim.cli.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;
import xnorsim.nir.Imported;
import xnorsim.proof.exact.Rational;

/**
 * Rounding in a run of an imported network: biases, thresholds and hard resets of eq. (7) with the default fraction
 * bits.
 */
public final class ImportRounding {
    private ImportRounding() {}

    /** A note for each layer of which something is rounded. */
    public static List<Imported.Note> notes(Network network) {
        Architecture architecture = ArchitectureFile.none().architecture();
        List<Imported.Note> notes = new ArrayList<>();
        for (Layer layer : network.layers()) {
            int bits = Math.max(architecture.fractionBits(), sumFractionBits(layer));
            double change = held(layer).filter(value -> Double.isFinite(value.folded))
                    .mapToDouble(value -> value.change(bits)).max().orElse(0);
            if (change > 0) {
                notes.add(new Imported.Note(layer.name(), "rounded", text(layer, bits, change)
                        + "auto in the architecture file is exact if `xnorsim certify` finds a certificate"));
            }
        }
        return notes;
    }

    private static String text(Layer layer, int bits, double change) {
        String what = layer instanceof LastLayer ? "biases" : "biases and thresholds";
        return String.format(Locale.ROOT,
                "%s: rounded to %d fraction bits by default, error up to %.2g; fraction_bits: ",
                what, bits, change);
    }

    /**
     * A parameter of a neuron.
     *
     * @param folded value in double before rounding
     * @param exact  as the real-valued equations have it
     */
    private record Held(double folded, Rational exact) {
        /** The error of rounding to this many fraction bits; the double itself may be rounded, too. */
        double change(int bits) {
            double rounded = Math.scalb(Math.rint(Math.scalb(folded, bits)), -bits);
            return Math.abs(Rational.of(rounded).minus(exact).approximately());
        }
    }

    /** Digital layers have at least as many fraction bits as their sums. */
    private static int sumFractionBits(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> first.sumFractionBits();
            case LastLayer last -> last.weights().fractionBits();
            case BinaryLayer _ -> 0;
        };
    }

    private static Stream<Held> held(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> folded(first, 1);
            case LastLayer last -> Arrays.stream(last.bias()).mapToObj(bias -> new Held(bias, Rational.of(bias)));
            case BinaryLayer binary -> folded(binary, binary.alpha());
        };
    }

    private static Stream<Held> folded(SpikingLayer layer, double... alpha) {
        Normalization n = layer.normalization();
        Stream.Builder<Held> values = Stream.builder();
        for (int c = 0; c < n.channels(); c++) {
            double a = alpha[alpha.length == 1 ? 0 : c];
            double scale = a * Math.abs(n.gain()[c]);
            Rational exactScale = Rational.of(a).times(Rational.of(n.gain()[c]).magnitude());
            values.add(new Held(n.mu()[c] / a - n.shift()[c] * n.sigma()[c] / (a * n.gain()[c]),
                    Rational.of(n.mu()[c]).dividedBy(Rational.of(a)).minus(Rational.of(n.shift()[c])
                            .times(Rational.of(n.sigma()[c]))
                            .dividedBy(Rational.of(a).times(Rational.of(n.gain()[c]))))));
            for (double level : new double[]{layer.theta(), layer.reset().to(c)}) {
                values.add(new Held(n.sigma()[c] * level / scale,
                        Rational.of(n.sigma()[c]).times(Rational.of(level)).dividedBy(exactScale)));
            }
        }
        return values.build();
    }
}

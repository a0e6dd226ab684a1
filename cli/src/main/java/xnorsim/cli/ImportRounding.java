package xnorsim.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import xnorsim.chip.Architecture;
import xnorsim.chip.ArchitectureFile;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;
import xnorsim.nir.Imported;

/**
 * What a run of an imported network rounds: biases, thresholds and hard resets as the units hold them, eq. (7), with the
 * fraction bits of an architecture that says nothing about them.
 */
final class ImportRounding {
    private ImportRounding() {}

    /** A note for each layer of which something is rounded. */
    static List<Imported.Note> notes(Network network) {
        Architecture architecture = ArchitectureFile.none().architecture();
        List<Imported.Note> notes = new ArrayList<>();
        for (Layer layer : network.layers()) {
            int bits = Math.max(architecture.fractionBits(), sumFractionBits(layer));
            double change = held(layer).filter(Double::isFinite).map(value -> Math.abs(rounded(value, bits) - value))
                    .max().orElse(0);
            if (change > 0) {
                notes.add(new Imported.Note(layer.name(), "rounded", text(layer, bits, change)));
            }
        }
        return notes;
    }

    private static String text(Layer layer, int bits, double change) {
        String what = layer instanceof LastLayer ? "biases" : "biases and thresholds";
        return String.format(Locale.ROOT,
                "%s: to %d fraction bits in a run by default, by up to %.2g; fraction_bits: auto in the architecture file"
                        + " decides as the real numbers do, where `xnorsim certify` finds a certificate",
                what, bits, change);
    }

    private static double rounded(double value, int bits) {
        return Math.scalb(Math.rint(Math.scalb(value, bits)), -bits);
    }

    /** Digital layers have at least as many bits behind the point as their sums. */
    private static int sumFractionBits(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> first.sumFractionBits();
            case LastLayer last -> last.weights().fractionBits();
            case BinaryLayer _ -> 0;
        };
    }

    private static DoubleStream held(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> folded(first, 1);
            case LastLayer last -> Arrays.stream(last.bias());
            case BinaryLayer binary -> folded(binary, binary.alpha());
        };
    }

    private static DoubleStream folded(SpikingLayer layer, double... alpha) {
        Normalization n = layer.normalization();
        DoubleStream.Builder values = DoubleStream.builder();
        for (int c = 0; c < n.channels(); c++) {
            double a = alpha[alpha.length == 1 ? 0 : c];
            double scale = n.sigma()[c] / (a * Math.abs(n.gain()[c]));
            values.add(n.mu()[c] / a - n.shift()[c] * n.sigma()[c] / (a * n.gain()[c]));
            values.add(scale * layer.theta());
            values.add(layer.reset().hard() ? scale * layer.reset().to(c) : 0);
        }
        return values.build();
    }
}

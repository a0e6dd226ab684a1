package xnorsim.proof.certificate;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xnorsim.chip.layout.Mapping;

/**
 * A network whose fixed point gives the spikes of the real-valued equations for every input of up to this many time
 * steps.
 *
 * @param network      name of the network
 * @param timeSteps    T; shorter inputs are covered as well
 * @param layers       every layer, the first and the last one included
 * @param fractionBits F that holds the parameters of every layer
 * @param membraneBits U that no membrane beside an array leaves at F fraction bits, at least 8
 */
public record Certificate(String network, int timeSteps, List<LayerCertificate> layers, int fractionBits,
        int membraneBits) {
    static final int FEWEST_MEMBRANE_BITS = 8;
    static final int MAX_MEMBRANE_BITS = 64;

    public Certificate {
        layers = List.copyOf(layers);
    }

    /** Whether every layer is certified and the registers hold every value. */
    public boolean isCertified() {
        return problem().isEmpty();
    }

    /** Why the network is not certified, in words; nothing if it is. */
    public Optional<String> problem() {
        return layers.stream().filter(layer -> !layer.isCertified()).findFirst().map(this::undecided)
                .or(() -> layers.stream().filter(layer -> widthOnTheChip(layer) > mostBits(layer)).findFirst()
                        .map(this::tooWide));
    }

    private String undecided(LayerCertificate layer) {
        int rows = layer.uncertified().size();
        if (rows == 0) {
            return unknown(layer);
        }
        return "with " + layer.fractionBits() + " fraction bits, layer " + layer.name() + " differs from the"
                + " real-valued equations in " + rows + (rows == 1 ? " row" : " rows") + ", on some input";
    }

    private static String unknown(LayerCertificate layer) {
        int rows = layer.undecided().size();
        LayerCertificate.Undecided first = layer.undecided().getFirst();
        double error = layer.undecided().stream().map(LayerCertificate.Undecided::error)
                .max(Comparator.naturalOrder()).orElseThrow().approximately();
        return String.format(Locale.ROOT, "with %d fraction bits, layer %s leaks and may differ from the real-valued"
                + " equations in %d %s: its membranes are off by up to %.2g, %s", layer.fractionBits(), layer.name(),
                rows, rows == 1 ? "row" : "rows", error, first.distance()
                        .map(distance -> String.format(Locale.ROOT,
                                "and in row %d a sum may come as close as %.2g to the threshold in step %d",
                                first.row(), distance.approximately(), first.t()))
                        .orElse("and row " + first.row() + " has more than " + LeakyRow.MAX_HISTORIES
                                + " sequences of spikes up to step " + first.t()));
    }

    private String tooWide(LayerCertificate layer) {
        String asking = layers.stream().max(Comparator.comparingInt(this::asked))
                .filter(other -> other.index() != layer.index() && asked(other) > layer.fractionBits())
                .map(other -> ", which layer " + other.name() + " requires,").orElse("");
        return "every row is certified, but with " + fractionBits + " fraction bits" + asking + " layer " + layer.name()
                + " needs " + widthOnTheChip(layer) + "-bit membranes, but at most " + mostBits(layer)
                + " are supported";
    }

    /** Fraction bits that a layer requires of the chip; a digital layer always has those of its own sums. */
    private int asked(LayerCertificate layer) {
        return layer.fractionBits() <= fractionBits ? layer.fractionBits() : 0;
    }

    private int widthOnTheChip(LayerCertificate layer) {
        return layer.membraneBits() + Math.max(0, fractionBits - layer.fractionBits());
    }

    private int mostBits(LayerCertificate layer) {
        boolean digital = layer.index() == 0 || layer.index() == layers.size() - 1;
        return digital ? Mapping.DIGITAL_MEMBRANE_BITS : MAX_MEMBRANE_BITS;
    }
}

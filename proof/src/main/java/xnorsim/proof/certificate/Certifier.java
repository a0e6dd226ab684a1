package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import xnorsim.base.InputException;
import xnorsim.base.Workers;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;

/**
 * Makes certificates. A membrane is a whole number S, the sum of what the inputs have added, less multiples of the
 * row's parameters, so that a row's decisions depend on whole numbers alone; {@link Reach} says which of them matter,
 * {@link RowSearch} looks for fixed-point parameters that give the same ones. Membranes that leak are no such sums;
 * {@link LeakyRow} bounds how far they are off.
 */
public final class Certifier {
    /** Maximum number of time steps of a certificate. */
    public static final int MAX_TIME_STEPS = 256;

    /** More fraction bits are not tried. */
    public static final int MAX_FRACTION_BITS = 32;

    private final Network network;
    private final int timeSteps;
    private final OptionalInt fractionBits;

    /**
     * What to certify.
     *
     * @param timeSteps    T, 1..256
     * @param fractionBits the F to certify; without it the smallest one of every layer is looked for
     * @throws InputException if T or F is out of range
     */
    public Certifier(Network network, int timeSteps, OptionalInt fractionBits) {
        if (timeSteps < 1 || timeSteps > MAX_TIME_STEPS) {
            throw new InputException("time_steps of a certificate is " + timeSteps + ", expected 1.." + MAX_TIME_STEPS
                    + "; fraction_bits as a number instead of auto needs no certificate");
        }
        if (fractionBits.isPresent() && (fractionBits.getAsInt() < 0 || fractionBits.getAsInt() > MAX_FRACTION_BITS)) {
            throw InputException.wrongValue("certificate", "fraction_bits", fractionBits.getAsInt(),
                    "0.." + MAX_FRACTION_BITS);
        }
        this.network = network;
        this.timeSteps = timeSteps;
        this.fractionBits = fractionBits;
    }

    /** A network with its own number of time steps and the smallest number of fraction bits. */
    public static Certificate certify(Network network) {
        return new Certifier(network, network.timeSteps(), OptionalInt.empty()).certificate();
    }

    /** What docs/paper.md rounds a row's parameters to. */
    public static LayerCertificate.Row rounded(SpikingLayer layer, int row, int fractionBits) {
        return LayerCertificate.Row.of(RowSearch.nearest(FiringRow.of(layer).get(row), fractionBits));
    }

    /** Decides every row of every layer. */
    public Certificate certificate() {
        SortedMap<Integer, LayerCertificate> decided = new TreeMap<>();
        List<LeakyLayer> leaky = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            switch (network.layers().get(l)) {
                case SpikingLayer spiking when spiking.dynamics().leaks() ->
                    leaky.add(new LeakyLayer(l, spiking, timeSteps));
                case SpikingLayer spiking -> decided.put(l, spiking(l, spiking));
                case LastLayer last -> decided.put(l, last(l, last));
            }
        }
        int fraction = fractionBits.orElse(0);
        for (LayerCertificate layer : decided.values()) {
            // A digital layer keeps its weights' fraction bits in any case.
            if (layer.fractionBits() > gridBits(network.layers().get(layer.index()))) {
                fraction = Math.max(fraction, layer.fractionBits());
            }
        }
        if (!leaky.isEmpty()) {
            int from = fraction;
            int chip = LeakyLayer.fractionBits(leaky, from,
                    fractionBits.isPresent() ? from : Math.max(from, MAX_FRACTION_BITS));
            leaky.forEach(layer -> decided.put(layer.index(), layer.certificate(chip, from)));
            fraction = chip;
        }
        List<LayerCertificate> layers = List.copyOf(decided.values());
        int width = Certificate.FEWEST_MEMBRANE_BITS;
        for (LayerCertificate layer : layers.subList(1, layers.size() - 1)) {
            width = Math.max(width, layer.membraneBits() + fraction - layer.fractionBits());
        }
        return new Certificate(network.name(), timeSteps, layers, fraction, width);
    }

    /** Fraction bits of the grid on which a layer's sums lie. */
    public static int gridBits(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> first.sumFractionBits();
            case BinaryLayer binary -> 0;
            case LastLayer last -> last.weights().fractionBits();
        };
    }

    private int leastFractionBits(Layer layer) {
        return Math.max(fractionBits.orElse(0), gridBits(layer));
    }

    private LayerCertificate spiking(int index, SpikingLayer layer) {
        List<FiringRow> rows = FiringRow.of(layer);
        int from = leastFractionBits(layer);
        RowSearch[] searches = new RowSearch[rows.size()];
        OptionalInt[] smallest = new OptionalInt[rows.size()];
        Workers.map(searches.length, i -> {
            searches[i] = new RowSearch(Reach.of(rows.get(i), timeSteps), timeSteps);
            smallest[i] = fractionBits.isPresent()
                    ? OptionalInt.of(from).stream().filter(f -> searches[i].parameters(f).isPresent()).findFirst()
                    : searches[i].smallestFractionBits(from);
            return i;
        });
        int worst = 0;
        for (int i = 1; i < smallest.length; i++) {
            worst = smallest[i].orElse(-1) > smallest[worst].orElse(-1) ? i : worst;
        }
        int fraction = smallest[worst].orElse(fractionBits.isPresent() ? from : Math.max(from, MAX_FRACTION_BITS));
        return layer(index, layer, searches, smallest, worst, fraction);
    }

    private LayerCertificate layer(int index, SpikingLayer layer, RowSearch[] searches, OptionalInt[] smallest,
            int worst, int fraction) {
        List<LayerCertificate.Row> rows = new ArrayList<>();
        List<LayerCertificate.Argument> arguments = new ArrayList<>();
        List<Divergence> uncertified = new ArrayList<>();
        int moved = 0;
        int width = 1;
        boolean exhaustive = true;
        for (int i = 0; i < searches.length; i++) {
            int row = i;
            Parameters rounded = searches[i].nearest(fraction);
            Parameters parameters = smallest[i].isPresent() ? parameters(searches[i], smallest[i], fraction) : rounded;
            if (smallest[i].isEmpty()) {
                Divergence divergence = searches[i].reach().firstDivergence(rounded, fraction)
                        .orElseThrow(() -> tooLarge(layer, row, rounded, fraction));
                uncertified.add(divergence);
            }
            arguments.add(smallest[i].isEmpty() ? LayerCertificate.Argument.NONE : LayerCertificate.Argument.SUMS);
            moved += parameters.equals(rounded) ? 0 : 1;
            width = Math.max(width, searches[i].reach().membraneBits(parameters, fraction));
            rows.add(LayerCertificate.Row.of(parameters));
            exhaustive &= smallest[i].orElse(0) < fraction || searches[i].isExhaustive();
        }
        int from = leastFractionBits(layer);
        Optional<Divergence> less = uncertified.isEmpty() && fraction > from
                ? searches[worst].reach().firstDivergence(searches[worst].nearest(fraction - 1), fraction - 1)
                : Optional.empty();
        return new LayerCertificate(index, layer.name(), fraction, width, rows, moved, arguments, uncertified,
                List.of(),
                less, exhaustive);
    }

    /** Rounding decides alike, but no hardware holds the rounded numbers. */
    static InputException tooLarge(SpikingLayer layer, int row, Parameters rounded, int fraction) {
        return InputException.wrongValue("layer " + layer.name(), "row " + row,
                "a bias of about 2^" + Math.max(0, rounded.bias().bitLength() - fraction)
                        + " and a threshold of about 2^"
                        + Math.max(0, rounded.threshold().bitLength() - fraction),
                "numbers below 2^" + (RowSearch.MAX_BITS - fraction) + ", which with " + fraction
                        + " fraction bits take " + RowSearch.MAX_BITS + " bits");
    }

    /** Parameters at the layer's F; those of the row's own smallest F can be used there too, padded with zeros. */
    private static Parameters parameters(RowSearch search, OptionalInt smallest, int fraction) {
        return search.rounded(fraction).orElseGet(() -> search.parameters(fraction).orElseGet(
                () -> search.parameters(smallest.getAsInt()).orElseThrow().scaled(fraction - smallest.getAsInt())));
    }

    private LayerCertificate last(int index, LastLayer layer) {
        ClassOrder order = new ClassOrder(layer, timeSteps);
        int fraction = leastFractionBits(layer);
        int most = fractionBits.isPresent() ? fraction : Math.max(fraction, MAX_FRACTION_BITS);
        List<BigInteger> biases = order.rounded(fraction);
        List<Divergence> wrong = order.divergences(biases, fraction);
        while (fraction < most && !wrong.isEmpty()) {
            fraction++;
            biases = order.rounded(fraction);
            wrong = order.divergences(biases, fraction);
        }
        List<LayerCertificate.Row> rows = biases.stream().map(bias -> new LayerCertificate.Row(bias, BigInteger.ZERO))
                .toList();
        LayerCertificate.Argument[] arguments = new LayerCertificate.Argument[rows.size()];
        Arrays.fill(arguments, LayerCertificate.Argument.ORDER);
        wrong.forEach(divergence -> arguments[divergence.row()] = LayerCertificate.Argument.NONE);
        return new LayerCertificate(index, layer.name(), fraction, order.membraneBits(biases, fraction), rows, 0,
                List.of(arguments), wrong, List.of(), Optional.empty(), false);
    }
}

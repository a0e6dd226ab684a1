package xnorsim.proof.certificate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import xnorsim.base.Workers;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;

/**
 * A layer that leaks. A leak rounds membranes, and otherwise with more fraction bits: such a layer is certified for the
 * number that the chip has, with parameters that are rounded to nearest.
 */
final class LeakyLayer {
    /** Rows that a counterexample is looked for in; the others stay undecided. */
    private static final int SEARCHED_ROWS = 32;

    private final int index;
    private final SpikingLayer layer;
    private final List<FiringRow> rows;
    private final List<LeakyRow> leaky;
    private final Map<Integer, Boolean> alike = new HashMap<>();

    LeakyLayer(int index, SpikingLayer layer, int timeSteps) {
        this.index = index;
        this.layer = layer;
        this.rows = FiringRow.of(layer);
        this.leaky = rows.stream().map(row -> new LeakyRow(row, timeSteps)).toList();
    }

    /** The smallest number of the chip's fraction bits, from..most, that certifies all layers; most if none does. */
    static int fractionBits(List<LeakyLayer> layers, int from, int most) {
        for (int bits = from; bits < most; bits++) {
            int fraction = bits;
            if (layers.stream().allMatch(layer -> layer.isAlike(layer.ownFractionBits(fraction)))) {
                return bits;
            }
        }
        return most;
    }

    int index() {
        return index;
    }

    /** A digital layer has at least the fraction bits of its sums. */
    private int ownFractionBits(int chip) {
        return Math.max(chip, Certifier.gridBits(layer));
    }

    private boolean isAlike(int fractionBits) {
        return alike.computeIfAbsent(fractionBits, this::everyRowIsAlike);
    }

    private boolean everyRowIsAlike(int fractionBits) {
        AtomicBoolean open = new AtomicBoolean();
        Workers.map(rows.size(), i -> {
            if (!open.get()) {
                Parameters parameters = RowSearch.nearest(rows.get(i), fractionBits);
                if (parameters.bitLength() > RowSearch.MAX_BITS
                        || !(leaky.get(i).verdict(parameters, fractionBits) instanceof LeakyRow.Verdict.Alike)) {
                    open.set(true);
                }
            }
            return i;
        });
        return !open.get();
    }

    /**
     * What is certified with this number of fraction bits of the chip.
     *
     * @param from smallest number that was tried
     * @throws xnorsim.base.InputException if no hardware holds the parameters
     */
    LayerCertificate certificate(int chip, int from) {
        int fraction = ownFractionBits(chip);
        List<Parameters> parameters = rows.stream().map(row -> held(row, fraction)).toList();
        List<LeakyRow.Verdict> verdicts = verdicts(parameters, fraction);
        List<LayerCertificate.Argument> arguments = new ArrayList<>();
        List<Divergence> wrong = new ArrayList<>();
        List<LayerCertificate.Undecided> undecided = new ArrayList<>();
        int width = 1;
        for (int i = 0; i < rows.size(); i++) {
            switch (verdicts.get(i)) {
                case LeakyRow.Verdict.Alike(LayerCertificate.Argument argument, int bits) -> {
                    arguments.add(argument);
                    width = Math.max(width, bits);
                    continue;
                }
                case LeakyRow.Verdict.Differs(Divergence divergence) -> wrong.add(divergence);
                case LeakyRow.Verdict.Open(LayerCertificate.Undecided open) -> undecided.add(open);
            }
            arguments.add(LayerCertificate.Argument.NONE);
            width = Math.max(width, leaky.get(i).membraneBits(parameters.get(i), fraction));
        }
        boolean certified = wrong.isEmpty() && undecided.isEmpty();
        Optional<Divergence> less = certified && fraction > ownFractionBits(from)
                ? firstDivergence(fraction - 1)
                : Optional.empty();
        return new LayerCertificate(index, layer.name(), fraction, width,
                parameters.stream().map(LayerCertificate.Row::of).toList(), 0, arguments, wrong, undecided, less,
                false);
    }

    private Parameters held(FiringRow row, int fraction) {
        Parameters parameters = RowSearch.nearest(row, fraction);
        if (parameters.bitLength() > RowSearch.MAX_BITS) {
            throw Certifier.tooLarge(layer, row.index(), parameters, fraction);
        }
        return parameters;
    }

    /** Of the rows that stay open, the first ones are searched for a counterexample. */
    private List<LeakyRow.Verdict> verdicts(List<Parameters> parameters, int fraction) {
        List<LeakyRow.Verdict> verdicts = new ArrayList<>(
                Workers.map(rows.size(), i -> leaky.get(i).verdict(parameters.get(i), fraction)));
        int[] open = IntStream.range(0, rows.size())
                .filter(i -> verdicts.get(i) instanceof LeakyRow.Verdict.Open).limit(SEARCHED_ROWS).toArray();
        List<Optional<Divergence>> found = Workers.map(open.length,
                n -> leaky.get(open[n]).counterexample(parameters.get(open[n]), fraction));
        for (int n = 0; n < open.length; n++) {
            int i = open[n];
            found.get(n).ifPresent(divergence -> verdicts.set(i, new LeakyRow.Verdict.Differs(divergence)));
        }
        return verdicts;
    }

    private Optional<Divergence> firstDivergence(int fraction) {
        for (int i = 0; i < Math.min(rows.size(), SEARCHED_ROWS); i++) {
            Optional<Divergence> found = leaky.get(i).counterexample(RowSearch.nearest(rows.get(i), fraction),
                    fraction);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}

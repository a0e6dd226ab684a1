package xnorsim.cli.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Table;
import xnorsim.cli.run.RunReport;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.certificate.Certificate;
import xnorsim.proof.certificate.Certifier;
import xnorsim.proof.certificate.Divergence;
import xnorsim.proof.certificate.LayerCertificate;
import xnorsim.proof.certificate.Replay;
import xnorsim.proof.exact.Rational;

/**
 * What {@code xnorsim certify} says.
 *
 * @param network     the network
 * @param model       its file
 * @param certificate what was found
 * @param examples    decisions that too few bits get wrong
 * @param seconds     wall-clock time of the search
 */
record CertifyReport(Network network, Path model, Certificate certificate, List<Example> examples, double seconds) {
    private static final int MAX_EXAMPLES_OF_A_LAYER = 3;

    /**
     * A wrong decision.
     *
     * @param layer        in which
     * @param fractionBits F of the parameters that decide wrong
     * @param divergence   the decision
     * @param replay       its simulation, for layers on arrays
     */
    record Example(LayerCertificate layer, int fractionBits, Divergence divergence, Optional<Replay> replay) {}

    static CertifyReport of(Network network, Path model, Certificate certificate, double seconds) {
        List<Example> examples = new ArrayList<>();
        for (LayerCertificate layer : certificate.layers()) {
            Layer shape = network.layers().get(layer.index());
            layer.uncertified().stream().limit(MAX_EXAMPLES_OF_A_LAYER)
                    .forEach(d -> examples.add(example(shape, layer, d, layer.fractionBits())));
            layer.oneBitLess().ifPresent(d -> examples.add(example(shape, layer, d, layer.fractionBits() - 1)));
        }
        return new CertifyReport(network, model, certificate, examples, seconds);
    }

    private static Example example(Layer layer, LayerCertificate certified, Divergence divergence, int fractionBits) {
        Optional<Replay> replay = layer instanceof SpikingLayer spiking
                ? Replay.of(spiking, divergence, Certifier.rounded(spiking, divergence.row(), fractionBits),
                        fractionBits)
                : Optional.empty();
        return new Example(certified, fractionBits, divergence, replay);
    }

    /** One JSON object. */
    String toJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network.name());
        values.put("time_steps", certificate.timeSteps());
        values.put("certified", certificate.isCertified());
        values.put("problem", certificate.problem());
        values.put("fraction_bits", certificate.fractionBits());
        values.put("membrane_bits", certificate.membraneBits());
        values.put("layers", certificate.layers().stream().map(CertifyReport::values).toList());
        values.put("counterexamples", examples.stream().map(CertifyReport::values).toList());
        values.put("undecided", certificate.layers().stream().flatMap(CertifyReport::undecided).toList());
        values.put("wall_seconds", seconds);
        return Json.object(values);
    }

    /** The result of a check as one JSON object. */
    static String checkJson(Certificate certificate, Optional<String> problem) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", certificate.network());
        values.put("time_steps", certificate.timeSteps());
        values.put("certified", problem.isEmpty());
        values.put("fraction_bits", certificate.fractionBits());
        values.put("membrane_bits", certificate.membraneBits());
        values.put("problem", problem);
        return Json.object(values);
    }

    private static Map<String, Object> values(LayerCertificate layer) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", layer.name());
        values.put("rows", layer.rows().size());
        values.put("rows_certified", certifiedRows(layer));
        values.put("rows_refuted", layer.uncertified().size());
        values.put("rows_undecided", layer.undecided().size());
        values.put("arguments", arguments(layer));
        values.put("rows_not_rounded_to_nearest", layer.moved());
        values.put("fraction_bits", layer.fractionBits());
        values.put("membrane_bits", layer.membraneBits());
        values.put("fewer_bits_refuted", layer.smallest());
        return values;
    }

    private static int certifiedRows(LayerCertificate layer) {
        return layer.rows().size() - layer.uncertified().size() - layer.undecided().size();
    }

    /** Rows of a layer by the argument that certifies them. */
    private static Map<String, Integer> arguments(LayerCertificate layer) {
        Map<String, Integer> rows = new TreeMap<>();
        layer.arguments().stream().filter(argument -> argument != LayerCertificate.Argument.NONE)
                .forEach(argument -> rows.merge(argument.shown(), 1, Integer::sum));
        return rows;
    }

    private static Stream<Map<String, Object>> undecided(LayerCertificate layer) {
        return layer.undecided().stream().limit(MAX_EXAMPLES_OF_A_LAYER).map(row -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("layer", layer.name());
            values.put("fraction_bits", layer.fractionBits());
            values.put("row", row.row());
            values.put("t", row.t());
            values.put("distance", row.distance().map(Rational::approximately));
            values.put("error_bound", row.error().approximately());
            return values;
        });
    }

    private static Map<String, Object> values(Example example) {
        Divergence d = example.divergence;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("layer", example.layer.name());
        values.put("fraction_bits", example.fractionBits);
        values.put("row", d.row());
        values.put("t", d.t());
        values.put("k", d.k());
        values.put("sum", d.sum());
        values.put("fires", d.fires());
        values.put("changes", d.changes());
        values.put("replayed", example.replay.map(Replay::differsInTheLastStep));
        return values;
    }

    /** A summary for people. */
    String toText() {
        Table table = new Table();
        table.row("network", String.format(Locale.ROOT, "%s, %d layers (%s)", network.name(), network.layers().size(),
                RunReport.shown(model)));
        table.row("inputs", "every input of up to " + certificate.timeSteps() + " time steps");
        table.row("certified", certificate.isCertified()
                ? String.format(Locale.ROOT, "%d fraction bits, %d-bit membranes", certificate.fractionBits(),
                        certificate.membraneBits())
                : "NO: " + certificate.problem().orElseThrow());
        table.row("time", Numbers.duration(seconds));
        StringBuilder text = new StringBuilder(table + "\n" + layersText());
        if (!examples.isEmpty()) {
            text.append('\n');
            examples.forEach(example -> text.append(sentence(example)).append('\n'));
        }
        certificate.layers().forEach(layer -> layer.undecided().stream().limit(MAX_EXAMPLES_OF_A_LAYER)
                .forEach(row -> text.append(sentence(layer, row)).append('\n')));
        return text.toString();
    }

    private static String sentence(LayerCertificate layer, LayerCertificate.Undecided row) {
        return String.format(Locale.ROOT,
                "with %d fraction bits, layer %s, row %d: undecided; spikes can differ only where the membrane is"
                        + " within %.3g of the threshold, as it may be in step %d",
                layer.fractionBits(), layer.name(), row.row(), row.error().approximately(), row.t());
    }

    private String layersText() {
        Table table = new Table(true);
        table.row("layer", "rows", "certified", "by", "not rounded to nearest", "fraction bits",
                "membrane bits");
        for (LayerCertificate layer : certificate.layers()) {
            table.row(layer.index() + " " + layer.name(), Integer.toString(layer.rows().size()),
                    Integer.toString(certifiedRows(layer)), String.join(", ", arguments(layer).keySet()),
                    Integer.toString(layer.moved()), Integer.toString(layer.fractionBits()),
                    Integer.toString(layer.membraneBits()));
        }
        return table.toString();
    }

    private String sentence(Example example) {
        Divergence d = example.divergence;
        boolean last = example.layer.index() == network.layers().size() - 1;
        String where = "with " + example.fractionBits + " fraction bits, layer " + example.layer.name() + ", row "
                + d.row() + ": ";
        if (last) {
            return where + "another class may tie after step " + d.t();
        }
        boolean leaks = network.layers().get(example.layer.index()) instanceof SpikingLayer spiking
                && spiking.dynamics().leaks();
        String replayed = example.replay.map(replay -> replay.differsInTheLastStep()
                ? "; simulated with sums " + replay.changes() + ", it does"
                : "; SIMULATED WITH SUMS " + replay.changes() + ", IT DOES NOT").orElse("; not simulated");
        return where + "in step " + d.t() + " after " + d.k() + " spikes, " + (leaks ? "adding " : "a sum of ")
                + d.sum()
                + " should "
                + (d.fires() ? "fire but does not" : "not fire but does") + replayed;
    }
}

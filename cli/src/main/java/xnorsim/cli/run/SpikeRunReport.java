package xnorsim.cli.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NeuronRow;
import xnorsim.cli.io.ReadoutEffect;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;

/**
 * What {@code xnorsim run --inputs} and {@code --save} say about a run.
 *
 * @param run       what it did
 * @param mapping   the network on its chip
 * @param certified whether the number widths are certified
 */
record SpikeRunReport(NetworkReport run, Mapping mapping, boolean certified) {
    private Network network() {
        return mapping.network();
    }

    private List<LayerReport> spiking() {
        return run.layers().subList(0, run.layers().size() - 1);
    }

    private static double rate(LayerReport layer) {
        return layer.spikeRate().orElseThrow();
    }

    /** The remarks on what was simulated. */
    List<String> remarks() {
        return RunRemarks.of(network(), spiking().stream().map(SpikeRunReport::rate).toList(), run.predictions(),
                run.labels());
    }

    private Optional<Double> accuracy() {
        return run.labels().isEmpty() ? Optional.empty() : Optional.of(run.accuracy());
    }

    /** One JSON object. */
    String toJson(List<String> remarks) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network().name());
        values.put("accuracy", accuracy());
        values.put("images", run.images());
        values.put("fraction_bits", mapping.architecture().fractionBits());
        values.put("membrane_bits", mapping.architecture().membraneBits());
        values.put("certified", certified);
        values.put("classes", run.predictions());
        values.put("cycles_per_image", run.time().cyclesPerImage());
        values.put("spikes_compared", run.comparison().spikesCompared());
        values.put("spikes_different", run.comparison().spikesDifferent());
        values.put("membranes_different", run.comparison().membranesDifferent());
        values.put("spikes_different_from_real_numbers", run.comparison().spikesDifferentReal());
        Map<String, Object> rates = new LinkedHashMap<>();
        spiking().forEach(layer -> rates.put(layer.name(), rate(layer)));
        values.put("spike_rates", rates);
        values.put("readout", ReadoutEffect.kind(mapping.architecture().readout()));
        values.put("neuron", mapping.architecture().neuron().shown());
        values.put("layers", IntStream.range(0, run.layers().size()).mapToObj(this::times).toList());
        values.put("remarks", remarks);
        return Json.object(values);
    }

    private Map<String, Object> times(int layer) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", run.layers().get(layer).name());
        values.put("starts", Arrays.stream(run.timeline().starts(layer)).boxed().toList());
        values.put("ends", Arrays.stream(run.timeline().ends(layer)).boxed().toList());
        return values;
    }

    /** A summary for people. */
    String toText() {
        Table table = new Table();
        table.row("network", network().name());
        if (certified) {
            table.row("numbers", RunReport.numbers(mapping.architecture()));
        }
        NeuronRow.add(table, mapping.architecture().neuron());
        table.row("images", String.format(Locale.ROOT, "%,d", run.images()));
        accuracy().ifPresent(share -> table.row("accuracy",
                RunReport.accuracy(Math.round(share * run.images()), run.images())));
        table.row("reference", run.comparison().spikesCompared() == 0
                ? "not compared"
                : String.format(Locale.ROOT, "%,d spikes compared, %,d differ; %,d membranes differ",
                        run.comparison().spikesCompared(), run.comparison().spikesDifferent(),
                        run.comparison().membranesDifferent()));
        if (!run.agrees() && !mapping.architecture().readout().isIdeal()) {
            table.row("", ReadoutEffect.ofDifferences(mapping.architecture().readout()));
        }
        if (run.comparison().spikesCompared() > 0) {
            ReadoutEffect.rows(table, mapping.architecture().readout(), run.comparison().spikesDifferentReal(),
                    run.comparison().spikesCompared());
        }
        table.row("time", String.format(Locale.ROOT, "%,.0f cycles an image", run.time().cyclesPerImage()));
        for (int l = 0; l < spiking().size(); l++) {
            LayerReport layer = spiking().get(l);
            table.row(l + " " + layer.name(), String.format(Locale.ROOT, "spike rate %.3f", rate(layer)));
        }
        int[] counts = new int[network().classes()];
        run.predictions().forEach(predicted -> counts[predicted]++);
        table.row("classes", Arrays.toString(counts) + " images each");
        return table.toString();
    }
}

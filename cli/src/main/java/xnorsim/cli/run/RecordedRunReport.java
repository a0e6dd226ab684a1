package xnorsim.cli.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.RecordedRun;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NeuronRow;
import xnorsim.cli.io.ReadoutEffect;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;

/**
 * What is said about a run of which everything was kept.
 *
 * @param run       that has ended
 * @param mapping   the network on its chip
 * @param certified whether the number widths are certified
 */
record RecordedRunReport(RecordedRun run, Mapping mapping, boolean certified) {
    private Network network() {
        return mapping.network();
    }

    private int spiking() {
        return network().layers().size() - 1;
    }

    /** The remarks on what was simulated. */
    List<String> remarks(Optional<int[]> labels) {
        return RunRemarks.of(network(), IntStream.range(0, spiking()).mapToObj(run::rate).toList(),
                run.kept().classes(),
                labels);
    }

    private static int right(int[] classes, int[] labels) {
        return (int) IntStream.range(0, classes.length).filter(k -> classes[k] == labels[k]).count();
    }

    /**
     * One JSON object.
     *
     * @param labels  of the images, if they are known
     * @param remarks that were made
     */
    String toJson(Optional<int[]> labels, List<String> remarks) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network().name());
        values.put("accuracy", labels.map(known -> (double) right(run.kept().classes(), known) / known.length));
        values.put("images", run.kept().classes().length);
        values.put("fraction_bits", mapping.architecture().fractionBits());
        values.put("membrane_bits", mapping.architecture().membraneBits());
        values.put("certified", certified);
        values.put("classes", Arrays.stream(run.kept().classes()).boxed().toList());
        values.put("cycles_per_image", (double) run.cycles() / run.kept().classes().length);
        values.put("spikes_compared", run.compared());
        values.put("spikes_different", run.different());
        values.put("membranes_different", run.membranesDifferent());
        values.put("spikes_different_from_real_numbers", run.differentReal());
        Map<String, Object> rates = new LinkedHashMap<>();
        for (int l = 0; l < spiking(); l++) {
            rates.put(network().layers().get(l).name(), run.rate(l));
        }
        values.put("spike_rates", rates);
        values.put("readout", ReadoutEffect.kind(mapping.architecture().readout()));
        values.put("neuron", mapping.architecture().neuron().shown());
        Timeline times = run.timeline();
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int l = 0; l < network().layers().size(); l++) {
            Map<String, Object> layer = new LinkedHashMap<>();
            layer.put("name", network().layers().get(l).name());
            layer.put("starts", Arrays.stream(times.starts(l)).boxed().toList());
            layer.put("ends", Arrays.stream(times.ends(l)).boxed().toList());
            layers.add(layer);
        }
        values.put("layers", layers);
        values.put("remarks", remarks);
        return Json.object(values);
    }

    /** A summary for people. */
    String toText(Optional<int[]> labels) {
        Table table = new Table();
        table.row("network", network().name());
        if (certified) {
            table.row("numbers", RunReport.numbers(mapping.architecture()));
        }
        NeuronRow.add(table, mapping.architecture().neuron());
        table.row("images", String.format(Locale.ROOT, "%,d", run.kept().classes().length));
        labels.ifPresent(
                known -> table.row("accuracy", RunReport.accuracy(right(run.kept().classes(), known), known.length)));
        table.row("reference", run.compared() == 0
                ? "not compared"
                : String.format(Locale.ROOT, "%,d spikes compared, %,d differ; %,d membranes differ", run.compared(),
                        run.different(), run.membranesDifferent()));
        if (!run.agrees() && !mapping.architecture().readout().isIdeal()) {
            table.row("", ReadoutEffect.ofDifferences(mapping.architecture().readout()));
        }
        if (run.compared() > 0) {
            ReadoutEffect.rows(table, mapping.architecture().readout(), run.differentReal(), run.compared());
        }
        table.row("time", String.format(Locale.ROOT, "%,.0f cycles an image",
                (double) run.cycles() / run.kept().classes().length));
        for (int l = 0; l < spiking(); l++) {
            table.row(l + " " + network().layers().get(l).name(),
                    String.format(Locale.ROOT, "spike rate %.3f", run.rate(l)));
        }
        int[] counts = new int[network().classes()];
        for (int predicted : run.kept().classes()) {
            counts[predicted]++;
        }
        table.row("classes", Arrays.toString(counts) + " images each");
        return table.toString();
    }
}

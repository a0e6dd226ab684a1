package xnorsim.cli.macro;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroComparison;
import xnorsim.chip.macro.MacroResult;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NeuronRow;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.ReadoutEffect;
import xnorsim.cli.io.Table;

/**
 * What {@code xnorsim macro} says about a run.
 *
 * @param architecture the subarray
 * @param samples      samples simulated, V
 * @param kernel       popcount kernel that was used
 * @param result       what the subarray did
 * @param seconds      wall-clock time of the simulation alone
 * @param comparison   with the reference model, unless it was left out
 */
record MacroReport(Architecture architecture, int samples, String kernel, MacroResult result, double seconds,
        Optional<MacroComparison> comparison) {

    /** One JSON object. */
    String toJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cycles", result.cycles());
        values.put("simulation_seconds", seconds);
        values.put("spikes_compared", comparison.map(MacroComparison::compared).orElse(0L));
        values.put("spikes_different", comparison.map(MacroComparison::spikesDifferent).orElse(0L));
        comparison.ifPresent(compared -> {
            values.put("membranes_different", compared.membranesDifferent());
            values.put("dots_different", compared.dotsDifferent());
            values.put("spikes_different_from_real_numbers", compared.differentFromReal());
        });
        values.put("samples", samples);
        values.put("spikes_fired", fired());
        values.put("kernel", kernel);
        values.put("readout", ReadoutEffect.kind(architecture.readout()));
        values.put("neuron", architecture.neuron().shown());
        return Json.object(values);
    }

    /** A summary for people. */
    String toText() {
        Architecture a = architecture;
        Table table = new Table();
        table.row("subarray",
                String.format(Locale.ROOT, "%d x %d, %d time steps, %d-bit membranes with %d fraction bits%s%s",
                        a.rows(), a.columns(), a.timeSteps(), a.membraneBits(), a.fractionBits(),
                        a.residual() ? ", residual" : "", a.doubleBuffered() ? ", double buffered" : ""));
        NeuronRow.add(table, a.neuron());
        table.row("samples", String.format(Locale.ROOT, "%,d", samples));
        table.row("cycles", String.format(Locale.ROOT, "%,d = %s at %s", result.cycles(),
                Numbers.duration(result.cycles() * (double) a.clockPeriodPs() * 1e-12),
                Numbers.frequency(1e12 / a.clockPeriodPs())));
        table.row("spikes", String.format(Locale.ROOT, "%,d of %,d (%.1f %%)", fired(), result.spikes().length,
                100.0 * fired() / result.spikes().length));
        comparison.ifPresentOrElse(compared -> {
            table.row("reference", compared.agrees()
                    ? String.format(Locale.ROOT, "%,d spikes and membranes compared, all equal", compared.compared())
                    : String.format(Locale.ROOT, "%s%,d spikes, %,d membranes and %,d sums of %,d%s",
                            a.readout().isIdeal() ? "DIFFERENT: " : "", compared.spikesDifferent(),
                            compared.membranesDifferent(), compared.dotsDifferent(), compared.compared(),
                            a.readout().isIdeal() ? "" : " differ"));
            if (!compared.agrees() && !a.readout().isIdeal()) {
                table.row("", ReadoutEffect.ofDifferences(a.readout()));
            }
            ReadoutEffect.rows(table, a.readout(), compared.differentFromReal(), compared.compared());
        }, () -> table.row("reference", "not compared"));
        table.row("simulation",
                String.format(Locale.ROOT, "%s on this machine, %s kernel", Numbers.duration(seconds), kernel));
        return table.toString();
    }

    private long fired() {
        long count = 0;
        for (byte spike : result.spikes()) {
            count += spike;
        }
        return count;
    }
}

package xnorsim.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.session.GateComparison;
import xnorsim.cli.io.Table;

/**
 * What is said about kinds of cells.
 *
 * @param comparison of them
 */
record GateTable(GateComparison comparison) {

    /** For a JSON report. */
    List<Map<String, Object>> values() {
        List<Map<String, Object>> values = new ArrayList<>();
        for (GateComparison.Row row : comparison.rows()) {
            Map<String, Object> kind = new LinkedHashMap<>();
            kind.put("gate", row.gate().key());
            kind.put("arrays", row.arrays());
            kind.put("cells", row.cells());
            kind.put("cycles_per_image", row.report().time().cyclesPerImage());
            kind.put("active_cells", row.activeCells());
            kind.put("spikes_compared", row.report().comparison().spikesCompared());
            kind.put("spikes_different", row.report().comparison().spikesDifferent());
            kind.put("membranes_different", row.report().comparison().membranesDifferent());
            values.add(kind);
        }
        return values;
    }

    /** For people. */
    String toText() {
        Table table = new Table(true);
        table.row("cells", "subarrays", "cells used", "cycles an image", "active cells an image", "reference");
        for (GateComparison.Row row : comparison.rows()) {
            NetworkReport r = row.report();
            String different = r.comparison().spikesCompared() == 0
                    ? "not compared"
                    : String.format(Locale.ROOT, "%,d spikes, %,d membranes differ", r.comparison().spikesDifferent(),
                            r.comparison().membranesDifferent());
            table.row(row.gate().key(), String.format(Locale.ROOT, "%,d", row.arrays()),
                    String.format(Locale.ROOT, "%,d", row.cells()),
                    String.format(Locale.ROOT, "%,.0f", r.time().cyclesPerImage()),
                    String.format(Locale.ROOT, "%,.0f", row.activeCells()), different);
        }
        return table.toString();
    }
}

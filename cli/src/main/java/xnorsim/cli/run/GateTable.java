package xnorsim.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.CellGates;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.NetworkRun;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;

/**
 * The same network and images with each kind of cells.
 *
 * @param rows one for each, in the order of the registry
 */
record GateTable(List<Row> rows) {

    /**
     * One kind of cells.
     *
     * @param gate        what a cell computes
     * @param arrays      subarrays that the network needs
     * @param cells       cells that hold a weight
     * @param report      what the run did
     * @param activeCells cells whose output is not 0, of all evaluations of an image
     */
    record Row(CellGate gate, int arrays, long cells, NetworkReport report, double activeCells) {}

    GateTable {
        rows = List.copyOf(rows);
    }

    /** Runs the kinds that {@code mapping} is not of; {@code report} is what it did, with active cells counted. */
    static GateTable of(Mapping mapping, NetworkReport report, PopcountKernel kernel, LabelledImages images,
            NetworkRun.Settings settings, Network real) {
        List<Row> rows = new ArrayList<>();
        for (CellGate gate : CellGates.registry().all()) {
            Architecture a = mapping.architecture();
            if (gate.key().equals(a.chip().gate().key())) {
                rows.add(row(gate, mapping, report));
            } else {
                Mapping other = new Mapping(mapping.network(), a.withChip(a.chip().withGate(gate)));
                rows.add(row(gate, other, new NetworkRun(other, kernel, images, settings, real).run(done -> {})));
            }
        }
        return new GateTable(rows);
    }

    private static Row row(CellGate gate, Mapping mapping, NetworkReport report) {
        long cells = 0;
        for (int l = 0; l < report.layers().size(); l++) {
            cells += mapping.cells(l);
        }
        double active = report.layers().stream().map(LayerReport::activeCells).mapToDouble(count -> count.orElse(0.0))
                .sum();
        return new Row(gate, mapping.placement().needed(), cells, report, active);
    }

    /** Whether every kind agrees with the reference model. */
    boolean agree() {
        return rows.stream()
                .allMatch(row -> row.report.spikesDifferent() == 0 && row.report.membranesDifferent() == 0);
    }

    /** For a JSON report. */
    List<Map<String, Object>> values() {
        List<Map<String, Object>> values = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> kind = new LinkedHashMap<>();
            kind.put("gate", row.gate.key());
            kind.put("arrays", row.arrays);
            kind.put("cells", row.cells);
            kind.put("cycles_per_image", row.report.cyclesPerImage());
            kind.put("active_cells", row.activeCells);
            kind.put("spikes_compared", row.report.spikesCompared());
            kind.put("spikes_different", row.report.spikesDifferent());
            kind.put("membranes_different", row.report.membranesDifferent());
            values.add(kind);
        }
        return values;
    }

    /** For people. */
    String toText() {
        Table table = new Table(true);
        table.row("cells", "subarrays", "cells used", "cycles an image", "active cells an image", "reference");
        for (Row row : rows) {
            NetworkReport r = row.report;
            String different = r.spikesCompared() == 0
                    ? "not compared"
                    : String.format(Locale.ROOT, "%,d spikes, %,d membranes differ", r.spikesDifferent(),
                            r.membranesDifferent());
            table.row(row.gate.key(), String.format(Locale.ROOT, "%,d", row.arrays),
                    String.format(Locale.ROOT, "%,d", row.cells),
                    String.format(Locale.ROOT, "%,.0f", r.cyclesPerImage()),
                    String.format(Locale.ROOT, "%,.0f", row.activeCells), different);
        }
        return table.toString();
    }
}

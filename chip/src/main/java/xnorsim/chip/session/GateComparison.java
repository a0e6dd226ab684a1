package xnorsim.chip.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.CellGates;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.network.Network;

/**
 * Comparison of gates on the same network and images.
 *
 * @param rows one per gate, in registry order
 */
public record GateComparison(List<Row> rows) {

    /**
     * One gate.
     *
     * @param gate        what a cell computes
     * @param arrays      subarrays that the network needs
     * @param cells       cells that hold a weight
     * @param report      report of the run
     * @param activeCells active cells (output not 0) over all evaluations of an image
     */
    public record Row(CellGate gate, int arrays, long cells, NetworkReport report, double activeCells) {}

    /** Copies the list. */
    public GateComparison {
        rows = List.copyOf(rows);
    }

    /**
     * Runs the other gates than that of a session.
     *
     * @param report  of the session, with active cells counted
     * @param compare the network before its parameters were put on the grid of the fixed point, to compare with; empty
     *                for no comparison
     */
    public static GateComparison of(Session session, NetworkReport report, Optional<Network> compare) {
        Mapping mapping = session.mapping();
        List<Row> rows = new ArrayList<>();
        for (CellGate gate : CellGates.registry().all()) {
            Architecture a = mapping.architecture();
            if (gate.key().equals(a.chip().gate().key())) {
                rows.add(row(gate, mapping, report));
            } else {
                Mapping other = new Mapping(mapping.network(), a.withChip(a.chip().withGate(gate)));
                Session own = session.on(other).countActiveCells(true);
                compare.ifPresent(own::compare);
                rows.add(row(gate, other, own.run()));
            }
        }
        return new GateComparison(rows);
    }

    private static Row row(CellGate gate, Mapping mapping, NetworkReport report) {
        long cells = 0;
        for (int l = 0; l < report.layers().size(); l++) {
            cells += mapping.cells(l);
        }
        double active = report.layers().stream().map(layer -> layer.work().activeCells())
                .mapToDouble(count -> count.orElse(0.0))
                .sum();
        return new Row(gate, mapping.placement().needed(), cells, report, active);
    }

    /** Whether every gate agrees with the reference model. */
    public boolean agree() {
        return rows.stream()
                .allMatch(row -> row.report.agrees());
    }
}

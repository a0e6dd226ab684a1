package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;
import xnorsim.chip.count.Event;
import xnorsim.chip.count.EventCounts;
import xnorsim.network.Leak;

/** The energy of one layer: each of its counts times what one costs. */
final class LayerEnergy {

    private final Chip chip;
    private final int layer;
    private final EventCounts counts;
    private final List<Term> terms = new ArrayList<>();

    LayerEnergy(Chip chip, int layer, EventCounts counts) {
        this.chip = chip;
        this.layer = layer;
        this.counts = counts;
    }

    List<Term> terms() {
        terms.clear();
        if (chip.mapping().isDigital(layer)) {
            lanes();
        } else {
            arrays();
        }
        neurons();
        return List.copyOf(terms);
    }

    private void add(Component component, String name, long count, String counted, UnitCost unit) {
        if (count != 0) {
            terms.add(new Term(chip.name(layer), component, name, count, counted, unit));
        }
    }

    private void add(Component component, String name, Event event, UnitCost unit) {
        add(component, name, counts.of(event), event.description(), unit);
    }

    private void arrays() {
        UnitCosts costs = chip.costs();
        int rows = chip.architecture().rows();
        Reading reading = chip.reading(layer);
        add(Component.CELLS, "cells", counts.cells() + counts.of(Event.CELLS_UNUSED), "evaluations of cells",
                costs.one(Key.CELL_EVALUATION));
        add(Component.CELLS, "active_cells", counts.activeCells(chip.architecture().chip().gate()),
                "evaluations of cells whose output is not 0", costs.activeCell());
        add(Component.CELLS, "changed_cells", Event.CELL_TOGGLES, costs.toggledCell(chip.architecture().columns()));
        add(Component.COLUMNS, "columns", Event.COLUMN_TOGGLES,
                costs.toggledColumn(rows).plus(costs.one(Key.REGISTER_BIT)));
        add(Component.COLUMNS, "latches", Event.LATCH_TOGGLES, costs.one(Key.REGISTER_BIT));
        add(Component.SAMPLING, "samplings", Event.SAMPLINGS, costs.sampling(reading));
        add(Component.CONVERSION, "conversions", Event.CONVERSIONS, costs.conversion(reading));
        add(Component.CONVERSION, "comparisons", Event.COMPARISONS, costs.one(Key.COMPARATOR));
        add(Component.TREES, "tree_additions", Event.TREE_ADDITIONS, costs.addition(chip.sumBits(layer)));
        add(Component.WRITING, "writes", Event.CELLS_WRITTEN, costs.one(Key.CELL_WRITE));
    }

    private void lanes() {
        UnitCosts costs = chip.costs();
        int weightBits = chip.weightBits(layer);
        UnitCost weight = costs.memory(weightBits, chip.weightMemoryBits(layer));
        UnitCost add = costs.addition(chip.sumBits(layer)).plus(weight);
        add(Component.LANES, "additions", Event.DIGITAL_ADDITIONS, add);
        add(Component.LANES, "multiplications", Event.DIGITAL_MULTIPLICATIONS,
                costs.product(weightBits, Chip.PIXEL_BITS).plus(add));
    }

    private void neurons() {
        UnitCosts costs = chip.costs();
        int bits = chip.membraneBits(layer);
        add(Component.UNITS, "decisions", Event.DECISIONS, costs.decision(bits));
        add(Component.UNITS, "resets", Event.SPIKES, costs.addition(bits));
        switch (chip.leak(layer)) {
            case Leak.None _ -> {
                // Costs nothing.
            }
            case Leak.Shift _ -> add(Component.UNITS, "leaks", Event.DECISIONS, costs.addition(bits));
            case Leak.Factor factor -> add(Component.UNITS, "leaks", Event.DECISIONS,
                    costs.product(bits, factor.bits()));
        }
        UnitCost membrane = costs.memory(bits, chip.membraneMemoryBits(layer));
        add(Component.MEMBRANES, "membrane_reads", Event.MEMBRANE_READS, membrane);
        add(Component.MEMBRANES, "membrane_writes", Event.MEMBRANE_WRITES, membrane);
        add(Component.BUFFERS, "spike_reads", Event.BUFFER_BITS_READ, costs.memory(1, chip.inputBufferBits(layer)));
        add(Component.BUFFERS, "spike_writes", Event.BUFFER_BITS_WRITTEN,
                costs.memory(1, Math.max(1.0, (double) chip.mapping().spikeBufferBits(layer))));
        add(Component.BUS, "bus", Event.BUS_BITS, costs.one(Key.BUS_BIT));
    }
}

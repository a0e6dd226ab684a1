package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.EventCounts;
import xnorsim.network.neuron.Leak;

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

    private void add(CostPart component, String name, long count, String counted, UnitCost unit) {
        if (count != 0) {
            terms.add(new Term(chip.name(layer), component, name, count, counted, unit));
        }
    }

    private void add(CostPart component, String name, CountedEvent event, UnitCost unit) {
        add(component, name, counts.of(event), event.description(), unit);
    }

    private void arrays() {
        UnitCosts costs = chip.costs();
        int rows = chip.architecture().rows();
        Reading reading = chip.reading(layer);
        add(CostPart.CELLS, "cells", counts.cells() + counts.of(CountedEvent.CELLS_UNUSED), "evaluations of cells",
                costs.one(FigureKey.CELL_EVALUATION));
        add(CostPart.CELLS, "active_cells", counts.activeCells(chip.architecture().chip().gate()),
                "evaluations of cells whose output is not 0", costs.activeCell());
        add(CostPart.CELLS, "changed_cells", CountedEvent.CELL_TOGGLES,
                costs.toggledCell(chip.architecture().columns()));
        add(CostPart.COLUMNS, "columns", CountedEvent.COLUMN_TOGGLES,
                costs.toggledColumn(rows).plus(costs.one(FigureKey.REGISTER_BIT)));
        add(CostPart.COLUMNS, "latches", CountedEvent.LATCH_TOGGLES, costs.one(FigureKey.REGISTER_BIT));
        add(CostPart.SAMPLING, "samplings", CountedEvent.SAMPLINGS, costs.sampling(reading));
        add(CostPart.CONVERSION, "conversions", CountedEvent.CONVERSIONS, costs.conversion(reading));
        add(CostPart.CONVERSION, "comparisons", CountedEvent.COMPARISONS, costs.one(FigureKey.COMPARATOR));
        add(CostPart.TREES, "tree_additions", CountedEvent.TREE_ADDITIONS, costs.addition(chip.sumBits(layer)));
        add(CostPart.WRITING, "writes", CountedEvent.CELLS_WRITTEN, costs.one(FigureKey.CELL_WRITE));
    }

    private void lanes() {
        UnitCosts costs = chip.costs();
        int weightBits = chip.weightBits(layer);
        UnitCost weight = costs.memory(weightBits, chip.weightMemoryBits(layer));
        UnitCost add = costs.addition(chip.sumBits(layer)).plus(weight);
        add(CostPart.LANES, "additions", CountedEvent.DIGITAL_ADDITIONS, add);
        add(CostPart.LANES, "multiplications", CountedEvent.DIGITAL_MULTIPLICATIONS,
                costs.product(weightBits, Chip.PIXEL_BITS).plus(add));
    }

    private void neurons() {
        UnitCosts costs = chip.costs();
        int bits = chip.membraneBits(layer);
        add(CostPart.UNITS, "decisions", CountedEvent.DECISIONS, costs.decision(bits));
        add(CostPart.UNITS, "resets", CountedEvent.SPIKES, costs.addition(bits));
        switch (chip.leak(layer)) {
            case Leak.None _ -> {
                // Costs nothing.
            }
            case Leak.Shift _ -> add(CostPart.UNITS, "leaks", CountedEvent.DECISIONS, costs.addition(bits));
            case Leak.Factor factor -> add(CostPart.UNITS, "leaks", CountedEvent.DECISIONS,
                    costs.product(bits, factor.bits()));
        }
        UnitCost membrane = costs.memory(bits, chip.membraneMemoryBits(layer));
        add(CostPart.MEMBRANES, "membrane_reads", CountedEvent.MEMBRANE_READS, membrane);
        add(CostPart.MEMBRANES, "membrane_writes", CountedEvent.MEMBRANE_WRITES, membrane);
        add(CostPart.BUFFERS, "spike_reads", CountedEvent.BUFFER_BITS_READ,
                costs.memory(1, chip.inputBufferBits(layer)));
        add(CostPart.BUFFERS, "spike_writes", CountedEvent.BUFFER_BITS_WRITTEN,
                costs.memory(1, Math.max(1.0, (double) chip.mapping().spikeBufferBits(layer))));
        add(CostPart.BUS, "bus", CountedEvent.BUS_BITS, costs.one(FigureKey.BUS_BIT));
    }
}

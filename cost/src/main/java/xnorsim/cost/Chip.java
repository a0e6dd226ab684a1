package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.neuron.Leak;
import xnorsim.network.SpikingLayer;

/** The parts of a chip with their widths, area and leakage. */
record Chip(Architecture architecture, Mapping mapping, Technology technology) {

    /** Bits of a directly coded pixel. */
    static final int PIXEL_BITS = 8;
    /** Parts that are not a layer's alone. */
    static final String SHARED = "chip";

    private static final double FJ_PER_PW_PS = 1e-9;

    UnitCosts costs() {
        return new UnitCosts(technology);
    }

    String name(int layer) {
        return layer(layer).name();
    }

    private Layer layer(int layer) {
        return mapping.network().layers().get(layer);
    }

    private Geometry geometry(int layer) {
        return layer(layer).geometry();
    }

    Reading reading(int layer) {
        return Reading.of(architecture, technology, mapping.slots(layer));
    }

    /** Bits of a sum: of codes over column tiles, or of weights in a digital layer. */
    int sumBits(int layer) {
        if (!mapping.isDigital(layer)) {
            return reading(layer).bits() + 32 - Integer.numberOfLeadingZeros(sums(layer) - 1);
        }
        boolean pixels = layer(layer) instanceof FirstLayer first && first.coding() == InputCoding.DIRECT;
        return weightBits(layer) + Reading.bitsFor(geometry(layer).fanIn()) + (pixels ? PIXEL_BITS : 0);
    }

    /** Codes that are added for a row. */
    private int sums(int layer) {
        return mapping.columnTiles(layer) * architecture.chip().gate().arraysPerTile();
    }

    int weightBits(int layer) {
        return switch (layer(layer)) {
            case FirstLayer first -> first.weights().bits();
            case LastLayer last -> last.weights().bits();
            default -> 1;
        };
    }

    double weightMemoryBits(int layer) {
        return (double) geometry(layer).weights() * weightBits(layer);
    }

    /**
     * Bits of a membrane: the architecture's, or in a digital layer those that the sums of all time steps need, of the
     * many more that are simulated.
     */
    int membraneBits(int layer) {
        int simulated = (int) (mapping.membraneBits(layer) / geometry(layer).output().size());
        int shift = switch (layer(layer)) {
            case FirstLayer first -> mapping.fractionBits(layer) - first.sumFractionBits();
            case LastLayer last -> mapping.fractionBits(layer) - last.weights().fractionBits();
            default -> 0;
        };
        return mapping.isDigital(layer)
                ? Math.min(simulated, sumBits(layer) + Reading.bitsFor(mapping.network().timeSteps()) + shift)
                : simulated;
    }

    /** Bits of a layer's membrane memory. */
    double membraneMemoryBits(int layer) {
        return (double) geometry(layer).output().size() * membraneBits(layer);
    }

    /** The buffer that a layer reads: of the layer before, or of the image. */
    double inputBufferBits(int layer) {
        return layer > 0
                ? mapping.spikeBufferBits(layer - 1)
                : geometry(0).input().size()
                        * (mapping.network().first().coding() == InputCoding.DIRECT ? (double) PIXEL_BITS : 1);
    }

    private double arrays(int layer) {
        return mapping.placement().layers().get(layer).arrays();
    }

    private double cellsPerArray() {
        return (double) architecture.rows() * architecture.columns();
    }

    /** Number of IF units: one a row in use and copy. */
    private double units(int layer) {
        return (double) geometry(layer).outputChannels() * mapping.replicas(layer);
    }

    /** What a layer's units lose. */
    Leak leak(int layer) {
        return layer(layer) instanceof SpikingLayer spiking ? spiking.dynamics().leak() : Leak.NONE;
    }

    /** Bits of adders: of units, of adder trees, of lanes. */
    private double unitAdderBits(int layer) {
        int addersEach = switch (leak(layer)) {
            case Leak.None _ -> 2;
            case Leak.Shift _ -> 3;
            // An array multiplier has a row of adders for each bit of the factor.
            case Leak.Factor factor -> 2 + factor.bits();
        };
        return addersEach * units(layer) * membraneBits(layer);
    }

    private double treeAdderBits(int layer) {
        return mapping.isDigital(layer) ? 0 : units(layer) * (sums(layer) - 1) * sumBits(layer);
    }

    private double laneAdderBits(int layer) {
        return mapping.isDigital(layer) ? (double) architecture.lanes() * sumBits(layer) : 0;
    }

    private double laneMultiplierBits(int layer) {
        boolean pixels = layer(layer) instanceof FirstLayer first && first.coding() == InputCoding.DIRECT;
        return pixels ? (double) architecture.lanes() * weightBits(layer) * PIXEL_BITS : 0;
    }

    private double memoryBits(int layer) {
        return membraneMemoryBits(layer) + mapping.spikeBufferBits(layer)
                + (mapping.isDigital(layer) ? weightMemoryBits(layer) : 0);
    }

    /** Terms in square micrometres. */
    List<Term> area() {
        List<Term> terms = new ArrayList<>();
        UnitCosts costs = costs();
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            String name = name(l);
            if (!mapping.isDigital(l) && !mapping.placement().isShared()) {
                subarrays(terms, name, arrays(l), reading(l));
            }
            add(terms, name, CostPart.TREES, "adders", treeAdderBits(l), "bits of adders",
                    costs.one(FigureKey.ADDER_BIT_AREA));
            add(terms, name, CostPart.UNITS, "units", unitAdderBits(l), "bits of adders",
                    costs.one(FigureKey.ADDER_BIT_AREA));
            add(terms, name, CostPart.UNITS, "registers", units(l) * membraneBits(l), "bits of registers",
                    costs.one(FigureKey.REGISTER_BIT_AREA));
            add(terms, name, CostPart.MEMBRANES, "membranes", membraneMemoryBits(l), "bits of memory",
                    costs.one(FigureKey.MEMORY_BIT_AREA));
            add(terms, name, CostPart.BUFFERS, "banks", (double) mapping.spikeBufferBits(l), "bits of memory",
                    costs.one(FigureKey.MEMORY_BIT_AREA));
            add(terms, name, CostPart.LANES, "lanes", laneAdderBits(l) + laneMultiplierBits(l), "bits of adders",
                    costs.one(FigureKey.ADDER_BIT_AREA));
            add(terms, name, CostPart.LANES, "weights", mapping.isDigital(l) ? weightMemoryBits(l) : 0,
                    "bits of memory", costs.one(FigureKey.MEMORY_BIT_AREA));
        }
        if (mapping.placement().isShared()) {
            subarrays(terms, SHARED, mapping.placement().arrays(), widest());
        }
        return terms;
    }

    /** Shared subarrays have the readout that the layer with most slots needs. */
    private Reading widest() {
        int slots = 1;
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            slots = Math.max(slots, mapping.slots(l));
        }
        return Reading.of(architecture, technology, slots);
    }

    private void subarrays(List<Term> terms, String name, double count, Reading reading) {
        UnitCosts costs = costs();
        add(terms, name, CostPart.CELLS, "cells", count * cellsPerArray(), "cells", costs.one(FigureKey.CELL_AREA));
        add(terms, name, CostPart.COLUMNS, "columns",
                count * architecture.columns() * (architecture.doubleBuffered() ? 2 : 1), "bits of registers",
                costs.one(FigureKey.REGISTER_BIT_AREA));
        add(terms, name, CostPart.SAMPLING, "holds", count * architecture.rows(), "rows", costs.holdArea(reading));
        add(terms, name, CostPart.CONVERSION, "converters",
                count * Math.ceilDiv(architecture.rows(), reading.rowsPerConverter()), "converters",
                costs.converterArea(reading));
    }

    /** Terms in femtojoules over the cycles of a run, one for each kind of part of a layer. */
    List<Term> leakage(long cycles) {
        List<Term> terms = new ArrayList<>();
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            double cells = mapping.placement().isShared() ? 0 : arrays(l) * cellsPerArray();
            leak(terms, name(l), "cells", cells, FigureKey.CELL_LEAKAGE, cycles);
            leak(terms, name(l), "memories", memoryBits(l), FigureKey.MEMORY_BIT_LEAKAGE, cycles);
            leak(terms, name(l), "adders", unitAdderBits(l) + treeAdderBits(l) + laneAdderBits(l)
                    + laneMultiplierBits(l), FigureKey.ADDER_BIT_LEAKAGE, cycles);
            leak(terms, name(l), "registers", units(l) * membraneBits(l), FigureKey.REGISTER_BIT_LEAKAGE, cycles);
        }
        if (mapping.placement().isShared()) {
            leak(terms, SHARED, "cells", mapping.placement().arrays() * cellsPerArray(), FigureKey.CELL_LEAKAGE,
                    cycles);
        }
        return terms;
    }

    private void leak(List<Term> terms, String layer, String parts, double count, FigureKey key, long cycles) {
        double ps = architecture.clockPeriodPs();
        UnitCost power = costs().one(key);
        UnitCost perCycle = new UnitCost(power.value() * ps * FJ_PER_PW_PS,
                power.formula() + " * clock_period (" + UnitCosts.number(ps) + " ps)", power.keys());
        add(terms, layer, CostPart.LEAKAGE, "leakage_" + parts, count * cycles,
                "parts (" + UnitCosts.number(count) + ") times cycles", perCycle);
    }

    private static void add(List<Term> terms, String layer, CostPart component, String name, double count,
            String counted, UnitCost unit) {
        if (count != 0) {
            terms.add(new Term(layer, component, name, count, counted, unit));
        }
    }
}

package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.EventCounts;
import xnorsim.chip.count.RunEvents;
import xnorsim.chip.layout.Mapping;
import xnorsim.neurons.NeuronRule;

/** The cost of runs in one technology (docs/cost.md). */
public final class CostModel {

    private final Technology technology;

    private CostModel(Technology technology) {
        this.technology = technology;
    }

    /** The model of a technology. */
    public static CostModel of(Technology technology) {
        return new CostModel(technology);
    }

    /**
     * Checks that the technology has figures for the readout and the neuron of an architecture, before anything is
     * simulated.
     *
     * @throws InputException if the readout is analog and the technology reads its rows as numbers, without a
     *         converter; or the costs of the neuron are not known
     */
    public void check(Architecture architecture) {
        architecture.neuron().require(NeuronRule.Analysis.COST, "the cost model");
        if (!architecture.readout().isIdeal() && technology.sense() == Sense.NONE) {
            throw InputException.wrongValue("architecture", "readout.kind", architecture.readout().key(),
                    "ideal with the digital technology " + technology.name()
                            + ", or an analog technology, such as 65nm-charge");
        }
    }

    /** Remarks on this technology with an architecture. */
    public List<String> remarks(Architecture architecture) {
        return architecture.readout() instanceof AnalogReadout analog && analog.supplyV() != technology.supplyV()
                ? List.of("costs are at the " + technology.supplyV() + " V of technology " + technology.name()
                        + ", but the readout works at supply_v " + analog.supplyV()
                        + "; for one supply, set readout.supply_v in the architecture or supply_v in a technology file")
                : List.of();
    }

    /**
     * The cost of a run.
     *
     * @param architecture of the chip
     * @param mapping      the network on it
     * @param counts       what the run counted
     * @throws InputException as {@link #check}
     */
    public Cost cost(Architecture architecture, Mapping mapping, RunEvents counts) {
        if (counts.layers().size() != mapping.network().layers().size()) {
            throw new IllegalArgumentException("counts of " + counts.layers().size() + " layers for a network of "
                    + mapping.network().layers().size());
        }
        check(architecture);
        Chip chip = new Chip(architecture, mapping, technology);
        List<Term> energy = new ArrayList<>();
        for (int l = 0; l < counts.layers().size(); l++) {
            energy.addAll(new LayerEnergy(chip, l, counts.layers().get(l)).terms());
        }
        energy.addAll(chip.leakage(counts.cycles()));
        EventCounts all = counts.total();
        int copies = architecture.chip().gate().arraysPerTile();
        return new Cost(technology, counts.images(), energy, chip.area(), counts.cycles(),
                architecture.clockPeriodPs(), all.cells() / copies,
                (all.of(CountedEvent.CELLS_01) + all.of(CountedEvent.CELLS_11)) / copies,
                all.of(CountedEvent.DIGITAL_ADDITIONS) + all.of(CountedEvent.DIGITAL_MULTIPLICATIONS)
                        + all.of(CountedEvent.DIGITAL_SKIPS));
    }
}

package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;
import xnorsim.chip.Architecture;
import xnorsim.chip.Event;
import xnorsim.chip.EventCounts;
import xnorsim.chip.Mapping;
import xnorsim.chip.RunEvents;

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
     * The cost of a run.
     *
     * @param architecture of the chip
     * @param mapping      the network on it
     * @param counts       what the run counted
     */
    public Cost cost(Architecture architecture, Mapping mapping, RunEvents counts) {
        if (counts.layers().size() != mapping.network().layers().size()) {
            throw new IllegalArgumentException("counts of " + counts.layers().size() + " layers for a network of "
                    + mapping.network().layers().size());
        }
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
                (all.of(Event.CELLS_01) + all.of(Event.CELLS_11)) / copies,
                all.of(Event.DIGITAL_ADDITIONS) + all.of(Event.DIGITAL_MULTIPLICATIONS)
                        + all.of(Event.DIGITAL_SKIPS));
    }
}

package xnorsim.cli.io;

import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.NeuronRule;

/** The row of a summary that names the neuron, where it is not that of the paper. */
public final class NeuronRow {
    private NeuronRow() {}

    /** Adds it. */
    public static void add(Table table, NeuronRule neuron) {
        if (!neuron.equals(IntegrateAndFire.RULE)) {
            table.row("neuron", neuron.shown());
        }
    }
}

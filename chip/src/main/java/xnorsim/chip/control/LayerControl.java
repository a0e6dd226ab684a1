package xnorsim.chip.control;

import xnorsim.sim.IntegerSignal;

/** What the controller of a chip sees of a layer. */
public interface LayerControl {

    /** Counts the time steps the layer has finished, over all images. */
    IntegerSignal done();
}

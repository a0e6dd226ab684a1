package xnorsim.chip;

import xnorsim.sim.IntegerSignal;

/** What the controller of a chip sees of a layer. */
interface LayerControl {

    /** Counts the time steps the layer has finished, over all images. */
    IntegerSignal done();
}

package xnorsim.chip.control;

import xnorsim.sim.IntegerSignal;

/** A layer as seen by the chip controller. */
public interface LayerControl {

    /** Counts the time steps the layer has finished, over all images. */
    IntegerSignal done();
}

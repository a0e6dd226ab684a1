package xnorsim.analog.margin;

import java.util.List;

/**
 * The wrong spikes of one layer.
 *
 * @param layer     index in the network
 * @param name      of the layer
 * @param timeSteps one per time step
 */
public record LayerDecisions(int layer, String name, List<WrongSpikes> timeSteps) {

    /** Copies the list. */
    public LayerDecisions {
        timeSteps = List.copyOf(timeSteps);
    }

    /** Over all time steps. */
    public WrongSpikes all() {
        return timeSteps.stream().reduce(WrongSpikes::plus).orElseThrow();
    }
}

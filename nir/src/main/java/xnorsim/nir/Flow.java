package xnorsim.nir;

import java.util.List;
import xnorsim.network.Shape;

/** Output of a node. */
sealed interface Flow {
    /** Shape of the map, whether it was flattened or not. */
    Shape shape();

    /** Whether it is a vector to those who receive it. */
    boolean flat();

    /**
     * Spikes, one or two layers' added: nothing but pooling and scaling since the neurons.
     *
     * @param branches the layers' spikes, all of one shape
     */
    record Spikes(Shape shape, boolean flat, List<Branch> branches) implements Flow {}

    /**
     * Spikes of one layer.
     *
     * @param source      index of the layer, -1 for the input
     * @param sourceShape shape of its map
     * @param poolY       rows of the OR that they went through, 1 for none
     * @param poolX       columns of it
     * @param window      what follows
     */
    record Branch(int source, Shape sourceShape, int poolY, int poolX, Window window) {
        /** The map that the window slides over; it may have zero channels after those of the source. */
        Shape pooledShape() {
            return new Shape(window.scale().length, sourceShape.height() / poolY, sourceShape.width() / poolX);
        }
    }

    /**
     * Weighted sums of spikes.
     *
     * @param name       of the node with the weights
     * @param connection the weights, on the spikes after their windows
     * @param inputs     the spikes
     */
    record Current(Shape shape, boolean flat, String name, Connection connection, Spikes inputs)
            implements
                Flow {}

    /** Sums of currents that nothing takes anything off. */
    record Potential(Shape shape, boolean flat, String name, Current current, NirNeuron neuron) implements Flow {}
}

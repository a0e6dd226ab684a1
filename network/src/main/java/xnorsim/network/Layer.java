package xnorsim.network;

/** One layer of a network: its connections and its neurons. */
public sealed interface Layer permits SpikingLayer, LastLayer {
    /** Name, unique in the network: a letter or '_', then letters, digits and '_'. */
    String name();

    /** Shape of the connections. */
    Geometry geometry();

    /** Shape of the layer's output, after pooling. */
    Shape output();
}

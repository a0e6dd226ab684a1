package xnorsim.network;

/** One layer of a network: its connections and its neurons. */
public sealed interface Layer permits SpikingLayer, LastLayer {
    /** Name, unique in the network: a letter or '_', then letters, digits and '_'. */
    String name();

    /** Shape of the connections. */
    Geometry geometry();

    /** Shape of what the layer hands on, after pooling. */
    Shape output();

    /** Refuses what is no name of a layer. */
    private static String checkedName(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw InputException.wrongValue("layer", "name", '"' + name + '"',
                    "a letter or '_', then letters, digits and '_'");
        }
        return name;
    }

    /** Where a message about the layer comes from: {@code layer name}. */
    static String where(String name) {
        return "layer " + checkedName(name);
    }
}

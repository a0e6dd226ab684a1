package xnorsim.nir;

import java.util.List;
import xnorsim.network.Network;

/**
 * A network made from a graph.
 *
 * @param network the network
 * @param notes   everything that was rounded or assumed, and what became what
 */
public record Imported(Network network, List<Note> notes) {
    /** Copies the list. */
    public Imported {
        notes = List.copyOf(notes);
    }

    /**
     * One thing to know about an import.
     *
     * @param place name of a node, or the topic
     * @param kind  {@code assumed}, {@code rounded} or {@code mapped}
     * @param text  in words
     */
    public record Note(String place, String kind, String text) {}
}

package xnorsim.chip.arch;

import java.util.OptionalInt;
import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Parameters of the layers of a chip.
 *
 * @param lanes       adders of a digital layer
 * @param pipelining  pipelining of layers
 * @param spikeBus    wires of the shared spike bus; empty: dedicated wires to every reader
 * @param outputBanks output banks of a layer
 */
public record LayerParameters(
        @Key(range = "1..1000000",
                text = "adders of a digital layer; multipliers where pixels enter directly") int lanes,
        @Key(text = "whether layers overlap in time") Pipelining pipelining,
        @Key(range = "1..1000000", byDefault = "no bus",
                text = "wires of the bus shared by all spike maps") OptionalInt spikeBus,
        @Key(range = "1..64", text = "output banks of each layer") int outputBanks) {

    private static final Keys<LayerParameters> KEYS = Keys.of(LayerParameters.class, "architecture");

    /** Checks the ranges. */
    public LayerParameters {
        KEYS.check(lanes, pipelining, spikeBus, outputBanks);
    }
}

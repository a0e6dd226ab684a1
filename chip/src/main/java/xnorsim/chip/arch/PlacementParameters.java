package xnorsim.chip.arch;

import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Placement of a network's weights.
 *
 * @param replicas   copies of a layer's subarrays
 * @param arrays     subarrays on the chip; empty: as many as the network needs
 * @param writeWidth cells of a row written per cycle
 * @param cellLimit  most cells a chip may have; empty: no limit
 */
public record PlacementParameters(
        @Key(also = "1..the layer's output positions", byDefault = "1", text = "copies of a layer's subarrays that"
                + " share"
                + " its output positions: one number for all (at most one copy a position), or by layer, such as"
                + " `{conv2: 4, conv3: 2}`") Replicas replicas,
        @Key(range = "1..1000000", also = "at least those of the largest layer", byDefault = "as many as needed",
                text = "subarrays"
                        + " on the chip; with too few, layers take turns") OptionalInt arrays,
        @Key(range = "1..1000000", text = "cells of a row written in a cycle when layers take turns") int writeWidth,
        @Key(range = "at least 1", byDefault = "no limit",
                text = "most cells a chip may have") OptionalLong cellLimit) {

    private static final Keys<PlacementParameters> KEYS = Keys.of(PlacementParameters.class, "architecture");

    /** Checks the ranges. */
    public PlacementParameters {
        KEYS.check(replicas, arrays, writeWidth, cellLimit);
    }
}

package xnorsim.train.recipe;

import xnorsim.base.Key;
import xnorsim.base.Keys;
import xnorsim.network.InputCoding;

/**
 * Keys of a recipe that describe the network to train.
 *
 * @param layers its layers; see {@link Topology}
 * @param width factor of all numbers of channels, positive
 * @param residual layers with a residual connection: {@code auto}, {@code none}, or numbers such as {@code 3,4,5}
 * @param pooling what P does
 * @param coding input coding
 */
public record TrainedNetwork(
        @Key(name = "network", text = "layers, below, or `vgg-11`") String layers,
        @Key(range = "above 0", text = "factor on all channel numbers") double width,
        @Key(text = "residual connections: layers that add the spikes of the layer two back (eq. 5, f = 1): `auto`,"
                + " `none` or a list such as `[3, 5]`; `auto` is all from the third on, for `vgg-11` the"
                + " paper's") String residual,
        @Key(text = "`or`, or `average` (for comparison; not supported by the arrays)") Pooling pooling,
        @Key(text = "`poisson`: a pixel fires with probability pixel / 255 per step; `direct`: the first layer gets"
                + " pixel / 256 in every step") InputCoding coding) {

    static final Keys<TrainedNetwork> KEYS = Keys.of(TrainedNetwork.class, Recipe.WHERE);

    /** What P does to the spikes of the layer before it. */
    public enum Pooling {
        /** A pooled spike where any of the window's is one, as the arrays do. */
        OR,
        /** The mean, a value between spikes: for comparisons only, no array can run it. */
        AVERAGE
    }

    /** Checks that the layers can be built. */
    public TrainedNetwork {
        KEYS.check(layers, width, residual, pooling, coding);
        Topology.of(layers, width, residual, pooling);
    }

    /** The layers to build. */
    public Topology topology() {
        return Topology.of(layers, width, residual, pooling);
    }
}

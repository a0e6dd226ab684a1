package xnorsim.chip.layout;

import java.util.ArrayList;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.Replicas;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.Network;

/**
 * The subarrays of each layer. Layers are placed one after another in network order; on a chip with too few subarrays,
 * placement wraps around after the last one, and layers share subarrays.
 *
 * @param arrays subarrays of the chip
 * @param needed subarrays needed by all layers together
 * @param layers per layer, digital ones included
 */
public record Placement(int arrays, int needed, List<Block> layers) {

    /**
     * The subarrays of one layer: {@code first}, {@code first + 1}, ..., modulo the number on the chip; copy c takes
     * those from {@code c * tiles} on, row tile by row tile.
     *
     * @param first  the first of them
     * @param tiles  subarrays of one copy, 0 for a digital layer
     * @param copies replicas, 1 for a digital layer
     */
    public record Block(int first, int tiles, int copies) {
        /** Subarrays of all copies. */
        public int arrays() {
            return tiles * copies;
        }
    }

    /** Copies the list. */
    public Placement {
        layers = List.copyOf(layers);
    }

    /**
     * Places a network.
     *
     * @throws InputException if it cannot be placed; the message names the layer and the reason
     */
    public static Placement of(Network network, Architecture a) {
        ChipParameters chip = a.chip();
        long cells = (long) a.rows() * a.columns();
        checkLimit(a, cells, "one subarray of " + a.rows() + " x " + a.columns() + " has " + cells + " cells");
        checkNames(network, chip.replicas());
        int budget = chip.arrays().orElse(Integer.MAX_VALUE);
        if (chip.arrays().isPresent()) {
            checkLimit(a, cells * budget, budget + " subarrays of " + a.rows() + " x " + a.columns() + " have "
                    + cells * budget + " cells");
        }
        List<Block> blocks = new ArrayList<>();
        long needed = 0;
        for (Layer layer : network.layers()) {
            Block block = layer instanceof BinaryLayer binary
                    ? block(binary, a, (int) (needed % budget))
                    : new Block(0, 0, 1);
            needed += block.arrays();
            if (chip.arrays().isEmpty()) {
                checkLimit(a, cells * needed,
                        "layer " + layer.name() + ": the network up to here takes " + needed + " subarrays of "
                                + a.rows() + " x " + a.columns() + ", " + cells * needed + " cells");
            }
            blocks.add(block);
        }
        if (needed > Integer.MAX_VALUE) {
            throw new InputException("network " + network.name() + ": takes " + needed + " subarrays, expected at most "
                    + Integer.MAX_VALUE);
        }
        return new Placement(chip.arrays().orElse((int) needed), (int) needed, blocks);
    }

    private static Block block(BinaryLayer layer, Architecture a, int first) {
        Geometry g = layer.geometry();
        int copies = a.chip().replicas().of(layer.name(), g.positions());
        if (copies > g.positions()) {
            throw InputException.wrongValue("layer " + layer.name(), "replicas", copies,
                    "1.." + g.positions() + ", the layer's output positions: a further copy would have none");
        }
        long tiles = (long) TileGrid.of(g, a).rowTiles() * TileGrid.of(g, a).columnTiles()
                * a.chip().gate().arraysPerTile();
        long arrays = tiles * copies;
        if (arrays > a.chip().arrays().orElse(Integer.MAX_VALUE)) {
            throw new InputException("layer " + layer.name() + ": cannot be placed: it needs " + arrays
                    + " subarrays at once (" + tiles + " tiles, replicas " + copies + "), expected at most "
                    + a.chip().arrays().orElse(Integer.MAX_VALUE) + ", the arrays of the chip");
        }
        return new Block(first, (int) tiles, copies);
    }

    private static void checkLimit(Architecture a, long cells, String what) {
        a.chip().cellLimit().ifPresent(limit -> {
            if (cells > limit) {
                throw new InputException(what + ", expected at most " + limit + ", the cell_limit of the chip");
            }
        });
    }

    private static void checkNames(Network network, Replicas replicas) {
        List<String> names = network.layers().stream().filter(BinaryLayer.class::isInstance).map(Layer::name).toList();
        for (String name : replicas.byLayer().keySet()) {
            if (!names.contains(name)) {
                throw InputException.noSuch("architecture: replicas", "layer", name, names.isEmpty()
                        ? "expected none: network " + network.name() + " has no layers on subarrays"
                        : "expected " + InputException.oneOf(names));
            }
        }
    }

    /** Whether layers share subarrays, so that weights are written during a run. */
    public boolean isShared() {
        return needed > arrays;
    }
}

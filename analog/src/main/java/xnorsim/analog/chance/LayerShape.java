package xnorsim.analog.chance;

import xnorsim.chip.arch.Architecture;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Normalization;

/**
 * The shape of a layer as seen by a readout.
 *
 * @param name    of the layer
 * @param columns M, columns of a subarray
 * @param slots   1 or 2
 * @param inUse   columns that hold weights, one number a column tile; not to be modified
 * @param inverse mean of 1 / threshold over the rows, thresholds in levels; 0 if there are none
 */
// Small arrays that nothing compares.
@SuppressWarnings("ArrayRecordComponent")
public record LayerShape(String name, int columns, int slots, int[] inUse, double inverse) {

    /** A layer of a network. */
    public static LayerShape of(BinaryLayer layer, Architecture architecture) {
        Geometry g = layer.geometry();
        int columns = architecture.columns();
        int[] inUse = new int[Math.ceilDiv(g.fanIn(), columns)];
        for (int c = 0; c < inUse.length; c++) {
            inUse[c] = Math.min(columns, g.fanIn() - c * columns);
        }
        Normalization n = layer.normalization();
        double inverse = 0;
        for (int i = 0; i < g.outputChannels(); i++) {
            inverse += layer.alpha()[i] * Math.abs(n.gain()[i]) / (n.sigma()[i] * layer.theta());
        }
        return new LayerShape(layer.name(), columns, layer.slots(), inUse, inverse / g.outputChannels());
    }

    /** The single subarray of an architecture, all its columns in use. */
    public static LayerShape of(Architecture architecture) {
        return of(architecture, Double.POSITIVE_INFINITY);
    }

    /** The same with units of one threshold, in levels; infinity if there are none. */
    public static LayerShape of(Architecture architecture, double threshold) {
        return new LayerShape("subarray", architecture.columns(), architecture.slots(),
                new int[]{architecture.columns()}, 1 / threshold);
    }

    /** Columns in use of the widest column tile: the first one. */
    public int widest() {
        return inUse[0];
    }
}

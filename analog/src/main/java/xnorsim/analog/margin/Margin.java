package xnorsim.analog.margin;

import java.util.List;
import xnorsim.analog.HoldTime;
import xnorsim.analog.chance.LayerShape;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.IdealReadout;
import xnorsim.arrays.readout.LevelReadout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Network;

/**
 * The errors of an architecture's readout, computed without a run, for a single subarray or for each layer of a network
 * on subarrays.
 *
 * @param layers one margin a layer on subarrays; none for an ideal readout
 */
public record Margin(List<LayerMargin> layers) {

    /** Copies the list. */
    public Margin {
        layers = List.copyOf(layers);
    }

    /**
     * Of the single subarray of an architecture, with all of its columns in use.
     *
     * @throws InputException if the readout is analog and the cells are no XNOR gates
     */
    public static Margin of(Architecture architecture) {
        return of(architecture, List.of(LayerShape.of(architecture)));
    }

    /** The same for units with a threshold in levels, needed for probabilities of wrong spikes. */
    public static Margin of(Architecture architecture, double thresholdLevels) {
        return of(architecture, List.of(LayerShape.of(architecture, thresholdLevels)));
    }

    /**
     * Of the layers of a network.
     *
     * @throws InputException if the readout is analog and the cells are no XNOR gates
     */
    public static Margin of(Network network, Architecture architecture) {
        return of(architecture, network.layers().stream().filter(BinaryLayer.class::isInstance)
                .map(layer -> LayerShape.of((BinaryLayer) layer, architecture)).toList());
    }

    private static Margin of(Architecture architecture, List<LayerShape> shapes) {
        return switch (architecture.readout()) {
            case IdealReadout _ -> new Margin(List.of());
            case AnalogReadout analog -> of(architecture, analog, shapes);
            case LevelReadout other -> throw InputException.wrongValue("architecture: readout", "kind", other.key(),
                    "ideal, charge or current: margins are of exact counts or of an analog chain");
        };
    }

    private static Margin of(Architecture architecture, AnalogReadout readout, List<LayerShape> shapes) {
        CellGate gate = architecture.chip().gate();
        if (!gate.countsAgreement()) {
            throw InputException.wrongValue("architecture", "gate", gate.key(), "xnor with an analog readout");
        }
        return new Margin(shapes.stream().map(shape -> LayerMargin.of(shape, readout,
                HoldTime.of(architecture, shape.slots(), shape.widest()))).toList());
    }

    /** Whether the deterministic terms change no code of any layer: without random terms, all codes are counts. */
    public boolean isExact() {
        return layers.stream().allMatch(LayerMargin::exact);
    }

    /**
     * By how many levels any value before its converter may still move, over all layers, before some code is not its
     * count; without random terms. Below 0 by the largest error of a code where codes are off already, 0.5 with an
     * ideal readout.
     */
    public double levels() {
        return layers.stream().mapToDouble(layer -> layer.errors().margin()).min().orElse(0.5);
    }
}

package xnorsim.chip.subarray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.layout.Placement;
import xnorsim.network.BinaryLayer;

/**
 * All subarrays of one manufactured chip. Immutable; one serves any number of simulations. A shared subarray has the
 * same faults for each of its layers.
 *
 * @param layers per layer and copy; no copies for digital layers, nor with an ideal readout
 */
public record ChipInstance(List<List<ArrayInstances>> layers) {

    public ChipInstance {
        layers = layers.stream().map(List::copyOf).toList();
    }

    /** The chip of an architecture's own readout. */
    public static ChipInstance of(Mapping mapping) {
        return of(mapping, mapping.architecture().readout());
    }

    /** A chip with another readout at the same timing: cycles are those of the architecture. */
    public static ChipInstance of(Mapping mapping, Readout readout) {
        List<List<ArrayInstances>> layers = new ArrayList<>();
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            List<ArrayInstances> copies = new ArrayList<>();
            if (mapping.network().layers().get(l) instanceof BinaryLayer layer) {
                Placement.Block block = mapping.placement().layers().get(l);
                for (int copy = 0; copy < block.copies(); copy++) {
                    ArrayInstances.of(readout, mapping.arrays(l), layer.slots(), new ArrayInstances.Place(l, copy,
                            block.first() + copy * block.tiles(), mapping.placement().arrays())).ifPresent(copies::add);
                }
            }
            layers.add(copies);
        }
        return new ChipInstance(layers);
    }

    /** The subarrays of a copy of a layer, unless they count exactly. */
    public Optional<ArrayInstances> arrays(int layer, int copy) {
        return layers.get(layer).isEmpty() ? Optional.empty() : Optional.of(layers.get(layer).get(copy));
    }
}

package xnorsim.cli.study;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import xnorsim.arrays.readout.Readouts;
import xnorsim.base.MapKind;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.neurons.Neurons;

/** What a shell completes {@code --set} with: the keys of an architecture that can be axes. */
final class AxisKeys implements Iterable<String> {

    /** For picocli. */
    AxisKeys() {}

    @Override
    public Iterator<String> iterator() {
        List<String> maps = List.of("readout", "neuron");
        Stream<String> plain = ArchitectureFile.KEYS.stream().filter(key -> !maps.contains(key));
        Stream<String> readouts = MapKind.names(Readouts.registry()).stream().map("readout."::concat);
        Stream<String> neurons = MapKind.names(Neurons.registry()).stream().map("neuron."::concat);
        return Stream.of(plain, readouts, neurons).flatMap(keys -> keys).map(key -> key + "=").iterator();
    }
}

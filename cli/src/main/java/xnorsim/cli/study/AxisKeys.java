package xnorsim.cli.study;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import xnorsim.arrays.readout.Readouts;
import xnorsim.base.KeySpec;
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
        Stream<String> readouts = Readouts.registry().all().stream().flatMap(kind -> kind.keys().stream())
                .map(KeySpec::name).map("readout."::concat);
        Stream<String> neurons = Neurons.names().stream().map("neuron."::concat);
        return Stream.of(plain, Stream.of("readout.kind"), readouts, neurons).flatMap(keys -> keys).distinct()
                .map(key -> key + "=").iterator();
    }
}

package xnorsim.cost;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.EventCounts;
import xnorsim.chip.count.RunEvents;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

/** A network of three layers whose middle one has a wanted fan-in and number of outputs, and events of it. */
final class SmallChip {

    private SmallChip() {}

    /** Fan-in 9 * channels, one position; how it is laid out does not depend on the readout. */
    static Mapping mapping(int channels, int outputs, Architecture architecture) {
        Shape image = new Shape(1, 3, 3);
        Geometry first = Geometry.convolution(image, channels, 3, 3, 1, 1);
        Geometry second = Geometry.convolution(new Shape(channels, 3, 3), outputs, 3, 3, 1, 0);
        Geometry last = Geometry.fullyConnected(new Shape(outputs, 1, 1), 2);
        Network network = new Network("small", image, 2,
                List.of(new FirstLayer("first", first, weights(first), norm(channels), 1, 1, InputCoding.POISSON),
                        new BinaryLayer("middle", second, new byte[second.weights()],
                                IntStream.range(0, outputs).mapToDouble(i -> 1).toArray(), norm(outputs), 1, false, 1),
                        new LastLayer("last", last, weights(last), new double[2])));
        return new Mapping(network, architecture.withReadout(Readout.ideal()));
    }

    private static FixedWeights weights(Geometry geometry) {
        return new FixedWeights(6, 4, new int[geometry.weights()]);
    }

    private static Normalization norm(int channels) {
        return new Normalization(new double[channels], IntStream.range(0, channels).mapToDouble(i -> 1).toArray());
    }

    static Architecture architecture(int rows, int columns) {
        return new Architecture(new ArraySize(rows, columns), new ArrayTiming(32, 1, 1, false, 2000),
                new SampleSteps(2, false), new MembraneFormat(8, 32, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(4, Pipelining.NONE));
    }

    /** Counts that could be anything. */
    static RunEvents random(long seed) {
        Random random = new Random(seed);
        return new RunEvents(1 + random.nextInt(5), random.nextInt(1_000_000),
                List.of(counts(random), counts(random), counts(random)));
    }

    private static EventCounts counts(Random random) {
        Map<CountedEvent, Long> counts = new EnumMap<>(CountedEvent.class);
        for (CountedEvent event : CountedEvent.values()) {
            counts.put(event, (long) random.nextInt(1_000_000));
        }
        return new EventCounts(counts);
    }

    /** Nothing but these counts of the middle layer. */
    static RunEvents middle(Map<CountedEvent, Long> counts) {
        return new RunEvents(1, 1, List.of(EventCounts.NONE, new EventCounts(counts), EventCounts.NONE));
    }
}

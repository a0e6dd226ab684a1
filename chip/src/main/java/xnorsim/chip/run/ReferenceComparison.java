package xnorsim.chip.run;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.network.reference.ReferenceNeuron;
import xnorsim.network.reference.ReferenceNeurons;

/** Compares every spike and every final membrane of a session with the reference model. */
final class ReferenceComparison implements SessionObserver {
    private final Mapping mapping;
    private final ReferenceModel fixed;
    /** The equations in real numbers; empty if they equal those in fixed point. */
    private final Optional<ReferenceModel> real;
    private final Comparison[] images;

    /**
     * A comparison of a number of images.
     *
     * @param given the network before its parameters were put on the grid of the fixed point
     * @throws xnorsim.base.InputException if the reference model does not support the neuron
     */
    ReferenceComparison(Mapping mapping, Network given, int images) {
        Architecture a = mapping.architecture();
        OutOfRange overflow = switch (a.overflow()) {
            case ERROR -> OutOfRange.ERROR;
            case SATURATE -> OutOfRange.SATURATE;
        };
        Optional<ReferenceNeuron> neuron = ReferenceNeurons.of(a.neuron().key(), a.neuron().settings());
        this.mapping = mapping;
        this.fixed = ReferenceModel.fixedPoint(mapping.network(),
                new MembraneNumbers(a.fractionBits(), a.membraneBits(), overflow), neuron);
        this.real = fixed.isExact() && given.equals(mapping.network())
                ? Optional.empty()
                : Optional.of(ReferenceModel.real(given, neuron));
        this.images = new Comparison[images];
    }

    /** One comparison per image that has been simulated. */
    List<Comparison> images() {
        return Arrays.stream(images).filter(Objects::nonNull).toList();
    }

    @Override
    public OnChip join(ChipSimulation chip) {
        return new Comparing();
    }

    private final class Comparing implements OnChip {
        private final Map<Integer, SpikeRecorder> inside = new HashMap<>();
        private final Deque<SpikeRecorder> free = new ArrayDeque<>();

        @Override
        public void fired(long image, int layer, int timeStep, int position, long[] channels) {
            inside.computeIfAbsent((int) image, _ -> free.isEmpty() ? new SpikeRecorder(mapping.network()) : free.pop())
                    .fired(image, layer, timeStep, position, channels);
        }

        @Override
        public void finished(int image, SpikeSource source, long[] classes, IntFunction<long[]> membranes) {
            SpikeRecorder spikes = Objects.requireNonNull(inside.remove(image));
            Recording expected = fixed.run(source);
            long different = spikes.differences(expected);
            // Without rounding, fixed point equals the real numbers.
            long rounded = real.isPresent() ? spikes.differences(real.get().run(source)) : different;
            images[image] = new Comparison(spikes.size(), different, rounded,
                    membranesDiffer(classes, membranes, expected), spikes.firstDifference(image, expected));
            free.push(spikes);
        }
    }

    private long membranesDiffer(long[] classes, IntFunction<long[]> membranesOf, Recording reference) {
        int layers = mapping.network().layers().size();
        long count = 0;
        for (int l = 0; l < layers; l++) {
            long[] membranes = l == layers - 1 ? classes : membranesOf.apply(l);
            int channels = mapping.network().layers().get(l).geometry().outputChannels();
            int positions = membranes.length / channels;
            double[] expected = reference.membranes(l);
            int fraction = mapping.fractionBits(l);
            for (int i = 0; i < membranes.length; i++) {
                double unit = Math.scalb(expected[i % channels * positions + i / channels], fraction);
                count += unit == membranes[i] ? 0 : 1;
            }
        }
        return count;
    }
}

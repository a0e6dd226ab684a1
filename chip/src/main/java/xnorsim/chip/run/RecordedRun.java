package xnorsim.chip.run;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import xnorsim.arrays.PopcountKernel;
import xnorsim.base.Workers;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

/**
 * A run of images, one chip each, that keeps every spike and membrane and compares them with the reference model.
 * Results do not depend on the number of threads.
 */
public final class RecordedRun {
    private final Mapping mapping;
    private final Network network;
    private final Kept kept;
    private final long[] fired;
    private long cycles;
    private long latency;
    private long compared;
    private long different;
    private long membranesDifferent;
    private long differentReal;
    private Optional<SpikeDifference> firstDifference = Optional.empty();
    /** Empty without comparison. */
    private final Optional<ReferenceModel> reference;
    /** Empty without comparison or rounding: then fixed point equals the real numbers. */
    private final Optional<ReferenceModel> real;
    private Optional<Timeline> timeline = Optional.empty();

    /**
     * The recording of all layers.
     *
     * @param spikes    of every spiking layer, index (image, time step, channel, row, column)
     * @param membranes of every layer after the last time step, index (image, channel, row, column)
     * @param traces    of every layer after each time step, if requested, index (image, time step, channel, row,
     *                  column)
     * @param classes   one per image
     */
    // Arrays: filled in one place and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Kept(byte[][] spikes, double[][] membranes, Optional<double[][]> traces, int[] classes) {}

    /**
     * A run of a number of images.
     *
     * @param mapping   the network on its chip
     * @param given     the network before its parameters were put on the grid of the fixed point
     * @param everyStep whether the membranes of every time step are kept, or only the last ones
     * @param compare   whether to compare with the reference model
     * @throws xnorsim.base.InputException if the reference model does not support the neuron
     */
    public RecordedRun(Mapping mapping, Network given, int images, boolean everyStep, boolean compare) {
        this.mapping = mapping;
        this.network = mapping.network();
        this.reference = compare ? Optional.of(NetworkRun.fixedReference(mapping)) : Optional.empty();
        this.real = reference.flatMap(fixed -> NetworkRun.realBeside(fixed, mapping, given));
        int layers = network.layers().size();
        this.fired = new long[layers - 1];
        byte[][] spikes = new byte[layers - 1][];
        double[][] membranes = new double[layers][];
        double[][] traces = new double[layers][];
        for (int l = 0; l < layers; l++) {
            int size = network.layers().get(l).geometry().output().size();
            membranes[l] = new double[images * size];
            traces[l] = new double[everyStep ? images * network.timeSteps() * size : 0];
            if (l < spikes.length) {
                spikes[l] = new byte[images * network.timeSteps() * size];
            }
        }
        this.kept = new Kept(spikes, membranes, everyStep ? Optional.of(traces) : Optional.empty(), new int[images]);
    }

    /** The recording so far. */
    public Kept kept() {
        return kept;
    }

    /** Whether all compared spikes and membranes equal the reference model. */
    public boolean agrees() {
        return different == 0 && membranesDifferent == 0;
    }

    /** The first spike that differs from the reference: of the first such image, in time order. */
    public Optional<SpikeDifference> firstDifference() {
        return firstDifference;
    }

    /** Clock cycles of the slowest image. */
    public long latencyCycles() {
        return latency;
    }

    /** Clock cycles of all images together. */
    public long cycles() {
        return cycles;
    }

    /** Spikes compared with the reference model. */
    public long compared() {
        return compared;
    }

    /** Spikes that differ from the reference model. */
    public long different() {
        return different;
    }

    /** Membranes after the last time step that differ from the reference model. */
    public long membranesDifferent() {
        return membranesDifferent;
    }

    /** Spikes that differ from the equations in real numbers, eqs. (6) and (7). */
    public long differentReal() {
        return differentReal;
    }

    /** The timeline of the first image. */
    public Timeline timeline() {
        return timeline.orElseThrow();
    }

    /**
     * Simulates all images.
     *
     * @param inputs   input of the first layer for an image
     * @param threads  at least 1
     * @param progress is notified of the number of finished images
     */
    public void run(PopcountKernel kernel, IntFunction<SpikeSource> inputs, int threads, IntConsumer progress) {
        Queue<Worker> workers = new ConcurrentLinkedQueue<>();
        Workers.run(kept.classes.length, threads, () -> {
            Worker worker = new Worker(kernel);
            workers.add(worker);
            return k -> worker.serve(k, inputs.apply(k));
        }, progress);
        workers.forEach(this::add);
    }

    private void add(Worker worker) {
        cycles += worker.cycles;
        latency = Math.max(latency, worker.latency);
        compared += worker.compared;
        different += worker.different;
        membranesDifferent += worker.membranesDifferent;
        differentReal += real.isPresent() ? worker.differentReal : worker.different;
        for (int l = 0; l < fired.length; l++) {
            fired[l] += worker.fired[l];
        }
        if (worker.first.isPresent() && (firstDifference.isEmpty()
                || worker.first.get().image() < firstDifference.get().image())) {
            firstDifference = worker.first;
        }
    }

    /** One chip and the images it has simulated. */
    private final class Worker implements SpikeObserver {
        private final ChipSimulation chip;
        private final long[] fired = new long[RecordedRun.this.fired.length];
        private final int[] written = new int[fired.length + 1];
        private int image;
        private long cycles;
        private long latency;
        private long compared;
        private long different;
        private long membranesDifferent;
        private long differentReal;
        private Optional<SpikeDifference> first = Optional.empty();

        Worker(PopcountKernel kernel) {
            chip = new ChipSimulation(mapping, kernel);
            chip.observe(this);
        }

        @Override
        public void fired(long number, int layer, int step, int position, long[] channels) {
            keepSpikes(layer, step, position, channels);
            keepTrace(layer, step);
        }

        @Override
        public void accumulated(int step, long[] membranes) {
            kept.traces.ifPresent(traces -> keepMembranes(traces[fired.length], image * network.timeSteps() + step,
                    fired.length, membranes));
        }

        /** Simulates an image and returns its class. */
        int serve(int number, SpikeSource source) {
            image = number;
            if (number == 0) {
                chip.recordTimeline();
            }
            ImageResult result = chip.run(number, source);
            if (number == 0) {
                timeline = Optional.of(chip.timeline());
                chip.forgetTimeline();
            }
            cycles += result.cycles();
            latency = Math.max(latency, result.cycles());
            kept.classes[number] = result.predicted();
            for (int l = 0; l < network.layers().size(); l++) {
                keepMembranes(kept.membranes[l], number, l,
                        l < fired.length ? chip.membranes(l) : result.membranes());
            }
            reference.ifPresent(model -> compare(model.run(source)));
            real.ifPresent(model -> compareReal(model.run(source)));
            return result.predicted();
        }

        private void keepSpikes(int layer, int step, int position, long[] channels) {
            Shape map = network.layers().get(layer).geometry().output();
            int at = (image * network.timeSteps() + step) * map.size() + position;
            for (int channel = 0; channel < map.channels(); channel++) {
                byte spike = (byte) (channels[channel >> 6] >>> channel & 1);
                kept.spikes[layer][at + channel * map.positions()] = spike;
                fired[layer] += spike;
            }
        }

        /** A layer's membranes of a time step are complete after all positions. */
        private void keepTrace(int layer, int step) {
            if (kept.traces.isEmpty()) {
                return;
            }
            written[layer]++;
            if (written[layer] == network.layers().get(layer).geometry().output().positions()) {
                written[layer] = 0;
                keepMembranes(kept.traces.get()[layer], image * network.timeSteps() + step, layer,
                        chip.membranes(layer));
            }
        }

        private void compare(Recording expected) {
            for (int l = 0; l < network.layers().size(); l++) {
                int size = network.layers().get(l).geometry().output().size();
                double[] membranes = expected.membranes(l);
                for (int i = 0; i < size; i++) {
                    membranesDifferent += kept.membranes[l][image * size + i] == membranes[i] ? 0 : 1;
                }
            }
            for (int t = 0; t < network.timeSteps(); t++) {
                for (int l = 0; l < fired.length; l++) {
                    compare(l, t, expected.spikes(l, t));
                }
            }
        }

        private void compare(int layer, int step, byte[] expected) {
            Shape map = network.layers().get(layer).geometry().output();
            int at = (image * network.timeSteps() + step) * map.size();
            compared += map.size();
            for (int i = 0; i < map.size(); i++) {
                if (kept.spikes[layer][at + i] != expected[i]) {
                    different++;
                    if (first.isEmpty()) {
                        first = Optional.of(new SpikeDifference(image, layer, step, i / map.positions(),
                                i % map.positions(), expected[i]));
                    }
                }
            }
        }

        /** Counts the spikes changed by rounding to fixed point. */
        private void compareReal(Recording equations) {
            for (int l = 0; l < fired.length; l++) {
                int size = network.layers().get(l).geometry().output().size();
                for (int t = 0; t < network.timeSteps(); t++) {
                    byte[] expected = equations.spikes(l, t);
                    int at = (image * network.timeSteps() + t) * size;
                    for (int i = 0; i < size; i++) {
                        differentReal += kept.spikes[l][at + i] == expected[i] ? 0 : 1;
                    }
                }
            }
        }
    }

    /** From the chip's order, channels fastest, in units of 2^-F, to channels, rows and columns in real numbers. */
    private void keepMembranes(double[] into, int number, int layer, long[] membranes) {
        Shape map = network.layers().get(layer).geometry().output();
        int fraction = mapping.fractionBits(layer);
        for (int i = 0; i < membranes.length; i++) {
            int channel = i % map.channels();
            int position = i / map.channels();
            into[number * map.size() + channel * map.positions() + position] = Math.scalb((double) membranes[i],
                    -fraction);
        }
    }

    /** Spike rate of a layer: fraction of its neurons and time steps with a spike, over all images. */
    public double rate(int layer) {
        return (double) fired[layer] / kept.spikes[layer].length;
    }
}

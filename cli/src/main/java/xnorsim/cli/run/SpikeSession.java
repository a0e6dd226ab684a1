package xnorsim.cli.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xnorsim.arrays.PopcountKernel;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.chip.run.NetworkRun;
import xnorsim.chip.run.SpikeDifference;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.ReadoutEffect;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.reference.FixedPoint;
import xnorsim.network.reference.Overflow;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

/** Images, each on a chip, of which everything is kept and compared with the reference model. */
final class SpikeSession {
    private final Mapping mapping;
    private final boolean certified;
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
    private final ReferenceModel reference;
    /** Empty where nothing is rounded: then the fixed point is the real numbers. */
    private final Optional<ReferenceModel> real;
    private Optional<Timeline> timeline = Optional.empty();

    /**
     * Everything that layers did.
     *
     * @param spikes    of every spiking layer, index (image, time step, channel, row, column)
     * @param membranes of every layer after the last time step, index (image, channel, row, column)
     * @param traces    of every layer after each time step, if asked for, index (image, time step, channel, row, column)
     * @param classes   one an image
     */
    // Arrays: filled in one place; nothing compares two of these.
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(byte[][] spikes, double[][] membranes, Optional<double[][]> traces, int[] classes) {}

    /**
     * A session of so many images.
     *
     * @param laidOut   the network on its chip
     * @param given     the network before its parameters were put on the grid of the fixed point
     * @param everyStep whether the membranes of every time step are kept, or only the last ones
     */
    SpikeSession(NetworkMapping laidOut, Network given, int images, boolean everyStep) {
        this.mapping = laidOut.mapping();
        this.certified = laidOut.certified();
        this.network = mapping.network();
        Architecture a = mapping.architecture();
        Overflow overflow = switch (a.overflow()) {
            case ERROR -> Overflow.ERROR;
            case SATURATE -> Overflow.SATURATE;
        };
        this.reference = ReferenceModel.fixedPoint(network,
                new FixedPoint(a.fractionBits(), a.membraneBits(), overflow));
        this.real = NetworkRun.realBeside(reference, mapping, given);
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

    Kept kept() {
        return kept;
    }

    boolean agrees() {
        return different == 0 && membranesDifferent == 0;
    }

    /** The first spike that the reference has otherwise: of the first such image, in the order of time. */
    Optional<SpikeDifference> firstDifference() {
        return firstDifference;
    }

    /** Clock cycles of the slowest image. */
    long latencyCycles() {
        return latency;
    }

    /** Simulates all images, so many at a time; the results do not depend on how many. */
    void run(PopcountKernel kernel, IntFunction<SpikeSource> inputs, boolean compare, int threads,
            IntConsumer progress) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int most = Math.min(threads, kept.classes.length);
        List<Worker> workers = Stream.generate(() -> new Worker(kernel)).limit(most).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(most)) {
            List<Future<?>> running = new ArrayList<>();
            for (Worker worker : workers) {
                running.add(pool.submit(() -> {
                    for (int k = next.getAndIncrement(); k < kept.classes.length; k = next.getAndIncrement()) {
                        worker.serve(k, inputs.apply(k), compare);
                        progress.accept(done.incrementAndGet());
                    }
                }));
            }
            for (Future<?> one : running) {
                await(one, next);
            }
        }
        workers.forEach(this::add);
    }

    private void await(Future<?> one, AtomicInteger next) {
        try {
            one.get();
        } catch (InterruptedException e) {
            next.set(kept.classes.length);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            next.set(kept.classes.length);
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case Error known -> throw known;
                case null, default -> throw new IllegalStateException(e);
            }
        }
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

    /** One chip and the images that it has served. */
    private final class Worker implements SpikeObserver {
        private final ChipSimulation chip;
        private final long[] fired = new long[SpikeSession.this.fired.length];
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

        void serve(int number, SpikeSource source, boolean compare) {
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
            if (compare) {
                compare(reference.run(source));
                real.ifPresent(model -> compareReal(model.run(source)));
            }
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

        /** A layer's membranes of a time step are complete when it has been at all positions. */
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

        /** Counts the spikes that rounding to the fixed point has changed. */
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

    private double rate(int layer) {
        return (double) fired[layer] / kept.spikes[layer].length;
    }

    /** The remarks on what was simulated. */
    List<String> remarks(Optional<int[]> labels) {
        return RunRemarks.of(network, IntStream.range(0, fired.length).mapToObj(this::rate).toList(), kept.classes,
                labels);
    }

    private static int right(int[] classes, int[] labels) {
        return (int) IntStream.range(0, classes.length).filter(k -> classes[k] == labels[k]).count();
    }

    /**
     * One JSON object.
     *
     * @param labels  of the images, if they are known
     * @param remarks that were made
     */
    String toJson(Optional<int[]> labels, List<String> remarks) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network.name());
        values.put("accuracy", labels.map(known -> (double) right(kept.classes, known) / known.length));
        values.put("images", kept.classes.length);
        values.put("fraction_bits", mapping.architecture().fractionBits());
        values.put("membrane_bits", mapping.architecture().membraneBits());
        values.put("certified", certified);
        values.put("classes", Arrays.stream(kept.classes).boxed().toList());
        values.put("cycles_per_image", (double) cycles / kept.classes.length);
        values.put("spikes_compared", compared);
        values.put("spikes_different", different);
        values.put("membranes_different", membranesDifferent);
        values.put("spikes_different_from_real_numbers", differentReal);
        Map<String, Object> rates = new LinkedHashMap<>();
        for (int l = 0; l < fired.length; l++) {
            rates.put(network.layers().get(l).name(), rate(l));
        }
        values.put("spike_rates", rates);
        values.put("readout", ReadoutEffect.kind(mapping.architecture().readout()));
        Timeline times = timeline.orElseThrow();
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            Map<String, Object> layer = new LinkedHashMap<>();
            layer.put("name", network.layers().get(l).name());
            layer.put("starts", Arrays.stream(times.starts(l)).boxed().toList());
            layer.put("ends", Arrays.stream(times.ends(l)).boxed().toList());
            layers.add(layer);
        }
        values.put("layers", layers);
        values.put("remarks", remarks);
        return Json.object(values);
    }

    /** A summary for people. */
    String toText(Optional<int[]> labels) {
        Table table = new Table();
        table.row("network", network.name());
        if (certified) {
            table.row("numbers", RunReport.numbers(mapping.architecture()));
        }
        table.row("images", String.format(Locale.ROOT, "%,d", kept.classes.length));
        labels.ifPresent(known -> table.row("accuracy", RunReport.accuracy(right(kept.classes, known), known.length)));
        table.row("reference", compared == 0
                ? "not compared"
                : String.format(Locale.ROOT, "%,d spikes compared, %,d differ; %,d membranes differ", compared,
                        different,
                        membranesDifferent));
        if (!agrees() && !mapping.architecture().readout().isIdeal()) {
            table.row("", ReadoutEffect.ofDifferences(mapping.architecture().readout()));
        }
        if (compared > 0) {
            ReadoutEffect.rows(table, mapping.architecture().readout(), differentReal, compared);
        }
        table.row("time", String.format(Locale.ROOT, "%,.0f cycles an image", (double) cycles / kept.classes.length));
        for (int l = 0; l < fired.length; l++) {
            table.row(l + " " + network.layers().get(l).name(), String.format(Locale.ROOT, "spike rate %.3f", rate(l)));
        }
        int[] counts = new int[network.classes()];
        for (int predicted : kept.classes) {
            counts[predicted]++;
        }
        table.row("classes", Arrays.toString(counts) + " images each");
        return table.toString();
    }
}

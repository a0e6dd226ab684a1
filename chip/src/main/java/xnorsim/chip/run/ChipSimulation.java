package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import xnorsim.arrays.PopcountKernel;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.ChipController;
import xnorsim.chip.control.ControlRules;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.control.TimelineObserver;
import xnorsim.chip.layer.ArrayLayer;
import xnorsim.chip.layer.DigitalLayer;
import xnorsim.chip.layer.SpikingOutput;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.spikes.SharedInput;
import xnorsim.chip.spikes.SpikeInput;
import xnorsim.chip.spikes.SpikeMap;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.chip.subarray.ArraySequencer;
import xnorsim.chip.subarray.ChipInstance;
import xnorsim.chip.subarray.LockstepTiles;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.NeuronUnits;
import xnorsim.neurons.OutputUnits;
import xnorsim.sim.Clock;
import xnorsim.sim.Engine;
import xnorsim.sim.KernelChoice;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * Event-driven simulation of a network on its chip, image by image or as a stream. Not thread-safe; a {@link Mapping}
 * may be shared.
 */
public final class ChipSimulation {

    private final Engine engine = new Engine();
    private final Mapping mapping;
    private final Network network;
    private final Clock clock;
    private final ChipController controller;
    private final SpikeMap pixels;
    private final List<Optional<ArraySequencer>> sequencers = new ArrayList<>();
    private final List<SpikingOutput> outputs = new ArrayList<>();
    private Optional<SpikeObserver> lastLayer = Optional.empty();
    private final List<Optional<LockstepTiles>> tiles = new ArrayList<>();
    private final List<List<LockstepTiles>> copies = new ArrayList<>();
    private final List<ArrayLayer> plans = new ArrayList<>();
    private final List<DigitalLayer> digital = new ArrayList<>();
    private Optional<ChipEvents> events = Optional.empty();
    private final OutputUnits classes;
    private final Timeline.Recorder recorder;
    private final List<Answer> answers = new ArrayList<>();
    private IntFunction<SpikeSource> images = image -> {
        throw new IllegalStateException("no image is running");
    };
    private ImageListener listener = (image, membranes) -> {};
    private long firstImage;
    private long cycles;

    /** Is notified of every finished image. */
    @FunctionalInterface
    public interface ImageListener {
        /**
         * The image, counted from 0 in each run, is finished; its final membranes in the other layers are available
         * now.
         */
        void finished(int image, long[] classMembranes);
    }

    /** The output of the last layer for an image, and the spikes of the preceding layers. */
    private record Answer(int predicted, long[] membranes, long[] spikes) {}

    /** Builds the chip; with an analog readout, the chip instance named by its variation. */
    public ChipSimulation(Mapping mapping, PopcountKernel kernel) {
        this(mapping, kernel, ChipInstance.of(mapping));
    }

    /** Builds a chip from a chip instance. */
    ChipSimulation(Mapping mapping, PopcountKernel kernel, ChipInstance made) {
        this.mapping = mapping;
        this.network = mapping.network();
        Scope root = engine.root();
        this.clock = new Clock(root, "clk", mapping.architecture().clockPeriodPs());
        Scope scope = root.child("chip");
        this.controller = new ChipController(scope, clock,
                ControlRules.of(network, mapping.architecture(), mapping.placement()));
        this.recorder = new Timeline.Recorder(network.timeSteps());
        this.pixels = new SpikeMap(network.input());
        this.classes = new OutputUnits(mapping.last().units());
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            Scope own = scope.child("layer" + l + "_" + layer.name());
            if (layer instanceof SpikingLayer spiking) {
                outputs.add(new SpikingOutput(l, spiking, network.timeSteps(),
                        mapping.architecture().chip().outputBanks(), mapping.membraneMemory(l)));
            }
            if (layer instanceof BinaryLayer binary) {
                buildArrays(own, l, binary, kernel, made);
            } else {
                buildDigital(own, l, kernel.kind());
            }
        }
    }

    private void buildArrays(Scope scope, int l, BinaryLayer layer, PopcountKernel kernel, ChipInstance made) {
        Architecture a = mapping.architecture();
        int count = mapping.replicas(l);
        List<LockstepTiles> all = new ArrayList<>();
        copies.add(all);
        Optional<SpikeInput> residual = layer.residual() ? Optional.of(outputs.get(l - 2)::bankOf) : Optional.empty();
        for (int copy = 0; copy < count; copy++) {
            Scope own = count == 1 ? scope : scope.child("copy" + copy);
            LockstepTiles arrays = new LockstepTiles(own, mapping.arrays(l), a, layer.slots(), kernel,
                    made.arrays(l, copy));
            ArrayLayer plan = new ArrayLayer(layer, a, network.timeSteps(), arrays, outputs.get(l),
                    outputs.get(l - 1)::bankOf, residual, new ArrayLayer.Share(copy, count), controller.position(l));
            ArraySequencer sequencer = new ArraySequencer(own, clock, a, layer.slots(), arrays, plan,
                    controller.go(l));
            controller.connect(l, sequencer);
            plans.add(plan);
            all.add(arrays);
            if (copy == 0) {
                tiles.add(Optional.of(arrays));
                sequencers.add(Optional.of(sequencer));
            }
        }
    }

    private void buildDigital(Scope scope, int l, KernelChoice kind) {
        boolean first = l == 0;
        copies.add(List.of());
        tiles.add(Optional.empty());
        sequencers.add(Optional.empty());
        DigitalLayer layer = new DigitalLayer(scope, clock, first ? mapping.first() : mapping.last(),
                mapping.layerCycles(l), first ? planes() : List.of(outputs.get(l - 1)::bankOf),
                first ? job -> job % network.timeSteps() != 0 && sourceOf(job).isConstant() : job -> false,
                first ? new InputSums() : DigitalLayer.KnownSums.NONE,
                first ? new FiringSink(scope, outputs.getFirst(), kind) : new ClassSink(), controller.go(l));
        controller.connect(l, layer);
        digital.add(layer);
    }

    /**
     * The image's input as bit planes, most significant first: one bit for a spike, eight for a directly coded pixel.
     */
    private List<SpikeInput> planes() {
        int bits = 32 - Integer.numberOfLeadingZeros(network.first().coding().largest());
        List<SpikeInput> planes = new ArrayList<>();
        for (int bit = bits - 1; bit >= 0; bit--) {
            int own = bit;
            planes.add(job -> encode(job, own));
        }
        return planes;
    }

    private SpikeSource sourceOf(long job) {
        return images.apply((int) (job / network.timeSteps() - firstImage));
    }

    private SpikeMap encode(long job, int bit) {
        SpikeSource source = sourceOf(job);
        int step = (int) (job % network.timeSteps());
        Shape shape = network.input();
        pixels.clear();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int position = 0; position < shape.positions(); position++) {
                if ((source.value(step, channel * shape.positions() + position) >> bit & 1) != 0) {
                    pixels.set(channel, position);
                }
            }
        }
        return pixels;
    }

    /** The clock, phases and registers of one subarray of the first copy, to be observed before {@link #run}. */
    public List<Signal> signals(int layer, int rowTile, int columnTile) {
        if (layer < 0 || layer >= tiles.size() || tiles.get(layer).isEmpty()) {
            throw InputException.wrongValue("trace", "layer", layer,
                    "a binarized layer, 1.." + (tiles.size() - 2) + " of this network");
        }
        if (rowTile < 0 || rowTile >= mapping.rowTiles(layer) || columnTile < 0
                || columnTile >= mapping.columnTiles(layer)) {
            throw InputException.wrongValue("trace", "tile", rowTile + "," + columnTile,
                    "a tile below " + mapping.rowTiles(layer) + "," + mapping.columnTiles(layer));
        }
        if (!mapping.architecture().chip().gate().countsAgreement()) {
            throw InputException.wrongValue("trace", "gate", mapping.architecture().chip().gate().key(),
                    "xnor: other cells are simulated without their registers");
        }
        List<Signal> signals = new ArrayList<>();
        signals.add(clock.wire());
        signals.addAll(sequencers.get(layer).orElseThrow().signals());
        signals.addAll(tiles.get(layer).orElseThrow().signals(rowTile, columnTile));
        return signals;
    }

    /** The clock's wire. */
    public Signal clock() {
        return clock.wire();
    }

    /**
     * The handshakes of a layer with the chip's controller: {@code state} (the number of its {@link Cause}),
     * {@code time_step}, {@code position}, {@code bank} and {@code go}; to be observed before {@link #run}.
     */
    public List<Signal> handshakes(int layer) {
        return controller.signals(layer);
    }

    /** Notifies {@code observer} of every spike, and of the last layer's sums, from now on. */
    public void observe(SpikeObserver observer) {
        outputs.forEach(output -> output.observe(observer));
        lastLayer = Optional.of(observer);
    }

    /** Counts active cells from now on. */
    void countActiveCells() {
        copies.forEach(layer -> layer.forEach(tile -> tile.sums().ideal().countActiveCells()));
    }

    /** Counts energy-relevant events from now on, per run. */
    public void countEvents() {
        events = Optional.of(new ChipEvents(mapping, plans, digital));
    }

    /** Active cells of each layer so far, counted per evaluation. */
    private long[] activeCells() {
        return copies.stream()
                .mapToLong(layer -> layer.stream().mapToLong(tile -> tile.sums().ideal().activeCells()).sum())
                .toArray();
    }

    /** Starts recording timelines. */
    public void recordTimeline() {
        controller.observe(recorder);
    }

    /** Stops recording timelines. */
    public void forgetTimeline() {
        controller.observe(TimelineObserver.NONE);
    }

    /** The timeline of the last run, after {@link #recordTimeline}. */
    public Timeline timeline() {
        return recorder.timeline(cycles);
    }

    /** The scheduler that the signals belong to. */
    public Scheduler scheduler() {
        return engine;
    }

    /** Membranes of a spiking layer after the last image, per position, channels fastest. */
    public long[] membranes(int layer) {
        return outputs.get(layer).membranes().toArray();
    }

    /**
     * Simulates one image, number 0, from the next clock edge on.
     *
     * @throws InputException if a membrane overflows and the architecture does not saturate
     */
    public ImageResult run(SpikeSource source) {
        return run(0, source);
    }

    /** The same for image {@code number}, which keys its noise draws. */
    public ImageResult run(int number, SpikeSource source) {
        return run(number, 1, image -> source, (image, membranes) -> {}).images().getFirst();
    }

    /** The same from image 0 on. */
    public ChipRun run(int count, IntFunction<SpikeSource> sources, ImageListener finished) {
        return run(0, count, sources, finished);
    }

    /**
     * Simulates consecutive images without a pause from the next clock edge on; if layers overlap, so do images.
     *
     * @param number   number of the first image; later ones follow
     * @param count    number of images, at least 1
     * @param sources  input spikes of each image
     * @param finished is notified of each image when the last layer has finished it
     * @throws IllegalStateException if an observer ends the run early; {@link #runUnlessStopped} allows that
     */
    public ChipRun run(int number, int count, IntFunction<SpikeSource> sources, ImageListener finished) {
        return runUnlessStopped(number, count, sources, finished)
                .orElseThrow(() -> new IllegalStateException("a watcher has ended the run"));
    }

    /**
     * The same; empty if an observer ended the run by {@link Scheduler#stop}, after which the chip cannot be used
     * again.
     */
    public Optional<ChipRun> runUnlessStopped(int number, int count, IntFunction<SpikeSource> sources,
            ImageListener finished) {
        int steps = Math.multiplyExact(count, network.timeSteps());
        images = sources;
        listener = finished;
        answers.clear();
        outputs.forEach(output -> output.keepResults(count > 1));
        long[] activeBefore = activeCells();
        events.ifPresent(ChipEvents::begin);
        long startEdge = clock.lastEdge() + 1;
        recorder.begin(startEdge, controller.steps(), steps);
        firstImage = controller.steps() / network.timeSteps();
        outputs.forEach(output -> output.numberImages(number - firstImage));
        clock.start();
        controller.request(steps, startEdge);
        while (!controller.isFinished()) {
            if (!engine.step()) {
                if (engine.isStopped()) {
                    return Optional.empty();
                }
                throw new IllegalStateException("the chip went idle before its last time step");
            }
        }
        long endEdge = clock.lastEdge();
        controller.close(endEdge);
        cycles = endEdge - startEdge;
        engine.runUntil(clock.edgePs(endEdge + 1) - 1);
        return engine.isStopped() ? Optional.empty() : Optional.of(result(count, startEdge, activeBefore));
    }

    private ChipRun result(int count, long startEdge, long[] activeBefore) {
        int layers = network.layers().size();
        int timeSteps = network.timeSteps();
        long[][] starts = new long[layers][];
        long[][] ends = new long[layers][];
        long[][] causes = new long[layers][];
        for (int l = 0; l < layers; l++) {
            starts[l] = Schedule.since(controller.starts(l), startEdge);
            ends[l] = Schedule.since(controller.ends(l), startEdge);
            causes[l] = controller.cycles(l);
        }
        List<ImageResult> results = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Answer answer = answers.get(k);
            int last = (k + 1) * timeSteps - 1;
            results.add(new ImageResult(answer.predicted, answer.membranes,
                    ends[layers - 1][last] - starts[0][k * timeSteps], part(starts, k), part(ends, k), answer.spikes));
        }
        long[] active = activeCells();
        Arrays.setAll(active, l -> active[l] - activeBefore[l]);
        return new ChipRun(results, cycles, causes, active,
                events.map(e -> e.counts((long) count * timeSteps, causes)).orElse(List.of()));
    }

    private long[][] part(long[][] ofRun, int image) {
        long[][] part = new long[ofRun.length][];
        for (int l = 0; l < part.length; l++) {
            part[l] = Arrays.copyOfRange(ofRun[l], image * network.timeSteps(),
                    (image + 1) * network.timeSteps());
        }
        return part;
    }

    /** The membranes of a spiking layer after an image of the present run; available once it is finished. */
    public long[] membranes(int layer, int image) {
        return outputs.get(layer).membranesOf(firstImage + image);
    }

    /** The known sums of the first layer if the image is a {@link SharedInput}. */
    private final class InputSums implements DigitalLayer.KnownSums {
        @Override
        public Optional<int[][]> of(long job) {
            return shared(job).flatMap(image -> image.sums((int) (job % network.timeSteps())));
        }

        @Override
        public void computed(long job, int[][] dots) {
            shared(job).ifPresent(image -> image.keep((int) (job % network.timeSteps()), dots));
        }

        private Optional<SharedInput> shared(long job) {
            return sourceOf(job) instanceof SharedInput input ? Optional.of(input) : Optional.empty();
        }
    }

    /** The units of the first layer fire into its output. */
    private final class FiringSink implements DigitalLayer.Sink {
        private final NeuronUnits units;
        private final SpikingOutput output;

        FiringSink(Scope scope, SpikingOutput output, KernelChoice kind) {
            this.units = new NeuronUnits(scope, mapping.first().units(), kind);
            this.output = output;
        }

        @Override
        public void begin(long job) {
            output.begin(job);
        }

        @Override
        public void integrate(int position, int[] dots) {
            units.integrateAndFire(output.membranes(), output.membraneAddress(position), dots, 0);
            long[] channels = output.clearedChannels();
            Bits.or(units.spikes(), 0, units.units(), channels, 0);
            output.write(position);
            events.ifPresent(e -> e.firstFired(units.units(), Bits.ones(channels)));
        }

        @Override
        public void end(long job) {
            // The spikes are in the output bank.
        }
    }

    /** The units of the last layer accumulate. */
    private final class ClassSink implements DigitalLayer.Sink {
        @Override
        public void begin(long job) {
            if (job % network.timeSteps() == 0) {
                classes.clear();
            }
        }

        @Override
        public void integrate(int position, int[] dots) {
            classes.integrate(dots);
            events.ifPresent(e -> e.lastIntegrated(dots.length));
        }

        @Override
        public void end(long job) {
            lastLayer.ifPresent(watching -> watching.accumulated(job / network.timeSteps(),
                    (int) (job % network.timeSteps()), classes.membranes()));
            if ((job + 1) % network.timeSteps() != 0) {
                return;
            }
            long image = job / network.timeSteps();
            long[] spikes = new long[network.layers().size()];
            for (int l = 0; l < outputs.size(); l++) {
                spikes[l] = outputs.get(l).spikesOf(image);
            }
            answers.add(new Answer(classes.largest(), classes.membranes().clone(), spikes));
            listener.finished((int) (image - firstImage), classes.membranes());
            outputs.forEach(output -> output.forget(image));
        }
    }
}

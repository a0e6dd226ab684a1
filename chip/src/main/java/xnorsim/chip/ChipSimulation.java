package xnorsim.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.PopcountKernel;
import xnorsim.network.BinaryLayer;
import xnorsim.network.InputException;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.IfUnits;
import xnorsim.neurons.OutputUnits;
import xnorsim.sim.Clock;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.KernelChoice;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * A whole network on its chip, simulated event by event, one image after another. Not to be shared between threads; a
 * {@link Mapping} is.
 */
public final class ChipSimulation {

    private final Engine engine = new Engine();
    private final Mapping mapping;
    private final Network network;
    private final Clock clock;
    private final ChipController controller;
    private final SpikeMap pixels;
    private final List<LayerControl> controls = new ArrayList<>();
    private final List<SpikingOutput> outputs = new ArrayList<>();
    private final List<Optional<LockstepTiles>> tiles = new ArrayList<>();
    private final OutputUnits classes;
    private final long[][] starts;
    private final long[][] ends;
    private Optional<SpikeSource> image = Optional.empty();

    /** Builds the chip. */
    public ChipSimulation(Mapping mapping, PopcountKernel kernel) {
        this.mapping = mapping;
        this.network = mapping.network();
        Scope root = engine.root();
        this.clock = new Clock(root, "clk", mapping.architecture().clockPeriodPs());
        Scope scope = root.child("chip");
        this.controller = new ChipController(scope, network, mapping.architecture().pipelining());
        this.pixels = new SpikeMap(network.input());
        this.classes = new OutputUnits(mapping.last().units());
        int layers = network.layers().size();
        this.starts = new long[layers][network.timeSteps()];
        this.ends = new long[layers][network.timeSteps()];
        for (int l = 0; l < layers; l++) {
            Layer layer = network.layers().get(l);
            LayerControl control = build(scope.child("layer" + l + "_" + layer.name()), l, layer, kernel);
            controls.add(control);
            controller.connect(control);
            recordTimes(l, control.done());
        }
    }

    private LayerControl build(Scope scope, int l, Layer layer, PopcountKernel kernel) {
        if (layer instanceof SpikingLayer spiking) {
            outputs.add(new SpikingOutput(l, spiking, network.timeSteps()));
        }
        IntegerSignal go = controller.go(l);
        if (layer instanceof BinaryLayer binary) {
            Architecture a = mapping.architecture();
            LockstepTiles own = new LockstepTiles(scope, mapping.arrays(l), a, binary.slots(), kernel);
            tiles.add(Optional.of(own));
            Optional<SpikeInput> residual = binary.residual()
                    ? Optional.of(outputs.get(l - 2)::bankOf)
                    : Optional.empty();
            ArrayLayer plan = new ArrayLayer(binary, a, network.timeSteps(), own, outputs.get(l),
                    outputs.get(l - 1)::bankOf, residual);
            return new ArraySequencer(scope, clock, a, binary.slots(), own, plan, go);
        }
        tiles.add(Optional.empty());
        boolean first = l == 0;
        return new DigitalLayer(scope, clock, first ? mapping.first() : mapping.last(), mapping.layerCycles(l),
                first ? this::encode : outputs.get(l - 1)::bankOf,
                first ? new FiringSink(scope, outputs.getFirst(), kernel.kind()) : new ClassSink(), go);
    }

    private void recordTimes(int layer, IntegerSignal done) {
        IntegerSignal go = controller.go(layer);
        go.watch((signal, lane) -> starts[layer][stepOf(go.value())] = clock.lastEdge());
        done.watch((signal, lane) -> ends[layer][stepOf(done.value())] = clock.lastEdge());
    }

    private int stepOf(long count) {
        return (int) ((count - 1) % network.timeSteps());
    }

    private SpikeMap encode(long job) {
        SpikeSource source = image.orElseThrow();
        int step = (int) (job % network.timeSteps());
        Shape shape = network.input();
        pixels.clear();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int position = 0; position < shape.positions(); position++) {
                if (source.spike(step, channel * shape.positions() + position)) {
                    pixels.set(channel, position);
                }
            }
        }
        return pixels;
    }

    /** The clock, the phases and the registers of one subarray, to be watched before {@link #run}. */
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
        List<Signal> signals = new ArrayList<>();
        signals.add(clock.wire());
        signals.addAll(((ArraySequencer) controls.get(layer)).signals());
        signals.addAll(tiles.get(layer).orElseThrow().signals(rowTile, columnTile));
        return signals;
    }

    /** Tells {@code observer} of every spike from now on. */
    public void observe(SpikeObserver observer) {
        outputs.forEach(output -> output.observe(observer));
    }

    /** The scheduler that the signals belong to. */
    public Scheduler scheduler() {
        return engine;
    }

    /** Membranes of a spiking layer as the last image left them, position by position, channels fastest. */
    public long[] membranes(int layer) {
        return outputs.get(layer).membranes().clone();
    }

    /**
     * Simulates one image from the next clock edge on.
     *
     * @throws InputException if a membrane overflows and the architecture does not ask for saturation
     */
    public ImageResult run(SpikeSource source) {
        image = Optional.of(source);
        long[] before = outputs.stream().mapToLong(SpikingOutput::spikes).toArray();
        long startEdge = clock.lastEdge() + 1;
        clock.start();
        controller.request(network.timeSteps(), clock.edgePs(startEdge));
        while (!controller.isFinished()) {
            if (!engine.step()) {
                throw new IllegalStateException("the chip came to rest before its last time step");
            }
        }
        long endEdge = clock.lastEdge();
        engine.runUntil(clock.edgePs(endEdge + 1) - 1);
        long[] spikes = new long[network.layers().size()];
        for (int l = 0; l < before.length; l++) {
            spikes[l] = outputs.get(l).spikes() - before[l];
        }
        return new ImageResult(classes.largest(), classes.membranes().clone(), endEdge - startEdge,
                relative(starts, startEdge), relative(ends, startEdge), spikes);
    }

    private static long[][] relative(long[][] edges, long start) {
        long[][] cycles = new long[edges.length][];
        for (int l = 0; l < edges.length; l++) {
            cycles[l] = edges[l].clone();
            for (int t = 0; t < cycles[l].length; t++) {
                cycles[l][t] -= start;
            }
        }
        return cycles;
    }

    /** The units of the first layer fire into its output. */
    private final class FiringSink implements DigitalLayer.Sink {
        private final IfUnits units;
        private final SpikingOutput output;

        FiringSink(Scope scope, SpikingOutput output, KernelChoice kind) {
            this.units = new IfUnits(scope, mapping.first().units(), kind);
            this.output = output;
        }

        @Override
        public void begin(long job) {
            output.begin(job);
        }

        @Override
        public void integrate(int position, int[] dots) {
            units.integrateAndFire(output.membranes(), output.membraneAddress(position), dots, 0);
            Bits.or(units.spikes(), 0, units.units(), output.clearedChannels(), 0);
            output.write(position);
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
        }
    }
}

package xnorsim.chip.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.PassSource;
import xnorsim.chip.layout.SampleTime;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.layout.UnitDynamics;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.subarray.ArrayInstances;
import xnorsim.chip.subarray.ArraySequencer;
import xnorsim.chip.subarray.LockstepTiles;
import xnorsim.chip.subarray.PassLengths;
import xnorsim.neurons.FixedPoint;
import xnorsim.neurons.MembraneMemory;
import xnorsim.neurons.UnitFormat;
import xnorsim.neurons.UnitParameters;
import xnorsim.sim.Clock;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/** One (N, M) subarray on the user's vectors, cycle by cycle as in docs/timing.md. For one run only. */
public final class MacroSimulation {

    /** Scope of the subarray's signals. */
    public static final String SCOPE = "macro";

    private final Engine engine = new Engine();
    private final Clock clock;
    private final LockstepTiles tiles;
    private final ArraySequencer sequencer;
    private final IntegerSignal.Driver go;
    private final Vectors plan;
    private final long cycles;

    /**
     * Builds the subarray.
     *
     * @throws InputException if the input does not fit the architecture
     */
    public MacroSimulation(Architecture given, MacroInput input, PopcountKernel kernel) {
        input.check(given);
        Architecture architecture = given.withChip(ChipParameters.defaults());
        Scope scope = engine.root().child(SCOPE);
        clock = new Clock(scope, "clk", architecture.clockPeriodPs());
        int columns = architecture.columns();
        StoredWeights stored = StoredWeights.of(architecture.rows(), columns,
                (row, column) -> input.weights()[row * columns + column] != 0);
        ArrayWeights weights = new ArrayWeights(List.of(List.of(stored)),
                List.of(parameters(architecture, input, stored)), stored,
                new TileGrid(1, architecture.rows(), columns, architecture.rows(), columns));
        Optional<ArrayInstances> made = ArrayInstances.of(architecture.readout(), weights, architecture.slots(),
                new ArrayInstances.Place(0, 0, 0, 1));
        tiles = new LockstepTiles(scope, weights, architecture, architecture.slots(), kernel, made);
        plan = new Vectors(architecture, input, made.map(arrays -> arrays.units().getFirst()).orElse(weights.units(0)),
                membranesFitInts(architecture, weights));
        go = scope.integer("go", 1, false);
        cycles = new PassLengths(architecture, tiles, plan, architecture.slots()).endOfJob(0);
        sequencer = new ArraySequencer(scope, clock, architecture, architecture.slots(), tiles, plan, go.signal());
    }

    private static boolean membranesFitInts(Architecture a, ArrayWeights weights) {
        return !a.readout().comparesLastStep()
                && weights.membranesFitInts((long) a.slots() * a.columns(), a.timeSteps());
    }

    private static UnitParameters parameters(Architecture a, MacroInput input, StoredWeights stored) {
        long[] bias = new long[a.rows()];
        for (int i = 0; i < bias.length; i++) {
            try {
                bias[i] = FixedPoint.bias((long) a.slots() * stored.zeros(i), input.mean()[i], a.fractionBits());
            } catch (ArithmeticException e) {
                throw InputException.wrongValue("mean", "entry " + i, input.mean()[i],
                        "a magnitude below 2^62 in units of 2^-" + a.fractionBits());
            }
        }
        long[] threshold = IntStream.range(0, a.rows())
                .mapToLong(i -> FixedPoint.threshold(input.threshold()[i], a.fractionBits())).toArray();
        return UnitDynamics.firing(input.dynamics(),
                UnitParameters
                        .of(bias, threshold, UnitFormat.popcounts(a.fractionBits(), a.membraneBits(), a.overflow()))
                        .with(UnitDynamics.rule(a.neuron(), "neurons", input.dynamics())));
    }

    /** The signals of the subarray, to be observed before {@link #run}. */
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        signals.add(clock.wire());
        signals.addAll(sequencer.signals());
        signals.addAll(tiles.signals(0, 0));
        return signals;
    }

    /** Clock cycles of {@link #simulate}: on a single subarray they do not depend on the spikes. */
    public long cycles() {
        return cycles;
    }

    /** The scheduler that the signals belong to. */
    public Scheduler scheduler() {
        return engine;
    }

    /**
     * Runs all samples, one after the other, and one more cycle in which the last membranes can be read.
     *
     * @throws InputException if a membrane overflows and the architecture does not saturate
     */
    public MacroResult run() {
        return result(simulate());
    }

    /** The result of a run of a number of cycles, see {@link #simulate}. */
    public MacroResult result(long cycles) {
        return plan.recorder.result(cycles);
    }

    /**
     * As {@link #run}, but leaves unpacking of the result to {@link #result}.
     *
     * @return clock cycles from leaving IDLE to returning to IDLE, or until an observer ended the run
     * @throws InputException if a membrane overflows and the architecture does not saturate
     */
    public long simulate() {
        clock.start();
        engine.schedule(clock.edgePs(1), Phase.UPDATE, () -> go.set(1));
        while (sequencer.done().value() == 0) {
            if (!engine.step()) {
                if (engine.isStopped()) {
                    return clock.lastEdge() - 1;
                }
                throw new IllegalStateException("the subarray went idle before its last vector");
            }
        }
        long idleEdge = clock.lastEdge();
        engine.runUntil(clock.edgePs(idleEdge + 1) - 1);
        return idleEdge - 1;
    }

    /** The user's vectors: one job, a pass per time step of every sample. */
    private final class Vectors implements PassSource {
        private final int steps;
        private final int rows;
        private final int words;
        private final long[] vectors;
        private final int slots;
        private final long passes;
        private final MembraneMemory memory;
        private final MacroRecorder recorder;

        Vectors(Architecture a, MacroInput input, UnitParameters units, boolean narrow) {
            steps = a.timeSteps();
            rows = a.rows();
            slots = a.slots();
            words = Bits.words(a.columns());
            passes = (long) input.samples() * steps;
            memory = new MembraneMemory(rows, narrow, a.neuron());
            recorder = new MacroRecorder(Math.toIntExact(passes), units, steps, narrow);
            vectors = new long[Math.toIntExact(passes * slots * words)];
            int count = (int) (passes * slots);
            for (int v = 0; v < count; v++) {
                Bits.fromBytes(input.spikes(), v * a.columns(), a.columns(), vectors, v * words);
            }
        }

        @Override
        public void prepare(long job) {
            // Nothing to prepare: the vectors are available.
        }

        @Override
        public void begin(long job) {
            // Nothing to set up: there is only one job.
        }

        @Override
        public boolean isWatched() {
            return false;
        }

        @Override
        public long passes() {
            return passes;
        }

        @Override
        public boolean passesAreIndependent() {
            return false;
        }

        @Override
        public void fetch(long pass, int slot, long[] vector) {
            // A few words: a call to copy them takes longer.
            int at = (int) (pass * slots + slot) * words;
            for (int k = 0; k < words; k++) {
                vector[k] = vectors[at + k];
            }
        }

        @Override
        public boolean startsSample(long pass) {
            return (int) pass % steps == 0;
        }

        @Override
        public int stepAfter(long pass) {
            return (int) ((pass + 1) % steps);
        }

        @Override
        public SampleTime moment(long pass) {
            return new SampleTime(pass / steps, (int) (pass % steps), 0, pass % steps == steps - 1);
        }

        @Override
        public String describe(long pass) {
            return "sample " + pass / steps + ", time step " + pass % steps;
        }

        @Override
        public void clearMembranes() {
            memory.clear();
        }

        @Override
        public MembraneMemory membraneMemory() {
            return memory;
        }

        @Override
        public int membraneAddress(long pass) {
            return 0;
        }

        @Override
        public void fired(long pass) {
            recorder.add((int) pass, tiles.units(0).spikes(), memory, tiles.dots());
        }
    }
}

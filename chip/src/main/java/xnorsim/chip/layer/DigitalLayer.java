package xnorsim.chip.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import xnorsim.chip.control.LayerControl;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.LayerCounter;
import xnorsim.chip.layout.DigitalWeights;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.spikes.Patch;
import xnorsim.chip.spikes.SpikeInput;
import xnorsim.chip.spikes.SpikeMap;
import xnorsim.chip.subarray.Overflows;
import xnorsim.network.Geometry;
import xnorsim.neurons.MembraneOverflowException;
import xnorsim.sim.Clock;
import xnorsim.sim.Component;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;

/**
 * A layer with real-valued weights, computed by digital adders, one addition per lane and cycle: every weight is added
 * or skipped in its own lane cycle, so a time step takes ceil(P * K * C / lanes) cycles whatever the spikes are.
 * Directly coded pixels come as bit planes, most significant first: a hardware lane multiplies and adds in one cycle,
 * the model adds shifted sums.
 */
public final class DigitalLayer extends Component implements LayerControl {

    private static final long NEVER = -1;

    private final Clock clock;
    private final DigitalWeights weights;
    private final List<SpikeInput> planes;
    private final LongPredicate repeats;
    private final Sink sink;
    private final long cycles;
    private final IntegerSignal go;
    private final IntegerSignal.Driver done;
    private final Patch patch;
    private final long[] inputs;
    private final KnownSums known;
    private final int[][] ownDots;
    private int[][] dots;
    private Optional<LayerCounter> counter = Optional.empty();
    private final long[] some;
    private long added;
    private long endEdge = NEVER;
    private boolean starting;

    /** Sums computed by an earlier simulation. */
    public interface KnownSums {
        /** No known sums. */
        KnownSums NONE = new KnownSums() {
            @Override
            public Optional<int[][]> of(long job) {
                return Optional.empty();
            }

            @Override
            public void computed(long job, int[][] dots) {
                // Not kept.
            }
        };

        /** The sums of a time step, [position][channel], not to be modified. */
        Optional<int[][]> of(long job);

        /** Receives the computed sums of a time step, which change afterwards. */
        void computed(long job, int[][] dots);
    }

    /** Receives the sums of a time step. */
    public interface Sink {
        /** A time step starts. */
        void begin(long job);

        /** The sums of one output position, one per channel. */
        void integrate(int position, int[] dots);

        /** The time step is done. */
        void end(long job);
    }

    /**
     * A layer of this scope.
     *
     * @param cycles  of a time step
     * @param planes  its input, for pixels as bit planes, most significant first
     * @param repeats whether a job has the same input as the previous one
     * @param known   sums that are known already
     */
    public DigitalLayer(Scope scope, Clock clock, DigitalWeights weights, long cycles, List<SpikeInput> planes,
            LongPredicate repeats, KnownSums known, Sink sink, IntegerSignal go) {
        super(scope);
        this.clock = clock;
        this.weights = weights;
        this.planes = List.copyOf(planes);
        this.repeats = repeats;
        this.known = known;
        this.sink = sink;
        this.cycles = cycles;
        this.go = go;
        this.done = scope.integer("done", 63, false);
        this.patch = new Patch(weights.geometry());
        this.inputs = new long[Bits.words(weights.geometry().fanIn())];
        this.some = new long[inputs.length];
        this.ownDots = new int[weights.geometry().positions()][weights.geometry().outputChannels()];
        this.dots = ownDots;
        sensitiveTo(go);
    }

    /** Reports the events of the lanes to {@code lanes} from now on. */
    public void count(LayerCounter lanes) {
        counter = Optional.of(lanes);
    }

    @Override
    public IntegerSignal done() {
        return done.signal();
    }

    @Override
    protected void evaluate() {
        long job = done.signal().value();
        starting = endEdge == NEVER && go.value() > job;
        if (!starting && !repeats.test(job)) {
            find(job);
        }
        requestUpdate();
    }

    private void find(long job) {
        Optional<int[][]> there = known.of(job);
        if (there.isPresent()) {
            dots = there.get();
        } else {
            dots = ownDots;
            add(job);
            known.computed(job, dots);
        }
    }

    private void add(long job) {
        for (int[] sums : dots) {
            Arrays.fill(sums, 0);
        }
        boolean highest = true;
        for (SpikeInput plane : planes) {
            SpikeMap spikes = plane.of(job);
            for (int position = 0; position < dots.length; position++) {
                patch.gather(spikes, position, inputs);
                int[] sums = dots[position];
                for (int i = 0; !highest && i < sums.length; i++) {
                    sums[i] *= 2;
                }
                for (int k = 0; k < inputs.length; k++) {
                    addWord(sums, inputs[k], k * (Long.SIZE / DigitalWeights.GROUP));
                }
            }
            highest = false;
        }
    }

    /** Non-zero inputs of all positions. */
    private long inputs(long job) {
        long[][] any = new long[dots.length][inputs.length];
        for (SpikeInput plane : planes) {
            SpikeMap spikes = plane.of(job);
            for (int position = 0; position < any.length; position++) {
                patch.gather(spikes, position, some);
                for (int k = 0; k < some.length; k++) {
                    any[position][k] |= some[k];
                }
            }
        }
        return Arrays.stream(any).mapToLong(Bits::ones).sum();
    }

    /** Counts a time step's additions, or multiplications of pixels, and input reads. */
    private void countTimeStep(long job, LayerCounter lanes) {
        Geometry g = weights.geometry();
        if (!repeats.test(job)) {
            added = inputs(job) * g.outputChannels();
        }
        boolean pixels = planes.size() > 1;
        lanes.add(pixels ? CountedEvent.DIGITAL_MULTIPLICATIONS : CountedEvent.DIGITAL_ADDITIONS, added);
        lanes.add(CountedEvent.DIGITAL_SKIPS, (long) dots.length * g.fanIn() * g.outputChannels() - added);
        for (int position = 0; position < dots.length; position++) {
            lanes.add(CountedEvent.BUFFER_BITS_READ,
                    (long) patch.covered(position) * g.input().channels() * planes.size());
        }
    }

    /**
     * Four groups per loop, since the overhead of a loop over the channels is about as large as its additions.
     */
    private void addWord(int[] sums, long word, int firstGroup) {
        int[][][] groups = weights.sums();
        int group = firstGroup;
        for (long rest = word; rest != 0; rest >>>= 4 * DigitalWeights.GROUP) {
            int four = (int) rest;
            addGroups(sums, groups[group][four & 15], groups[group + 1][four >> 4 & 15],
                    groups[group + 2][four >> 8 & 15], groups[group + 3][four >> 12 & 15]);
            group += 4;
        }
    }

    private static void addGroups(int[] sums, int[] a, int[] b, int[] c, int[] d) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[i] + b[i] + c[i] + d[i];
        }
    }

    @Override
    protected void update() {
        long job = done.signal().value();
        if (starting) {
            endEdge = clock.lastEdge() + cycles;
            wakeAtPs(clock.edgePs(endEdge));
            return;
        }
        sink.begin(job);
        for (int position = 0; position < dots.length; position++) {
            try {
                sink.integrate(position, dots[position]);
            } catch (MembraneOverflowException e) {
                throw Overflows.digital(e, scope() + ", position " + position + ", time step " + job);
            }
        }
        sink.end(job);
        if (counter.isPresent()) {
            countTimeStep(job, counter.get());
        }
        endEdge = NEVER;
        done.set(job + 1);
    }
}

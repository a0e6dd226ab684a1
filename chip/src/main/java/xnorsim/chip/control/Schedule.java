package xnorsim.chip.control;

import java.util.Arrays;
import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.LayerTiming;
import xnorsim.chip.layout.Placement;
import xnorsim.network.Network;
import xnorsim.sim.Clock;
import xnorsim.sim.Component;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;

/**
 * Start and end of every layer's time steps, predicted without spikes: the chip controller with a timer in place of
 * each layer. It equals the simulation if the cycles of a pass do not depend on the spikes; otherwise it assumes the
 * longest vectors.
 *
 * @param cycles   of the run
 * @param starts   per layer and time step the start cycle, counted from the start of the run
 * @param ends     per layer and time step the end cycle
 * @param causes   per layer its cycles by {@link Cause}, which add up to {@code cycles}
 * @param timeline the same as intervals
 */
public record Schedule(long cycles, List<long[]> starts, List<long[]> ends, List<long[]> causes, Timeline timeline) {

    /** Copies the lists. */
    public Schedule {
        starts = List.copyOf(starts);
        ends = List.copyOf(ends);
        causes = List.copyOf(causes);
    }

    /**
     * The schedule of a number of consecutive images.
     *
     * @throws xnorsim.base.InputException if the network cannot be placed
     */
    public static Schedule of(Network network, Architecture architecture, int images) {
        Placement placement = Placement.of(network, architecture);
        LayerTiming timing = new LayerTiming(network, architecture, placement);
        long[] cycles = new long[network.layers().size()];
        for (int l = 0; l < cycles.length; l++) {
            cycles[l] = timing.cycles(l);
        }
        return of(ControlRules.of(network, architecture, placement), cycles,
                Math.multiplyExact(images, network.timeSteps()), network.timeSteps());
    }

    /** The schedule of layers that take {@code cycles} each for a time step. */
    public static Schedule of(ControlRules rules, long[] cycles, int steps, int timeSteps) {
        Engine engine = new Engine();
        Clock clock = new Clock(engine.root(), "clk", 2);
        ChipController controller = new ChipController(engine.root().child("chip"), clock, rules);
        for (int l = 0; l < cycles.length; l++) {
            controller.connect(l,
                    new Stopwatch(engine.root().child("layer" + l), clock, cycles[l], controller.go(l)));
        }
        Timeline.Recorder recorder = new Timeline.Recorder(timeSteps);
        controller.observe(recorder);
        recorder.begin(1, 0, steps);
        controller.request(steps, 1);
        while (!controller.isFinished()) {
            engine.step();
        }
        long end = clock.lastEdge();
        controller.close(end);
        long[][] starts = new long[cycles.length][];
        long[][] ends = new long[cycles.length][];
        long[][] causes = new long[cycles.length][];
        for (int l = 0; l < cycles.length; l++) {
            starts[l] = since(controller.starts(l), 1);
            ends[l] = since(controller.ends(l), 1);
            causes[l] = controller.cycles(l);
        }
        return new Schedule(end - 1, List.of(starts), List.of(ends), List.of(causes), recorder.timeline(end - 1));
    }

    /** Converts edges to cycles since a start edge. */
    public static long[] since(long[] edges, long start) {
        return Arrays.stream(edges).map(edge -> edge - start).toArray();
    }

    /** A layer that only consumes time. */
    private static final class Stopwatch extends Component implements LayerControl {
        private final Clock clock;
        private final long cycles;
        private final IntegerSignal go;
        private final IntegerSignal.Driver done;
        private long endEdge = LayerState.NEVER;

        Stopwatch(Scope scope, Clock clock, long cycles, IntegerSignal go) {
            super(scope);
            this.clock = clock;
            this.cycles = cycles;
            this.go = go;
            this.done = scope.integer("done", 63, false);
            sensitiveTo(go);
        }

        @Override
        public IntegerSignal done() {
            return done.signal();
        }

        @Override
        protected void evaluate() {
            requestUpdate();
        }

        @Override
        protected void update() {
            long edge = clock.lastEdge();
            if (edge == endEdge) {
                endEdge = LayerState.NEVER;
                done.set(done.signal().value() + 1);
            } else if (go.value() > done.signal().value()) {
                endEdge = edge + cycles;
                wakeAtPs(clock.edgePs(endEdge));
            }
        }
    }
}

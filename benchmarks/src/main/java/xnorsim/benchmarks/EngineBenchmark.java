package xnorsim.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import umontreal.ssj.simevents.Simulator;
import xnorsim.sim.Engine;
import xnorsim.sim.Scheduler;

/** Time per event of the engine, of the engine that one would write first, and of SSJ, in the {@link HoldModel}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class EngineBenchmark {

    /** The hold model on the simulator's own engine. */
    public static class OnEngine extends HoldModel.OnScheduler {

        private final Engine engine = new Engine();

        @Override
        Scheduler scheduler() {
            return engine;
        }

        @Override
        boolean step() {
            return engine.step();
        }
    }

    /** The hold model on the engine that one would write first. */
    public static class OnPriorityQueue extends HoldModel.OnScheduler {

        private final PriorityQueueEngine engine = new PriorityQueueEngine();

        @Override
        Scheduler scheduler() {
            return engine;
        }

        @Override
        boolean step() {
            return engine.step();
        }
    }

    /** The hold model on SSJ, a library for stochastic simulation, with the event list that it chooses itself. */
    public static class OnSsj extends HoldModel {

        private final Simulator simulator = new Simulator();

        @Override
        long nowPs() {
            return (long) simulator.time();
        }

        @Override
        void schedule(Delays sequence) {
            new umontreal.ssj.simevents.Event(simulator) {
                @Override
                public void actions() {
                    count();
                    schedule((double) sequence.nextPs());
                    if (isEnough()) {
                        simulator.stop();
                    }
                }
            }.schedule((double) sequence.nextPs());
        }

        @Override
        void fire() {
            simulator.start();
        }
    }

    /** The simulator's own engine. */
    @Benchmark
    @OperationsPerInvocation(HoldModel.EVENTS)
    public long engine(OnEngine model) {
        return model.fireMany();
    }

    /** The engine that one would write first. */
    @Benchmark
    @OperationsPerInvocation(HoldModel.EVENTS)
    public long priorityQueue(OnPriorityQueue model) {
        return model.fireMany();
    }

    /** SSJ. */
    @Benchmark
    @OperationsPerInvocation(HoldModel.EVENTS)
    public long ssj(OnSsj model) {
        return model.fireMany();
    }
}

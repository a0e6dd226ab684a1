package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.sim.Engine;
import xnorsim.sim.Event;
import xnorsim.sim.Phase;

class AllocationTest {

    private static final int UNITS = 130;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static UnitParameters parameters() {
        long[] bias = new long[UNITS];
        long[] threshold = new long[UNITS];
        java.util.Arrays.fill(bias, 40);
        java.util.Arrays.fill(threshold, 60);
        return UnitParameters.of(bias, threshold, UnitFormat.popcounts(4, 8, Overflow.SATURATE));
    }

    private long allocatedBy(Runnable work) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long between = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - between - (between - before);
    }

    /** Integrates, saturates, fires, and moves membranes to and from a memory, watched or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void steadyState_ofFiringUnits_allocatesNothing(boolean watched) {
        Engine engine = new Engine();
        NeuronUnits units = new NeuronUnits(engine.root(), parameters());
        long[] changes = {0};
        if (watched) {
            units.membraneSignal().watch((signal, lane) -> changes[0]++);
            units.spikeSignal().watch((signal, lane) -> changes[0]++);
        }
        int[] dot = new int[UNITS];
        MembraneMemory memory = new MembraneMemory(UNITS, false);
        Event step = new Event() {
            @Override
            public void fire() {
                for (int i = 0; i < UNITS; i++) {
                    dot[i] = (int) (engine.nowPs() * 31 + i * 7L) % 23 - 6;
                }
                units.restore(memory, 0);
                units.integrate(dot, 0);
                units.fire();
                units.save(memory, 0);
                engine.schedule(engine.nowPs() + 1, Phase.UPDATE, this);
            }
        };
        engine.schedule(1, Phase.UPDATE, step);
        // The vector kernel boxes its vectors until it is compiled: the steady state begins after that.
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 200 && allocated >= 1_000; round++) {
            allocated = allocatedBy(() -> engine.runUntil(engine.nowPs() + 5_000));
        }
        assertThat(allocated).isLessThan(1_000);
        assertThat(changes[0] > 0).isEqualTo(watched);
    }

    @Test
    void steadyState_ofOutputUnits_allocatesNothing() {
        OutputUnits units = new OutputUnits(parameters());
        int[] dot = new int[UNITS];
        dot[77] = 3;
        Runnable steps = () -> {
            units.clear();
            for (int t = 0; t < 1_000; t++) {
                units.integrate(dot);
                assertThatLargestIs77(units);
            }
        };
        steps.run();
        assertThat(allocatedBy(steps)).isLessThan(1_000);
    }

    private static void assertThatLargestIs77(OutputUnits units) {
        if (units.largest() != 77) {
            throw new AssertionError("largest is unit " + units.largest());
        }
    }
}

package xnorsim.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.sim.Engine;
import xnorsim.sim.Phase;
import xnorsim.sim.Scheduler;

/** Every benchmark computes what it claims to, and JMH finds it. */
class BenchmarksTest {

    @Test
    void everyBenchmark_isInTheListThatJmhReads() throws IOException {
        try (InputStream list = BenchmarksTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            assertThat(list).as("list of benchmarks").isNotNull();
            assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8)).contains(
                    "xnorsim.benchmarks.PopcountBenchmark", "xnorsim.benchmarks.EngineBenchmark", "priorityQueue",
                    "xnorsim.benchmarks.MacroBenchmark", "xnorsim.benchmarks.VcdBenchmark",
                    "xnorsim.benchmarks.NetworkBenchmark", "xnorsim.benchmarks.ThreadsBenchmark",
                    "xnorsim.benchmarks.CurveBenchmark");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void popcounts_passTheirCheck(int size) {
        PopcountBenchmark benchmark = new PopcountBenchmark();
        PopcountBenchmark.Work work = new PopcountBenchmark.Work();
        benchmark.size = size;
        benchmark.fill();
        benchmark.scalar(work);
        benchmark.check();
        benchmark.plain(work);
        benchmark.check();
        benchmark.sums(work);
        benchmark.check();
        int[] pop = benchmark.vector(work);
        benchmark.check();
        assertThat(work.bits).isEqualTo(4L * size * size);

        pop[size - 1]++;
        assertThatThrownBy(benchmark::check).hasMessageStartingWith("row " + (size - 1) + " of " + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 256, 4096})
    void holdModel_firesTheSameCountOnBothEngines(int pending) {
        HoldModel ours = new EngineBenchmark.OnEngine();
        HoldModel plain = new EngineBenchmark.OnPriorityQueue();
        HoldModel ssj = new EngineBenchmark.OnSsj();
        ours.pending = pending;
        plain.pending = pending;
        ssj.pending = pending;
        ours.start();
        plain.start();
        ssj.start();
        for (int k = 0; k < 20; k++) {
            assertThat(ours.fireMany()).isEqualTo(plain.fireMany()).isGreaterThanOrEqualTo((k + 1L) * HoldModel.EVENTS);
            assertThat(ours.nowPs()).isEqualTo(plain.nowPs());
            assertThat(ssj.fireMany()).isEqualTo((k + 1L) * HoldModel.EVENTS);
            assertThat(ssj.nowPs()).isEqualTo(ours.nowPs());
        }
        ours.check();
        plain.check();
        ssj.check();
    }

    @Test
    void bothEngines_serveTimePhaseSequence() {
        Engine engine = new Engine();
        List<String> history = history(engine);
        engine.run();
        PriorityQueueEngine plain = new PriorityQueueEngine();
        List<String> plainHistory = history(plain);
        boolean more = true;
        while (more) {
            more = plain.step();
        }
        assertThat(history).hasSize(500).isEqualTo(plainHistory);
    }

    private static List<String> history(Scheduler scheduler) {
        Random random = new Random(1);
        List<String> history = new ArrayList<>();
        for (int k = 0; k < 500; k++) {
            int number = k;
            scheduler.schedule(random.nextInt(40), Phase.values()[random.nextInt(3)],
                    () -> history.add(scheduler.nowPs() + " " + scheduler.phase() + " " + number));
        }
        return history;
    }
}

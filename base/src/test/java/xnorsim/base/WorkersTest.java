package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1, 8", "7, 1", "7, 3", "100, 4", "3, 100"})
    void results_areInTheOrderOfTheItems_forAnyNumberOfThreads(int items, int threads) {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger workers = new AtomicInteger();
        List<Integer> squares = Workers.run(items, threads, () -> {
            workers.incrementAndGet();
            return k -> k * k;
        }, done -> most.accumulateAndGet(done, Math::max));
        assertThat(squares).isEqualTo(IntStream.range(0, items).map(k -> k * k).boxed().toList());
        assertThat(most).hasValue(items);
        assertThat(workers).hasValue(Math.min(items, threads));
    }

    /** Each thread makes its own, and no other thread uses it. */
    @Test
    void worker_belongsToOneThread() {
        Set<Thread> shared = ConcurrentHashMap.newKeySet();
        Workers.run(50, 4, () -> {
            Thread owner = Thread.currentThread();
            IntFunction<Integer> worker = k -> {
                if (Thread.currentThread() != owner) {
                    shared.add(Thread.currentThread());
                }
                return k;
            };
            return worker;
        }, done -> {});
        assertThat(shared).isEmpty();
    }

    /** Item 5 fails while item 3 is still at work, and then that one fails too: the lowest is told. */
    @Test
    void lowestFailure_isThrown_howeverLateItComes() {
        CountDownLatch later = new CountDownLatch(1);
        assertThatThrownBy(() -> Workers.run(1000, 6, () -> k -> {
            if (k == 3) {
                await(later);
                throw new IllegalArgumentException("item 3");
            }
            if (k == 5) {
                later.countDown();
                throw new IllegalArgumentException("item 5");
            }
            return k;
        }, done -> {})).isInstanceOf(IllegalArgumentException.class).hasMessage("item 3");
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void noItem_beginsAfterAFailure(int threads) {
        AtomicInteger last = new AtomicInteger();
        assertThatThrownBy(() -> Workers.run(100_000_000, threads, () -> k -> {
            last.accumulateAndGet(k, Math::max);
            if (k == 10) {
                throw new StackOverflowError("deep");
            }
            return 0;
        }, done -> {})).isInstanceOf(StackOverflowError.class);
        assertThat(last.get()).isLessThan(100_000_000 - 1);
    }

    @Test
    void failureOfMakingAWorker_isThrown() {
        assertThatThrownBy(() -> Workers.run(3, 2, () -> {
            throw new IllegalStateException("no chip");
        }, done -> {})).hasMessage("no chip");
    }

    @Test
    void interruption_endsTheWork() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Workers.run(10, 2, () -> k -> k, done -> {})).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

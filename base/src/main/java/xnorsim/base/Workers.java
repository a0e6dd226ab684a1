package xnorsim.base;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A thread pool for numbered items, such as images; each thread has its own worker, such as a chip. Neither results nor
 * the reported failure depend on the number of threads.
 */
public final class Workers {
    /** The failed item, or -1 before the first. */
    private record Failure(int item, Throwable cause) {}

    private Workers() {}

    /**
     * Works on items 0, 1, 2 and so on. After a failure no later item starts; of several failures, that of the lowest
     * item is rethrown.
     *
     * @param items   number of items
     * @param threads maximum number of threads, at least 1
     * @param worker  creates a thread's worker; called once per thread, on that thread
     * @param done    receives the number of finished items, from any thread
     * @return one result per item, in item order
     * @throws IllegalStateException if this thread is interrupted
     */
    public static <R> List<R> run(int items, int threads, Supplier<? extends IntFunction<R>> worker, IntConsumer done) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
        }
        if (items == 0) {
            return List.of();
        }
        Map<Integer, R> results = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger limit = new AtomicInteger(items);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        Runnable work = () -> {
            int item = -1;
            try {
                IntFunction<R> own = worker.get();
                for (item = next.getAndIncrement(); item < limit.get()
                        && !Thread.currentThread().isInterrupted(); item = next.getAndIncrement()) {
                    results.put(item, own.apply(item));
                    done.accept(finished.incrementAndGet());
                }
            } catch (RuntimeException | Error e) {
                failures.add(new Failure(item, e));
                // Earlier items still run, as they may fail too.
                limit.accumulateAndGet(item, Math::min);
            }
        };
        int most = Math.min(threads, items);
        if (most == 1) {
            work.run();
        } else {
            try (ExecutorService pool = Executors.newFixedThreadPool(most)) {
                for (int t = 0; t < most; t++) {
                    pool.execute(work);
                }
            }
        }
        Optional<Failure> first = failures.stream().min(Comparator.comparingInt(Failure::item));
        if (first.isPresent()) {
            throw asIs(first.get().cause());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
        return IntStream.range(0, items).mapToObj(k -> Objects.requireNonNull(results.get(k))).toList();
    }

    /** The same without state, on all cores. */
    public static <R> List<R> map(int items, IntFunction<R> work) {
        return run(items, Runtime.getRuntime().availableProcessors(), () -> work, _ -> {});
    }

    private static RuntimeException asIs(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }
}

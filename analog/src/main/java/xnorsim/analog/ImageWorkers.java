package xnorsim.analog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import xnorsim.chip.run.NetworkRun;

/** Hands out images to threads by number, and puts what is found in the order of the images. */
public final class ImageWorkers {

    private ImageWorkers() {}

    /**
     * Works on the first images.
     *
     * @param images   how many, at least 1
     * @param threads  at least 1
     * @param worker   makes what one thread works with
     * @param progress is told of every image that is done
     */
    public static <R> List<R> run(int images, int threads, Supplier<? extends IntFunction<R>> worker,
            NetworkRun.Progress progress) {
        Map<Integer, R> found = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, images))) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(threads, images); i++) {
                workers.add(pool.submit(() -> {
                    IntFunction<R> own = worker.get();
                    for (int k = next.getAndIncrement(); k < images; k = next.getAndIncrement()) {
                        found.put(k, own.apply(k));
                        progress.done(done.incrementAndGet());
                    }
                }));
            }
            try {
                for (Future<?> one : workers) {
                    one.get();
                }
            } finally {
                next.set(images);
            }
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the runs were interrupted", e);
        }
        return IntStream.range(0, images).mapToObj(k -> Objects.requireNonNull(found.get(k))).toList();
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(failure);
        };
    }
}

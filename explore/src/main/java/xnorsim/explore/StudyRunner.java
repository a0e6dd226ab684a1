package xnorsim.explore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import xnorsim.network.InputException;

/**
 * Runs a study on one machine. Each finished point is in the journal before its thread takes another one, so that a run that
 * was killed goes on where it was; results do not depend on threads or interruptions.
 */
public final class StudyRunner {
    private final Study study;
    private final Function<Point, PointResult> evaluation;
    private final Journal journal;
    private final int threads;
    private final Listener listener;
    private final AtomicInteger finished = new AtomicInteger();

    /** Is told how far the run is, from any thread. */
    @FunctionalInterface
    public interface Listener {
        /** So many points are done, those of earlier processes included. */
        void finished(int points);
    }

    private StudyRunner(Study study, Function<Point, PointResult> evaluation, Journal journal, int threads,
            Listener listener) {
        this.study = study;
        this.evaluation = evaluation;
        this.journal = journal;
        this.threads = threads;
        this.listener = listener;
    }

    /** Points of a study; of a search the most there can be. */
    public static int points(Study study) {
        return study.strategy() instanceof Strategy.Nsga2 search
                ? Math.multiplyExact(search.population(), search.generations())
                : PointPlan.of(study).size();
    }

    /** How many points of a study its journal has already; 0 without one. */
    public static int pointsBefore(Study study, StudyInputs inputs, Path journalFile) {
        if (!Files.exists(journalFile)) {
            return 0;
        }
        try (Journal journal = Journal.open(journalFile, study, inputs.digest())) {
            return journal.size();
        }
    }

    /**
     * Simulates all points that the journal does not have yet.
     *
     * @param journalFile the journal, begun if it is missing
     * @param threads     points simulated at a time, at least 1
     * @return the results of all points, in their order
     * @throws InputException if the journal cannot be used
     */
    public static List<PointResult> run(Study study, StudyInputs inputs, Path journalFile, int threads,
            Listener listener) {
        List<PointResult> results;
        try (Journal journal = Journal.open(journalFile, study, inputs.digest())) {
            PointEvaluator evaluator = new PointEvaluator(study, inputs);
            results = new StudyRunner(study, evaluator::evaluate, journal, threads, listener).run();
        }
        Journal.sort(journalFile, study, inputs.digest(), results);
        return results;
    }

    private List<PointResult> run() {
        if (study.strategy() instanceof Strategy.Nsga2 search) {
            return new GeneticSearch(study, search, points -> evaluate(points.size(), points::get)).run();
        }
        PointPlan plan = PointPlan.of(study);
        return evaluate(plan.size(), plan::point);
    }

    /** Points side by side; their results in order. */
    private List<PointResult> evaluate(int count, IntFunction<Point> points) {
        PointResult[] results = new PointResult[count];
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                workers.add(pool.submit(() -> {
                    try {
                        for (int i = next.getAndIncrement(); i < count && !failed.get(); i = next.getAndIncrement()) {
                            results[i] = result(points.apply(i));
                            listener.finished(finished.incrementAndGet());
                        }
                    } catch (RuntimeException | Error e) {
                        failed.set(true);
                        throw e;
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the study was interrupted", e);
        }
        return List.of(results);
    }

    private PointResult result(Point point) {
        Optional<PointResult> before = journal.result(point.number());
        if (before.isPresent()) {
            if (!before.get().point().equals(point)) {
                throw new IllegalStateException("the journal has " + before.get().point() + ", expected " + point);
            }
            return before.get();
        }
        PointResult result = evaluation.apply(point);
        journal.append(result);
        return result;
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(failure);
        };
    }
}

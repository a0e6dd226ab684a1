package xnorsim.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import xnorsim.base.InputException;
import xnorsim.base.Value;
import xnorsim.explore.study.JsonValues;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Strategy;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyInputs;

/**
 * Runs a study. Each finished point is in the journal before its thread starts another one, so that a killed run can be
 * resumed; results do not depend on threads or interruptions.
 */
public final class StudyRunner {
    private final Study study;
    private final Evaluations evaluations;
    private final Journal journal;
    private final Listener listener;
    private final AtomicInteger finished = new AtomicInteger();

    /** Receives the progress of the run, from any thread. */
    @FunctionalInterface
    public interface Listener {
        /** This many points are done, including those of earlier processes. */
        void finished(int points);

        /** The journal has this many points of earlier processes. */
        default void restored(int points) {
            // Most ignore this event.
        }
    }

    private StudyRunner(Study study, Evaluations evaluations, Journal journal, Listener listener) {
        this.study = study;
        this.evaluations = evaluations;
        this.journal = journal;
        this.listener = listener;
    }

    /** Points of a study; of a search the most there can be. */
    public static int points(Study study) {
        return study.strategy().points(study.axes());
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
        return run(study, inputs, journalFile,
                new ThreadEvaluations(new PointEvaluator(study, inputs)::evaluate, threads), listener);
    }

    /**
     * The same, with points that are simulated wherever {@code evaluations} does.
     *
     * @throws InputException if the journal cannot be used
     */
    public static List<PointResult> run(Study study, StudyInputs inputs, Path journalFile, Evaluations evaluations,
            Listener listener) {
        List<PointResult> results;
        try (Journal journal = Journal.open(journalFile, study, inputs.digest())) {
            listener.restored(journal.size());
            results = new StudyRunner(study, evaluations, journal, listener).run();
        }
        Journal.sort(journalFile, study, inputs.digest(), results);
        return results;
    }

    private List<PointResult> run() {
        return switch (study.strategy()) {
            case Strategy.Search search -> search.run(study, points -> evaluate(points.size(), points::get));
            case Strategy.Planned planned -> {
                PointPlan plan = planned.plan(study.axes());
                yield evaluate(plan.size(), plan::point);
            }
        };
    }

    /** The results of points, in order: from the journal, else evaluated. */
    private List<PointResult> evaluate(int count, IntFunction<Point> points) {
        List<Point> missing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Point point = points.apply(i);
            Optional<PointResult> before = journal.result(point.number());
            if (before.isEmpty()) {
                missing.add(point);
            } else if (before.get().point().equals(point)) {
                listener.finished(finished.incrementAndGet());
            } else {
                // Only a search's: those of a plan were compared when they were read.
                throw new InputException("the journal has point " + point.number() + " with "
                        + Value.shown(JsonValues.object(before.get().point().values())) + ", expected "
                        + Value.shown(JsonValues.object(point.values()))
                        + ", as chosen by the search: remove the journal");
            }
        }
        evaluations.evaluate(missing, result -> {
            journal.append(result);
            listener.finished(finished.incrementAndGet());
        });
        List<PointResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(journal.result(points.apply(i).number()).orElseThrow());
        }
        return List.copyOf(results);
    }
}

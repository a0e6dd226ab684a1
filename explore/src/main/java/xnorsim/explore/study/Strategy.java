package xnorsim.explore.study;

import java.util.List;
import java.util.function.Function;
import xnorsim.base.Registry;
import xnorsim.base.Section;

/**
 * How the points of a study are chosen: by number, or by the results of earlier points. Study files name a strategy by
 * the key of its {@link Kind}.
 */
public sealed interface Strategy {
    /** The name in study files. */
    String key();

    /** Number of points on these axes; for a search the maximum. */
    int points(List<Axis> axes);

    /** Each point is a function of its number alone, so that any number of machines can share them out. */
    non-sealed interface Planned extends Strategy {
        /**
         * The points.
         *
         * @throws xnorsim.base.InputException if there are none on such axes, or too many
         */
        PointPlan plan(List<Axis> axes);

        @Override
        default int points(List<Axis> axes) {
            return plan(axes).size();
        }
    }

    /** Points are chosen by the results of others. */
    non-sealed interface Search extends Strategy {
        /**
         * Searches. The same results must lead to the same points with the same numbers, 0, 1, 2 and so on, as a run
         * that was interrupted asks for all of them again.
         *
         * @param evaluation gives the results of points, in their order; points known from before cost nothing
         * @return the results of all points that were evaluated, in the order of their numbers
         */
        List<PointResult> run(Study study, Function<List<Point>, List<PointResult>> evaluation);
    }

    /**
     * Reads a strategy from a study file. Kinds are registered as services: a line in
     * {@code META-INF/services/xnorsim.explore.study.Strategy$Kind}, or {@code provides} in a module's declaration.
     */
    interface Kind extends Registry.Keyed {
        /** The keys that it takes, such as {@code points}; none for a strategy that is named alone. */
        List<String> keys();

        /**
         * The strategy that a study file describes.
         *
         * @param own  its keys with their values
         * @param axes of the study
         * @throws xnorsim.base.InputException if a value is missing or cannot be
         */
        Strategy read(Section own, List<Axis> axes);
    }
}

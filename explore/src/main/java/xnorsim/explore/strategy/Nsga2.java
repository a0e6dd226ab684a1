package xnorsim.explore.strategy;

import java.util.List;
import java.util.function.Function;
import xnorsim.base.InputException;
import xnorsim.base.Section;
import xnorsim.explore.study.Axis;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Strategy;
import xnorsim.explore.study.Study;

/**
 * The genetic search NSGA-II for the Pareto front of the objectives.
 *
 * @param population  points of a generation, at least 4
 * @param generations how many, at least 2, the first random one included
 * @param seed        of all draws
 */
public record Nsga2(int population, int generations, long seed) implements Strategy.Search {
    private static final String KEY = "nsga2";
    /** The sorting of a generation takes memory and time that grow with its square. */
    private static final int MAX_POPULATION = 5000;

    /** Takes {@code population}, {@code generations} and {@code seed}. */
    public static final class Kind implements Strategy.Kind {
        @Override
        public String key() {
            return KEY;
        }

        @Override
        public List<String> keys() {
            return List.of("population", "generations", "seed");
        }

        @Override
        public Strategy read(Section own, List<Axis> axes) {
            int population = own.whole("population", 4, MAX_POPULATION);
            int generations = own.whole("generations", 2, Study.MAX_POINTS);
            if ((long) population * generations > Study.MAX_POINTS) {
                throw InputException.wrongValue(own.where(), "population times generations",
                        (long) population * generations, "at most " + Study.MAX_POINTS);
            }
            return new Nsga2(population, generations, own.seed());
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    /** Maximum number of points; fewer if some are repeated. */
    @Override
    public int points(List<Axis> axes) {
        return Math.multiplyExact(population, generations);
    }

    @Override
    public List<PointResult> run(Study study, Function<List<Point>, List<PointResult>> evaluation) {
        return new GeneticSearch(study, this, evaluation).run();
    }
}

package xnorsim.explore.strategy;

import java.util.List;
import java.util.SplittableRandom;
import xnorsim.base.Section;
import xnorsim.explore.study.Axis;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.Strategy;
import xnorsim.explore.study.Study;

/**
 * Independent draws, uniform on every axis.
 *
 * @param points how many, at least 1
 * @param seed   of the draws
 */
public record RandomDraws(int points, long seed) implements Strategy.Planned {
    private static final String KEY = "random";
    /** Apart by the golden ratio of 2^64, as the generator's own streams are. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Takes {@code points} and {@code seed}. */
    public static final class Kind implements Strategy.Kind {
        @Override
        public String key() {
            return KEY;
        }

        @Override
        public List<String> keys() {
            return List.of("points", "seed");
        }

        @Override
        public Strategy read(Section own, List<Axis> axes) {
            return new RandomDraws(own.whole("points", 1, Study.MAX_POINTS), own.seed());
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public PointPlan plan(List<Axis> axes) {
        return PointPlan.ofPlaces(axes, points,
                number -> new SplittableRandom(seed * STEP + number).doubles(axes.size()).toArray());
    }
}

package xnorsim.explore.strategy;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import xnorsim.base.InputException;
import xnorsim.base.Section;
import xnorsim.explore.study.Axis;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.Strategy;
import xnorsim.explore.study.Study;

/**
 * Points of Sobol's sequence with the direction numbers of Joe and Kuo, all shifted by one random vector (modulo 1).
 *
 * @param points how many, at least 1; powers of two fill the space evenly
 * @param seed   of the shift
 */
public record Sobol(int points, long seed) implements Strategy.Planned {
    private static final String KEY = "sobol";
    /** Number of dimensions with direction numbers of Joe and Kuo. */
    private static final int MAX_AXES = 1000;

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
            if (axes.size() > MAX_AXES) {
                throw InputException.wrongValue(own.where(), "the number of axes", axes.size(), "at most " + MAX_AXES);
            }
            return new Sobol(own.whole("points", 1, Study.MAX_POINTS), own.seed());
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public PointPlan plan(List<Axis> axes) {
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(axes.size());
        double[] shift = new SplittableRandom(seed).doubles(axes.size()).toArray();
        return PointPlan.ofPlaces(axes, points, number -> {
            double[] place;
            synchronized (sequence) {
                place = sequence.skipTo(number);
            }
            for (int i = 0; i < place.length; i++) {
                place[i] = (place[i] + shift[i]) % 1;
            }
            return place;
        });
    }
}

package xnorsim.explore.strategy;

import java.util.Arrays;
import java.util.List;
import xnorsim.base.Section;
import xnorsim.explore.study.Axis;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.Strategy;

/**
 * All axes from their first value to their last, side by side: an extension that needs no change in main code.
 *
 * @param points how many, at least 2
 */
public record Diagonal(int points) implements Strategy.Planned {
    /** Takes {@code points}. */
    public static final class Kind implements Strategy.Kind {
        @Override
        public String key() {
            return "diagonal";
        }

        @Override
        public List<String> keys() {
            return List.of("points");
        }

        @Override
        public Strategy read(Section own, List<Axis> axes) {
            return new Diagonal(own.whole("points", 2, 1000));
        }
    }

    @Override
    public String key() {
        return "diagonal";
    }

    @Override
    public PointPlan plan(List<Axis> axes) {
        return PointPlan.ofPlaces(axes, points, number -> {
            double[] places = new double[axes.size()];
            Arrays.fill(places, Math.min(number / (points - 1.0), Math.nextDown(1.0)));
            return places;
        });
    }
}

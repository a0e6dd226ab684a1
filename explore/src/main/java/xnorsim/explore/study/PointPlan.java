package xnorsim.explore.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;

/**
 * The points of a study whose choice does not depend on results. Each is a function of its number alone, so that any number
 * of machines can share them out.
 */
public final class PointPlan {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final List<Axis> axes;
    private final int size;
    private final Chooser chooser;

    /** For each axis its value at a point. */
    @FunctionalInterface
    private interface Chooser {
        List<List<JsonNode>> values(int number);
    }

    private PointPlan(List<Axis> axes, int size, Chooser chooser) {
        this.axes = axes;
        this.size = size;
        this.chooser = chooser;
    }

    /**
     * The points of a study.
     *
     * @throws InputException if the strategy searches by results, or a grid is asked for and is no grid, or too large
     */
    public static PointPlan of(Study study) {
        List<Axis> axes = study.axes();
        return switch (study.strategy()) {
            case Strategy.Grid() -> new PointPlan(axes, gridSize(axes), number -> cell(axes, number));
            case Strategy.Random(int points, long seed) -> new PointPlan(axes, points, number -> {
                SplittableRandom random = new SplittableRandom(seed * STEP + number);
                return places(axes, random.doubles(axes.size()).toArray());
            });
            case Strategy.Sobol(int points, long seed) -> sobol(axes, points, seed);
            case Strategy.Nsga2 search -> throw new InputException(
                    "strategy: nsga2 chooses points by results, expected grid, random or sobol");
        };
    }

    private static PointPlan sobol(List<Axis> axes, int points, long seed) {
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(axes.size());
        double[] shift = new SplittableRandom(seed).doubles(axes.size()).toArray();
        return new PointPlan(axes, points, number -> {
            double[] place;
            synchronized (sequence) {
                place = sequence.skipTo(number);
            }
            return places(axes, IntStream.range(0, place.length).mapToDouble(i -> (place[i] + shift[i]) % 1).toArray());
        });
    }

    private static int gridSize(List<Axis> axes) {
        long size = 1;
        for (Axis axis : axes) {
            size *= axis.size()
                    .orElseThrow(() -> InputException.missing("axes", "step or count of " + axis.keys().getFirst(),
                            "one of them, as a grid has no continuous axes"));
            if (size > StudyFile.MOST_POINTS) {
                throw InputException.wrongValue("axes", "the number of points of the grid",
                        "above " + StudyFile.MOST_POINTS, "fewer");
            }
        }
        return (int) size;
    }

    private static List<List<JsonNode>> cell(List<Axis> axes, int number) {
        List<List<JsonNode>> values = new ArrayList<>();
        int rest = number;
        for (Axis axis : axes.reversed()) {
            int size = axis.size().orElseThrow();
            values.addFirst(axis.at(rest % size));
            rest /= size;
        }
        return values;
    }

    private static List<List<JsonNode>> places(List<Axis> axes, double[] places) {
        return IntStream.range(0, places.length).mapToObj(i -> axes.get(i).at(places[i])).toList();
    }

    /** How many points there are. */
    public int size() {
        return size;
    }

    /** The point of a number in 0..size-1. */
    public Point point(int number) {
        return point(number, axes, chooser.values(number));
    }

    /** The point at a place of the unit cube. */
    public static Point point(int number, List<Axis> axes, double[] places) {
        return point(number, axes, places(axes, places));
    }

    private static Point point(int number, List<Axis> axes, List<List<JsonNode>> values) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (int a = 0; a < axes.size(); a++) {
            for (int k = 0; k < axes.get(a).keys().size(); k++) {
                all.put(axes.get(a).keys().get(k), values.get(a).get(k));
            }
        }
        return new Point(number, all);
    }
}

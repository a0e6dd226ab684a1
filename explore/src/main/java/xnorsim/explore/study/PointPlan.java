package xnorsim.explore.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;

/**
 * The points of a study whose choice does not depend on results. Each is a function of its number alone, so that any
 * number of machines can share them out.
 */
public final class PointPlan {
    private final List<Axis> axes;
    private final int size;
    private final IntFunction<List<List<JsonNode>>> chooser;

    private PointPlan(List<Axis> axes, int size, IntFunction<List<List<JsonNode>>> chooser) {
        this.axes = axes;
        this.size = size;
        this.chooser = chooser;
    }

    /**
     * The points of a study.
     *
     * @throws InputException if the strategy searches by results, or there are no such points, or too many
     */
    public static PointPlan of(Study study) {
        return switch (study.strategy()) {
            case Strategy.Planned planned -> planned.plan(study.axes());
            case Strategy.Search search -> throw new InputException(
                    "strategy: " + search.key()
                            + " chooses points by results, expected one that does not, such as grid");
        };
    }

    /**
     * Points that are chosen by value.
     *
     * @param size   how many
     * @param values for a number in 0..size-1 the values of every axis, one a key of it
     */
    public static PointPlan ofValues(List<Axis> axes, int size, IntFunction<List<List<JsonNode>>> values) {
        return new PointPlan(axes, size, values);
    }

    /**
     * Points that are chosen by place.
     *
     * @param size   how many
     * @param places for a number in 0..size-1 a place on every axis, 0 to below 1
     */
    public static PointPlan ofPlaces(List<Axis> axes, int size, IntFunction<double[]> places) {
        return new PointPlan(axes, size, number -> places(axes, places.apply(number)));
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
        return point(number, axes, chooser.apply(number));
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

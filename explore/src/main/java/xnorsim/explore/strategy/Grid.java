package xnorsim.explore.strategy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.Section;
import xnorsim.explore.study.Axis;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.Strategy;
import xnorsim.explore.study.Study;

/** Every combination of the axes' values, the last axis fastest. */
public record Grid() implements Strategy.Planned {
    private static final String KEY = "grid";

    /** Takes no keys. */
    public static final class Kind implements Strategy.Kind {
        @Override
        public String key() {
            return KEY;
        }

        @Override
        public List<String> keys() {
            return List.of();
        }

        @Override
        public Strategy read(Section own, List<Axis> axes) {
            return new Grid();
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public PointPlan plan(List<Axis> axes) {
        return PointPlan.ofValues(axes, size(axes), number -> cell(axes, number));
    }

    private static int size(List<Axis> axes) {
        long size = 1;
        for (Axis axis : axes) {
            size *= axis.size()
                    .orElseThrow(() -> InputException.missing("axes", "step or count of " + axis.keys().getFirst(),
                            "one of them, as a grid has no continuous axes"));
            if (size > Study.MAX_POINTS) {
                throw InputException.wrongValue("axes", "the number of points of the grid",
                        "above " + Study.MAX_POINTS, "fewer");
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
}

package xnorsim.explore.study;

import java.util.List;
import tools.jackson.databind.JsonNode;
import xnorsim.base.Value;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;

/** Networks with other thresholds (higher ones fire less) or time steps than they were trained with. */
public final class Models {
    private Models() {}

    /**
     * The network of a point.
     *
     * @throws xnorsim.base.InputException if the factor or the number of steps is invalid
     */
    public static Network of(Network trained, Point point) {
        JsonNode factor = point.values().get(Study.THRESHOLD);
        JsonNode steps = point.values().get(Study.TIME_STEPS);
        Network scaled = factor == null ? trained : scaled(trained, factor(factor));
        return steps == null
                ? scaled
                : new Network(scaled.name(), scaled.input(), timeSteps(steps), scaled.layers());
    }

    /** The time steps that a value stands for. */
    static int timeSteps(JsonNode value) {
        return new Value("study", Study.TIME_STEPS, value).whole(1, Network.MAX_TIME_STEPS);
    }

    /** The factor that a value stands for. */
    static double factor(JsonNode value) {
        String expected = "a number above 0, at most 1000";
        Value given = new Value("study", Study.THRESHOLD, value);
        double factor = given.number(expected);
        if (!(factor > 0 && factor <= 1000)) {
            throw given.wrong(expected);
        }
        return factor;
    }

    private static Network scaled(Network trained, double factor) {
        List<Layer> layers = trained.layers().stream().map(layer -> scaled(layer, factor)).toList();
        return new Network(trained.name(), trained.input(), trained.timeSteps(), layers);
    }

    private static Layer scaled(Layer layer, double factor) {
        return switch (layer) {
            case FirstLayer l -> new FirstLayer(l.name(), l.geometry(), l.weights(), l.normalization(),
                    l.theta() * factor, l.pool(), l.coding(), l.dynamics());
            case BinaryLayer l -> new BinaryLayer(l.name(), l.geometry(), l.weights(), l.alpha(), l.normalization(),
                    l.theta() * factor, l.residual(), l.pool(), l.dynamics());
            case LastLayer l -> l;
        };
    }
}

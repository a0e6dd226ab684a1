package xnorsim.train.net;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.UnaryOperator;

/** Values and gradients of a function of one array. */
final class Gradients {
    private final float[] values;
    private final float[] slopes;

    private Gradients(float[] values, float[] slopes) {
        this.values = values;
        this.slopes = slopes;
    }

    /** f(x) and the gradient of the sum of factors * f(x). */
    static Gradients of(UnaryOperator<NDArray> function, float[] x, float[] factors) {
        Engine engine = TorchEngine.start(1, false);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
            NDArray input = manager.create(x, new Shape(x.length, 1));
            input.setRequiresGradient(true);
            float[] values;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray result = function.apply(input);
                values = result.toFloatArray();
                collector.backward(result.mul(manager.create(factors, new Shape(x.length, 1))).sum());
            }
            return new Gradients(values, input.getGradient().toFloatArray());
        }
    }

    float[] values() {
        return values;
    }

    float[] slopes() {
        return slopes;
    }
}

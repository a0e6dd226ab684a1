package xnorsim.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;

/** Convolutions and their gradients against sums written out; the shapes are odd ones, and some that a network has. */
class ConvolutionTest {
    private static final int IMAGES = 3;
    /** Inputs and weights are eighths, of which single precision adds this many exactly. */
    private static final Offset<Float> EXACT = Offset.offset(0f);

    @ParameterizedTest
    @CsvSource({"8,8,2,3,1", "8,8,2,5,1", "8,8,2,7,1", "8,8,2,9,1", "8,8,1,3,1", "16,16,1,3,1", "16,24,2,3,1",
            "5,9,2,3,1", "32,32,2,3,1", "16,16,2,3,2", "8,8,4,3,1", "8,8,4,5,2", "1,8,8,3,2", "3,16,6,9,2",
            "8,8,3,3,1", "8,8,3,5,1", "64,64,1,3,1", "20,12,7,3,1", "17,24,13,5,1", "24,12,3,3,1", "12,17,12,5,2",
            "48,64,10,3,2",
            "24,4,5,1,1"})
    void convolve_isTheSumWrittenOut(int inputs, int outputs, int side, int kernel, int stride) {
        Geometry g = Geometry.convolution(new Shape(inputs, side, side), outputs, kernel, kernel, stride, kernel / 2);
        SplittableRandom random = new SplittableRandom(side * 100 + kernel);
        float[] input = drawn(random, IMAGES * g.input().size());
        float[] weights = drawn(random, outputs * g.fanIn());
        float[] above = drawn(random, IMAGES * g.output().size());
        float[] sums = new float[above.length];
        float[] inputGradient = new float[input.length];
        float[] weightGradient = new float[weights.length];
        sum(g, input, weights, above, sums, inputGradient, weightGradient);
        Engine engine = TorchEngine.start(1, false);
        // Several times: what is wrong may depend on what the memory held before.
        for (int round = 0; round < 3; round++) {
            try (NDManager manager = NDManager.newBaseManager();
                    GradientCollector collector = engine.newGradientCollector()) {
                NDArray x = array(manager, input, IMAGES, g.input());
                NDArray w = array(manager, weights, outputs, new Shape(inputs, kernel, kernel));
                x.setRequiresGradient(true);
                w.setRequiresGradient(true);
                NDArray y = SpikeMaps.convolve(x, w, g);
                assertThat(y.toFloatArray()).as("sums, round %s", round).containsExactly(sums, EXACT);
                collector.backward(y.mul(array(manager, above, IMAGES, g.output())).sum());
                assertThat(x.getGradient().toFloatArray()).as("gradient of the input, round %s", round)
                        .containsExactly(inputGradient, EXACT);
                assertThat(w.getGradient().toFloatArray()).as("gradient of the weights, round %s", round)
                        .containsExactly(weightGradient, EXACT);
            }
        }
    }

    private static NDArray array(NDManager manager, float[] values, int first, Shape rest) {
        return manager.create(values,
                new ai.djl.ndarray.types.Shape(first, rest.channels(), rest.height(), rest.width()));
    }

    private static float[] drawn(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-8, 9) / 8f;
        }
        return values;
    }

    private static void sum(Geometry g, float[] input, float[] weights, float[] above, float[] sums,
            float[] inputGradient, float[] weightGradient) {
        Shape out = g.output();
        Shape in = g.input();
        for (int i = 0; i < IMAGES; i++) {
            for (int o = 0; o < out.size(); o++) {
                float d = above[i * out.size() + o];
                int top = o / out.width() % out.height() * g.stride().rows() - g.padding().top();
                int left = o % out.width() * g.stride().columns() - g.padding().left();
                for (int k = 0; k < g.fanIn(); k++) {
                    int row = top + k / g.kernelWidth() % g.kernelHeight();
                    int column = left + k % g.kernelWidth();
                    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                        int p = i * in.size() + in.index(k / (g.kernelWidth() * g.kernelHeight()), row, column);
                        int w = o / out.positions() * g.fanIn() + k;
                        sums[i * out.size() + o] += weights[w] * input[p];
                        inputGradient[p] += d * weights[w];
                        weightGradient[w] += d * input[p];
                    }
                }
            }
        }
    }
}

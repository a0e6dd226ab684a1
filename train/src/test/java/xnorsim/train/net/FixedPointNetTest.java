package xnorsim.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.train.examples.Batch;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.RecipeFile;

/** Networks whose numbers leave the range in which single precision is exact. */
class FixedPointNetTest {
    private static final int IMAGES = 5;

    @ParameterizedTest
    @CsvSource({"'4,4', poisson, 0, 4", "'4,4', poisson, 40, 4", "'4,4', poisson, -30000, 100",
            "'4,4', poisson, 70000, 12",
            "'4,4', poisson, -1000000, 40", "'F4,F4', direct, 0, 4", "'F4,F4', direct, -3000, 100"})
    void classify_isExactFarFromZero(String layers, String coding, float mean, int timeSteps) {
        // A whole image of 24x24 reaches 2^24 if it is coded directly.
        int side = coding.equals("direct") ? 24 : 4;
        Shape input = new Shape(1, side, side);
        Recipe recipe = RecipeFile.parse("residual: none\ntime_steps: " + timeSteps, Recipe.bundled())
                .with("network", '"' + layers + '"').with("coding", coding);
        TrainingState state = TrainingState.initial(recipe, input, 3);
        // One channel that drifts away from its threshold by the mean in every step, the others near zero.
        state.layers().forEach(layer -> layer.means()[1] = mean);
        state.layers().getFirst().variances()[2] = Math.max(1, Math.abs(mean));
        Network network = NetworkExport.network(recipe, input, state);
        byte[][] images = new byte[IMAGES][input.size()];
        SplittableRandom random = new SplittableRandom(3);
        int steps = coding.equals("direct") ? 1 : timeSteps;
        float unit = Math.scalb(1f, -recipe.network().coding().fractionBits());
        float[] spikes = new float[steps * IMAGES * input.size()];
        int[] expected = new int[IMAGES];
        ReferenceModel reference = ReferenceModel.fixedPoint(network, new MembraneNumbers(8, 64, OutOfRange.ERROR));
        for (int i = 0; i < IMAGES; i++) {
            random.nextBytes(images[i]);
            var source = recipe.network().coding().source(recipe.images().seed(), i, images[i]);
            for (int t = 0; t < steps; t++) {
                for (int p = 0; p < input.size(); p++) {
                    spikes[(t * IMAGES + i) * input.size() + p] = unit * source.value(t, p);
                }
            }
            expected[i] = reference.run(source).predictedClass();
        }
        try (FixedPointNet net = new FixedPointNet(network, 1)) {
            Batch batch = new Batch(spikes, new int[IMAGES], input);
            assertThat(net.classify(batch)).containsExactly(expected);
            assertThat(net.classify(batch)).as("again").containsExactly(expected);
        }
    }
}

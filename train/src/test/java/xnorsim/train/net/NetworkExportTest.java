package xnorsim.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.BinaryLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.train.examples.Batch;
import xnorsim.train.examples.Examples;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainingSettings;

class NetworkExportTest {
    private static final Shape INPUT = new Shape(1, 8, 8);
    private static final int CLASSES = 3;
    private static final int IMAGES = 60;

    @Test
    void network_ofKnownNumbers_roundsThemToTheGrid() {
        TrainingSettings settings = settings("1s,1,1", 2, "poisson");
        TrainingState state = TrainingState.initial(settings.recipe(), INPUT, CLASSES);
        LayerCheckpoint second = state.layers().get(1);
        System.arraycopy(new float[]{-1f, -0.1f, -0f, 0f, 0.1f, 1f, -0.5f, 0.5f, 0.2f}, 0, second.weights(), 0, 9);
        second.means()[0] = 2.003f;
        second.variances()[0] = 2.25f;
        LayerCheckpoint last = state.layers().getLast();
        last.variances()[1] = 4f;
        last.means()[1] = 3f;
        last.weights()[16] = 5f;

        Network network = NetworkExport.network(settings.recipe(), INPUT, state);

        BinaryLayer binary = (BinaryLayer) network.layers().get(1);
        assertThat(binary.weights()).containsExactly(0, 0, 1, 1, 1, 1, 0, 1, 1);
        assertThat(binary.alpha()).containsExactly(1);
        // 2.003 * 256 = 512.768; theta * sqrt(2.25 + 0.00001) * 256 = 768.002.
        assertThat(binary.normalization().mu()).containsExactly(513 / 256.0);
        assertThat(binary.normalization().sigma()).containsExactly(3.0);
        assertThat(binary.theta()).isEqualTo(1);
        assertThat(binary.residual()).isFalse();
        assertThat(((BinaryLayer) network.layers().get(2)).residual()).isTrue();
        LastLayer linear = network.last();
        assertThat(linear.bias()).containsExactly(0, 1.5, 0);
        // 5 / 2 is the largest weight: eight bits leave five behind the point.
        assertThat(linear.weights().fractionBits()).isEqualTo(5);
        assertThat(linear.weights().value(16)).isEqualTo(2.5);
    }

    @ParameterizedTest
    @CsvSource({"'5s,5,7,P,8,8',poisson", "'5s,5,7,P,8,8',direct", "'6,P,6,6,P,F9,F9',direct"})
    void classify_onAnyNetwork_equalsTheReferenceModel(String line, String coding) {
        TrainingSettings settings = settings(line, 1, coding);
        TrainingState state = TrainingState.initial(settings.recipe(), INPUT, CLASSES);
        byte[][] images = images(new SplittableRandom(3));
        settle(settings, state, images);
        Network network = NetworkExport.network(settings.recipe(), INPUT, state);
        ReferenceModel exact = ReferenceModel.real(network);
        ReferenceModel rounded = ReferenceModel.fixedPoint(network, new MembraneNumbers(8, 32, OutOfRange.ERROR));
        int[] classes = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            SpikeSource source = network.first().coding().source(11, i, images[i]);
            classes[i] = exact.run(source).predictedClass();
            assertThat(rounded.run(source).predictedClass()).isEqualTo(classes[i]);
        }
        try (FixedPointNet net = new FixedPointNet(network, 1)) {
            assertThat(net.classify(batch(images, settings, 11))).isEqualTo(classes);
        }
        assertThat(classes).contains(0, 1, 2);
    }

    /** As after thousands of time steps: the sums of all steps need more than the 24 bits of a float. */
    @Test
    void classify_membranesBeyondSinglePrecision_equalsTheReferenceModel() {
        TrainingSettings settings = settings("5s,5,7,P,8,8", 1, "poisson");
        TrainingState state = TrainingState.initial(settings.recipe(), INPUT, CLASSES);
        byte[][] images = images(new SplittableRandom(3));
        settle(settings, state, images);
        Network network = NetworkExport.network(settings.recipe(), INPUT, state);
        List<Layer> layers = new ArrayList<>(network.layers());
        LastLayer last = network.last();
        double[] bias = Arrays.stream(last.bias()).map(value -> value - 60_000).toArray();
        layers.set(layers.size() - 1, new LastLayer(last.name(), last.geometry(), last.weights(), bias));
        BinaryLayer binary = (BinaryLayer) layers.get(1);
        double[] mu = binary.normalization().mu().clone();
        mu[0] = 60_000;
        layers.set(1, new BinaryLayer(binary.name(), binary.geometry(), binary.weights(), binary.alpha(),
                new Normalization(mu, binary.normalization().sigma()), binary.theta(), binary.residual(),
                binary.pool()));
        Network far = new Network("far", network.input(), network.timeSteps(), layers);
        ReferenceModel rounded = ReferenceModel.fixedPoint(far, new MembraneNumbers(8, 32, OutOfRange.ERROR));
        int[] classes = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            classes[i] = rounded.run(far.first().coding().source(11, i, images[i])).predictedClass();
        }
        try (FixedPointNet net = new FixedPointNet(far, 1)) {
            assertThat(net.classify(batch(images, settings, 11))).isEqualTo(classes);
        }
    }

    /** Statistics that fit the weights, so that layers fire and classes differ; the weights stay. */
    private static void settle(TrainingSettings settings, TrainingState state, byte[][] images) {
        try (Learner learner = new Learner(settings, INPUT, state)) {
            for (int step = 0; step < 40; step++) {
                learner.step(batch(images, settings, step), 0, false);
            }
        }
    }

    private static byte[][] images(SplittableRandom random) {
        byte[][] images = new byte[IMAGES][64];
        for (byte[] image : images) {
            random.nextBytes(image);
        }
        return images;
    }

    private static Batch batch(byte[][] images, TrainingSettings settings, long seed) {
        byte[] pixels = new byte[IMAGES * INPUT.size()];
        for (int i = 0; i < IMAGES; i++) {
            System.arraycopy(images[i], 0, pixels, i * INPUT.size(), INPUT.size());
        }
        Examples examples = new Examples(new LabelledImages(INPUT, pixels, new byte[IMAGES]));
        return examples.coded(IntStream.range(0, IMAGES).toArray(), settings.recipe().network().coding(),
                settings.recipe().neurons().timeSteps(), seed);
    }

    private static TrainingSettings settings(String network, double theta, String coding) {
        Recipe recipe = Recipe.bundled().with("network", network).with("threshold", Double.toString(theta))
                .with("time_steps", "4").with("seed", "7").with("coding", coding);
        return new TrainingSettings(recipe, Path.of("."), Path.of("x.npz"), List.of(), 1, Duration.ofMinutes(1));
    }
}

package xnorsim.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import xnorsim.network.BinaryLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.Shape;
import xnorsim.network.reference.FixedPoint;
import xnorsim.network.reference.Overflow;
import xnorsim.network.reference.ReferenceModel;

class NetworkExportTest {
    private static final Shape INPUT = new Shape(1, 8, 8);
    private static final int CLASSES = 3;
    private static final int IMAGES = 60;

    @Test
    void network_ofKnownNumbers_roundsThemToTheGrid() {
        TrainingSettings settings = settings("1s,1,1", 2);
        TrainingState state = TrainingState.initial(settings.recipe(), INPUT, CLASSES);
        LayerState second = state.layers().get(1);
        System.arraycopy(new float[]{-1f, -0.1f, -0f, 0f, 0.1f, 1f, -0.5f, 0.5f, 0.2f}, 0, second.weights(), 0, 9);
        second.means()[0] = 2.003f;
        second.variances()[0] = 2.25f;
        LayerState last = state.layers().getLast();
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

    @Test
    void classify_onAnyNetwork_equalsTheReferenceModel() {
        TrainingSettings settings = settings("5s,5,7,P,8,8", 1);
        TrainingState state = TrainingState.initial(settings.recipe(), INPUT, CLASSES);
        byte[][] images = images(new SplittableRandom(3));
        settle(settings, state, images);
        Network network = NetworkExport.network(settings.recipe(), INPUT, state);
        ReferenceModel exact = ReferenceModel.real(network);
        ReferenceModel rounded = ReferenceModel.fixedPoint(network, new FixedPoint(8, 32, Overflow.ERROR));
        PoissonEncoder encoder = new PoissonEncoder(11);
        int[] classes = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            classes[i] = exact.run(encoder.source(i, images[i])).predictedClass();
            assertThat(rounded.run(encoder.source(i, images[i])).predictedClass()).isEqualTo(classes[i]);
        }
        try (FixedPointNet net = new FixedPointNet(network, 1)) {
            assertThat(net.classify(batch(images, settings.recipe().timeSteps(), encoder))).isEqualTo(classes);
        }
        assertThat(classes).contains(0, 1, 2);
    }

    /** Statistics that fit the weights, so that layers fire and classes differ; the weights stay. */
    private static void settle(TrainingSettings settings, TrainingState state, byte[][] images) {
        try (Learner learner = new Learner(settings, INPUT, state)) {
            for (int step = 0; step < 40; step++) {
                learner.step(batch(images, settings.recipe().timeSteps(), new PoissonEncoder(step)), 0, false);
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

    private static Batch batch(byte[][] images, int timeSteps, PoissonEncoder encoder) {
        float[] spikes = new float[timeSteps * IMAGES * 64];
        for (int t = 0; t < timeSteps; t++) {
            for (int i = 0; i < IMAGES; i++) {
                for (int p = 0; p < 64; p++) {
                    spikes[(t * IMAGES + i) * 64 + p] = encoder.source(i, images[i]).spike(t, p) ? 1f : 0f;
                }
            }
        }
        return new Batch(spikes, new int[IMAGES], INPUT);
    }

    private static TrainingSettings settings(String network, double theta) {
        Recipe recipe = Recipe.bundled().with("network", network).with("threshold", Double.toString(theta))
                .with("time_steps", "4").with("seed", "7");
        return new TrainingSettings(recipe, Path.of("."), Path.of("x.npz"), 1, Duration.ofMinutes(1));
    }
}

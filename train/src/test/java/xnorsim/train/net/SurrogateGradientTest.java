package xnorsim.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The gradients of eqs. (3) and (4) against finite differences of the function that they are the gradients of: the
 * neurons with a spike of H + S(u) - S(u0), where H and u0 are spike and membrane before anything is changed and S, the
 * integral of eq. (4), is smooth.
 */
class SurrogateGradientTest {
    private static final int STEPS = 5;
    private static final int NEURONS = 40;
    private static final double DELTA = 0.3;

    private final double[][] drive = new double[STEPS][NEURONS];
    private final double[][] factor = new double[STEPS][NEURONS];
    private final double[][] fixedMembrane = new double[STEPS][NEURONS];
    private final double[][] fixedSpike = new double[STEPS][NEURONS];

    /** Integral of delta * max(0, 1 - |u - theta| / theta) from 0 to u. */
    private static double smooth(double u, double theta) {
        double v = Math.clamp(u, 0, 2 * theta);
        return v <= theta
                ? DELTA * v * v / (2 * theta)
                : DELTA * (theta - (2 * theta - v) * (2 * theta - v) / (2 * theta));
    }

    /** The loss with this threshold; {@code base} is the one the neurons were fixed at. */
    private double loss(double theta, double base, boolean fix) {
        double loss = 0;
        for (int n = 0; n < NEURONS; n++) {
            double u = 0;
            for (int t = 0; t < STEPS; t++) {
                u += drive[t][n];
                if (fix) {
                    fixedMembrane[t][n] = u;
                    fixedSpike[t][n] = u > theta ? 1 : 0;
                }
                double spike = fixedSpike[t][n] + smooth(u - (theta - base), base)
                        - smooth(fixedMembrane[t][n], base);
                loss += factor[t][n] * spike;
                u -= theta * spike;
            }
        }
        return loss;
    }

    private void check(double theta, boolean learned) {
        SplittableRandom random = new SplittableRandom(5);
        for (int t = 0; t < STEPS; t++) {
            for (int n = 0; n < NEURONS; n++) {
                // Whole numbers of 1/64: single precision adds them exactly, so both sides see the same spikes.
                drive[t][n] = random.nextInt(-32, 96) / 64.0;
                factor[t][n] = random.nextInt(-8, 9) / 8.0;
            }
        }
        loss(theta, theta, true);
        float[][] gradients = gradients((float) theta, learned);
        double h = 1e-5;
        for (int t = 0; t < STEPS; t++) {
            for (int n = 0; n < NEURONS; n++) {
                double kept = drive[t][n];
                drive[t][n] = kept + h;
                double above = loss(theta, theta, false);
                drive[t][n] = kept - h;
                double below = loss(theta, theta, false);
                drive[t][n] = kept;
                // A corner of eq. (4) at the very point costs half a slope times h.
                assertThat((double) gradients[0][t * NEURONS + n]).isCloseTo((above - below) / (2 * h), within(2e-5));
            }
        }
        if (learned) {
            double slope = (loss(theta + h, theta, false) - loss(theta - h, theta, false)) / (2 * h);
            assertThat((double) gradients[1][0]).isCloseTo(slope, within(2e-4));
        }
    }

    /** Gradients of the drive and, if it is learned, of the threshold. */
    private float[][] gradients(float theta, boolean learned) {
        float[] y = new float[STEPS * NEURONS];
        float[] factors = new float[y.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) drive[i / NEURONS][i % NEURONS];
            factors[i] = (float) factor[i / NEURONS][i % NEURONS];
        }
        Engine engine = TorchEngine.start(1, false);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
            NDArray input = manager.create(y, new Shape(STEPS, NEURONS));
            input.setRequiresGradient(true);
            NDArray level = manager.create(new float[]{theta});
            level.setRequiresGradient(true);
            try (GradientCollector collector = engine.newGradientCollector()) {
                SurrogateNeuron neurons = new SurrogateNeuron(theta, (float) DELTA,
                        learned ? Optional.of(level) : Optional.empty());
                NDArray spikes = neurons.fire(input, STEPS);
                collector.backward(spikes.mul(manager.create(factors, new Shape(STEPS, NEURONS))).sum());
            }
            float[] slope = learned ? level.getGradient().toFloatArray() : new float[0];
            return new float[][]{input.getGradient().toFloatArray(), slope};
        }
    }

    @Test
    void fire_overFiveSteps_hasTheGradientOfTheSmoothNeurons() {
        check(1, false);
    }

    @Test
    void fire_withAnotherThreshold_hasTheGradientOfTheSmoothNeurons() {
        check(0.75, false);
    }

    @Test
    void fire_withALearnedThreshold_hasItsGradientToo() {
        check(1, true);
        check(1.25, true);
    }
}

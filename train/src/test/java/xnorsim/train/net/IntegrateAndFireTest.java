package xnorsim.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntegrateAndFireTest {
    private static final SurrogateNeuron NEURONS = new SurrogateNeuron(1f, 0.3f);

    @Test
    void spike_surrogateGradient_isEquationFour() {
        float[] membranes = {-0.5f, 0f, 0.25f, 0.625f, 1f, 1.375f, 1.75f, 2f, 3f};
        Gradients spikes = Gradients.of(NEURONS::spike, membranes, ones(9));
        assertThat(spikes.slopes()).containsExactly(
                new float[]{0f, 0f, 0.075f, 0.1875f, 0.3f, 0.1875f, 0.075f, 0f, 0f}, within(1e-7f));
    }

    @Test
    void spike_atTheThreshold_staysSilent() {
        float[] membranes = {0.999f, 1f, Math.nextUp(1f), 2.5f};
        assertThat(Gradients.of(NEURONS::spike, membranes, ones(4)).values()).containsExactly(0f, 0f, 1f, 1f);
    }

    @Test
    void spike_thresholdOfTwo_scalesTheTriangle() {
        float[] membranes = {1f, 2f, 3f, 4f};
        Gradients spikes = Gradients.of(new SurrogateNeuron(2f, 0.5f)::spike, membranes, ones(4));
        assertThat(spikes.values()).containsExactly(0f, 0f, 1f, 1f);
        assertThat(spikes.slopes()).containsExactly(new float[]{0.25f, 0.5f, 0.25f, 0f}, within(1e-7f));
    }

    @Test
    void fire_overThreeSteps_resetsSoftly() {
        // u: 0.7; 1.4 fires, 0.4 stays; 1.1 fires.
        float[] drive = {0.7f, 0.7f, 0.7f};
        assertThat(Gradients.of(y -> NEURONS.fire(y, 3), drive, ones(3)).values()).containsExactly(0f, 1f, 1f);
    }

    @Test
    void fire_overTwoSteps_hasTheGradientOfEquationThree() {
        // u1 = 1.2 fires, 0.2 stays, u2 = 1.1 fires; by eq. (4) do1/du1 = 0.24 and do2/du2 = 0.27.
        // With the loss 2 o1 + 3 o2, eq. (3) gives dL/du2 = 3 * 0.27 and dL/du1 = 2 * 0.24 + dL/du2 * (1 - 0.24).
        Gradients spikes = Gradients.of(y -> NEURONS.fire(y, 2), new float[]{1.2f, 0.9f}, new float[]{2f, 3f});
        assertThat(spikes.values()).containsExactly(1f, 1f);
        assertThat(spikes.slopes()).containsExactly(new float[]{1.0956f, 0.81f}, within(1e-6f));
    }

    @Test
    void fire_inOneStep_keepsTheGradient() {
        Gradients spikes = Gradients.of(y -> NEURONS.fire(y, 1), new float[]{1f}, ones(1));
        assertThat(spikes.slopes()).containsExactly(new float[]{0.3f}, within(1e-7f));
    }

    @Test
    void binarize_latentWeights_areSignsWithAGradientOfOne() {
        Gradients weights = Gradients.of(StraightThrough::binarize, new float[]{-1f, -0.3f, -0f, 0f, 0.2f}, ones(5));
        assertThat(weights.values()).containsExactly(-1f, -1f, 1f, 1f, 1f);
        assertThat(weights.slopes()).containsExactly(1f, 1f, 1f, 1f, 1f);
    }

    private static float[] ones(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1f);
        return ones;
    }
}

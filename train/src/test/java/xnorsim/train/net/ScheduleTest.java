package xnorsim.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xnorsim.train.examples.ExampleOrder;
import xnorsim.train.examples.TrainingDraws;
import xnorsim.train.recipe.LearningRate;
import xnorsim.train.recipe.Optimization;

class ScheduleTest {
    @Test
    void chosen_overAnEpoch_isEveryImageOnce() {
        ExampleOrder schedule = new ExampleOrder(7, 3, 2, 5);
        assertThat(schedule.steps()).isEqualTo(6);
        List<Integer> seen = new ArrayList<>();
        for (long step = 3; step < 6; step++) {
            assertThat(schedule.epoch(step)).isEqualTo(1);
            IntStream.of(schedule.chosen(step, schedule.order(1))).forEach(seen::add);
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(schedule.endsEpoch(5)).isFalse();
        assertThat(schedule.endsEpoch(6)).isTrue();
    }

    @Test
    void order_ofAnotherEpochOrSeed_differs() {
        int[] order = new ExampleOrder(100, 10, 2, 5).order(0);
        assertThat(new ExampleOrder(100, 10, 2, 5).order(0)).isEqualTo(order);
        assertThat(new ExampleOrder(100, 10, 2, 5).order(1)).isNotEqualTo(order);
        assertThat(new ExampleOrder(100, 10, 2, 6).order(0)).isNotEqualTo(order);
    }

    @Test
    void learningRate_warmsUpAndFallsToZero() {
        LearningRate rate = new LearningRate(0.02, 4, 100, Optimization.Schedule.COSINE);
        assertThat(rate.at(0)).isCloseTo(0.005, within(1e-9));
        assertThat(rate.at(50)).isCloseTo(0.01, within(1e-9));
        assertThat(rate.at(75)).isCloseTo(0.02 * 0.5 * (1 - Math.sqrt(0.5)), within(1e-9));
        assertThat(rate.at(99)).isBetween(0.0, 0.02 * 3e-4);
    }

    @Test
    void adam_firstStep_movesByTheRateAgainstTheSlope() {
        LayerCheckpoint.Parameter weights = LayerCheckpoint.Parameter.of(3);
        weights.values()[0] = 0.5f;
        weights.values()[1] = 0.9f;
        new UpdateRule.Adam().update(weights, new float[]{4f, -0.001f, 0f}, 0, 1, 0.02);
        // m / (1 - 0.9) = g and v / (1 - 0.999) = g^2, so the step is the rate.
        assertThat(weights.values()).containsExactly(new float[]{0.48f, 0.92f, 0f}, within(1e-6f));
    }

    @Test
    void adam_secondStep_weighsTheSlopes() {
        LayerCheckpoint.Parameter weights = LayerCheckpoint.Parameter.of(1);
        new UpdateRule.Adam().update(weights, new float[]{1f}, 0, 1, 0.1);
        new UpdateRule.Adam().update(weights, new float[]{-1f}, 0, 2, 0.1);
        // m = 0.9 * 0.1 - 0.1 = -0.01, over 0.19; v = 0.001999, over 0.001999.
        assertThat(weights.values()[0]).isCloseTo(-0.1f + 0.1f * 0.01f / 0.19f, within(1e-5f));
    }

    @Test
    void descent_withMomentum_keepsItsVelocity() {
        LayerCheckpoint.Parameter weights = LayerCheckpoint.Parameter.of(1);
        UpdateRule.Descent rule = new UpdateRule.Descent(0.5f);
        rule.update(weights, new float[]{1f}, 0, 1, 0.1);
        rule.update(weights, new float[]{1f}, 0.5, 2, 0.1);
        // v = 1, w = -0.1; v = 0.5 + 1 + 0.5 * -0.1 = 1.45, w = -0.245.
        assertThat(weights.values()[0]).isCloseTo(-0.245f, within(1e-6f));
    }

    @Test
    void spikes_ofAnImage_followItsPixels() {
        byte[] image = new byte[1000];
        Arrays.fill(image, 400, 800, (byte) 51);
        Arrays.fill(image, 800, 1000, (byte) 255);
        float[] spikes = new float[2 * 8 * 1000];
        TrainingDraws.spikes(image, 42, spikes, 1, 2, 8);
        double[] rates = new double[3];
        for (int t = 0; t < 8; t++) {
            for (int p = 0; p < 1000; p++) {
                rates[p < 400 ? 0 : p < 800 ? 1 : 2] += spikes[(t * 2 + 1) * 1000 + p];
                assertThat(spikes[t * 2 * 1000 + p]).isZero();
            }
        }
        // 3200 draws of probability 51 / 255 = 0.2: a standard deviation of 0.007.
        assertThat(rates[0]).isZero();
        assertThat(rates[1] / 3200).isCloseTo(0.2, within(0.035));
        assertThat(rates[2]).isEqualTo(1600);
    }
}

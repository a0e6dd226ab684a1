package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VectorFirePropertyTest {

    /** Thresholds near the membranes, so that less, equal and greater all occur. */
    @Property(tries = 300)
    void fire_equalsTheScalarKernel(@ForAll @IntRange(min = 1, max = 530) int units, @ForAll long seed) {
        Random random = new Random(seed);
        long[] membranes = random.longs(units, -5, 6).toArray();
        long[] thresholds = random.longs(units, 0, 4).toArray();
        if (units > 2) {
            membranes[random.nextInt(units)] = Long.MIN_VALUE;
            thresholds[random.nextInt(units)] = Long.MAX_VALUE;
        }
        long[] expectedMembranes = membranes.clone();
        long[] spikes = random.longs((units + 63) / 64).toArray();
        long[] expected = spikes.clone();

        new VectorFire().fire(membranes, thresholds, spikes);
        new ScalarFire().fire(expectedMembranes, thresholds, expected);

        assertThat(spikes).isEqualTo(expected);
        assertThat(membranes).isEqualTo(expectedMembranes);
        for (int i = 0; i < 64 * spikes.length; i++) {
            boolean fired = (spikes[i >> 6] >>> i & 1) != 0;
            assertThat(fired)
                    .isEqualTo(i < units && expectedMembranes[i] + (fired ? thresholds[i] : 0) > thresholds[i]);
        }
    }
}

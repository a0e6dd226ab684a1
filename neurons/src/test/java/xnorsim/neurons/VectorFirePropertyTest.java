package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VectorFirePropertyTest {

    /** Thresholds near the membranes, so that less, equal and greater all occur. */
    @Property(tries = 300)
    void fire_equalsTheScalarKernel(@ForAll @IntRange(min = 1, max = 530) int units, @ForAll boolean hard,
            @ForAll long seed) {
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

        long[] resets = hard ? random.longs(units, -3, 3).toArray() : new long[0];
        long[] before = membranes.clone();
        UnitParameters parameters = new UnitParameters(new long[units], thresholds, 0, 64, Overflow.ERROR, resets);

        new VectorFire().fire(parameters, membranes, spikes);
        new ScalarFire().fire(parameters, expectedMembranes, expected);

        assertThat(spikes).isEqualTo(expected);
        assertThat(membranes).isEqualTo(expectedMembranes);
        for (int i = 0; i < 64 * spikes.length; i++) {
            boolean fired = (spikes[i >> 6] >>> i & 1) != 0;
            assertThat(fired).isEqualTo(i < units && before[i] > thresholds[i]);
            if (i < units) {
                long reset = hard ? resets[i] : before[i] - thresholds[i];
                assertThat(membranes[i]).isEqualTo(fired ? reset : before[i]);
            }
        }
    }

    /** Registers of 12 bits and large dots, so that some membranes leave their range. */
    @Property(tries = 500)
    void integrateAndFire_equalsTheScalarKernelAndTheTwoSteps(@ForAll @IntRange(min = 1, max = 530) int units,
            @ForAll @IntRange(min = 1, max = 4000) int largest, @ForAll boolean hard, @ForAll long seed) {
        Random random = new Random(seed);
        UnitParameters parameters = new UnitParameters(random.longs(units, -9, 10).toArray(),
                random.longs(units, 0, 40).toArray(), random.nextInt(3), 12, Overflow.SATURATE,
                hard ? random.longs(units, -50, 50).toArray() : new long[0]);
        long[] membranes = random.longs(units + 11, -2048, 2048).map(x -> x / 2).toArray();
        int at = random.nextInt(12);
        int from = random.nextInt(20);
        int[] dot = random.ints(from + units + 8, 0, 1 + largest / 40).toArray();
        long[] byVector = membranes.clone();
        long[] byScalar = membranes.clone();
        long[] vectorSpikes = random.longs((units + 63) / 64).toArray();
        long[] scalarSpikes = vectorSpikes.clone();

        int served = new VectorFire().integrateAndFire(parameters, byVector, at, dot, from, vectorSpikes);
        int expected = new ScalarFire().integrateAndFire(parameters, byScalar, at, dot, from, scalarSpikes);

        assertThat(served).isEqualTo(expected);
        assertThat(byVector).isEqualTo(byScalar);
        assertThat(vectorSpikes).isEqualTo(scalarSpikes);
        assertThat(java.util.Arrays.copyOfRange(byVector, at + served, at + units))
                .isEqualTo(java.util.Arrays.copyOfRange(membranes, at + served, at + units));

        Instants together = new Instants();
        Instants apart = new Instants();
        IfUnits one = new IfUnits(together.scope(), parameters);
        IfUnits two = new IfUnits(apart.scope(), parameters);
        two.restore(membranes, at);
        together.write(() -> one.integrateAndFire(membranes, at, dot, from));
        apart.write(() -> two.integrate(dot, from));
        apart.write(two::fire);
        assertThat(java.util.Arrays.copyOfRange(membranes, at, at + units)).isEqualTo(two.membranes());
        assertThat(one.spikes()).isEqualTo(two.spikes());
    }
}

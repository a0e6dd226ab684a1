package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.sim.KernelChoice;

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
        UnitParameters above = UnitParameters
                .of(new long[units], thresholds, UnitFormat.popcounts(0, 64, Overflow.ERROR)).resettingTo(resets);
        boolean at = random.nextBoolean();
        UnitParameters parameters = at ? above.firingAtThreshold() : above;

        new VectorFire().fire(parameters, membranes, spikes);
        new ScalarFire().fire(parameters, expectedMembranes, expected);

        assertThat(spikes).isEqualTo(expected);
        assertThat(membranes).isEqualTo(expectedMembranes);
        for (int i = 0; i < 64 * spikes.length; i++) {
            boolean fired = (spikes[i >> 6] >>> i & 1) != 0;
            assertThat(fired).isEqualTo(i < units && (before[i] > thresholds[i] || (at && before[i] == thresholds[i])));
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
        UnitParameters above = UnitParameters
                .of(random.longs(units, -9, 10).toArray(), random.longs(units, 0, 40).toArray(),
                        UnitFormat.popcounts(random.nextInt(3), 12, Overflow.SATURATE))
                .resettingTo(hard ? random.longs(units, -50, 50).toArray() : new long[0])
                .with(new IntegrateAndFire(MembraneLeakTest.any(random)));
        UnitParameters parameters = random.nextBoolean() ? above.firingAtThreshold() : above;
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
        NeuronUnits one = new NeuronUnits(together.scope(), parameters);
        NeuronUnits two = new NeuronUnits(apart.scope(), parameters);
        MembraneMemory memory = NeuronUnitsTest.memory(membranes);
        two.restore(memory, at);
        together.write(() -> one.integrateAndFire(memory, at, dot, from));
        apart.write(() -> two.integrate(dot, from));
        apart.write(two::fire);
        assertThat(java.util.Arrays.copyOfRange(memory.toArray(), at, at + units)).isEqualTo(two.membranes());
        assertThat(one.spikes()).isEqualTo(two.spikes());
    }

    /** A sample of up to nine steps in 32 bits, with the largest dots that these hold, beside the same in 64. */
    @Property(tries = 300)
    void narrowMembranes_areThoseOfWideOnes(@ForAll @IntRange(min = 1, max = 530) int units,
            @ForAll @IntRange(min = 1, max = 9) int steps, @ForAll @IntRange(min = 0, max = 8) int shift,
            @ForAll boolean hard, @ForAll boolean scalar, @ForAll long seed) {
        Random random = new Random(seed);
        int mostDot = (1 << (30 - shift)) / steps;
        long most = (long) mostDot << shift;
        long[] thresholds = random.longs(units, 0, most).toArray();
        thresholds[random.nextInt(units)] = Long.MAX_VALUE;
        UnitParameters above = UnitParameters
                .of(random.longs(units, -most / 2, most / 2).toArray(), thresholds,
                        UnitFormat.popcounts(shift, 32, Overflow.ERROR))
                .resettingTo(hard ? random.longs(units, -9, 9).toArray() : new long[0])
                .with(new IntegrateAndFire(MembraneLeakTest.any(random)));
        UnitParameters parameters = random.nextBoolean() ? above.firingAtThreshold() : above;
        assertThat(parameters.membranesFitInts(mostDot, steps)).isTrue();
        int at = random.nextInt(12);
        int from = random.nextInt(20);
        MembraneMemory narrow = new MembraneMemory(at + units + 3, true);
        MembraneMemory wide = new MembraneMemory(at + units + 3, false);
        Instants instants = new Instants();
        KernelChoice kernel = scalar ? KernelChoice.SCALAR : KernelChoice.VECTOR;
        NeuronUnits one = new NeuronUnits(instants.scope(), parameters, kernel);
        Instants others = new Instants();
        NeuronUnits two = new NeuronUnits(others.scope(), parameters, KernelChoice.SCALAR);
        for (int t = 0; t < steps; t++) {
            int[] dot = random.ints(from + units + 8, -mostDot, mostDot + 1).toArray();
            long[] before = wide.toArray();
            instants.write(() -> one.integrateAndFire(narrow, at, dot, from));
            others.write(() -> two.integrateAndFire(wide, at, dot, from));
            assertThat(narrow.toArray()).isEqualTo(wide.toArray());
            assertThat(one.spikes()).isEqualTo(two.spikes());
            long[] stepped = new long[units];
            java.util.Arrays.setAll(stepped, i -> parameters.step(i, before[at + i], dot[from + i]));
            assertThat(java.util.Arrays.copyOfRange(wide.toArray(), at, at + units)).isEqualTo(stepped);
        }
    }

    /** One step more than fits, or one unit more, and 32 or U bits are not enough. */
    @ParameterizedTest
    @CsvSource({"32, 100, 100, 21474836, true", "32, 100, 100, 21474837, false", "8, 60, 10, 1, true",
            "8, 60, 67, 1, true",
            "8, 60, 68, 1, false", "8, 60, 3, 2, true", "8, 60, 4, 2, false", "60, 1000000000, 0, 2, true",
            "60, 1073741824, 0, 2, false", "60, 1, 4611686018427387903, 1, false"})
    void membranesFitInts_whereNoSampleCanLeaveThem(int bits, long mostDot, long bias, int steps, boolean fits) {
        long[] biases = {0, bits == 32 ? 0 : bias};
        UnitParameters parameters = UnitParameters.of(biases, new long[2],
                UnitFormat.popcounts(0, bits, Overflow.ERROR));
        assertThat(parameters.membranesFitInts(mostDot, steps)).isEqualTo(fits);
    }

    @Test
    void hardReset_countsForWhatFits() {
        UnitParameters parameters = UnitParameters
                .of(new long[1], new long[1], UnitFormat.popcounts(0, 8, Overflow.ERROR)).resettingTo(new long[]{-100});
        assertThat(parameters.membranesFitInts(27, 1)).isTrue();
        assertThat(parameters.membranesFitInts(28, 1)).isFalse();
    }
}

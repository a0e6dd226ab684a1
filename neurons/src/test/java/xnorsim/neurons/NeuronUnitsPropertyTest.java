package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NeuronUnitsPropertyTest {

    private static final int UNITS = 70;
    private static final int STEPS = 12;

    /** The oracle of one unit, in numbers without a width. */
    private static final class ExactUnit {

        private final BigInteger least;
        private final BigInteger most;
        private BigInteger membrane = BigInteger.ZERO;
        private boolean left;

        ExactUnit(int membraneBits) {
            most = BigInteger.ONE.shiftLeft(membraneBits - 1).subtract(BigInteger.ONE);
            least = BigInteger.ONE.shiftLeft(membraneBits - 1).negate();
        }

        void integrate(int dot, UnitParameters parameters, int unit) {
            int shift = parameters.shift();
            long bias = parameters.bias()[unit];
            membrane = MembraneLeakTest.exact(parameters.leak(), membrane)
                    .add(BigInteger.valueOf(dot).multiply(BigInteger.TWO.pow(shift)))
                    .subtract(BigInteger.valueOf(bias));
            left |= membrane.compareTo(most) > 0 || membrane.compareTo(least) < 0;
            membrane = membrane.min(most).max(least);
        }

        boolean fire(UnitParameters parameters, int unit) {
            BigInteger threshold = BigInteger.valueOf(parameters.threshold()[unit]);
            // A threshold of 2^63 - 1 stands for one that no membrane reaches.
            boolean at = parameters.firesAtThreshold() && parameters.threshold()[unit] < Long.MAX_VALUE;
            boolean fires = membrane.compareTo(threshold) > (at ? -1 : 0);
            if (fires) {
                membrane = parameters.resetTo().length > 0
                        ? BigInteger.valueOf(parameters.resetTo()[unit])
                        : membrane.subtract(threshold);
            }
            return fires;
        }
    }

    @Provide
    Arbitrary<Integer> membraneBits() {
        return Arbitraries.of(8, 16, 32, 63, 64);
    }

    /** Numbers of every size up to {@code bits} bits, so that some steps stay inside the range and some leave it. */
    private static long sized(Random random, int bits) {
        return random.nextLong() >> (64 - 1 - random.nextInt(bits));
    }

    @Property(tries = 400)
    void saturating_equalsExactNumbersClampedToTheRange(@ForAll("membraneBits") int membraneBits,
            @ForAll @IntRange(max = 32) int shift, @ForAll long seed) {
        Random random = new Random(seed);
        UnitParameters parameters = parameters(random, shift, membraneBits, Overflow.SATURATE);
        Instants instants = new Instants();
        NeuronUnits units = new NeuronUnits(instants.scope(), parameters);
        ExactUnit[] exact = exactUnits(membraneBits);
        for (int t = 0; t < STEPS; t++) {
            int[] dot = dots(random);
            instants.write(() -> units.integrate(dot, 0));
            instants.write(units::fire);
            for (int i = 0; i < UNITS; i++) {
                exact[i].integrate(dot[i], parameters, i);
                boolean fires = exact[i].fire(parameters, i);
                assertThat(units.membranes()[i]).as("step %d, unit %d", t, i).isEqualTo(exact[i].membrane.longValue());
                assertThat(units.spikes()[i / 64] >>> i % 64 & 1).as("step %d, unit %d", t, i)
                        .isEqualTo(fires ? 1 : 0);
            }
        }
    }

    @Property(tries = 400)
    void checking_stopsAtTheFirstUnitThatLeavesTheRange(@ForAll("membraneBits") int membraneBits,
            @ForAll @IntRange(max = 32) int shift, @ForAll long seed) {
        Random random = new Random(seed);
        UnitParameters parameters = parameters(random, shift, membraneBits, Overflow.ERROR);
        Instants instants = new Instants();
        NeuronUnits units = new NeuronUnits(instants.scope(), parameters);
        ExactUnit[] exact = exactUnits(membraneBits);
        int firstLeft = -1;
        for (int t = 0; t < STEPS && firstLeft < 0; t++) {
            int[] dot = dots(random);
            for (int i = UNITS - 1; i >= 0; i--) {
                exact[i].integrate(dot[i], parameters, i);
                firstLeft = exact[i].left ? i : firstLeft;
            }
            int stoppedAt = -1;
            try {
                instants.write(() -> units.integrate(dot, 0));
            } catch (MembraneOverflowException e) {
                stoppedAt = e.unit();
            }
            assertThat(stoppedAt).as("step %d", t).isEqualTo(firstLeft);
            for (int i = 0; firstLeft < 0 && i < UNITS; i++) {
                assertThat(units.membranes()[i]).isEqualTo(exact[i].membrane.longValueExact());
            }
        }
    }

    private static UnitParameters parameters(Random random, int shift, int membraneBits, Overflow overflow) {
        long[] bias = new long[UNITS];
        long[] threshold = new long[UNITS];
        for (int i = 0; i < UNITS; i++) {
            bias[i] = Math.clamp(sized(random, 63), -FixedPoint.LARGEST_BIAS, FixedPoint.LARGEST_BIAS);
            threshold[i] = sized(random, membraneBits) & (Long.MAX_VALUE >> (64 - membraneBits));
        }
        long[] resets = new long[random.nextBoolean() ? UNITS : 0];
        java.util.Arrays.setAll(resets, i -> sized(random, membraneBits));
        UnitParameters above = UnitParameters.of(bias, threshold, UnitFormat.popcounts(shift, membraneBits, overflow))
                .resettingTo(resets).with(new IntegrateAndFire(MembraneLeakTest.any(random)));
        return random.nextBoolean() ? above.firingAtThreshold() : above;
    }

    private static int[] dots(Random random) {
        int[] dot = new int[UNITS];
        for (int i = 0; i < UNITS; i++) {
            dot[i] = (int) sized(random, 32);
        }
        return dot;
    }

    private static ExactUnit[] exactUnits(int membraneBits) {
        ExactUnit[] units = new ExactUnit[UNITS];
        for (int i = 0; i < UNITS; i++) {
            units[i] = new ExactUnit(membraneBits);
        }
        return units;
    }
}

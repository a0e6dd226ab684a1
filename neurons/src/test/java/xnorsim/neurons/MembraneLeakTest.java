package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembraneLeakTest {

    /** Any leak, with its largest numbers more often than by chance. */
    static MembraneLeak any(Random random) {
        int bits = random.nextInt(4) == 0 ? 16 : 1 + random.nextInt(16);
        int most = (1 << bits) - 1;
        return switch (random.nextInt(4)) {
            case 0 -> MembraneLeak.NONE;
            case 1 -> new MembraneLeak.Shift(1 + random.nextInt(random.nextBoolean() ? 4 : 31));
            default -> new MembraneLeak.Factor(random.nextInt(4) == 0 ? most : 1 + random.nextInt(most), bits);
        };
    }

    /** The definition, in numbers without a width. */
    static BigInteger exact(MembraneLeak leak, BigInteger u) {
        return switch (leak) {
            case MembraneLeak.None _ -> u;
            case MembraneLeak.Shift shift -> u.subtract(floor(new BigDecimal(u), shift.by(), 0));
            case MembraneLeak.Factor factor -> floor(
                    new BigDecimal(u).multiply(BigDecimal.valueOf(factor.code())), factor.bits(), 0.5);
        };
    }

    private static BigInteger floor(BigDecimal numerator, int bits, double plus) {
        return numerator.divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits))).add(BigDecimal.valueOf(plus))
                .setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    @ParameterizedTest
    @CsvSource({"100, 94, 90", "16, 15, 14", "15, 15, 13", "1, 1, 1", "0, 0, 0", "-1, 0, -1", "-15, -14, -13",
            "-16, -15, -14", "-17, -15, -15", "-100, -93, -90", "5, 5, 4", "-5, -4, -4"})
    void byHand_shiftOf4_andFactorOfNineTenths(long u, long shifted, long multiplied) {
        assertThat(new MembraneLeak.Shift(4).of(u)).isEqualTo(shifted);
        // 58982 / 2^16 is a little below 0.9: 4.49999... is rounded to 4, and -4.49999... to -4.
        assertThat(new MembraneLeak.Factor(58982, 16).of(u)).isEqualTo(multiplied);
        // 1/2 rounds up: 5 / 2 is 3, -5 / 2 is -2.
        assertThat(new MembraneLeak.Factor(1, 1).of(u)).isEqualTo(Math.floorDiv(u + 1, 2));
    }

    @Property(tries = 2000)
    void of_equalsTheDefinition_andMovesTowards0(@ForAll long seed) {
        Random random = new Random(seed);
        MembraneLeak leak = any(random);
        long u = random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
        long after = leak.of(u);
        assertThat(BigInteger.valueOf(after)).isEqualTo(exact(leak, BigInteger.valueOf(u)));
        assertThat(u >= 0 ? 0 <= after && after <= u : u <= after && after <= 0).isTrue();
    }

    @Property(tries = 300)
    void apply_isOfOfEveryMembrane_in32And64Bits(@ForAll long seed) {
        Random random = new Random(seed);
        MembraneLeak leak = any(random);
        int[] ints = random.ints(200).map(x -> x >> random.nextInt(32)).toArray();
        ints[100] = Integer.MIN_VALUE;
        ints[101] = Integer.MAX_VALUE;
        int at = random.nextInt(90);
        int count = 20 + random.nextInt(90);
        long[] longs = random.longs(200).map(x -> x >> random.nextInt(64)).toArray();
        int[] narrow = ints.clone();
        long[] wide = longs.clone();
        leak.apply(narrow, at, count);
        leak.apply(wide, at, count);
        for (int i = 0; i < 200; i++) {
            boolean leaks = i >= at && i < at + count;
            assertThat(narrow[i]).isEqualTo((int) (leaks ? leak.of(ints[i]) : ints[i]));
            assertThat(wide[i]).isEqualTo(leaks ? leak.of(longs[i]) : longs[i]);
        }
    }

    @Test
    void outsideTheRanges_areRefused() {
        assertThatThrownBy(() -> new MembraneLeak.Shift(0)).hasMessageContaining("1..31");
        assertThatThrownBy(() -> new MembraneLeak.Shift(32)).hasMessageContaining("1..31");
        assertThatThrownBy(() -> new MembraneLeak.Factor(4, 2)).hasMessageContaining("4 / 2^2");
        assertThatThrownBy(() -> new MembraneLeak.Factor(0, 2)).hasMessageContaining("0 / 2^2");
        assertThatThrownBy(() -> new MembraneLeak.Factor(1, 17)).hasMessageContaining("1 / 2^17");
    }

    /** Membranes after the leak, after INTEGRATE and after FIRE; threshold 20, each step adds 12. */
    @ParameterizedTest
    @CsvSource({"true, 8, '0 0 12 12 | 12 11 23 3 | 3 3 15 15 | 15 14 26 6'",
            "true, 12, '0 0 12 12 | 12 11 23 3 | 3 3 15 15 | 15 14 26 6'",
            "false, 8, '0 0 12 12 | 12 9 21 1 | 1 1 13 13 | 13 10 22 2'"})
    void cycleByCycle_byHand(boolean shift, int membraneBits, String expected) {
        MembraneLeak leak = shift ? new MembraneLeak.Shift(3) : new MembraneLeak.Factor(3, 2);
        UnitParameters parameters = UnitParameters
                .of(new long[]{2}, new long[]{20}, UnitFormat.popcounts(1, membraneBits, Overflow.ERROR))
                .with(new IntegrateAndFire(leak));
        Instants instants = new Instants();
        NeuronUnits units = new NeuronUnits(instants.scope(), parameters);
        StringBuilder seen = new StringBuilder();
        for (int t = 0; t < 4; t++) {
            long before = units.membranes()[0];
            instants.write(() -> units.integrate(new int[]{7}, 0));
            long integrated = units.membranes()[0];
            instants.write(units::fire);
            seen.append(t == 0 ? "" : " | ").append(before).append(' ').append(leak.of(before)).append(' ')
                    .append(integrated).append(' ').append(units.membranes()[0]);
        }
        assertThat(seen).hasToString(expected);
    }

    /** Threshold 10, steps of 10: at the threshold, a unit fires in every step; above it, in every second. */
    @Test
    void firingAtTheThreshold_byHand() {
        UnitParameters above = UnitParameters.of(new long[1], new long[]{10},
                UnitFormat.popcounts(0, 8, Overflow.ERROR));
        UnitParameters at = above.firingAtThreshold();
        assertThat(at.step(0, 0, 10)).isZero();
        assertThat(above.step(0, 0, 10)).isEqualTo(10);
        assertThat(at.needed(0, 0)).isEqualTo(9);
        assertThat(at.withThreshold(new long[]{4}).step(0, 0, 4)).isZero();
        assertThat(at.slice(0, 1).step(0, 0, 10)).isZero();
        UnitParameters never = UnitParameters
                .of(new long[1], new long[]{Long.MAX_VALUE}, UnitFormat.popcounts(0, 64, Overflow.SATURATE))
                .firingAtThreshold();
        assertThat(never.step(0, Long.MAX_VALUE, 10)).isEqualTo(Long.MAX_VALUE);
    }
}

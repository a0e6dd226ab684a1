package xnorsim.proof.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class SumSetPropertyTest {
    private static OptionalLong of(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Any sequence of operations, beside a sorted set of the single numbers. */
    @Property(tries = 500)
    void operations_areThoseOfASet(@ForAll long seed) {
        Random random = new Random(seed);
        SumSet set = SumSet.EMPTY;
        TreeSet<Long> expected = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            long limit = random.nextInt(-60, 60);
            switch (random.nextInt(4)) {
                case 0 -> {
                    set = set.or(SumSet.of(limit));
                    expected.add(limit);
                }
                case 1 -> {
                    long least = random.nextInt(-3, 3);
                    long most = least + random.nextInt(3);
                    set = set.plus(least, most);
                    TreeSet<Long> wider = new TreeSet<>();
                    expected.forEach(v -> LongStream.rangeClosed(v + least, v + most).forEach(wider::add));
                    expected = wider;
                }
                case 2 -> {
                    // The part above the limit moves on, as the sums of neurons that fire do.
                    set = set.upTo(limit).or(set.above(limit).plus(5, 5));
                    TreeSet<Long> moved = new TreeSet<>(expected.headSet(limit, true));
                    expected.tailSet(limit, false).forEach(v -> moved.add(v + 5));
                    expected = moved;
                }
                default -> {
                    assertThat(set.largestUpTo(limit)).isEqualTo(of(expected.floor(limit)));
                    assertThat(set.smallestAbove(limit)).isEqualTo(of(expected.higher(limit)));
                    assertThat(set.contains(limit)).isEqualTo(expected.contains(limit));
                }
            }
            assertThat(set.isEmpty()).isEqualTo(expected.isEmpty());
            for (long v = -200; v <= 200; v++) {
                assertThat(set.contains(v)).isEqualTo(expected.contains(v));
            }
        }
    }

    /** Sets of very many runs, as sums of weights have that are all multiples of 3, are added alike. */
    @Property(tries = 5)
    void plus_ofManyRuns(@ForAll long seed) {
        Random random = new Random(seed);
        SumSet one = gappy(random);
        SumSet other = gappy(random);
        SumSet sums = one.plus(other);
        TreeSet<Long> expected = new TreeSet<>();
        elements(one).forEach(a -> elements(other).forEach(b -> expected.add(a + b)));
        assertThat(elements(sums).boxed().toList()).isEqualTo(List.copyOf(expected));
        assertThat(elements(other.plus(one)).toArray()).isEqualTo(elements(sums).toArray());
    }

    private static SumSet gappy(Random random) {
        SumSet set = SumSet.EMPTY;
        long at = random.nextInt(-1000, 1000);
        for (int run = 0; run < 150; run++) {
            long length = random.nextInt(3);
            set = set.or(SumSet.range(at, at + length));
            at += length + 2 + random.nextInt(4);
        }
        return set;
    }

    private static LongStream elements(SumSet set) {
        return LongStream.rangeClosed(set.smallest(), set.largest()).filter(set::contains);
    }
}

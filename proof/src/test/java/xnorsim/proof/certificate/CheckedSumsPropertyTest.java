package xnorsim.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Sums as bits and as runs are the same, and those of a plain set of numbers. */
class CheckedSumsPropertyTest {
    @Property(tries = 200)
    void bitsAndRuns_areTheNumbersOfASet(@ForAll long seed) {
        Random random = new Random(seed);
        int lowest = -random.nextInt(4);
        int highest = random.nextInt(4);
        BitSet changes = new BitSet();
        changes.set(0, highest - lowest + 1);
        CheckedSums bits = CheckedSums.Bits.of(changes, lowest);
        CheckedSums runs = CheckedSums.Runs.of(lowest, highest);
        TreeSet<Long> numbers = new TreeSet<>();
        numbers.add(0L);
        for (int t = 0; t < 6 && !numbers.isEmpty(); t++) {
            TreeSet<Long> next = new TreeSet<>();
            numbers.forEach(v -> LongStream.rangeClosed(v + lowest, v + highest).forEach(next::add));
            long from = random.nextInt(-10, 10);
            long to = from + random.nextInt(8);
            // What lies between the limits is left out.
            bits = bits.step();
            bits = bits.upTo(from).or(bits.above(to));
            runs = runs.step();
            runs = runs.upTo(from).or(runs.above(to));
            next.subSet(from, false, to, true).clear();
            numbers = next;
            for (CheckedSums sums : new CheckedSums[]{bits, runs}) {
                assertThat(sums.isEmpty()).isEqualTo(numbers.isEmpty());
                if (!numbers.isEmpty()) {
                    assertThat(sums.least()).isEqualTo(numbers.first());
                    assertThat(sums.most()).isEqualTo(numbers.last());
                }
                for (long limit = -40; limit <= 40; limit++) {
                    Long above = numbers.higher(limit);
                    assertThat(sums.firstAbove(limit).orElse(1000)).isEqualTo(above == null ? 1000 : above);
                }
            }
        }
    }
}

package xnorsim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EventQueuePropertyTest {

    private record Entry(long timePs, Phase phase, int sequence) {}

    /** Holds a random number of events over a long time, at spacings that change by powers of ten on the way. */
    @Property(tries = 40)
    void hold_withChangingSpacing_followsTimePhaseSequence(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 700) int pending) {
        Random random = new Random(seed);
        EventQueue queue = new EventQueue();
        PriorityQueue<Entry> oracle = new PriorityQueue<>(Comparator.comparingLong(Entry::timePs)
                .thenComparing(Entry::phase).thenComparingInt(Entry::sequence));
        int[] served = {0};
        long spread = 1;
        for (int k = 0; k < 20_000; k++) {
            long now = oracle.isEmpty() ? 0 : oracle.element().timePs();
            if (k % 2_500 == 0) {
                spread = (long) Math.pow(10, random.nextInt(13));
            }
            if (oracle.size() >= pending) {
                assertThat(queue.firstTimePs()).isEqualTo(now);
                queue.removeFirst().fire();
                assertThat(served[0]).isEqualTo(oracle.remove().sequence());
            }
            long time = now + (long) (random.nextDouble() * spread);
            Phase phase = Phase.values()[random.nextInt(3)];
            int sequence = k;
            queue.add(time, phase, () -> served[0] = sequence);
            oracle.add(new Entry(time, phase, k));
        }
    }

    /** The oracle is the JDK's priority queue over the same triples. */
    @Property(tries = 300)
    void removal_followsTimePhaseSequence(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int count,
            @ForAll @IntRange(min = 1, max = 50) int spreadPs) {
        Random random = new Random(seed);
        EventQueue queue = new EventQueue();
        PriorityQueue<Entry> oracle = new PriorityQueue<>(Comparator.comparingLong(Entry::timePs)
                .thenComparing(Entry::phase).thenComparingInt(Entry::sequence));
        List<Integer> served = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            long time = random.nextInt(spreadPs);
            Phase phase = Phase.values()[random.nextInt(3)];
            int sequence = k;
            queue.add(time, phase, () -> served.add(sequence));
            oracle.add(new Entry(time, phase, k));
            if (random.nextInt(3) == 0) {
                assertThat(queue.firstTimePs()).isEqualTo(oracle.element().timePs());
                assertThat(queue.firstPhase()).isEqualTo(oracle.element().phase().ordinal());
                queue.removeFirst().fire();
                expected.add(oracle.remove().sequence());
            }
        }
        while (!queue.isEmpty()) {
            queue.removeFirst().fire();
            expected.add(oracle.remove().sequence());
        }
        assertThat(served).isEqualTo(expected);
    }
}

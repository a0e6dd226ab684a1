package xnorsim.trace.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirtySetTest {

    private static List<Integer> drained(DirtySet set) {
        List<Integer> numbers = new ArrayList<>();
        set.drain(numbers::add);
        return numbers;
    }

    @Test
    void drain_handsEveryNumberOverOnceInAscendingOrder() {
        DirtySet set = new DirtySet(262_145);
        for (int number : new int[]{262_144, 4096, 63, 0, 64, 4095, 8191, 63, 100_000, 0, 4097}) {
            set.add(number);
        }
        assertThat(drained(set)).containsExactly(0, 63, 64, 4095, 4096, 4097, 8191, 100_000, 262_144);
        assertThat(drained(set)).isEmpty();
        set.add(64);
        assertThat(drained(set)).containsExactly(64);
    }

    @Test
    void drainBelow_leavesTheRest() {
        DirtySet set = new DirtySet(8_194);
        for (int number : new int[]{1, 63, 64, 65, 127, 512, 513, 4_095, 4_096, 8_193}) {
            set.add(number);
        }
        assertThat(set.lowest()).isEqualTo(1);
        List<Integer> numbers = new ArrayList<>();
        set.drainBelow(1, numbers::add);
        assertThat(numbers).isEmpty();
        set.drainBelow(65, numbers::add);
        assertThat(numbers).containsExactly(1, 63, 64);
        assertThat(set.lowest()).isEqualTo(65);
        set.add(2);
        set.drainBelow(4_096, numbers::add);
        assertThat(numbers).containsExactly(1, 63, 64, 2, 65, 127, 512, 513, 4_095);
        assertThat(drained(set)).containsExactly(4_096, 8_193);
        assertThat(set.lowest()).isEqualTo(Integer.MAX_VALUE);
    }
}

package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembraneMemoryTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void membranes_areKeptCopiedAndCleared(boolean narrow) {
        MembraneMemory memory = new MembraneMemory(3, narrow);
        assertThat(memory.isNarrow()).isEqualTo(narrow);
        assertThat(memory.size()).isEqualTo(3);
        memory.set(0, -7);
        memory.set(2, Integer.MAX_VALUE);
        assertThat(memory.toArray()).containsExactly(-7, 0, Integer.MAX_VALUE);
        MembraneMemory other = new MembraneMemory(5, narrow);
        other.copy(memory, 1, 3, 2);
        assertThat(other.toArray()).containsExactly(0, 0, 0, 0, Integer.MAX_VALUE);
        assertThat(other.get(4)).isEqualTo(Integer.MAX_VALUE);
        memory.clear();
        assertThat(memory.toArray()).containsOnly(0);
    }

    @Test
    void membraneBeyond32Bits_isRefusedByANarrowMemoryAndKeptByAWideOne() {
        MembraneMemory wide = new MembraneMemory(1, false);
        wide.set(0, Long.MIN_VALUE);
        assertThat(wide.get(0)).isEqualTo(Long.MIN_VALUE);
        MembraneMemory narrow = new MembraneMemory(1, true);
        assertThatThrownBy(() -> narrow.set(0, 1L << 31)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> narrow.copy(wide, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

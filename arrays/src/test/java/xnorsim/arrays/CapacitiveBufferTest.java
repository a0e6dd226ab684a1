package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacitiveBufferTest {

    private final Wires wires = new Wires();
    private final CapacitiveBuffer buffer = new CapacitiveBuffer(wires.scope(), 3, 4, 2);

    @Test
    void secondSlot_addsToWhatTheFirstOneSampled() {
        wires.watch(buffer.signal());
        wires.write(() -> buffer.sample(new int[]{4, 1, 0}));
        wires.write(() -> buffer.add(new int[]{4, 0, 3}));
        wires.write(() -> buffer.sample(new int[]{2, 1, 3}));
        assertThat(wires.history()).containsExactly("1 row0.buffer 4", "1 row1.buffer 1", "2 row0.buffer 8",
                "2 row2.buffer 3", "3 row0.buffer 2");
        assertThat(buffer.held()).containsExactly(2, 1, 3);
    }

    @Test
    void countsOfRowsThatDoNotExist_areLeftOut() {
        wires.write(() -> buffer.sample(new int[]{1, 2, 3, 4, 4, 4, 4, 4}));
        wires.write(() -> buffer.add(new int[]{1, 1, 1, 4, 4, 4, 4, 4}));
        assertThat(buffer.held()).containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 2, 2", "3, 1, 2", "4, 1, 3", "4, 2, 4", "64, 1, 7", "64, 2, 8", "16384, 2, 16"})
    void wires_areWideEnoughForAllSlots(int columns, int slots, int width) {
        assertThat(new CapacitiveBuffer(new Wires().scope(), 1, columns, slots).signal().width()).isEqualTo(width);
        assertThat(new Converter(new Wires().scope(), 1, columns, slots).signal().width()).isEqualTo(width);
    }
}

package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConverterTest {

    @Test
    void code_isWhatTheBufferHoldsAndStaysUntilTheNextConversion() {
        Wires wires = new Wires();
        Converter converter = new Converter(wires.scope(), 3, 4, 2);
        wires.watch(converter.signal());
        int[] held = {8, 0, 5};
        wires.write(() -> converter.convert(held));
        held[0] = 7;
        held[2] = 4;
        assertThat(converter.code()).containsExactly(8, 0, 5);
        wires.write(() -> converter.convert(held));
        assertThat(wires.history()).containsExactly("1 row0.code 8", "1 row2.code 5", "2 row0.code 7", "2 row2.code 4");
    }
}

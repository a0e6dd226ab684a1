package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ColumnDecoderPropertyTest {

    /** The oracle moves one column at a time: beat k replaces columns kB .. min(M, (k+1)B) - 1. */
    @Property(tries = 300)
    void everyBeat_replacesItsColumnsOnly(@ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 310) int busWidth, @ForAll long seed) {
        Wires wires = new Wires();
        ColumnDecoder decoder = new ColumnDecoder(wires.scope(), width, busWidth, true);
        Random random = new Random(seed);
        boolean[] columns = new boolean[width];
        boolean[] shadow = new boolean[width];
        for (int round = 0; round < 2; round++) {
            long[] vector = random.longs((width + 63) / 64).toArray();
            for (int k = 0; k < decoder.beats(); k++) {
                int beat = k;
                wires.write(() -> {
                    decoder.load(beat, vector);
                    decoder.prefetch(beat, vector);
                });
                for (int column = beat * busWidth; column < Math.min(width, (beat + 1) * busWidth); column++) {
                    columns[column] = (vector[column / 64] & 1L << column % 64) != 0;
                    shadow[column] = columns[column];
                }
                assertThat(Wires.text(decoder.columnsSignal())).isEqualTo(text(columns));
                assertThat(Wires.text(decoder.shadowSignal().orElseThrow())).isEqualTo(text(shadow));
                assertThat(decoder.fullSignal().orElseThrow().value())
                        .isEqualTo(round > 0 || beat == decoder.beats() - 1);
            }
        }
    }

    /** All beats at once are one beat after the other, whatever stands beyond the last column. */
    @Property(tries = 300)
    void allBeatsAtOnce_areAllBeats(@ForAll @IntRange(min = 1, max = 300) int width, @ForAll long seed) {
        Wires wires = new Wires();
        ColumnDecoder decoder = new ColumnDecoder(wires.scope(), width, 1 + width / 3, true);
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            long[] vector = random.longs((width + 63) / 64).toArray();
            wires.write(() -> {
                decoder.loadAll(vector);
                decoder.prefetchAll(vector);
            });
            boolean[] expected = new boolean[width];
            for (int column = 0; column < width; column++) {
                expected[column] = (vector[column / 64] & 1L << column % 64) != 0;
            }
            assertThat(Wires.text(decoder.columnsSignal())).isEqualTo(text(expected));
            assertThat(Wires.text(decoder.shadowSignal().orElseThrow())).isEqualTo(text(expected));
        }
    }

    private static String text(boolean[] bits) {
        StringBuilder text = new StringBuilder();
        for (boolean bit : bits) {
            text.append(bit ? '1' : '0');
        }
        return text.toString();
    }
}

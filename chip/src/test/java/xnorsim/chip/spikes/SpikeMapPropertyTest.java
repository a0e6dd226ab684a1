package xnorsim.chip.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import xnorsim.network.Shape;

/** Maps against plain arrays of booleans, [row][column][channel]. */
class SpikeMapPropertyTest {

    @Provide
    Arbitrary<Integer> channels() {
        return Arbitraries.oneOf(Arbitraries.of(1, 3, 63, 64, 65, 127, 128, 200),
                Arbitraries.integers().between(1, 140));
    }

    private static boolean[][][] draw(Random random, int rows, int columns, int channels) {
        boolean[][][] spikes = new boolean[rows][columns][channels];
        for (boolean[][] row : spikes) {
            for (boolean[] position : row) {
                for (int c = 0; c < channels; c++) {
                    position[c] = random.nextInt(3) == 0;
                }
            }
        }
        return spikes;
    }

    /** Set spike by spike where {@code whole} is false, position by position otherwise. */
    private static SpikeMap map(boolean[][][] spikes, boolean whole) {
        int columns = spikes[0].length;
        int channels = spikes[0][0].length;
        SpikeMap map = new SpikeMap(new Shape(channels, spikes.length, columns));
        for (int position = 0; position < spikes.length * columns; position++) {
            boolean[] there = spikes[position / columns][position % columns];
            long[] words = new long[Bits.words(channels)];
            for (int c = 0; c < channels; c++) {
                if (there[c]) {
                    words[c >> 6] |= 1L << c;
                    if (!whole) {
                        map.set(c, position);
                    }
                }
            }
            if (whole) {
                map.or(position, words);
            }
        }
        return map;
    }

    private static boolean bit(long[] words, int at) {
        return (words[at >> 6] >>> at & 1) != 0;
    }

    private static boolean[][][] read(SpikeMap map) {
        Shape shape = map.shape();
        boolean[][][] spikes = new boolean[shape.height()][shape.width()][shape.channels()];
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                long[] words = new long[Bits.words(shape.channels())];
                map.copyRow(row, column, 1, words, 0);
                for (int c = 0; c < shape.channels(); c++) {
                    spikes[row][column][c] = bit(words, c);
                }
            }
        }
        return spikes;
    }

    @Property
    void everySpikeIsReadBack(@ForAll("channels") int channels, @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 7) int columns, @ForAll boolean whole, @ForAll long seed) {
        boolean[][][] spikes = draw(new Random(seed), rows, columns, channels);
        assertThat(read(map(spikes, whole))).isDeepEqualTo(spikes);
    }

    @Property
    void copiesGoToTheirBits(@ForAll("channels") int channels, @ForAll @IntRange(min = 1, max = 7) int columns,
            @ForAll @IntRange(max = 70) int place, @ForAll long seed) {
        Random random = new Random(seed);
        boolean[][][] spikes = draw(random, 3, columns, channels);
        SpikeMap map = map(spikes, true);
        int row = random.nextInt(3);
        int first = random.nextInt(columns);
        int count = 1 + random.nextInt(columns - first);
        // Rows of whole words go to whole words.
        int at = channels % Long.SIZE == 0 ? place / Long.SIZE * Long.SIZE : place;
        long[] to = new long[Bits.words(at + count * channels)];
        map.copyRow(row, first, count, to, at);
        int some = random.nextInt(channels);
        int length = 1 + random.nextInt(channels - some);
        long[] part = new long[Bits.words(place + length)];
        map.copyChannels(row, first, some, length, part, place);
        for (int i = 0; i < to.length * Long.SIZE; i++) {
            int j = i - at;
            boolean expected = j >= 0 && j < count * channels && spikes[row][first + j / channels][j % channels];
            assertThat(bit(to, i)).as("bit %d of a row", i).isEqualTo(expected);
        }
        for (int i = 0; i < part.length * Long.SIZE; i++) {
            int j = i - place;
            assertThat(bit(part, i)).as("bit %d of channels", i)
                    .isEqualTo(j >= 0 && j < length && spikes[row][first][some + j]);
        }
    }

    @Property
    void poolingIsAnOrOverTheWindow(@ForAll("channels") int channels, @ForAll @IntRange(max = 70) int more,
            @ForAll @IntRange(min = 1, max = 3) int rows, @ForAll @IntRange(min = 1, max = 3) int columns,
            @ForAll @IntRange(min = 1, max = 2) int window, @ForAll long seed) {
        boolean[][][] spikes = draw(new Random(seed), rows * window, columns * window, channels);
        boolean[][][] expected = new boolean[rows][columns][channels + more];
        for (int row = 0; row < rows * window; row++) {
            for (int column = 0; column < columns * window; column++) {
                for (int c = 0; c < channels; c++) {
                    expected[row / window][column / window][c] |= spikes[row][column][c];
                }
            }
        }
        SpikeMap pooled = new SpikeMap(new Shape(channels + more, rows, columns));
        pooled.set(0, 0);
        pooled.assignPooled(map(spikes, false));
        assertThat(read(pooled)).isDeepEqualTo(expected);
    }
}

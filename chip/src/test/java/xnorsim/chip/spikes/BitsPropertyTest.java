package xnorsim.chip.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BitsPropertyTest {

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.oneOf(Arbitraries.of(1, 7, 8, 9, 63, 64, 65, 127, 128, 512, 513),
                Arbitraries.integers().between(1, 600));
    }

    /**
     * Bytes in the middle of others, words in the middle of others: each bit where it belongs, nothing else touched.
     */
    @Property
    void bytesBecomeBitsAndBytesAgain(@ForAll("lengths") int bits, @ForAll @IntRange(max = 20) int at,
            @ForAll @IntRange(max = 3) int toWord, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[at + bits + 5];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(2);
        }
        int words = Bits.words(bits);
        long[] to = random.longs(toWord + words + 2).toArray();
        long[] before = to.clone();
        Bits.fromBytes(bytes, at, bits, to, toWord);
        for (int k = 0; k < to.length; k++) {
            if (k < toWord || k >= toWord + words) {
                assertThat(to[k]).as("word %d", k).isEqualTo(before[k]);
            }
        }
        for (int i = 0; i < Long.SIZE * words; i++) {
            long expected = i < bits ? bytes[at + i] : 0;
            assertThat(to[toWord + i / Long.SIZE] >>> i & 1).as("bit %d", i).isEqualTo(expected);
        }
        byte[] back = bytes.clone();
        long[] alone = Arrays.copyOfRange(to, toWord, toWord + words);
        Bits.toBytes(alone, bits, back, at);
        assertThat(back).isEqualTo(bytes);
    }
}

package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.sim.BitSignal;
import xnorsim.sim.VectorSignal;

class ColumnDecoderTest {

    private final Wires wires = new Wires();

    private ColumnDecoder decoder(int width, int busWidth) {
        return new ColumnDecoder(wires.scope(), width, busWidth, false);
    }

    private void load(ColumnDecoder decoder, long... vector) {
        for (int k = 0; k < decoder.beats(); k++) {
            int beat = k;
            wires.write(() -> decoder.load(beat, vector));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "10, 4, 3", "64, 64, 1", "65, 64, 2", "64, 65, 1", "128, 32, 4", "130, 7, 19", "3, 100, 1",
            "16384, 1, 16384", "65, 2147483647, 1"})
    void beats_roundUp(int width, int busWidth, int beats) {
        assertThat(decoder(width, busWidth).beats()).isEqualTo(beats);
    }

    @Test
    void load_tenColumnsFourABeat_lastBeatPartial() {
        ColumnDecoder decoder = decoder(10, 4);
        wires.watch(decoder.columnsSignal());
        load(decoder, Wires.bits("1011001110"));
        load(decoder, Wires.bits("0100110001"));
        assertThat(wires.history()).containsExactly("1 columns 1011000000", "2 columns 1011001100",
                "3 columns 1011001110", "4 columns 0100001110", "5 columns 0100110010", "6 columns 0100110001");
    }

    @Test
    void loadEvent_clearsWithTheFirstAndSetsOneSpikeABeat() {
        ColumnDecoder decoder = decoder(10, 4);
        wires.watch(decoder.columnsSignal());
        load(decoder, Wires.bits("1111111111"));
        for (int k = 0; k < 5; k++) {
            int beat = k;
            wires.write(() -> decoder.loadEvent(beat, Wires.bits("0100110001")));
        }
        wires.write(() -> decoder.loadEvent(0, Wires.bits("0000000000")));
        assertThat(wires.history().subList(3, 8)).containsExactly("4 columns 0100000000", "5 columns 0100100000",
                "6 columns 0100110000", "7 columns 0100110001", "9 columns 0000000000");
    }

    @Test
    void prefetchEvent_isFullAfterTheLast() {
        ColumnDecoder decoder = new ColumnDecoder(wires.scope(), 130, 4, true);
        long[] vector = {1L << 63, 0, 2};
        wires.write(() -> decoder.prefetchEvent(0, vector, false));
        assertThat(decoder.fullSignal().orElseThrow().value()).isFalse();
        wires.write(() -> decoder.prefetchEvent(1, vector, true));
        assertThat(decoder.fullSignal().orElseThrow().value()).isTrue();
        wires.write(decoder::take);
        assertThat(decoder.columns()).containsExactly(vector);
    }

    @Test
    void load_sixtyFiveColumnsSixtyFourABeat_fillsTheSecondWordLast() {
        ColumnDecoder decoder = decoder(65, 64);
        wires.write(() -> decoder.load(0, new long[]{-1, 1}));
        assertThat(decoder.columns()).containsExactly(-1, 0);
        wires.write(() -> decoder.load(1, new long[]{-1, 1}));
        assertThat(decoder.columns()).containsExactly(-1, 1);
        wires.write(() -> decoder.load(0, new long[]{0, 0}));
        assertThat(decoder.columns()).containsExactly(0, 1);
    }

    @Test
    void load_sevenABeat_straddlesWords() {
        ColumnDecoder decoder = decoder(130, 7);
        long[] ones = {-1, -1, 3};
        long[][] afterBeat = new long[19][];
        for (int k = 0; k < 19; k++) {
            int beat = k;
            wires.write(() -> decoder.load(beat, ones));
            afterBeat[beat] = decoder.columns().clone();
        }
        assertThat(afterBeat[0]).containsExactly(0x7F, 0, 0);
        assertThat(afterBeat[8]).containsExactly(0x7FFF_FFFF_FFFF_FFFFL, 0, 0);
        assertThat(afterBeat[9]).containsExactly(-1, 0x3F, 0);
        assertThat(afterBeat[17]).containsExactly(-1, 0x3FFF_FFFF_FFFF_FFFFL, 0);
        assertThat(afterBeat[18]).containsExactly(-1, -1, 3);

        wires.write(() -> decoder.load(9, new long[3]));
        assertThat(decoder.columns()).containsExactly(0x7FFF_FFFF_FFFF_FFFFL, 0xFFFF_FFFF_FFFF_FFC0L, 3);
        wires.write(() -> decoder.load(18, new long[3]));
        assertThat(decoder.columns()).containsExactly(0x7FFF_FFFF_FFFF_FFFFL, 0x3FFF_FFFF_FFFF_FFC0L, 0);
    }

    @Test
    void load_busWiderThanTheColumns_takesOneBeat() {
        ColumnDecoder decoder = decoder(3, 100);
        wires.watch(decoder.columnsSignal());
        load(decoder, Wires.bits("101"));
        load(decoder, Wires.bits("101"));
        assertThat(wires.history()).containsExactly("1 columns 101");
    }

    @Test
    void loading_leavesOutBitsBeyondTheColumns() {
        ColumnDecoder decoder = new ColumnDecoder(wires.scope(), 70, 32, true);
        load(decoder, -1, -1);
        assertThat(decoder.columns()).containsExactly(-1, 0x3F);
        wires.write(() -> decoder.loadAll(new long[]{0, -1}));
        assertThat(decoder.columns()).containsExactly(0, 0x3F);
        wires.write(() -> decoder.prefetchAll(new long[]{5, -64}));
        wires.write(decoder::take);
        assertThat(decoder.columns()).containsExactly(5, 0);
    }

    @Test
    void loadAll_tellsTheWholeVectorAtOnce() {
        ColumnDecoder decoder = decoder(10, 4);
        wires.watch(decoder.columnsSignal());
        wires.write(() -> decoder.loadAll(Wires.bits("1011001110")));
        assertThat(wires.history()).containsExactly("1 columns 1011001110");
    }

    @Test
    void prefetch_fillsTheShadowWhileTheColumnsStayAndTakeHandsItOver() {
        ColumnDecoder decoder = new ColumnDecoder(wires.scope(), 10, 4, true);
        wires.watch(decoder.columnsSignal());
        wires.watch(decoder.shadowSignal().orElseThrow());
        wires.watch(decoder.fullSignal().orElseThrow());
        long[] first = Wires.bits("1011001110");
        long[] second = Wires.bits("1100000001");
        wires.write(() -> decoder.prefetch(0, first));
        wires.write(() -> decoder.prefetch(1, first));
        wires.write(() -> decoder.prefetch(2, first));
        wires.write(decoder::take);
        wires.write(() -> decoder.prefetch(0, second));
        wires.write(() -> decoder.prefetch(1, second));
        wires.write(() -> decoder.prefetch(2, second));
        wires.write(decoder::take);
        assertThat(wires.history()).containsExactly("1 shadow 1011000000", "2 shadow 1011001100",
                "3 shadow 1011001110", "3 full 1", "4 full 0", "4 columns 1011001110", "5 shadow 1100001110",
                "6 shadow 1100000010", "7 shadow 1100000001", "7 full 1", "8 full 0", "8 columns 1100000001");
    }

    @Test
    void prefetchAll_fillsTheShadowAtOnce() {
        ColumnDecoder decoder = new ColumnDecoder(wires.scope(), 10, 4, true);
        VectorSignal shadow = decoder.shadowSignal().orElseThrow();
        BitSignal full = decoder.fullSignal().orElseThrow();
        wires.write(() -> decoder.prefetchAll(Wires.bits("1011001110")));
        assertThat(Wires.text(shadow)).isEqualTo("1011001110");
        assertThat(full.value()).isTrue();
        assertThat(decoder.columns()).containsExactly(0);
        wires.write(decoder::take);
        assertThat(decoder.columns()).isEqualTo(Wires.bits("1011001110"));
        assertThat(full.value()).isFalse();
    }

    @Test
    void isWatched_asksColumnsAndShadow() {
        ColumnDecoder plain = new ColumnDecoder(wires.scope().child("plain"), 10, 4, false);
        ColumnDecoder buffered = new ColumnDecoder(wires.scope().child("buffered"), 10, 4, true);
        assertThat(plain.isWatched()).isFalse();
        assertThat(buffered.isWatched()).isFalse();
        wires.watch(plain.columnsSignal());
        wires.watch(buffered.shadowSignal().orElseThrow());
        assertThat(plain.isWatched()).isTrue();
        assertThat(buffered.isWatched()).isTrue();
    }

    @Test
    void singleBuffered_hasNoShadow() {
        ColumnDecoder decoder = decoder(10, 4);
        assertThat(decoder.shadowSignal()).isEmpty();
        assertThat(decoder.fullSignal()).isEmpty();
        assertThatThrownBy(decoder::take).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> decoder.prefetch(0, new long[1])).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void decoderWithoutColumnsOrBus_isRefused() {
        assertThatThrownBy(() -> decoder(0, 4)).hasMessage("a decoder of 0 columns on a bus of 4 wires");
        assertThatThrownBy(() -> decoder(4, 0)).hasMessage("a decoder of 4 columns on a bus of 0 wires");
    }
}

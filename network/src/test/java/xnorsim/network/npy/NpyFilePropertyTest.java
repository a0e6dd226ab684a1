package xnorsim.network.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import xnorsim.base.InputException;

class NpyFilePropertyTest {
    private static NpyArray throughFile(NpyArray array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFile.write(out, array);
        assertThat(out.size() - array.data().length).isEqualTo(128);
        return NpyFile.read("a.npy", new ByteArrayInputStream(out.toByteArray()), out.size());
    }

    @Property(tries = 200)
    void readOfWrite_givesBackEveryNumber(@ForAll long[] longs, @ForAll int[] ints, @ForAll short[] shorts,
            @ForAll byte[] bytes, @ForAll double[] doubles) throws IOException {
        assertThat(throughFile(NpyArray.of(longs, longs.length)).asLongs()).isEqualTo(longs);
        assertThat(throughFile(NpyArray.of(ints, 1, ints.length)).asInts()).isEqualTo(ints);
        int[] widened = new int[shorts.length];
        for (int i = 0; i < shorts.length; i++) {
            widened[i] = shorts[i];
        }
        assertThat(throughFile(NpyArray.of(shorts, shorts.length, 1, 1)).asInts()).isEqualTo(widened);
        assertThat(throughFile(NpyArray.ofUnsigned(bytes, bytes.length)).asUnsignedBytes()).isEqualTo(bytes);
        assertThat(throughFile(NpyArray.of(doubles, doubles.length)).asDoubles()).isEqualTo(doubles);
    }

    /** Whatever is in a file, the answer is an array or an InputException. */
    @Property(tries = 1000)
    void read_ofAnyHeader_isAnArrayOrRefused(@ForAll @Size(max = 40) byte[] tail, @ForAll byte place,
            @ForAll byte value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFile.write(out, NpyArray.of(new int[]{1, 2, 3}, 3));
        byte[] bytes = out.toByteArray();
        bytes[place & 0x7f] = value;
        System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
        try {
            assertThat(NpyFile.read("a.npy", new ByteArrayInputStream(bytes), bytes.length)).isNotNull();
        } catch (InputException e) {
            assertThat(e).hasMessageStartingWith("a.npy: ");
        }
    }
}

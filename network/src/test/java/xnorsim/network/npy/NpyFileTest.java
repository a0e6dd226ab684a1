package xnorsim.network.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import xnorsim.base.InputException;

class NpyFileTest {
    @TempDir
    Path folder;

    private Path file(int version, String dictionary, byte... data) throws IOException {
        byte[] text = dictionary.getBytes(StandardCharsets.UTF_8);
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer buffer = ByteBuffer.allocate(8 + lengthBytes + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) {
            buffer.putShort((short) text.length);
        } else {
            buffer.putInt(text.length);
        }
        buffer.put(text).put(data);
        return Files.write(folder.resolve("a.npy"), buffer.array());
    }

    private static String header(String description, boolean fortran, String shape) {
        return "{'descr': '" + description + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': "
                + shape + ", }          \n";
    }

    @Test
    void devices_areRefusedBeforeTheyAreRead() {
        assertThatThrownBy(() -> NpyFile.read(Path.of("/dev/null"))).isInstanceOf(InputException.class)
                .hasMessage("/dev/null: is a pipe or a device, expected a regular file, whose size can be checked");
    }

    @Test
    void write_equalsNumPyByteForByte() throws IOException {
        // numpy.save of numpy.array([[1.5, -2.0]]): 128 bytes of header, then two float64.
        Path file = folder.resolve("b.npy");
        NpyFile.write(file, NpyArray.of(new double[]{1.5, -2}, 1, 2));
        byte[] bytes = Files.readAllBytes(file);
        String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }";
        assertThat(bytes).hasSize(128 + 16).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0x76, 0);
        assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
                .isEqualTo(dictionary + " ".repeat(117 - dictionary.length()) + "\n");
        assertThat(Arrays.copyOfRange(bytes, 128, 144)).containsExactly(0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0,
                0, 0xc0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void read_everyVersion(int version) throws IOException {
        NpyArray array = NpyFile.read(file(version, header("<i2", false, "(2,)"), (byte) 1, (byte) 2, (byte) -1,
                (byte) -1));
        assertThat(array.type()).isEqualTo(DataType.INT16);
        assertThat(array.shape()).containsExactly(2);
        assertThat(array.asInts()).containsExactly(0x201, -1);
    }

    @ParameterizedTest
    @CsvSource({"|b1,1", "|u1,255", "|i1,-1", "<u2,65535", "<i2,-1", "<u4,4294967295", "<i4,-1", "<i8,-1"})
    void read_everyIntegerType(String description, long expected) throws IOException {
        int bytes = description.charAt(2) - '0';
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) (description.equals("|b1") ? 1 : 0xff));
        assertThat(NpyFile.read(file(1, header(description, false, "()"), data)).asLongs()).containsExactly(expected);
    }

    @Test
    void read_bigEndianAndFloat32() throws IOException {
        NpyArray array = NpyFile.read(file(1, header(">f4", false, "(1,)"), (byte) 0x3f, (byte) 0x80, (byte) 0,
                (byte) 0));
        assertThat(array.asDoubles()).containsExactly(1.0);
    }

    /** IEEE 754 binary16: 1.5 is 3e00, the smallest subnormal 0001, the largest 7bff, minus infinity fc00. */
    @Test
    void read_float16() throws IOException {
        NpyArray big = NpyFile.read(file(1, header(">f2", false, "(4,)"), (byte) 0x3e, (byte) 0, (byte) 0, (byte) 1,
                (byte) 0x7b, (byte) 0xff, (byte) 0xfc, (byte) 0));
        assertThat(big.asDoubles()).containsExactly(1.5, Math.scalb(1.0, -24), 65504, Double.NEGATIVE_INFINITY);
        NpyArray little = NpyFile.read(file(1, header("<f2", true, "(1, 2)"), (byte) 0, (byte) 0x3c, (byte) 0,
                (byte) 0));
        assertThat(little.asBytes01()).containsExactly(1, 0);
    }

    @Test
    void read_uint64() throws IOException {
        byte[] most = new byte[8];
        Arrays.fill(most, (byte) 0xff);
        NpyArray large = NpyFile.read(file(1, header("<u8", false, "(1,)"), most));
        assertThatThrownBy(large::asLongs).hasMessageContaining(
                "element [0] is 18446744073709551615, expected at most 9223372036854775807");
        assertThatThrownBy(large::asInts).hasMessageContaining("18446744073709551615");
        assertThatThrownBy(large::asBytes01).hasMessageContaining("18446744073709551615, expected 0 or 1");
        NpyArray small = NpyFile.read(file(1, header(">u8", false, "(1,)"), new byte[]{0, 0, 0, 0, 0, 0, 0, 1}));
        assertThat(small.asLongs()).containsExactly(1);
        assertThat(small.asUnsignedBytes()).containsExactly(1);
    }

    @Test
    void asBytes_ofAnyType() {
        assertThat(NpyArray.of(new double[]{0, 1, -0.0}, 3).asBytes01()).containsExactly(0, 1, 0);
        assertThat(NpyArray.of(new int[]{255, 0}, 2).asUnsignedBytes()).containsExactly(255, 0);
        assertThatThrownBy(() -> NpyArray.of(new double[]{0.5}, 1).asBytes01()).hasMessageContaining("is 0.5");
        assertThatThrownBy(() -> NpyArray.of(new double[]{Double.NaN}, 1).asBytes01()).hasMessageContaining("is NaN");
        assertThatThrownBy(() -> NpyArray.of(new int[]{256}, 1).asUnsignedBytes()).hasMessageContaining("is 256");
        assertThatThrownBy(() -> NpyArray.of(new long[]{-1}, 1).asUnsignedBytes()).hasMessageContaining("is -1");
    }

    @Test
    void read_fortranOrderBecomesCOrder() throws IOException {
        // numpy.asfortranarray(numpy.arange(12, dtype='>u2').reshape(2, 3, 2)) lies as 0 6 2 8 4 10 1 7 3 9 5 11.
        int[] stored = {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11};
        byte[] data = new byte[24];
        for (int i = 0; i < 12; i++) {
            data[2 * i + 1] = (byte) stored[i];
        }
        NpyArray array = NpyFile.read(file(1, header(">u2", true, "(2, 3, 2)"), data));
        assertThat(array.asInts()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void read_emptyArray() throws IOException {
        assertThat(NpyFile.read(file(1, header("|u1", true, "(0, 3)"))).elements()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"|u1;(2,);3 bytes;the number of bytes after the header is 3, expected 2",
            "|u1;(4,);3 bytes;is truncated, it has 3 of the 4 bytes",
            "<f8;(100000, 100000, 100000);3 bytes;shape is (100000, 100000, 100000), expected an array of at most"
                    + " 402718720 bytes",
            "<f8;(9999999999999999999999,);3 bytes;expected an array of at most 402718720 bytes",
            "<f8;(0, 99999999999);3 bytes;expected an array of at most 402718720 bytes",
            "<c16;(1,);3 bytes;dtype is <c16",
            "|O;(1,);3 bytes;dtype is |O"})
    void read_refusesWhatDoesNotFit(String description, String shape, String unused, String message)
            throws IOException {
        Path file = file(1, header(description, false, shape), (byte) 1, (byte) 2, (byte) 3);
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(InputException.class).hasMessageStartingWith(
                file + ": ").hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{'descr': '|u1', 'shape': (1,)}",
            "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'more': 1}",
            "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), 'more': 'x'}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': '(1,)'}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}"})
    void read_refusesBrokenHeader(String dictionary) throws IOException {
        Path file = file(1, dictionary, (byte) 1);
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("the header is");
    }

    @Test
    void read_refusesEveryTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(file(1, header("<i4", false, "(1,)"), (byte) 1, (byte) 0, (byte) 0,
                (byte) 0));
        Path file = folder.resolve("short.npy");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(InputException.class);
        }
    }

    @Test
    void read_refusesMissingFile() {
        Path file = folder.resolve("none.npy");
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot be read: no such file or folder");
    }

    @Test
    void write_refusesMissingFolder() {
        Path file = folder.resolve("none/a.npy");
        assertThatThrownBy(() -> NpyFile.write(file, NpyArray.scalar(1))).isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void access_refusesWrongTypeShapeAndValue() {
        NpyArray array = NpyArray.ofUnsigned(new byte[]{0, 1, 1, 0, 2, 0}, 2, 3).from("w.npy");
        assertThatThrownBy(array::asBytes01).hasMessage("w.npy: element [1, 1] is 2, expected 0 or 1");
        assertThatThrownBy(array::asDoubles)
                .hasMessage("w.npy: dtype is uint8, expected one of float64, float32, float16");
        assertThatThrownBy(() -> array.requireShape("(N, M) with M = 4", -1, 4))
                .hasMessage("w.npy: shape is (2, 3), expected (N, M) with M = 4");
        NpyArray real = NpyArray.of(new double[]{1, Double.NaN}, 2).from("t.npy");
        assertThatThrownBy(real::asFiniteDoubles).hasMessage("t.npy: element [1] is NaN, expected a finite number");
        assertThatThrownBy(() -> NpyArray.of(new double[]{-1}, 1).from("t.npy").asPositiveDoubles())
                .hasMessage("t.npy: element [0] is -1.0, expected a number above 0");
    }
}

package xnorsim.network.npy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;

class NpzFileTest {
    @TempDir
    Path folder;

    private static SequencedMap<String, NpyArray> arrays() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("spikes", NpyArray.ofUnsigned(new byte[]{1, 0, 1, 1}, 2, 2));
        arrays.put("membrane", NpyArray.of(new long[]{-5, 1L << 60}, 2));
        arrays.put("cycles", NpyArray.scalar(42));
        return arrays;
    }

    @Test
    void read_givesBackWhatWasWritten() {
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, arrays());
        var read = NpzFile.read(file);
        assertThat(read.keySet()).containsExactly("spikes", "membrane", "cycles");
        assertThat(requireNonNull(read.get("spikes")).asBytes01()).containsExactly(1, 0, 1, 1);
        assertThat(requireNonNull(read.get("membrane")).asLongs()).containsExactly(-5, 1L << 60);
        assertThat(requireNonNull(read.get("cycles")).rank()).isZero();
        assertThat(requireNonNull(read.get("cycles")).asLongs()).containsExactly(42);
        assertThat(requireNonNull(read.get("cycles")).origin()).isEqualTo(file + ": array cycles");
    }

    @Test
    void write_sameArraysGiveSameBytes() throws IOException {
        NpzFile.write(folder.resolve("a.npz"), arrays());
        NpzFile.write(folder.resolve("b.npz"), arrays());
        assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void read_compressedEntries() throws IOException {
        Path file = folder.resolve("c.npz");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            NpyFile.write(zip, NpyArray.of(new int[1000], 10, 100));
            zip.closeEntry();
        }
        assertThat(requireNonNull(NpzFile.read(file).get("x")).shape()).containsExactly(10, 100);
    }

    @Test
    void read_refusesEveryFlippedByteOfTheElements() throws IOException {
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, arrays());
        byte[] bytes = Files.readAllBytes(file);
        // "spikes.npy": local header of 30 + 10 bytes (and no extra field), then 128 bytes of header and four elements.
        for (int place = 40; place < 40 + 132; place++) {
            byte[] broken = bytes.clone();
            broken[place] ^= 4;
            Files.write(file, broken);
            assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(InputException.class)
                    .hasMessageContaining("is corrupted");
        }
    }

    @Test
    void read_refusesABombBeforeItUnpacksAnything() throws IOException {
        Path file = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            byte[] zeros = new byte[40 << 20];
            zip.putNextEntry(new ZipEntry("a0.npy"));
            zip.write(zeros);
            zip.closeEntry();
        }
        // Sixty entries in the directory that are one and the same: the sizes there are what decides.
        repeatEntry(file, 60);
        assertThat(Files.size(file)).isLessThan(50_000);
        assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(InputException.class)
                .hasMessage(
                        file + ": array z09 makes 419430400 bytes of arrays, expected NumPy arrays in a .npz file of "
                                + "at most 403701760");
        assertThatThrownBy(() -> NpzFile.read(file, new FileKind("a note", 50_000_000)))
                .isInstanceOf(InputException.class).hasMessageContaining("array z01 makes 83886080 bytes of arrays");
    }

    /** Writes the only entry of the directory that often, as z00.npy, z01.npy and so on. */
    private static void repeatEntry(Path file, int times) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer end = ByteBuffer.wrap(bytes, bytes.length - 22, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
        int start = end.getInt(16);
        byte[] entry = Arrays.copyOfRange(bytes, start, start + end.getInt(12));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, start);
        for (int k = 0; k < times; k++) {
            byte[] name = String.format("z%02d.npy", k).getBytes(StandardCharsets.US_ASCII);
            out.write(ByteBuffer.allocate(46 + name.length).put(entry, 0, 46).put(name)
                    .order(ByteOrder.LITTLE_ENDIAN).putShort(28, (short) name.length).array());
        }
        end.putShort(8, (short) times).putShort(10, (short) times).putInt(12, out.size() - start);
        out.write(bytes, bytes.length - 22, 22);
        Files.write(file, out.toByteArray());
    }

    @Test
    void read_refusesOtherBytesAroundTheZip() throws IOException {
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, arrays());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, new byte[]{0}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("is corrupted or not an .npz file (");
        Files.write(file, bytes);
        Files.write(file, bytes, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("extra bytes before or after its directory");
    }

    @Test
    @Timeout(10)
    void read_ofDevices_isRefused() {
        assertThatThrownBy(() -> NpzFile.read(Path.of("/dev/zero"))).isInstanceOf(InputException.class)
                .hasMessage("/dev/zero: is a pipe or a device, expected a regular file, whose size can be checked");
    }

    @Test
    void read_refusesTruncationAndOtherFiles() throws IOException {
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, arrays());
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[]{0, 1, 30, 200, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(InputException.class)
                    .hasMessageContaining("is corrupted or not an .npz file");
        }
        assertThatThrownBy(() -> NpzFile.read(folder)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> NpzFile.read(folder.resolve("none"))).hasMessageContaining("no such file");
    }
}

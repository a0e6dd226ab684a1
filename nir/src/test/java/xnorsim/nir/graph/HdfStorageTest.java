package xnorsim.nir.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.nir.NirImportTest;

/** Data sets in every kind of storage, as h5py wrote them (src/test/python/storage.py) and reads them. */
class HdfStorageTest {
    @TempDir
    Path folder;

    private static Tensor weight(NirGraph graph, String node) {
        return graph.node(node).required("weight");
    }

    /** Values by the first word of the node's name. */
    private static double[] expected(String node) {
        double[] values = switch (node.replaceAll("_.*", "")) {
            case "ramp" -> IntStream.range(-8, 8).asDoubleStream().toArray();
            case "zeros" -> new double[2000];
            case "sum" -> IntStream.range(1000, 1016).asDoubleStream().toArray();
            case "fill" -> new double[]{3, 3, 3, 3, 3, 3};
            case "none" -> new double[6];
            case "truths" -> new double[]{1, 0, 1};
            case "partly" -> new double[35];
            case "grown" -> new double[24];
            default -> throw new IllegalArgumentException(node);
        };
        for (int i = 0; i < values.length; i++) {
            if (node.startsWith("partly")) {
                values[i] = i / 7 >= 2 && i / 7 < 4 && i % 7 >= 3 && i % 7 < 6 ? 2 : -1.5;
            } else if (node.equals("grown")) {
                values[i] = i % 6 < 4 ? i / 6 * 4 + i % 6 - 8 : 9;
            }
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"storage.nir", "storage-latest.nir"})
    void read_everyStorage_asH5pyReadsIt(String file) {
        NirGraph graph = HdfReader.read(NirImportTest.resource(file));
        assertThat(graph.nodes()).hasSize(24);
        for (String node : graph.nodes().keySet()) {
            assertThat(weight(graph, node).values()).as(node).isEqualTo(expected(node));
        }
        assertThat(weight(graph, "partly").shape()).containsExactly(5, 7);
    }

    /** Each bit of the sums' elements in turn: 16 words from 1000 on, low byte first. */
    @Test
    void read_flippedBit_isFoundByTheChecksum() throws IOException {
        byte[] good = Files.readAllBytes(NirImportTest.resource("storage.nir"));
        ByteBuffer words = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(1000, 1016).forEach(word -> words.putShort((short) word));
        int at = IntStream.range(0, good.length - 32)
                .filter(i -> Arrays.equals(good, i, i + 32, words.array(), 0, 32)).findFirst().orElseThrow();
        Path file = folder.resolve("flipped.nir");
        for (int bit = 0; bit < 36 * 8; bit += 7) {
            byte[] bad = good.clone();
            bad[at + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bad);
            assertThatThrownBy(() -> HdfReader.read(file)).isInstanceOf(InputException.class).hasMessage(
                    file + ": node sum_fletcher (Linear): weight: is damaged: its checksum (fletcher32) does not"
                            + " match its data");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "scaleoffset; node s (Linear): weight: is stored with the filter scaleoffset (number 6), expected none"
                    + " or gzip",
            "empty; node s (Linear): weight: it is empty (h5py.Empty), expected numbers or a string",
            "complex; node s (Linear): weight: the type is compound, expected integers",
            "external; node s: holds an external data set, stored in other files, expected values in this file",
            "extensible; node s (Linear): weight: is unsupported (its chunks are listed in an extensible array"})
    void read_whatIsNotHandled_isRefusedByName(String name, String message) {
        Path file = NirImportTest.resource("refused-" + name + ".nir");
        assertThatThrownBy(() -> HdfReader.read(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": " + message).hasMessageNotContaining("corrupted")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(400));
    }

    /** Words of bytes 1, 2, 3, an odd one at the end: 0x0102 + 0x0300, and 0x0102 + (0x0102 + 0x0300). */
    @Test
    void fletcher_ofThreeBytes_asComputedByHand() {
        assertThat(HdfFilters.fletcher(new byte[]{1, 2, 3}, 3)).isEqualTo(0x0504_0402);
        assertThat(HdfFilters.fletcher(new byte[]{-1, -1}, 2)).isEqualTo(0xffff_ffff);
        assertThat(HdfFilters.fletcher(new byte[4], 4)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null", "/"})
    void read_whatIsNoRegularFile_isRefusedAtOnce(String path) {
        Path file = Path.of(path);
        assertThatThrownBy(() -> HdfReader.read(file)).isInstanceOf(InputException.class)
                .hasMessageMatching(path + ": (cannot be read: it is a folder|is a pipe or a device, expected .*)");
    }
}

package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
final class FileKindTest {
    private static final FileKind NOTE = new FileKind("a note", 8);

    @TempDir
    Path folder;

    @Test
    void readsBytesAndText() throws IOException {
        Path file = Files.writeString(folder.resolve("note"), "ein Maß");
        assertThat(NOTE.size(file)).isEqualTo(8);
        assertThat(NOTE.bytes(file)).hasSize(8);
        assertThat(NOTE.text(file)).isEqualTo("ein Maß");
    }

    @Test
    void refusesAPipeThatNobodyWritesTo() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        refused(pipe, "is a pipe or a device, expected a regular file, whose size can be checked");
    }

    /** Linux has all four, macOS the first two. */
    static Stream<Path> devices() {
        return Stream.of("/dev/zero", "/dev/null", "/dev/full", "/proc/self/status").map(Path::of)
                .filter(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void refusesDevices(Path device) {
        refused(device, "is a pipe or a device, expected a regular file, whose size can be checked");
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeReadingIt() throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        refused(file, "is 1099511627776 bytes long, expected a note of at most 8 bytes");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        refused(folder, "cannot be read: it is a folder");
        refused(folder.resolve("none"), "cannot be read: no such file or folder");
        Path file = Files.write(folder.resolve("bytes"), new byte[]{(byte) 0xff});
        assertThatThrownBy(() -> NOTE.text(file)).isInstanceOf(InputException.class)
                .hasMessage(file + ": is not UTF-8 text, expected a note");
    }

    @Test
    void unpacksWhatIsCompressedWhateverItsName() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.gz"), "abc");
        FileKind larger = new FileKind("a note", 100);
        try (InputStream in = larger.openUnpacked(plain, 3)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("abc");
        }
        Path packed = Files.write(folder.resolve("packed"), packed("abc"));
        try (InputStream in = larger.openUnpacked(packed, 3)) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.readAllBytes()).asString().isEqualTo("bc");
        }
    }

    @Test
    void joinsSeveralMembersButRefusesWhatFollowsThem() throws IOException {
        FileKind larger = new FileKind("a note", 1000);
        byte[] member = packed("abc");
        Path file = folder.resolve("packed");
        Files.write(file, concat(member, member));
        try (InputStream in = larger.openUnpacked(file, 6)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("abcabc");
        }
        for (byte[] junk : List.of(new byte[]{0}, new byte[100], new byte[]{0x1f}, new byte[]{0x1f, (byte) 0x8c})) {
            Files.write(file, concat(member, junk));
            assertThatThrownBy(() -> readUnpacked(larger, file)).isInstanceOf(InputException.class)
                    .hasMessage(file + ": has other bytes after its compressed content, expected its end");
        }
        Files.write(file, concat(concat(member, member), member));
        assertThatThrownBy(() -> readUnpacked(larger, file)).isInstanceOf(InputException.class)
                .hasMessage(file + ": unpacks to more than 6 bytes, expected a note of at most that size");
        member[12] ^= 1;
        Files.write(file, member);
        assertThatThrownBy(() -> readUnpacked(larger, file)).isInstanceOf(ZipException.class);
    }

    private static byte[] readUnpacked(FileKind kind, Path file) throws IOException {
        try (InputStream in = kind.openUnpacked(file, 6)) {
            return in.readAllBytes();
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void endsWhereTheFileEndedWhenItWasOpened() throws IOException {
        Path file = Files.writeString(folder.resolve("grows"), "abc");
        try (InputStream in = NOTE.open(file)) {
            Files.writeString(file, "defghijkl", StandardOpenOption.APPEND);
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.skip(1)).isEqualTo(1);
            assertThat(in.readAllBytes()).containsExactly('c');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> NOTE.bytes(file)).isInstanceOf(InputException.class).hasMessage(file + ": " + message);
    }
}

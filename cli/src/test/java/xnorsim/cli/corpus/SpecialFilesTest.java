package xnorsim.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.macro.MacroFiles;

/**
 * What is no regular file, or larger than files of its kind are, is refused in one sentence wherever a file is read.
 */
@Timeout(20)
final class SpecialFilesTest {
    @TempDir
    static Path folder;

    private static Path model = Path.of("");
    private static Path pipe = Path.of("");
    private static Path huge = Path.of("");

    @BeforeAll
    static void makeFiles() throws Exception {
        model = new RunFiles(folder).model();
        pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        huge = folder.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
    }

    private static Invocation run(String command, Path file) {
        return Invocation.of(Arrays.stream(command.split(" ")).map(word -> switch (word) {
            case "MODEL" -> model;
            case "FILE" -> file;
            case "IMAGES" -> folder;
            case "NEW" -> folder.resolve("new");
            case "NEW.npz" -> folder.resolve("new.npz");
            default -> word;
        }).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run FILE", "run MODEL --arch FILE", "run MODEL --inputs FILE", "info FILE", "map FILE",
            "map MODEL --arch FILE", "certify FILE", "certify MODEL --check FILE", "verify FILE --data IMAGES",
            "cost FILE",
            "cost MODEL --technology FILE", "margin MODEL --arch FILE", "noise MODEL --arch FILE",
            "attribute MODEL --arch FILE", "export FILE --out NEW",
            "import FILE --out NEW", "explore FILE --out NEW", "plot FILE --out NEW", "trace diff FILE FILE",
            "train --recipe FILE --out NEW.npz"})
    void pipesDevicesAndHugeFiles_areRefused(String command) {
        run(command, pipe).assertRefused(pipe + ": is a pipe or a device, expected a regular file");
        run(command, Path.of("/dev/zero")).assertRefused("/dev/zero: is a pipe or a device, expected a regular file");
        run(command, huge).assertRefused(huge + ": ");
    }

    @Test
    void imagesThatArePipes_areRefused() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        Path file = images.resolve("t10k-images-idx3-ubyte");
        Files.createSymbolicLink(file, pipe);
        Files.createSymbolicLink(images.resolve("t10k-labels-idx1-ubyte"), pipe);
        run("run MODEL --data FILE", images).assertRefused(file + ": is a pipe or a device");
    }

    /** Refused by the shape, before anything is simulated. */
    @Test
    void moreSamplesThanResultsAreHeld_areRefused() throws IOException {
        MacroFiles files = new MacroFiles(Files.createDirectory(folder.resolve("macro")));
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3000000, 4, 1, 5), }";
        byte[] start = ("\u0093NUMPY\u0001\u0000" + (char) header.length() + "\u0000" + header)
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(files.path("spikes.npy"), start);
        try (RandomAccessFile sparse = new RandomAccessFile(files.path("spikes.npy").toFile(), "rw")) {
            sparse.setLength(start.length + 3_000_000L * 4 * 5);
        }
        files.macro("--out", folder.resolve("new.npz")).assertRefused(files.path("spikes.npy").toString(),
                "the memory for the results of its 3000000 samples is 893 MiB, expected at most 768 MiB; use fewer"
                        + " samples");
    }
}

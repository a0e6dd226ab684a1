package xnorsim.cli.macro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import xnorsim.cli.Invocation;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/** Input files of {@code xnorsim macro} for a subarray of 3 rows and 5 columns, 4 time steps, 2 samples. */
public final class MacroFiles {
    public static final String ARCH = "rows: 3\ncolumns: 5\nbus_width: 2\ntime_steps: 4\n";

    private final Path folder;

    public MacroFiles(Path folder) {
        this.folder = folder;
        RandomGenerator random = new SplittableRandom(1);
        write("arch.yaml", ARCH);
        write("weights.npy", NpyArray.ofUnsigned(bits(random, 15), 3, 5));
        write("mean.npy", NpyArray.of(new double[]{0.25, -1, 0.5}, 3));
        write("threshold.npy", NpyArray.of(new double[]{1, 2, 0.75}, 3));
        write("spikes.npy", NpyArray.ofUnsigned(bits(random, 2 * 4 * 5), 2, 4, 1, 5));
    }

    private static byte[] bits(RandomGenerator random, int count) {
        byte[] bits = new byte[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    void write(String name, NpyArray array) {
        NpyFile.write(path(name), array);
    }

    void write(String name, String text) {
        try {
            Files.writeString(path(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void truncate(String name, int bytes) {
        try {
            Files.write(path(name), Arrays.copyOf(Files.readAllBytes(path(name)), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the command on these files, with further options. */
    public Invocation macro(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("macro", "--arch", path("arch.yaml"), "--weights",
                path("weights.npy"), "--mean", path("mean.npy"), "--threshold", path("threshold.npy"), "--spikes",
                path("spikes.npy")));
        arguments.addAll(List.of(options));
        return Invocation.of(arguments.toArray());
    }
}

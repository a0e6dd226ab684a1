package xnorsim.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.base.PendingFile;
import xnorsim.base.ReplacedFile;
import xnorsim.trace.WaveformSinks;

/** Validates outputs before a long run. */
public final class OutputFiles {
    private OutputFiles() {}

    /** Rejects outputs that would overwrite an input or each other. */
    public static void requireApart(Collection<Path> inputs, Collection<Path> outputs) {
        List<Path> taken = new ArrayList<>(inputs);
        for (Path output : outputs) {
            for (Path other : taken) {
                if (isSame(output, other)) {
                    throw new InputException(output + ": cannot be written: it is also"
                            + " " + (inputs.contains(other) ? "an input" : "another output") + ", " + other + ","
                            + " expected separate files");
                }
            }
            taken.add(output);
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            if (Files.exists(one) && Files.exists(other)) {
                return Files.isSameFile(one, other);
            }
            return PendingFile.target(one).equals(PendingFile.target(other));
        } catch (IOException e) {
            throw InputException.unwritable(one, e);
        }
    }

    /**
     * Draws a figure of finished results; if that fails, a message is printed and nothing else is lost.
     *
     * @return whether it was drawn
     */
    public static boolean draw(Runnable drawing, Output output) {
        try {
            drawing.run();
            return true;
        } catch (InputException e) {
            output.complain(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Rejects a file that cannot be written. */
    public static void requireWritable(Path file) {
        ReplacedFile.requireWritable(file);
    }

    /** Rejects a waveform that cannot be written or has an unsupported format; pipes and devices are allowed. */
    public static void requireWritableWaveform(Path file) {
        WaveformSinks.of(file);
        if (!Files.exists(file) || Files.isDirectory(file) || Files.isRegularFile(file)) {
            ReplacedFile.requireWritable(file);
        } else if (!Files.isWritable(file)) {
            throw new InputException(file + ": cannot be written: permission denied");
        }
    }

    /** Rejects a folder that cannot be created, or files in it that cannot be written. */
    public static void requireWritableFolder(Path folder, Collection<Path> files) {
        if (Files.isDirectory(folder)) {
            files.forEach(ReplacedFile::requireWritable);
            return;
        }
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new InputException(folder + ": cannot be written: " + there + " is not a folder");
        }
        for (Path name : there.relativize(folder.toAbsolutePath())) {
            requirePossible(there.resolve(name), folder);
        }
        for (Path file : files) {
            requirePossible(there.resolve(String.valueOf(file.getFileName())), file);
        }
        try {
            PendingFile.replacing(there.resolve("a file, to see whether one can be made")).close();
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be written: no folder can be created in " + there, e);
        }
    }

    private static void requirePossible(Path path, Path asked) {
        try {
            PendingFile.requirePossible(path);
        } catch (IOException e) {
            throw InputException.unwritable(asked, e);
        }
    }

    /** Makes a folder and those above it. */
    public static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw InputException.unwritable(folder, e);
        }
    }
}

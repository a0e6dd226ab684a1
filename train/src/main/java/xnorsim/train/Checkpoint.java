package xnorsim.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.train.net.LayerCheckpoint;
import xnorsim.train.net.TrainingState;

/**
 * The file that a run resumes from: exact, so that a resumed run ends with the bits of an uninterrupted one.
 *
 * <p>Big-endian, in this order: the name and version of the format, recipe and data that decide the result as text,
 * step, sums of the epoch under way, finished epochs, then per layer weights and threshold, each with its moments,
 * means and variances, and a CRC-32 of all that.
 */
final class Checkpoint {
    private static final String FORMAT = "xnorsim training checkpoint 2";
    /** Key of the line that is not of the recipe: the digest of the training images. */
    static final String DATA = "data";
    /** Of any size: the amount read is limited by the recipe's layers and {@link #MAX_ENTRIES}. */
    private static final FileKind KIND = new FileKind("a training checkpoint", FileKind.ANY_SIZE);
    private static final int MAX_ENTRIES = 1 << 20;

    private Checkpoint() {}

    /** The checkpoint of a run that writes this network file. */
    static Path beside(Path output) {
        return output.resolveSibling(output.getFileName() + ".checkpoint");
    }

    /**
     * Replaces the file, whole or not at all.
     *
     * @param run what determines the result, one line each
     * @throws InputException if it cannot be written
     */
    static void write(Path file, String run, Progress progress) {
        ReplacedFile.write(file, stream -> {
            CRC32 sum = new CRC32();
            DataOutputStream out = new DataOutputStream(
                    new BufferedOutputStream(new CheckedOutputStream(stream, sum), 1 << 16));
            out.writeUTF(FORMAT);
            out.writeUTF(run);
            writeProgress(out, progress);
            out.flush();
            out.writeLong(sum.getValue());
            out.flush();
        });
    }

    private static void writeProgress(DataOutputStream out, Progress progress) throws IOException {
        out.writeLong(progress.state().step());
        progress.tally().write(out);
        out.writeInt(progress.epochs().size());
        for (EpochResult epoch : progress.epochs()) {
            out.writeInt(epoch.epoch());
            out.writeDouble(epoch.loss());
            out.writeDouble(epoch.trainingAccuracy());
            out.writeDouble(epoch.heldOutAccuracy());
            out.writeLong(epoch.duration().toNanos());
            out.writeInt(epoch.rates().size());
            for (double rate : epoch.rates()) {
                out.writeDouble(rate);
            }
        }
        for (LayerCheckpoint layer : progress.state().layers()) {
            for (float[] array : layer.arrays()) {
                for (float value : array) {
                    out.writeFloat(value);
                }
            }
        }
    }

    /**
     * Reads the file back.
     *
     * @param run what determines the result of the resumed run, one line each
     * @param blank a state of the right shapes, which is filled
     * @throws InputException if it is missing, damaged or of a run with other settings
     */
    static Progress read(Path file, String run, TrainingState blank) {
        CRC32 sum = new CRC32();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(KIND.open(file), 1 << 16), sum))) {
            if (!in.readUTF().equals(FORMAT)) {
                throw new InputException(file + ": is not a checkpoint, expected one of this version of xnorsim");
            }
            compare(file, run, in.readUTF());
            Progress progress = readProgress(in, blank);
            long expected = sum.getValue();
            if (in.readLong() != expected) {
                throw new InputException(file + ": is corrupted, expected another checksum");
            }
            return progress;
        } catch (EOFException | UTFDataFormatException e) {
            throw new InputException(file + ": is truncated or not a checkpoint, expected more data", e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /**
     * Rejects the checkpoint of an unfinished run.
     *
     * @throws InputException if the run is not finished, or this is no checkpoint of one
     */
    static void requireFinished(Path file) {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(KIND.open(file), 1 << 16))) {
            if (!in.readUTF().equals(FORMAT)) {
                throw unknown(file);
            }
            Optional<String> epochs = value(in.readUTF().lines().toList(), "epochs");
            long step = in.readLong();
            EpochTally.read(in);
            int done = count(in);
            if (!epochs.equals(Optional.of(Integer.toString(done)))) {
                throw new InputException(String.format(Locale.ROOT,
                        "%s: is from an unfinished run (%,d steps, %d of %s epochs), expected "
                                + "--resume to continue it, --overwrite to discard it, or another --out",
                        file, step, done, epochs.orElse("?")));
            }
        } catch (EOFException | UTFDataFormatException e) {
            throw unknown(file);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private static InputException unknown(Path file) {
        return new InputException(file + ": is corrupted or not a checkpoint of this version of xnorsim, expected "
                + "--overwrite to replace it, or another --out");
    }

    private static Progress readProgress(DataInputStream in, TrainingState state) throws IOException {
        state.setStep(in.readLong());
        EpochTally tally = EpochTally.read(in);
        int count = count(in);
        List<EpochResult> epochs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            epochs.add(epoch(in));
        }
        for (LayerCheckpoint layer : state.layers()) {
            for (float[] array : layer.arrays()) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = in.readFloat();
                }
            }
        }
        return new Progress(state, tally, epochs);
    }

    private static EpochResult epoch(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        double loss = in.readDouble();
        double training = in.readDouble();
        double heldOut = in.readDouble();
        Duration duration = Duration.ofNanos(in.readLong());
        int layers = count(in);
        List<Double> rates = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            rates.add(in.readDouble());
        }
        return new EpochResult(epoch, loss, training, heldOut, duration, rates);
    }

    /** A number of entries; a damaged one must not fill the memory before the check sum is read. */
    static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ENTRIES) {
            throw new EOFException();
        }
        return count;
    }

    private static void compare(Path file, String wanted, String found) {
        List<String> have = found.lines().toList();
        for (String setting : wanted.lines().toList()) {
            if (have.contains(setting)) {
                continue;
            }
            String key = setting.substring(0, setting.indexOf(':'));
            if (key.equals(DATA)) {
                throw new InputException(file + ": is from a run on other training images, expected the same");
            }
            throw InputException.wrongValue(file.toString(), key, value(have, key).orElse("missing"),
                    value(List.of(setting), key).orElse("") + " as now; a run resumes only with its original settings");
        }
    }

    /** What a line "key: value" says. */
    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key + ": ")).map(line -> line.substring(key.length() + 2))
                .findFirst();
    }
}

package xnorsim.base;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The records of a long run, a line each below a head that says which run it is. Every line ends in a check: the first
 * 16 hexadecimal digits of the SHA-256 over the head and the record, so that a line that was changed, or is from
 * another file, is refused. That guards against mistakes; whoever wants to can compute the check anew.
 *
 * <p>An appended record is on the disk; what a killed process left of the last line is cut off. One process at a time
 * may have the file open.
 */
public final class CheckedLines implements AutoCloseable {
    private static final int DIGITS = 16;
    private static final int LONGEST = 1 << 24;
    private static final String REMEDY = ", expected it as it was written: remove this line and those below, and"
            + " they are"
            + " simulated again";

    private final AppendedFile file;
    private final Seal seal;

    private CheckedLines(AppendedFile file, Seal seal) {
        this.file = file;
        this.seal = seal;
    }

    /** Where a line has its check. */
    public enum Form {
        /** A record is an object of JSON; the check is its last key. */
        JSON(",\"check\":\"", "\"}", "}"),
        /** A record is comma-separated values; the check is the last one. */
        CSV(",", "", "");

        private final String before;
        private final String after;
        /** The end of a record that a line does not repeat. */
        private final String end;

        Form(String before, String after, String end) {
            this.before = before;
            this.after = after;
            this.end = end;
        }
    }

    /**
     * What turns records into lines.
     *
     * @param form of the lines
     * @param head the lines above them, each with its line end
     */
    public record Seal(Form form, String head) {

        /** The line of a record, with its line end. */
        public String line(String record) {
            return record.substring(0, record.length() - form.end.length()) + form.before + check(record) + form.after
                    + '\n';
        }

        /** The record of a line without its line end; nothing if the line has no check or another one. */
        Optional<String> record(byte[] line) {
            String text = new String(line, StandardCharsets.UTF_8);
            int length = text.length() - form.after.length() - DIGITS - form.before.length();
            if (length < 0) {
                return Optional.empty();
            }
            String record = text.substring(0, length) + form.end;
            // Compared as bytes, as what is no UTF-8 is decoded to something else.
            byte[] expected = line(record).getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(expected, 0, expected.length - 1, line, 0, line.length)
                    ? Optional.of(record)
                    : Optional.empty();
        }

        private String check(String record) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(head.getBytes(StandardCharsets.UTF_8));
                sha.update(record.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** Takes what a file has when it is opened. */
    public interface Reader {
        /**
         * Why a file that begins with this line, and not with the head, is refused: what follows "FILE: " in a
         * sentence.
         */
        String otherHead(String line);

        /**
         * The next record, as it was written.
         *
         * @throws InputException if it cannot be one of this run; the message gets file and line in front
         */
        void record(String record);

        /** Whether a record can begin like this: the rest of a line without its end. */
        boolean isBeginning(String text);
    }

    /**
     * Opens a file, or begins one, and keeps other processes from it until it is closed. A file with anything else in
     * it than a beginning of the head, or the head and records, is left as it is.
     *
     * @return nothing if another process has it
     * @throws InputException if it has another head or a line that was changed, or cannot be read and written
     */
    public static Optional<CheckedLines> open(Path path, Seal seal, Reader reader) {
        return AppendedFile.open(path).map(file -> {
            try {
                restore(path, file, seal, reader);
                return new CheckedLines(file, seal);
            } catch (RuntimeException e) {
                file.close();
                throw e;
            }
        });
    }

    private static void restore(Path path, AppendedFile file, Seal seal, Reader reader) {
        byte[] head = seal.head.getBytes(StandardCharsets.UTF_8);
        byte[] there = file.beginning(head.length);
        if (there.length < head.length && Arrays.equals(there, Arrays.copyOf(head, there.length))) {
            file.cutTo(0);
            file.append(seal.head);
            return;
        }
        if (!Arrays.equals(there, head)) {
            // A longer first line than this is no head.
            String begin = new String(file.beginning(4 * head.length), StandardCharsets.UTF_8);
            throw new InputException(path + ": " + reader.otherHead(begin.lines().findFirst().orElse("")));
        }
        Restored restored = new Restored(path, seal, reader, head.length);
        file.forEachLine(head.length, LONGEST, restored);
        if (restored.end < file.size()) {
            file.cutTo(restored.end);
        }
    }

    /** Gives records to a reader, and finds where the last whole line ends. */
    private static final class Restored implements AppendedFile.Lines {
        private final Path path;
        private final Seal seal;
        private final Reader reader;
        private long number;
        private long end;

        Restored(Path path, Seal seal, Reader reader, long end) {
            this.path = path;
            this.seal = seal;
            this.reader = reader;
            this.number = seal.head.lines().count();
            this.end = end;
        }

        @Override
        public void line(byte[] bytes, boolean ended) {
            String where = path + ": line " + ++number + ": ";
            if (!ended) {
                if (!reader.isBeginning(new String(bytes, StandardCharsets.UTF_8))) {
                    throw new InputException(where + "is no beginning of a line of this file" + REMEDY);
                }
                return;
            }
            String record = seal.record(bytes).orElseThrow(
                    () -> new InputException(where + "was changed, its check does not agree with it" + REMEDY));
            try {
                reader.record(record);
            } catch (InputException e) {
                throw new InputException(where + e.getMessage(), e);
            }
            end += bytes.length + 1;
        }
    }

    /** Appends a record; when this returns it is on the disk. */
    public void append(String record) {
        file.append(seal.line(record));
    }

    @Override
    public void close() {
        file.close();
    }
}

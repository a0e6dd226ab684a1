package xnorsim.base;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The records of a long run, one per line, below a header that identifies the run. Every line ends in a checksum: the
 * first 16 hexadecimal digits of the SHA-256 of header and record, so that an edited line or one from another file is
 * refused. This guards against mistakes, not against forgery.
 *
 * <p>Appended records are synced to disk; a partial last line of a killed process is truncated. One process at a time
 * may have the file open.
 */
public final class CheckedLines implements AutoCloseable {
    private static final int DIGITS = 16;
    private static final int LONGEST = 1 << 24;
    private static final String REMEDY = ", expected an unchanged line: remove this line and all below, and"
            + " they are"
            + " simulated again";

    private final AppendedFile file;
    private final Seal seal;

    private CheckedLines(AppendedFile file, Seal seal) {
        this.file = file;
        this.seal = seal;
    }

    /** Where a line has its checksum. */
    public enum Form {
        /** A record is a JSON object; the checksum is its last key. */
        JSON(",\"check\":\"", "\"}", "}"),
        /** A record is a CSV line; the checksum is its last value. */
        CSV(",", "", "");

        private final String before;
        private final String after;
        /** The end of a record, which a line does not repeat. */
        private final String end;

        Form(String before, String after, String end) {
            this.before = before;
            this.after = after;
            this.end = end;
        }
    }

    /**
     * Turns records into lines.
     *
     * @param form of the lines
     * @param head the header lines, each with its line terminator
     */
    public record Seal(Form form, String head) {

        /** The line of a record, with its line terminator. */
        public String line(String record) {
            return record.substring(0, record.length() - form.end.length()) + form.before + check(record) + form.after
                    + '\n';
        }

        /** The record of a line without its line terminator; empty if the checksum is missing or wrong. */
        Optional<String> record(byte[] line) {
            String text = new String(line, StandardCharsets.UTF_8);
            int length = text.length() - form.after.length() - DIGITS - form.before.length();
            if (length < 0) {
                return Optional.empty();
            }
            String record = text.substring(0, length) + form.end;
            // Compared as bytes, because decoding replaces invalid UTF-8.
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

    /** Receives the records of a file when it is opened. */
    public interface Reader {
        /**
         * Why a file that begins with this line instead of the header is refused: the text after "FILE: ".
         */
        String otherHead(String line);

        /**
         * The next record.
         *
         * @throws InputException if it cannot belong to this run; the message is prefixed with file and line
         */
        void record(String record);

        /** Whether this partial line can be the start of a record. */
        boolean isBeginning(String text);
    }

    /**
     * Opens or creates a file and locks it until it is closed. A file that holds anything but a prefix of the header,
     * or header and records, is left unchanged.
     *
     * @return empty if another process has it locked
     * @throws InputException if it has another header or a changed line, or cannot be read and written
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
            // A longer first line cannot be the header.
            String begin = new String(file.beginning(4 * head.length), StandardCharsets.UTF_8);
            throw new InputException(path + ": " + reader.otherHead(begin.lines().findFirst().orElse("")));
        }
        Restored restored = new Restored(path, seal, reader, head.length);
        file.forEachLine(head.length, LONGEST, restored);
        if (restored.end < file.size()) {
            file.cutTo(restored.end);
        }
    }

    /** Passes records to a reader and finds the end of the last complete line. */
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
                    throw new InputException(where + "is not the start of a line of this file" + REMEDY);
                }
                return;
            }
            String record = seal.record(bytes).orElseThrow(
                    () -> new InputException(where + "was changed, its check does not match" + REMEDY));
            try {
                reader.record(record);
            } catch (InputException e) {
                throw new InputException(where + e.getMessage(), e);
            }
            end += bytes.length + 1;
        }
    }

    /** Appends a record; on return it is synced to disk. */
    public void append(String record) {
        file.append(seal.line(record));
    }

    @Override
    public void close() {
        file.close();
    }
}

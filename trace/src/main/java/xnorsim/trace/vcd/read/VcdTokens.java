package xnorsim.trace.vcd.read;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import xnorsim.base.FileKind;

/** The tokens of a VCD file of any length, possibly compressed. */
final class VcdTokens implements Closeable {

    /** A longer word is an error; no vector is that wide. */
    static final int LONGEST = 1 << 24;

    private static final int MAX_BLANKS = 1 << 24;

    private static final FileKind KIND = new FileKind("a VCD file", FileKind.ANY_SIZE);

    private final String name;
    private final InputStream stream;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private byte[] word = new byte[256];
    private int length;
    private long line = 1;
    private long bytes;

    private VcdTokens(String name, InputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    /** Opens a file; compression is detected from its first bytes. */
    static VcdTokens open(Path file) throws IOException {
        try {
            return new VcdTokens(file.toString(), KIND.openUnpacked(file, FileKind.ANY_SIZE));
        } catch (EOFException | ZipException e) {
            throw new IOException(file + ": cannot be read: its compression is damaged", e);
        }
    }

    /** Goes to the next word; false at the end of the file. */
    boolean next() throws IOException {
        int one = read();
        long blanks = 0;
        while (one >= 0 && one <= ' ') {
            // Holes of a sparse file read as endless zeros.
            if (one < '\t' || (one > '\r' && one < ' ') || ++blanks > MAX_BLANKS) {
                throw fault(blanks > MAX_BLANKS
                        ? "more than " + MAX_BLANKS + " blanks in a row"
                        : "a byte " + one + ", expected text");
            }
            one = read();
        }
        length = 0;
        while (one > ' ') {
            if (length == word.length) {
                if (length == LONGEST) {
                    throw fault("a word of more than " + LONGEST + " characters");
                }
                word = Arrays.copyOf(word, 2 * length);
            }
            word[length++] = (byte) one;
            one = read();
        }
        if (one == '\n') {
            at--;
            line--;
            bytes--;
        }
        return length > 0;
    }

    private int read() throws IOException {
        if (at == filled) {
            fill();
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        int one = buffer[at++] & 0xff;
        bytes++;
        if (one == '\n') {
            line++;
        }
        return one;
    }

    private void fill() throws IOException {
        at = 0;
        try {
            filled = stream.read(buffer);
        } catch (EOFException | ZipException e) {
            throw new IOException(name + ": line " + line + ": its compression is damaged or cut off here", e);
        } catch (IOException e) {
            throw new IOException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Bytes so far, uncompressed. */
    long bytes() {
        return bytes;
    }

    /** Number of characters of the word. */
    int length() {
        return length;
    }

    /** A character of the word. */
    int character(int index) {
        return word[index] & 0xff;
    }

    /** The characters of the word; only the first {@link #length} are valid. */
    byte[] characters() {
        return word;
    }

    /** Whether the word is this one, in ASCII. */
    boolean is(String ascii) {
        if (ascii.length() != length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (word[k] != ascii.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** The word from an index on. */
    String text(int from) {
        return new String(word, from, length - from, StandardCharsets.ISO_8859_1);
    }

    /** The word, safe to show. */
    String shown() {
        return length <= 40 ? text(0) : text(0).substring(0, 40) + "...";
    }

    /** An error at the present line. */
    VcdFormatException fault(String what) {
        return new VcdFormatException(name, line, what);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

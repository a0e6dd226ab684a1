package xnorsim.trace.vcd.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A VCD file read change by change; only the present value of each identifier is kept, so memory depends on the number
 * of variables, not on the file length.
 *
 * <p>Values are kept in canonical form: bits without leading digits that the standard's extension restores (so {@code
 * 0101} and {@code 101} are equal), a real number in Java notation after an r, a text after an s.
 */
final class VcdValues implements Closeable {

    /** After the last instant. */
    static final long NEVER = Long.MAX_VALUE;

    /** Limit for all values together: a compressed file of a few megabytes may hold gigabytes of vectors. */
    private static final long MAX_KEPT = 1L << 28;
    /** Vectors up to this many bits are allocated at full width at once. */
    private static final int SHORT = 64;
    private static final String STATES = "01xXzZuUwWlLhH-";

    private final VcdTokens tokens;
    private final VcdDeclarations head;
    /** The present values, each in the first bytes of its array, overwritten in place to avoid garbage. */
    private final byte[][] values;
    private final int[] lengths;
    private long kept;
    /** The bits of a change, until its identifier is read. */
    private byte[] bits = new byte[SHORT];
    private long time = -1;
    private long lastTime;
    /** Whether the present word was read but not used yet. */
    private boolean waiting;

    private VcdValues(VcdTokens tokens, VcdDeclarations head) {
        this.tokens = tokens;
        this.head = head;
        this.values = new byte[head.slots()][];
        this.lengths = new int[head.slots()];
        Arrays.setAll(values, slot -> new byte[]{'x'});
        Arrays.fill(lengths, 1);
    }

    /** Opens a file and reads its declarations. */
    static VcdValues open(Path file) throws IOException {
        VcdTokens tokens = VcdTokens.open(file);
        try {
            return new VcdValues(tokens, VcdDeclarations.read(tokens));
        } catch (IOException | RuntimeException | Error problem) {
            tokens.close();
            throw problem;
        }
    }

    VcdDeclarations head() {
        return head;
    }

    /** The present value of an identifier. */
    String value(int slot) {
        return new String(values[slot], 0, lengths[slot], StandardCharsets.ISO_8859_1);
    }

    /** Whether an identifier has the same value as one of another file. */
    boolean isEqual(int slot, VcdValues other, int otherSlot) {
        return Arrays.equals(values[slot], 0, lengths[slot], other.values[otherSlot], 0, other.lengths[otherSlot]);
    }

    /** Time of the instant whose changes come next, in units of the file; {@link #NEVER} at the end. */
    long time() {
        return time;
    }

    /** Time of the last instant. */
    long lastTime() {
        return lastTime;
    }

    /** Moves to the first or the next instant. */
    void nextInstant() throws IOException {
        long before = time;
        if (!waiting && !tokens.next()) {
            lastTime = Math.max(before, 0);
            time = NEVER;
            return;
        }
        waiting = true;
        if (tokens.character(0) != '#') {
            time = Math.max(before, 0);
            return;
        }
        waiting = false;
        time = stamp();
        if (time < before) {
            throw tokens.fault("time goes back from " + before + " to " + time);
        }
    }

    private long stamp() throws IOException {
        long stamp = 0;
        boolean valid = tokens.length() > 1 && tokens.length() < 20;
        for (int k = 1; valid && k < tokens.length(); k++) {
            int digit = tokens.character(k) - '0';
            valid = digit >= 0 && digit <= 9;
            stamp = 10 * stamp + digit;
        }
        if (!valid || stamp < 0) {
            throw tokens.fault("\"" + tokens.shown() + "\", expected a time of at most 2^63 after the #");
        }
        return stamp;
    }

    /** Reads the next change of the present instant and returns its identifier's number; -1 after the last one. */
    int nextChange() throws IOException {
        while (waiting || tokens.next()) {
            waiting = false;
            switch (tokens.character(0)) {
                case '#' -> {
                    waiting = true;
                    return -1;
                }
                case '$' -> keyword();
                default -> {
                    return change();
                }
            }
        }
        return -1;
    }

    private void keyword() throws IOException {
        switch (tokens.text(0)) {
            case "$dumpvars", "$dumpall", "$dumpon", "$dumpoff", "$end" -> {
                // Values in such a section are ordinary changes.
            }
            default -> VcdDeclarations.skip(tokens);
        }
    }

    private int change() throws IOException {
        int first = tokens.character(0);
        return switch (first) {
            case 'b', 'B' -> bits(1, tokens.length());
            case 'r', 'R' -> take(real());
            case 's', 'S' -> take(("s" + tokens.text(1)).getBytes(StandardCharsets.ISO_8859_1));
            case 'p' -> throw tokens.fault("\"" + tokens.shown() + "\" is of an extended VCD file, which is not read");
            default -> scalar(first);
        };
    }

    private int scalar(int state) throws IOException {
        if (STATES.indexOf(state) < 0) {
            throw tokens.fault("\"" + tokens.shown() + "\", expected a time or a change of a value");
        }
        int slot = tokens.length() > 1 ? slot(1) : slotOfNextWord();
        if (head.event(slot)) {
            keep(slot, moment());
        } else {
            values[slot][0] = (byte) Character.toLowerCase(state);
            lengths[slot] = 1;
        }
        return slot;
    }

    private void keep(int slot, byte[] value) throws IOException {
        keep(slot, value, value.length);
    }

    private void keep(int slot, byte[] from, int length) throws IOException {
        if (values[slot].length < length) {
            int width = Math.min(SHORT, head.width(slot));
            kept += Math.max(width, length) - values[slot].length;
            if (kept > MAX_KEPT) {
                throw tokens.fault("the values are too long to be compared, more than " + MAX_KEPT + " bytes");
            }
            values[slot] = new byte[Math.max(width, length)];
        }
        System.arraycopy(from, 0, values[slot], 0, length);
        lengths[slot] = length;
    }

    /** An event has no value: its last time is compared. */
    private byte[] moment() {
        return ("at " + time).getBytes(StandardCharsets.ISO_8859_1);
    }

    private int take(byte[] value) throws IOException {
        int slot = slotOfNextWord();
        keep(slot, head.event(slot) ? moment() : value);
        return slot;
    }

    private int slotOfNextWord() throws IOException {
        if (!tokens.next()) {
            throw tokens.fault("the file ends after a value, expected an identifier");
        }
        return slot(0);
    }

    private int slot(int from) throws IOException {
        int slot = head.identifiers().find(tokens.characters(), from, tokens.length());
        if (slot < 0) {
            throw tokens.fault("the identifier \"" + tokens.shown().substring(Math.min(from, tokens.shown().length()))
                    + "\" is not declared");
        }
        return slot;
    }

    private int bits(int from, int to) throws IOException {
        byte[] characters = tokens.characters();
        if (from == to) {
            throw tokens.fault("a vector without bits");
        }
        for (int k = from; k < to; k++) {
            if (STATES.indexOf(characters[k]) < 0) {
                throw tokens.fault("\"" + tokens.shown() + "\", expected bits");
            }
            characters[k] = (byte) Character.toLowerCase(characters[k]);
        }
        int first = from;
        while (first < to - 1 && isExtension(characters[first], characters[first + 1])) {
            first++;
        }
        int length = to - first;
        if (bits.length < length) {
            bits = new byte[Math.max(length, 2 * bits.length)];
        }
        System.arraycopy(characters, first, bits, 0, length);
        int slot = slotOfNextWord();
        int width = head.width(slot);
        if (width > 0 && length > width) {
            throw tokens.fault("a value of " + length + " bits for a variable of " + width);
        }
        if (head.event(slot)) {
            keep(slot, moment());
        } else {
            keep(slot, bits, length);
        }
        return slot;
    }

    /** Whether a leading digit equals the extension of the next one. */
    private static boolean isExtension(byte leading, byte next) {
        return switch (leading) {
            case '0' -> next == '0' || next == '1';
            case 'x', 'z' -> next == leading;
            default -> false;
        };
    }

    private byte[] real() throws IOException {
        String text = tokens.text(1).toLowerCase(Locale.ROOT);
        double value = switch (text) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> number(text);
        };
        return ("r" + value).getBytes(StandardCharsets.ISO_8859_1);
    }

    private double number(String text) throws IOException {
        try {
            if (text.length() > 1000) {
                throw new NumberFormatException();
            }
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw tokens.fault("\"" + tokens.shown() + "\", expected a real number");
        }
    }

    @Override
    public void close() throws IOException {
        tokens.close();
    }
}

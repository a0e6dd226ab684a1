package xnorsim.trace;

import java.util.BitSet;
import xnorsim.sim.BankSignal;

/**
 * The lines of a dump that show one bank: a look at all its lanes at once finds the changes, without a word from the bank
 * about each of them.
 */
final class BankLines {

    private static final long SPACE = ' ';
    private static final long NEW_LINE = '\n';
    private static final int LINES_AT_ONCE = 256;
    /** b, 64 digits, a tail, and the bytes beyond it that are overwritten again. */
    private static final int LONGEST_LINE = 96;

    private final BankSignal bank;
    private final BitSet shown;
    private final boolean bit;
    /** Whether so few lanes are shown that each is asked for by itself. */
    private final boolean sparse;
    private final long mask;
    private final long[] present;
    private final long[] last;
    private final long[] tails;
    private final int[] tailLengths;
    private final int[] variables;
    private int lines;
    private final int[] lanes;
    private boolean ascending = true;
    private boolean pending;

    /** Makes lines for some lanes of {@code bank}; {@link #declare} says which one is which variable. */
    BankLines(BankSignal bank, BitSet shown) {
        this.bank = bank;
        this.shown = shown;
        this.bit = bank.width() == 1;
        this.mask = -1L >>> (64 - bank.width());
        int count = shown.cardinality();
        this.present = new long[shown.length()];
        this.last = new long[present.length];
        this.tails = new long[present.length];
        this.tailLengths = new int[present.length];
        this.variables = new int[count];
        this.lanes = new int[count];
        this.sparse = count < present.length / 8;
    }

    BankSignal bank() {
        return bank;
    }

    BitSet shown() {
        return shown;
    }

    /** Gives a lane its variable; in the order of the variables. */
    void declare(int lane, int variable) {
        long identifier = VcdText.identifier(variable);
        long line = identifier | NEW_LINE << (8 * VcdText.packedLength(identifier));
        tails[lane] = bit ? line : line << 8 | SPACE;
        tailLengths[lane] = VcdText.packedLength(tails[lane]);
        ascending &= lines == 0 || variable > variables[lines - 1];
        variables[lines] = variable;
        lanes[lines++] = lane;
    }

    /** Whether the bank was written and nobody looked since. */
    boolean isPending() {
        return pending;
    }

    void setPending() {
        pending = true;
    }

    /**
     * Looks at all lanes.
     *
     * @throws IllegalArgumentException if a value does not fit into its lane
     */
    void look() {
        pending = false;
        if (sparse) {
            for (int lane : lanes) {
                present[lane] = bank.value(lane);
                bank.check(lane, present[lane]);
            }
            return;
        }
        bank.copyTo(present);
        long beyond = 0;
        if (bank.real()) {
            shown.stream().forEach(lane -> bank.check(lane, present[lane]));
        } else if (bank.signed()) {
            long sign = mask >>> 1;
            for (long value : present) {
                beyond |= (value ^ value >> 63) & ~sign;
            }
        } else {
            for (long value : present) {
                beyond |= value & ~mask;
            }
        }
        if (beyond != 0) {
            shown.stream().forEach(lane -> bank.check(lane, present[lane]));
        }
    }

    /** Whether all variables of lower number than this bank's come before all of this bank's. */
    boolean comesAfter(int variable) {
        return ascending && variable < variables[0];
    }

    /** Marks the variables whose lanes changed. */
    void markChanges(DirtySet dirty) {
        for (int k = 0; k < lines; k++) {
            int lane = lanes[k];
            if ((present[lane] & mask) != last[lane]) {
                dirty.add(variables[k]);
            }
        }
    }

    /** The first line, from line {@code from} on, whose lane changed; -1 if none did. */
    int nextChange(int from) {
        for (int k = from; k < lines; k++) {
            int lane = lanes[k];
            if ((present[lane] & mask) != last[lane]) {
                return k;
            }
        }
        return -1;
    }

    /** Writes all changes from line {@code from} on. */
    void writeChanges(int from, VcdText text) {
        for (int begin = from; begin < lines; begin += LINES_AT_ONCE) {
            byte[] to = text.reserve(LINES_AT_ONCE * LONGEST_LINE);
            int end = Math.min(lines, begin + LINES_AT_ONCE);
            if (bank.real()) {
                realLines(begin, end, text);
                continue;
            }
            text.advance(bit ? bitLines(begin, end, to, text.length()) : lines(begin, end, to, text.length()));
        }
    }

    private void realLines(int begin, int end, VcdText text) {
        for (int k = begin; k < end; k++) {
            int lane = lanes[k];
            if (present[lane] != last[lane]) {
                last[lane] = present[lane];
                realLine(lane, text);
            }
        }
    }

    private void realLine(int lane, VcdText text) {
        text.begin();
        text.character('r');
        text.real(Double.longBitsToDouble(last[lane]));
        text.packed(tails[lane], tailLengths[lane]);
    }

    private int lines(int begin, int end, byte[] to, int start) {
        int width = bank.width();
        int at = start;
        for (int k = begin; k < end; k++) {
            int lane = lanes[k];
            long value = present[lane] & mask;
            if (value != last[lane]) {
                last[lane] = value;
                at = VcdText.line(to, at, value, width, tails[lane], tailLengths[lane]);
            }
        }
        return at;
    }

    private int bitLines(int begin, int end, byte[] to, int start) {
        int at = start;
        for (int k = begin; k < end; k++) {
            int lane = lanes[k];
            long value = present[lane] & mask;
            if (value != last[lane]) {
                last[lane] = value;
                at = VcdText.line(to, at, '0' + value | tails[lane] << 8, tailLengths[lane] + 1);
            }
        }
        return at;
    }

    /** Takes over what was seen of a lane; whether it differs from what was taken before. */
    boolean take(int lane) {
        long value = present[lane] & mask;
        boolean change = value != last[lane];
        last[lane] = value;
        return change;
    }

    /** Writes what was taken last. */
    void write(int lane, VcdText text) {
        if (bank.real()) {
            realLine(lane, text);
            return;
        }
        byte[] to = text.reserve(LONGEST_LINE);
        text.advance(bit
                ? VcdText.line(to, text.length(), '0' + last[lane] | tails[lane] << 8, tailLengths[lane] + 1)
                : VcdText.line(to, text.length(), last[lane], bank.width(), tails[lane], tailLengths[lane]));
    }
}

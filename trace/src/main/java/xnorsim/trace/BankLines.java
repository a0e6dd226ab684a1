package xnorsim.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import xnorsim.sim.BankSignal;

/**
 * The lines of a dump that show one bank: a look at all its lanes at once finds the changes, without a word from the bank
 * about each of them. Banks whose lines alternate, such as the membranes and the spikes of the same rows, are written
 * together.
 */
final class BankLines {

    private static final long SPACE = ' ';
    private static final long NEW_LINE = '\n';
    /** b, 64 digits, a tail, and the bytes beyond it that are overwritten again. */
    private static final int LONGEST_LINE = 96;
    private static final int LINES_AT_ONCE = 256;
    /** So many at most alternate, 64 lines of each at a time. */
    private static final int MOST_BANKS = 8;

    private final BankSignal bank;
    private final BitSet shown;
    private final boolean bit;
    /** Whether so few lanes are shown that each is asked for by itself. */
    private final boolean sparse;
    private final long mask;
    private final long[] present;
    // Per line, in the order of the variables.
    private final int[] lanes;
    private final int[] variables;
    private final long[] last;
    private final long[] tails;
    private final int[] tailLengths;
    /** Line by lane. */
    private final int[] lineOf;
    private int lines;
    private boolean ascending = true;
    private int firstVariable = Integer.MAX_VALUE;
    private int lastVariable = -1;
    private int group = -1;
    /** One bit a line, of 64 lines: which ones are to be written. */
    private long changes;
    private boolean pending;

    /** Makes lines for some lanes of {@code bank}; {@link #declare} says which one is which variable. */
    BankLines(BankSignal bank, BitSet shown) {
        this.bank = bank;
        this.shown = shown;
        this.bit = bank.width() == 1;
        this.mask = -1L >>> (64 - bank.width());
        int count = shown.cardinality();
        this.present = new long[shown.length()];
        this.lineOf = new int[present.length];
        this.lanes = new int[count];
        this.variables = new int[count];
        this.last = new long[count];
        this.tails = new long[count];
        this.tailLengths = new int[count];
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
        long tail = bit ? line : line << 8 | SPACE;
        tailLengths[lines] = VcdText.packedLength(tail);
        tails[lines] = tail | (long) VcdText.LINE_START << (8 * tailLengths[lines]);
        ascending &= lines == 0 || variable > variables[lines - 1];
        firstVariable = Math.min(firstVariable, variable);
        lastVariable = Math.max(lastVariable, variable);
        variables[lines] = variable;
        lineOf[lane] = lines;
        lanes[lines++] = lane;
    }

    /** The smallest number of a variable. */
    int firstVariable() {
        return firstVariable;
    }

    /** The largest number of a variable. */
    int lastVariable() {
        return lastVariable;
    }

    /** Numbers the groups of banks that alternate, once all lanes are declared. */
    static void group(List<BankLines> banks) {
        List<List<BankLines>> groups = new ArrayList<>();
        for (BankLines bank : banks.stream().sorted(Comparator.comparingInt(BankLines::firstVariable)).toList()) {
            int found = 0;
            while (found < groups.size() && !bank.mayJoin(groups.get(found))) {
                found++;
            }
            if (found == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(found).add(bank);
            bank.group = found;
        }
    }

    private boolean mayJoin(List<BankLines> group) {
        return group.size() < MOST_BANKS && group.stream().allMatch(one -> one.alternatesWith(this));
    }

    /** Whether both show the same lanes and have their variables in turn: lane by lane, first this one's, then the other's. */
    private boolean alternatesWith(BankLines next) {
        if (lines != next.lines || !ascending || bank.real() || next.bank.real()) {
            return false;
        }
        for (int k = 0; k < lines; k++) {
            if (lanes[k] != next.lanes[k] || variables[k] >= next.variables[k]
                    || (k + 1 < lines && next.variables[k] >= variables[k + 1])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a bank may be written with {@link #writeAlternating} behind this one, which comes before it. */
    boolean isInGroupOf(BankLines other) {
        return group == other.group;
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

    /** Marks the variables whose lanes changed. */
    void markChanges(DirtySet dirty) {
        for (int k = 0; k < lines; k++) {
            if (isChanged(k)) {
                dirty.add(variables[k]);
            }
        }
    }

    private boolean isChanged(int k) {
        return (present[lanes[k]] & mask) != last[k];
    }

    /** Whether any lane changed. */
    boolean hasChanges() {
        for (int k = 0; k < lines; k++) {
            if (isChanged(k)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@link #writeChanges} may be used: variables in ascending order. */
    boolean isAscending() {
        return ascending;
    }

    /** Writes all changes. */
    void writeChanges(VcdText text) {
        for (int begin = 0; begin < lines; begin += LINES_AT_ONCE) {
            int end = Math.min(lines, begin + LINES_AT_ONCE);
            if (bank.real()) {
                realLines(begin, end, text);
            } else {
                byte[] to = text.reserve(LINES_AT_ONCE * LONGEST_LINE);
                text.advance(lines(begin, end, to, text.startLines()));
            }
        }
    }

    private int lines(int begin, int end, byte[] to, int start) {
        int at = start;
        for (int k = begin; k < end; k++) {
            if (isChanged(k)) {
                at = line(k, to, at);
            }
        }
        return at;
    }

    private void realLines(int begin, int end, VcdText text) {
        for (int k = begin; k < end; k++) {
            if (isChanged(k)) {
                last[k] = present[lanes[k]];
                realLine(k, text);
            }
        }
    }

    /** Puts a line at {@code at}, where its b stands already, and says where it ends; takes over what was seen. */
    private int line(int k, byte[] to, int at) {
        long value = present[lanes[k]] & mask;
        last[k] = value;
        return bit
                ? VcdText.bitLine(to, at, value, tails[k], tailLengths[k])
                : VcdText.line(to, at, value, bank.width(), tails[k], tailLengths[k]);
    }

    /** Writes all changes of banks {@code begin} to {@code end - 1} of one group, in the order of their variables. */
    static void writeAlternating(BankLines[] banks, int begin, int end, VcdText text) {
        int lines = banks[begin].lines;
        for (int from = 0; from < lines; from += Long.SIZE) {
            long left = 0;
            for (int b = begin; b < end; b++) {
                left |= banks[b].findChanges(from);
            }
            byte[] to = text.reserve(Long.SIZE * MOST_BANKS * LONGEST_LINE);
            int at = text.startLines();
            for (; left != 0; left &= left - 1) {
                int k = Long.numberOfTrailingZeros(left);
                for (int b = begin; b < end; b++) {
                    // Which of the banks changed is hard to foresee: a line too many costs less than a branch.
                    int next = banks[b].line(from + k, to, at);
                    at += (next - at) & -(int) (banks[b].changes >>> k & 1);
                    to[at] = VcdText.LINE_START;
                }
            }
            text.advance(at);
        }
    }

    /** Finds which of the 64 lines from {@code from} on changed: bit k for the k-th of them. */
    private long findChanges(int from) {
        int end = Math.min(lines, from + Long.SIZE);
        long changed = 0;
        for (int k = from; k < end; k++) {
            changed |= (isChanged(k) ? 1L : 0L) << k;
        }
        changes = changed;
        return changed;
    }

    private void realLine(int k, VcdText text) {
        text.begin();
        text.character('r');
        text.real(Double.longBitsToDouble(last[k]));
        text.packed(tails[k], tailLengths[k]);
    }

    /** Takes over what was seen of a lane; whether it differs from what was taken before. */
    boolean take(int lane) {
        int k = lineOf[lane];
        long value = present[lane] & mask;
        boolean change = value != last[k];
        last[k] = value;
        return change;
    }

    /** Writes what was taken last. */
    void write(int lane, VcdText text) {
        int k = lineOf[lane];
        if (bank.real()) {
            realLine(k, text);
            return;
        }
        byte[] to = text.reserve(LONGEST_LINE);
        text.advance(line(k, to, text.startLines()));
    }
}

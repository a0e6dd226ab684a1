package xnorsim.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import xnorsim.sim.BankSignal;
import xnorsim.trace.change.DirtySet;

/**
 * The variables of one bank, one line each: all lanes are compared at once, without a notification per lane. Banks
 * whose lines alternate, such as membranes and spikes of the same rows, are collected together.
 */
final class BankChanges {

    private final BankSignal bank;
    private final BitSet shown;
    /** Whether few enough lanes are shown to read each individually. */
    private final boolean sparse;
    private final long mask;
    private final long[] present;
    // Per line, in variable order.
    private final int[] lanes;
    private final int[] variables;
    /** Line by lane. */
    private final int[] lineOf;
    private int lines;
    private boolean ascending = true;
    private int firstVariable = Integer.MAX_VALUE;
    private int lastVariable = -1;
    private int group = -1;
    /** One bit per line, 64 lines per word: the changed ones. */
    private long changed;
    private boolean pending;

    /** Creates lines for some lanes of {@code bank}; {@link #declare} assigns variables to them. */
    BankChanges(BankSignal bank, BitSet shown) {
        this.bank = bank;
        this.shown = shown;
        this.mask = -1L >>> (64 - bank.width());
        int count = shown.cardinality();
        this.present = new long[shown.length()];
        this.lineOf = new int[present.length];
        this.lanes = new int[count];
        this.variables = new int[count];
        this.sparse = count < present.length / 8;
    }

    BankSignal bank() {
        return bank;
    }

    BitSet shown() {
        return shown;
    }

    /**
     * Assigns a variable to a lane, in variable order; a lane has at most 64 bits, so its word is the variable number.
     */
    void declare(int lane, int variable) {
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
    static void group(List<BankChanges> banks) {
        List<List<BankChanges>> groups = new ArrayList<>();
        for (BankChanges bank : banks.stream().sorted(Comparator.comparingInt(BankChanges::firstVariable)).toList()) {
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

    private boolean mayJoin(List<BankChanges> group) {
        return group.stream().allMatch(one -> one.alternatesWith(this));
    }

    /**
     * Whether both show the same lanes with interleaved variables: per lane first this one's, then the other's.
     */
    private boolean alternatesWith(BankChanges next) {
        if (lines != next.lines || !ascending) {
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

    /** Whether a bank may be collected with {@link #collectAlternating} after this one. */
    boolean isInGroupOf(BankChanges other) {
        return group == other.group;
    }

    /** Whether the bank was written since it was last compared. */
    boolean isPending() {
        return pending;
    }

    void setPending() {
        pending = true;
    }

    /**
     * Compares all lanes.
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

    /** Marks variables with changed lanes. */
    void markChanges(DirtySet dirty, long[] values) {
        for (int k = 0; k < lines; k++) {
            if (isChanged(k, values)) {
                dirty.add(variables[k]);
            }
        }
    }

    private boolean isChanged(int k, long[] values) {
        return (present[lanes[k]] & mask) != values[variables[k]];
    }

    /** Whether {@link #collect} may be used: the variables ascend. */
    boolean isAscending() {
        return ascending;
    }

    /** Stores the new values and adds the changed variables. */
    void collect(Changes changes) {
        long[] values = changes.values;
        int[] numbers = changes.numbers;
        int count = changes.count;
        for (int k = 0; k < lines; k++) {
            long value = present[lanes[k]] & mask;
            numbers[count] = variables[k];
            count += value != values[variables[k]] ? 1 : 0;
            values[variables[k]] = value;
        }
        changes.count = count;
    }

    /** Collects banks {@code begin} to {@code end - 1} of one group, in the order of their variables. */
    static void collectAlternating(BankChanges[] banks, int begin, int end, Changes changes) {
        long[] values = changes.values;
        int[] numbers = changes.numbers;
        int count = changes.count;
        int lines = banks[begin].lines;
        for (int from = 0; from < lines; from += Long.SIZE) {
            long left = 0;
            for (int b = begin; b < end; b++) {
                left |= banks[b].takeChanges(from, values);
            }
            for (; left != 0; left &= left - 1) {
                int k = Long.numberOfTrailingZeros(left);
                for (int b = begin; b < end; b++) {
                    // Which bank changed is unpredictable: a surplus number costs less than a branch.
                    numbers[count] = banks[b].variables[from + k];
                    count += (int) (banks[b].changed >>> k) & 1;
                }
            }
        }
        changes.count = count;
    }

    /** Stores 64 lines from {@code from} on and returns the changed ones: bit k for the k-th. */
    private long takeChanges(int from, long[] values) {
        int end = Math.min(lines, from + Long.SIZE);
        long found = 0;
        for (int k = from; k < end; k++) {
            long value = present[lanes[k]] & mask;
            found |= (value != values[variables[k]] ? 1L : 0L) << k;
            values[variables[k]] = value;
        }
        changed = found;
        return found;
    }

    /** Stores a lane's value; returns whether it changed. */
    boolean take(int lane, long[] values) {
        int word = variables[lineOf[lane]];
        long value = present[lane] & mask;
        boolean change = value != values[word];
        values[word] = value;
        return change;
    }
}

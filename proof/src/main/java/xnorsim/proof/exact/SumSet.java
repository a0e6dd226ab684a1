package xnorsim.proof.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** A finite set of whole numbers, kept as the runs it consists of; immutable. */
public final class SumSet {
    /** No sum at all. */
    public static final SumSet EMPTY = new SumSet(new long[0]);

    /** Of pairs of runs, as many as are taken one by one; and the largest set that is kept as bits meanwhile. */
    private static final long MAX_PAIRS = 1 << 14;
    private static final long LARGEST_SPAN = 1 << 26;

    /** First and last number of every run, in ascending order, with at least one number between two runs left out. */
    private final long[] runs;

    private SumSet(long[] runs) {
        this.runs = runs;
    }

    /** One sum. */
    public static SumSet of(long value) {
        return new SumSet(new long[]{value, value});
    }

    /** Every number of least..most. */
    static SumSet range(long least, long most) {
        return new SumSet(new long[]{least, most});
    }

    /** The sums of all subsets of the first numbers: of none of them, of one, and so on. */
    public static List<SumSet> ofSubsets(long[] numbers) {
        List<SumSet> sums = new ArrayList<>(List.of(of(0)));
        for (long number : numbers) {
            sums.add(number == 0 ? sums.getLast() : sums.getLast().or(sums.getLast().plus(number, number)));
        }
        return sums;
    }

    /** Whether there is no sum. */
    public boolean isEmpty() {
        return runs.length == 0;
    }

    /** How many there are. */
    public long count() {
        long count = 0;
        for (int i = 0; i < runs.length; i += 2) {
            count += runs[i + 1] - runs[i] + 1;
        }
        return count;
    }

    /** The element with an index, 0 for the smallest one. */
    public long element(long index) {
        long rest = index;
        int i = 0;
        while (rest > runs[i + 1] - runs[i]) {
            rest -= runs[i + 1] - runs[i] + 1;
            i += 2;
        }
        return runs[i] + rest;
    }

    /** The smallest element of a set that is not empty. */
    public long smallest() {
        return runs[0];
    }

    /** The largest element of a set that is not empty. */
    public long largest() {
        return runs[runs.length - 1];
    }

    /** Every element plus every number of least..most. */
    public SumSet plus(long least, long most) {
        long[] wider = runs.clone();
        for (int i = 0; i < wider.length; i += 2) {
            wider[i] += least;
            wider[i + 1] += most;
        }
        return merged(wider);
    }

    /** Every element plus every element of the other. */
    public SumSet plus(SumSet other) {
        if ((long) runs.length * other.runs.length > MAX_PAIRS && largest() - smallest() + other.largest()
                - other.smallest() < LARGEST_SPAN) {
            return runs.length < other.runs.length ? other.plusBits(this) : plusBits(other);
        }
        SumSet sums = EMPTY;
        for (int i = 0; i < other.runs.length; i += 2) {
            sums = sums.or(plus(other.runs[i], other.runs[i + 1]));
        }
        return sums;
    }

    /** The same with a bit an element: where both have many runs, a word of bits is added at once. */
    private SumSet plusBits(SumSet other) {
        int span = (int) (largest() - smallest());
        int width = (int) (other.largest() - other.smallest());
        long[] bits = new long[(span >> 6) + 1];
        for (int i = 0; i < runs.length; i += 2) {
            for (long element = runs[i] - smallest(); element <= runs[i + 1] - smallest(); element++) {
                bits[(int) (element >> 6)] |= 1L << element;
            }
        }
        long[] sums = new long[((span + width) >> 6) + 2];
        for (int i = 0; i < other.runs.length; i += 2) {
            for (long element = other.runs[i]; element <= other.runs[i + 1]; element++) {
                int words = (int) ((element - other.smallest()) >> 6);
                int up = (int) (element - other.smallest()) & 63;
                for (int w = 0; w < bits.length; w++) {
                    sums[words + w] |= bits[w] << up;
                    sums[words + w + 1] |= up == 0 ? 0 : bits[w] >>> (64 - up);
                }
            }
        }
        return ofBits(BitSet.valueOf(sums), smallest() + other.smallest());
    }

    private static SumSet ofBits(BitSet bits, long zero) {
        long[] found = new long[bits.cardinality() * 2];
        int count = 0;
        for (int from = bits.nextSetBit(0); from >= 0;) {
            int to = bits.nextClearBit(from);
            found[count] = zero + from;
            found[count + 1] = zero + to - 1;
            count += 2;
            from = bits.nextSetBit(to);
        }
        return new SumSet(Arrays.copyOf(found, count));
    }

    /** The elements up to {@code limit}. */
    public SumSet upTo(long limit) {
        int count = 0;
        while (count < runs.length && runs[count] <= limit) {
            count += 2;
        }
        long[] kept = Arrays.copyOf(runs, count);
        if (count > 0) {
            kept[count - 1] = Math.min(kept[count - 1], limit);
        }
        return new SumSet(kept);
    }

    /** The elements above {@code limit}. */
    public SumSet above(long limit) {
        int from = 0;
        while (from < runs.length && runs[from + 1] <= limit) {
            from += 2;
        }
        long[] kept = Arrays.copyOfRange(runs, from, runs.length);
        if (kept.length > 0) {
            kept[0] = Math.max(kept[0], limit + 1);
        }
        return new SumSet(kept);
    }

    /** The sums of either set. */
    public SumSet or(SumSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        long[] both = new long[runs.length + other.runs.length];
        int i = 0;
        int j = 0;
        for (int at = 0; at < both.length; at += 2) {
            boolean mine = j == other.runs.length || (i < runs.length && runs[i] <= other.runs[j]);
            long[] from = mine ? runs : other.runs;
            int index = mine ? i : j;
            both[at] = from[index];
            both[at + 1] = from[index + 1];
            if (mine) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return merged(both);
    }

    /** The largest element up to {@code limit}. */
    public OptionalLong largestUpTo(long limit) {
        SumSet below = upTo(limit);
        return below.isEmpty() ? OptionalLong.empty() : OptionalLong.of(below.largest());
    }

    /** The smallest element above {@code limit}. */
    public OptionalLong smallestAbove(long limit) {
        SumSet rest = above(limit);
        return rest.isEmpty() ? OptionalLong.empty() : OptionalLong.of(rest.smallest());
    }

    /** Whether a sum is among them. */
    public boolean contains(long value) {
        return largestUpTo(value).orElse(value - 1) == value;
    }

    /** The largest element from which one of the changes leads to {@code sum}; there is one. */
    public long before(long sum, SumSet changes) {
        long before = largestUpTo(sum - changes.smallest()).orElseThrow();
        while (!changes.contains(sum - before)) {
            before = largestUpTo(before - 1).orElseThrow();
        }
        return before;
    }

    /** Joins runs, ascending by their first number, that overlap or touch. */
    private static SumSet merged(long[] sorted) {
        long[] joined = new long[sorted.length];
        int count = 0;
        for (int i = 0; i < sorted.length; i += 2) {
            if (count > 0 && sorted[i] <= joined[count - 1] + 1) {
                joined[count - 1] = Math.max(joined[count - 1], sorted[i + 1]);
            } else {
                joined[count] = sorted[i];
                joined[count + 1] = sorted[i + 1];
                count += 2;
            }
        }
        return new SumSet(Arrays.copyOf(joined, count));
    }
}

package xnorsim.trace.change;

import java.util.function.IntConsumer;

/**
 * A set of small numbers, drained in ascending order piece by piece; a second level marks the used words of the first.
 */
public final class DirtySet {

    private final long[] words;
    private final long[] usedWords;
    private int lowest = Integer.MAX_VALUE;

    /** An empty set of numbers 0 to {@code size - 1}. */
    public DirtySet(int size) {
        words = new long[(size + 63) / 64];
        usedWords = new long[(words.length + 63) / 64];
    }

    /** Adds a number. */
    public void add(int number) {
        int word = number >> 6;
        words[word] |= 1L << number;
        usedWords[word >> 6] |= 1L << word;
        lowest = Math.min(lowest, number);
    }

    /** The smallest number in the set, {@link Integer#MAX_VALUE} if it is empty. */
    public int lowest() {
        return lowest;
    }

    /** Removes and passes on every number below {@code end}, smallest first. */
    public void drainBelow(int end, IntConsumer taker) {
        while (lowest < end) {
            int number = lowest;
            int word = number >> 6;
            words[word] &= words[word] - 1;
            if (words[word] == 0) {
                usedWords[word >> 6] &= usedWords[word >> 6] - 1;
            }
            lowest = find(word);
            taker.accept(number);
        }
    }

    /** The smallest number, given that none lies before word {@code from}. */
    private int find(int from) {
        if (words[from] != 0) {
            return (from << 6) + Long.numberOfTrailingZeros(words[from]);
        }
        for (int k = from >> 6; k < usedWords.length; k++) {
            if (usedWords[k] != 0) {
                int word = (k << 6) + Long.numberOfTrailingZeros(usedWords[k]);
                return (word << 6) + Long.numberOfTrailingZeros(words[word]);
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Removes and passes on every number, smallest first. */
    public void drain(IntConsumer taker) {
        drainBelow(Integer.MAX_VALUE, taker);
    }
}

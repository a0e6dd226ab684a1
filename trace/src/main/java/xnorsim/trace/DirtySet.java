package xnorsim.trace;

import java.util.function.IntConsumer;

/** A set of small numbers that is drained in ascending order; a second level tells which words of the first are used. */
final class DirtySet {

    private final long[] words;
    private final long[] usedWords;
    private int highest = -1;

    DirtySet(int size) {
        words = new long[(size + 63) / 64];
        usedWords = new long[(words.length + 63) / 64];
    }

    void add(int number) {
        int word = number >> 6;
        words[word] |= 1L << number;
        usedWords[word >> 6] |= 1L << word;
        highest = Math.max(highest, number);
    }

    /** The largest number in the set, -1 if it is empty. */
    int highest() {
        return highest;
    }

    /** Hands every number over, the smallest first, and is empty afterwards. */
    void drain(IntConsumer taker) {
        if (highest < 0) {
            return;
        }
        highest = -1;
        for (int k = 0; k < usedWords.length; k++) {
            long used = usedWords[k];
            usedWords[k] = 0;
            while (used != 0) {
                drainWord((k << 6) + Long.numberOfTrailingZeros(used), taker);
                used &= used - 1;
            }
        }
    }

    private void drainWord(int word, IntConsumer taker) {
        long left = words[word];
        words[word] = 0;
        while (left != 0) {
            taker.accept((word << 6) + Long.numberOfTrailingZeros(left));
            left &= left - 1;
        }
    }
}

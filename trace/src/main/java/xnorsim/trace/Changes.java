package xnorsim.trace;

/**
 * The values of all variables, and the numbers of those that changed at an instant, ascending. Plain arrays, for speed.
 */
final class Changes {
    final long[] values;
    /** One more than there are variables: a number too many may stand behind the last one. */
    final int[] numbers;
    int count;

    Changes(int words, int variables) {
        this.values = new long[words];
        this.numbers = new int[variables + 1];
    }
}

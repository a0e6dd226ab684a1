package xnorsim.trace;

/**
 * The values of all variables and the ascending numbers of those that changed at an instant. Plain arrays for speed.
 */
final class Changes {
    final long[] values;
    /** One longer than the number of variables: a surplus number may follow the last one. */
    final int[] numbers;
    int count;

    Changes(int words, int variables) {
        this.values = new long[words];
        this.numbers = new int[variables + 1];
    }
}

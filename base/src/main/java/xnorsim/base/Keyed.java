package xnorsim.base;

/** What files name by a key. */
public interface Keyed {
    /** The name in files: lower case, words with underscores. */
    String key();
}

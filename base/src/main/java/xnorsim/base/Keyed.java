package xnorsim.base;

/** Anything that files refer to by a key. */
public interface Keyed {
    /** The name in files: lower case, words with underscores. */
    String key();
}

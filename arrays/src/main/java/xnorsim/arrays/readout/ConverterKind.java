package xnorsim.arrays.readout;

/** How a converter finds its code. */
public enum ConverterKind {
    /** Successive approximation: one comparator, one comparison a bit. */
    SAR,
    /** One comparator for each boundary between two codes, all at once; the code is how many of them are exceeded. */
    FLASH
}

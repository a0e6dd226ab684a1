package xnorsim.arrays.readout;

/** Conversion method. */
public enum ConverterKind {
    /** Successive approximation (SAR): one comparator, one comparison per bit. */
    SAR,
    /** Flash: one comparator per code boundary, all in parallel; the code is the number of boundaries exceeded. */
    FLASH
}

package xnorsim.arrays.readout;

/** How the rows of a subarray are read: by exact counting, or through an analog chain. */
public sealed interface Readout permits IdealReadout, AnalogReadout {

    /** Exact counts. */
    static Readout ideal() {
        return new IdealReadout();
    }

    /** Whether codes are counts by construction. */
    default boolean isIdeal() {
        return this instanceof IdealReadout;
    }

    /** Whether a comparator, and not a conversion, decides an image's last step, so that what stands for a membrane is bounded by no count. */
    boolean comparesLastStep();
}

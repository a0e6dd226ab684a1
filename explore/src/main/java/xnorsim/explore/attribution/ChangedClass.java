package xnorsim.explore.attribution;

import java.util.List;

/**
 * An image whose class differs from that with the ideal readout.
 *
 * @param image  index in the data
 * @param ideal  class with the ideal readout
 * @param found  class on the chip
 * @param causes sources without any one of which the class is the ideal one
 */
public record ChangedClass(int image, int ideal, int found, List<ErrorSource> causes) {

    /** Copies the list. */
    public ChangedClass {
        causes = List.copyOf(causes);
    }
}

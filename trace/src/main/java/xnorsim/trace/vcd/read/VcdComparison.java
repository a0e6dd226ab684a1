package xnorsim.trace.vcd.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Comparison of two VCD files from any programs: variables are matched by full name (if none match, without leading
 * scopes common to all names of a file), times by timescale, and values are compared at every instant with a change in
 * either file, after all changes of the instant. The files are read in parallel up to the first difference.
 *
 * @param compared     number of variables in both files
 * @param onlyInFirst  full names of the variables that only the first file has
 * @param onlyInSecond full names of the variables that only the second file has
 * @param firstScope   ignored leading scope of all names of the first file, with its dot; empty if none
 * @param secondScope  the same for the second file
 * @param timeInCommon whether some time interval was compared
 * @param difference   the first difference in a value or a width
 */
public record VcdComparison(int compared, List<String> onlyInFirst, List<String> onlyInSecond, String firstScope,
        String secondScope, boolean timeInCommon, Optional<Difference> difference) {

    /**
     * The first difference.
     *
     * @param timeFs time in femtoseconds; 0 for a difference in width
     * @param path   full name of the variable, the first in the order of the first file
     * @param first  its value in the first file
     * @param second its value in the second file
     * @param others number of further variables that differ at the same time
     */
    public record Difference(double timeFs, String path, String first, String second, int others) {}

    /** Copies the lists. */
    public VcdComparison {
        onlyInFirst = List.copyOf(onlyInFirst);
        onlyInSecond = List.copyOf(onlyInSecond);
    }

    /** Whether both files have the same variables with the same values; false if they have nothing in common. */
    public boolean isEqual() {
        return onlyInFirst.isEmpty() && onlyInSecond.isEmpty() && isEqualInCommon();
    }

    /** Whether the common variables are equal; false without common variables or common time. */
    public boolean isEqualInCommon() {
        return compared > 0 && timeInCommon && difference.isEmpty();
    }

    /**
     * Compares two files.
     *
     * @param overlapOnly whether to compare only the time that both files cover; otherwise a variable is unknown (x)
     *                    before its file begins and keeps its last value after its end
     * @throws VcdFormatException if one of them is not a VCD file
     * @throws IOException        if one of them cannot be read
     */
    public static VcdComparison of(Path first, Path second, boolean overlapOnly) throws IOException {
        try (VcdValues one = VcdValues.open(first); VcdValues other = VcdValues.open(second)) {
            return new VcdPairing(first, one, second, other, overlapOnly).compare();
        }
    }
}

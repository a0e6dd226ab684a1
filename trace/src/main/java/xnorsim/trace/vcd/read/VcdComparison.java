package xnorsim.trace.vcd.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What two VCD files have in common, of whatever programs: variables are paired by their full names (if none are,
 * without leading scopes that all of a file's names share), times by their timescales, and values are compared at every
 * instant at which one of the files has a change, once all changes of the instant are known. The files are read side by
 * side up to the first difference.
 *
 * @param compared     number of variables in both files
 * @param onlyInFirst  full names of the variables that only the first file has
 * @param onlyInSecond full names of the variables that only the second file has
 * @param firstScope   leading scope, with its dot, that all names of the first file begin with and that was left out to
 *                     pair them; empty if none was
 * @param secondScope  the same of the second file
 * @param timeInCommon whether some stretch of time was compared
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

    /** Whether both files have the same variables with the same values; never if they have nothing in common. */
    public boolean isEqual() {
        return onlyInFirst.isEmpty() && onlyInSecond.isEmpty() && isEqualInCommon();
    }

    /** Whether the variables that both files have are equal; never if there are none, or no time to compare them at. */
    public boolean isEqualInCommon() {
        return compared > 0 && timeInCommon && difference.isEmpty();
    }

    /**
     * Compares two files.
     *
     * @param overlapOnly whether only the stretch of time is compared that both files cover; otherwise a variable is
     *                    unknown (x) before its file begins, and keeps its last value when the file has ended
     * @throws VcdFormatException if one of them is no VCD file
     * @throws IOException        if one of them cannot be read
     */
    public static VcdComparison of(Path first, Path second, boolean overlapOnly) throws IOException {
        try (VcdValues one = VcdValues.open(first); VcdValues other = VcdValues.open(second)) {
            return new VcdPairing(first, one, second, other, overlapOnly).compare();
        }
    }
}

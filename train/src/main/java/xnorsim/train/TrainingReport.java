package xnorsim.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What training gave.
 *
 * @param epochs finished ones, in order
 * @param complete false if the run was stopped before its last step
 * @param steps done
 * @param written whether there is a network file: not of a network for comparisons only
 * @param testImages test images classified by the written network, 0 if the run was stopped before
 * @param testCorrect number classified correctly; empty if the run was stopped before
 * @param bySteps correct test images of the same network with other numbers of time steps, if requested
 */
public record TrainingReport(List<EpochResult> epochs, boolean complete, long steps, boolean written, int testImages,
        OptionalInt testCorrect, Map<Integer, Integer> bySteps) {
    /** Copies the list. */
    public TrainingReport {
        epochs = List.copyOf(epochs);
        bySteps = Collections.unmodifiableMap(new LinkedHashMap<>(bySteps));
    }

    /** Test accuracy, 0..1; empty if the run was stopped. */
    public OptionalDouble testAccuracy() {
        return testCorrect.isPresent()
                ? OptionalDouble.of((double) testCorrect.getAsInt() / testImages)
                : OptionalDouble.empty();
    }
}

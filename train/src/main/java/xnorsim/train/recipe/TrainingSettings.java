package xnorsim.train.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.network.Network;

/**
 * What to train on what, and how it is to be done.
 *
 * @param recipe decides the result
 * @param data folder or archive of the data set, as {@link xnorsim.network.data.LabelledImages} reads it
 * @param output the model file to write; checkpoint and training curve are written next to it
 * @param testedSteps other numbers of time steps that the written network is tested with as well, each 1..65535
 * @param threads of the arithmetic, at least 1; sums depend on it in their last bits
 * @param checkpointInterval time between checkpoints, positive; there is one at each end of an epoch anyway
 */
public record TrainingSettings(Recipe recipe, Path data, Path output, List<Integer> testedSteps,
        int threads, Duration checkpointInterval) {
    private static final String WHERE = "training";

    /**
     * Checks every value.
     *
     * @throws InputException if one is out of range
     */
    public TrainingSettings {
        testedSteps = List.copyOf(testedSteps);
        for (int steps : testedSteps) {
            if (steps < 1 || steps > Network.MAX_TIME_STEPS) {
                throw InputException.wrongValue(WHERE, "time steps to test with", steps,
                        "1.." + Network.MAX_TIME_STEPS);
            }
        }
        if (threads < 1) {
            throw InputException.wrongValue(WHERE, "threads", threads, "at least 1");
        }
        if (!checkpointInterval.isPositive()) {
            throw InputException.wrongValue(WHERE, "the checkpoint interval", checkpointInterval, "a time above 0");
        }
    }
}

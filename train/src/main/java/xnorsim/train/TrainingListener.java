package xnorsim.train;

import java.nio.file.Path;

/** Is told how training goes, in the thread that trains. */
public interface TrainingListener {
    /** A listener that ignores everything. */
    TrainingListener SILENT = new TrainingListener() {
    };

    /** A step of training is done. */
    default void stepDone(StepReport report) {}

    /** An epoch is done and the held-out images are classified. */
    default void epochDone(EpochResult result) {}

    /** The run can be resumed from here. */
    default void checkpointWritten(Path file) {}

    /** Training is over and this many of the test images are classified. */
    default void testing(int done, int images) {}
}

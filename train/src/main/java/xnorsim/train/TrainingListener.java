package xnorsim.train;

import java.nio.file.Path;

/** Receives progress of training, in the training thread. */
public interface TrainingListener {
    /** A listener that ignores everything. */
    TrainingListener SILENT = new TrainingListener() {
    };

    /** The data is read and training starts or resumes, with this many of all steps done. */
    default void trainingBegins(long done, long steps) {}

    /** A step of training is done. */
    default void stepDone(StepReport report) {}

    /** An epoch is done and the held-out images are classified. */
    default void epochDone(EpochResult result) {}

    /** The run can be resumed from here. */
    default void checkpointWritten(Path file) {}

    /** A remark for the user. */
    default void remark(String sentence) {}

    /** An auxiliary file could not be written, as the message says; training continues. */
    default void notWritten(String sentence) {}

    /** Training is over and this many of the test images are classified, from 0 on. */
    default void testing(int done, int images) {}
}

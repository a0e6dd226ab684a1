package xnorsim.train;

import java.time.Duration;

/** Sums over the steps of the epoch under way. */
final class EpochTally {
    private double loss;
    private long correct;
    private long images;
    private long nanos;

    EpochTally() {}

    EpochTally(double loss, long correct, long images, long nanos) {
        this.loss = loss;
        this.correct = correct;
        this.images = images;
        this.nanos = nanos;
    }

    void add(Learner.Outcome outcome, int size, long stepNanos) {
        loss += outcome.loss() * size;
        correct += outcome.correct();
        images += size;
        nanos += stepNanos;
    }

    EpochResult result(int epoch, double heldOutAccuracy) {
        return new EpochResult(epoch, loss / images, (double) correct / images, heldOutAccuracy,
                Duration.ofNanos(nanos));
    }

    double loss() {
        return loss;
    }

    long correct() {
        return correct;
    }

    long images() {
        return images;
    }

    long nanos() {
        return nanos;
    }
}

package xnorsim.train;

import java.time.Duration;
import java.util.List;

/**
 * How one epoch went.
 *
 * @param epoch from 1
 * @param loss mean cross-entropy of the epoch's steps
 * @param trainingAccuracy training accuracy of the epoch, 0..1
 * @param heldOutAccuracy held-out accuracy at its end, 0..1; NaN if none are held out
 * @param duration wall time of its steps
 * @param rates spike rate of every hidden layer, over a sample of the training steps
 */
public record EpochResult(int epoch, double loss, double trainingAccuracy, double heldOutAccuracy, Duration duration,
        List<Double> rates) {
    /** Copies the list. */
    public EpochResult {
        rates = List.copyOf(rates);
    }

    /** Whether there are held-out images. */
    public boolean hasHeldOut() {
        return !Double.isNaN(heldOutAccuracy);
    }
}

package xnorsim.train;

import java.time.Duration;
import java.util.List;

/**
 * How one epoch went.
 *
 * @param epoch from 1
 * @param loss mean cross-entropy of the epoch's steps
 * @param trainingAccuracy share of the epoch's images classified rightly while training, 0..1
 * @param heldOutAccuracy share of the held-out images classified rightly at its end, 0..1; NaN if none are held out
 * @param duration wall time of its steps
 * @param rates share of neurons and time steps that spiked, of every hidden layer, over a sample of its steps
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

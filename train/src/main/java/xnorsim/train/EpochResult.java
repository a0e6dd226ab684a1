package xnorsim.train;

import java.time.Duration;

/**
 * How one epoch went.
 *
 * @param epoch from 1
 * @param loss mean cross-entropy of the epoch's steps
 * @param trainingAccuracy share of the epoch's images classified rightly while training, 0..1
 * @param heldOutAccuracy share of the held-out images classified rightly at its end, 0..1; NaN if none are held out
 * @param duration wall time, as far as this process took part in it
 */
public record EpochResult(int epoch, double loss, double trainingAccuracy, double heldOutAccuracy, Duration duration) {}

package xnorsim.train;

import java.util.List;

/**
 * How training goes, after a step.
 *
 * @param step done so far, from 1
 * @param steps of the whole run
 * @param epoch it belongs to, from 1
 * @param loss mean cross-entropy of the epoch so far
 * @param accuracy share of the epoch's images so far that were classified rightly, 0..1
 * @param imagesPerSecond of this step
 * @param rates share of neurons and time steps that spiked in the latest step that was looked at, of every hidden
 *        layer; empty before the first one
 */
public record StepReport(long step, long steps, int epoch, double loss, double accuracy, double imagesPerSecond,
        List<Double> rates) {
    /** Copies the list. */
    public StepReport {
        rates = List.copyOf(rates);
    }
}

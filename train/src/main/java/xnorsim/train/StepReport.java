package xnorsim.train;

import java.util.List;

/**
 * How training goes, after a step.
 *
 * @param step done so far, from 1
 * @param steps of the whole run
 * @param epoch it belongs to, from 1
 * @param loss mean cross-entropy of the epoch so far
 * @param accuracy accuracy on the epoch's images so far, 0..1
 * @param imagesPerSecond of this step
 * @param rates spike rates in the latest sampled training step, of every hidden
 *        layer; empty before the first one
 */
public record StepReport(long step, long steps, int epoch, double loss, double accuracy, double imagesPerSecond,
        List<Double> rates) {
    /** Copies the list. */
    public StepReport {
        rates = List.copyOf(rates);
    }
}

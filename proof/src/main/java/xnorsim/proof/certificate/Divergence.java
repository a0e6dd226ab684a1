package xnorsim.proof.certificate;

import java.util.List;

/**
 * A decision in which parameters in fixed point differ from the real-valued equations.
 *
 * @param row     output channel
 * @param t       time step, from 1
 * @param k       spikes before
 * @param sum     S, in units of the grid on which the row's sums lie; with a hard reset, of the steps since the last
 *                one
 * @param fires   whether the real-valued equations fire here; the fixed point does the opposite
 * @param changes sums of XNORs (first layer: of weights) of steps 1..t that lead here
 */
public record Divergence(int row, int t, int k, long sum, boolean fires, List<Long> changes) {
    public Divergence {
        changes = List.copyOf(changes);
    }
}

package xnorsim.chip.control;

import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.layout.Placement;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;

/**
 * The rules for starting a layer's time step.
 *
 * @param names          of the layers, for a message
 * @param residual       per layer whether it has a residual connection from two layers before
 * @param pipelined      whether layers overlap in time
 * @param banks          output banks of a layer
 * @param transferCycles cycles of a layer's spike map on the shared bus, all 0 without one
 * @param placement      which subarrays layers use
 * @param writeCycles    cycles of writing a layer's subarrays, all in parallel
 */
public record ControlRules(List<String> names, boolean[] residual, boolean pipelined, int banks, long[] transferCycles,
        Placement placement, long writeCycles) {

    /** The rules of a network on a placed architecture. */
    public static ControlRules of(Network network, Architecture a, Placement placement) {
        List<Layer> layers = network.layers();
        boolean[] residual = new boolean[layers.size()];
        long[] transfer = new long[layers.size()];
        for (int l = 0; l < residual.length; l++) {
            residual[l] = layers.get(l) instanceof BinaryLayer binary && binary.residual();
            if (layers.get(l) instanceof SpikingLayer && a.chip().spikeBus().isPresent()) {
                transfer[l] = Math.ceilDiv(layers.get(l).output().size(), a.chip().spikeBus().getAsInt());
            }
        }
        return new ControlRules(layers.stream().map(Layer::name).toList(), residual,
                a.pipelining() == Pipelining.LAYER, a.chip().outputBanks(), transfer, placement,
                (long) a.rows() * Math.ceilDiv(a.columns(), a.chip().writeWidth()));
    }

    int layers() {
        return residual.length;
    }
}

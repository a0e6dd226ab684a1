package xnorsim.proof.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.exact.Rational;

/** A whole network in exact arithmetic, image by image. */
final class ExactNetwork {
    private final Network network;
    private final List<ExactLayer> layers = new ArrayList<>();

    /**
     * A network as {@code mapping} holds it, with the decisions of the real-valued equations if it is certified.
     *
     * @param network the network before its parameters were put on a grid
     */
    ExactNetwork(Network network, Mapping mapping, boolean certified) {
        this.network = network;
        for (int l = 0; l < network.layers().size(); l++) {
            int fraction = mapping.fractionBits(l);
            // On the grid of the mapping, rounding changes nothing.
            layers.add(new ExactLayer(network.layers().get(l),
                    ExactLayer.rounded(mapping.network().layers().get(l), fraction), fraction, certified,
                    network.timeSteps()));
        }
    }

    /**
     * What an image does.
     *
     * @param spikes    index [layer][time step], each (channel, position)
     * @param membranes index [layer], each position by position, channels fastest, in the units of the mapping
     * @param predicted class with the largest membrane by the real-valued equations, the first one of equal ones
     */
    // Arrays: results, made once and handed over; nothing compares two of these records.
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(byte[][][] spikes, long[][] membranes, int predicted) {}

    Outcome run(SpikeSource source) {
        int count = layers.size();
        List<ExactLayer.State> states = layers.stream().map(ExactLayer::begin).toList();
        byte[][][] spikes = new byte[count - 1][network.timeSteps()][];
        for (int t = 0; t < network.timeSteps(); t++) {
            byte[][] handedOn = new byte[count][];
            for (int l = 0; l < count; l++) {
                byte[] fired = states.get(l).step(l == 0 ? List.of(pixels(source, t)) : inputs(l, handedOn));
                if (layers.get(l).layer() instanceof SpikingLayer spiking) {
                    spikes[l][t] = fired;
                    handedOn[l] = pooled(fired, spiking.geometry().output(), spiking.output());
                }
            }
        }
        return new Outcome(spikes, states.stream().map(ExactLayer.State::membranes).toArray(long[][]::new),
                predicted(states.getLast()));
    }

    private int predicted(ExactLayer.State last) {
        List<Rational> membranes = new ArrayList<>();
        for (int c = 0; c < network.classes(); c++) {
            membranes.add(Rational.of(last.sum(c)).scaled(-network.last().weights().fractionBits())
                    .minus(Rational.of(network.last().bias()[c]).times(network.timeSteps())));
        }
        return membranes.indexOf(Collections.max(membranes));
    }

    private byte[] pixels(SpikeSource source, int t) {
        byte[] spikes = new byte[network.input().size()];
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = (byte) source.value(t, i);
        }
        return spikes;
    }

    private List<byte[]> inputs(int l, byte[][] handedOn) {
        if (!(layers.get(l).layer() instanceof BinaryLayer binary) || !binary.residual()) {
            return List.of(handedOn[l - 1]);
        }
        Shape target = binary.geometry().input();
        Shape source = network.layers().get(l - 2).output();
        byte[] residual = new byte[target.size()];
        byte[] pooled = pooled(handedOn[l - 2], source, new Shape(source.channels(), target.height(), target.width()));
        System.arraycopy(pooled, 0, residual, 0, pooled.length);
        return List.of(handedOn[l - 1], residual);
    }

    private static byte[] pooled(byte[] map, Shape from, Shape to) {
        byte[] pooled = new byte[to.size()];
        for (int i = 0; i < map.length; i++) {
            int channel = i / from.positions();
            int row = i % from.positions() / from.width() / (from.height() / to.height());
            int column = i % from.width() / (from.width() / to.width());
            pooled[to.index(channel, row, column)] |= map[i];
        }
        return pooled;
    }
}

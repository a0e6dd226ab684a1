package xnorsim.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All that training has learned and all that it needs to go on: weights, moments, statistics and the step. */
final class TrainingState {
    private final List<LayerState> layers;
    private long step;

    private TrainingState(List<LayerState> layers) {
        this.layers = List.copyOf(layers);
    }

    /** Layers of the right shapes, with weights of 0. */
    static TrainingState blank(Topology topology, int side, int classes) {
        List<LayerState> layers = new ArrayList<>();
        for (int l = 0; l < topology.convolutions().size(); l++) {
            long[] shape = {topology.convolutions().get(l).channels(), topology.inputChannels(l), Topology.KERNEL,
                    Topology.KERNEL};
            layers.add(new LayerState(shape, l > 0));
        }
        layers.add(new LayerState(new long[]{classes, topology.features(side)}, false));
        return new TrainingState(layers);
    }

    /** The start of training: convolutions from N(0, 2 / (9 * C_in)), the last layer uniform after Xavier. */
    static TrainingState initial(Topology topology, int side, int classes, long seed) {
        TrainingState state = blank(topology, side, classes);
        for (int l = 0; l < state.layers.size(); l++) {
            SplittableRandom random = new SplittableRandom(Draws.key(seed, Draws.Use.WEIGHTS, l));
            LayerState layer = state.layers.get(l);
            long fanIn = layer.weights().length / layer.shape()[0];
            boolean last = l == state.layers.size() - 1;
            double scale = last ? Math.sqrt(6.0 / (fanIn + layer.shape()[0])) : Math.sqrt(2.0 / fanIn);
            for (int i = 0; i < layer.weights().length; i++) {
                layer.weights()[i] = (float) (scale * (last ? random.nextDouble(-1, 1) : random.nextGaussian()));
            }
        }
        return state;
    }

    List<LayerState> layers() {
        return layers;
    }

    /** Steps done. */
    long step() {
        return step;
    }

    void setStep(long step) {
        this.step = step;
    }
}

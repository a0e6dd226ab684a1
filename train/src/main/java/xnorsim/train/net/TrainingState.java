package xnorsim.train.net;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;
import xnorsim.train.examples.TrainingDraws;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainedNeurons;
import xnorsim.train.recipe.Topology;

/** Complete state of training: weights, optimizer moments, statistics and the step. */
public final class TrainingState {
    private final List<LayerCheckpoint> layers;
    private long step;

    private TrainingState(List<LayerCheckpoint> layers) {
        this.layers = List.copyOf(layers);
    }

    /** Layers of the right shapes, with weights of 0. */
    public static TrainingState blank(Recipe recipe, Shape input, int classes) {
        Topology topology = recipe.network().topology();
        int steps = recipe.neurons().normalization() == TrainedNeurons.Statistics.STEP
                ? recipe.neurons().timeSteps()
                : 1;
        List<LayerCheckpoint> layers = new ArrayList<>();
        for (Geometry g : topology.geometries(input)) {
            long[] shape = {g.outputChannels(), g.input().channels(), g.kernelHeight(), g.kernelWidth()};
            layers.add(new LayerCheckpoint(shape, !layers.isEmpty(), steps));
        }
        // The last layer's statistics go over all steps: no array divides, and one divisor fits into its weights.
        layers.add(new LayerCheckpoint(new long[]{classes, topology.features(input).size()}, false, 1));
        layers.forEach(layer -> layer.threshold().values()[0] = (float) recipe.neurons().threshold());
        return new TrainingState(layers);
    }

    /** The start of training: hidden layers from N(0, 2 / fan-in), the last layer uniform after Xavier. */
    public static TrainingState initial(Recipe recipe, Shape input, int classes) {
        TrainingState state = blank(recipe, input, classes);
        for (int l = 0; l < state.layers.size(); l++) {
            SplittableRandom random = new SplittableRandom(
                    TrainingDraws.key(recipe.images().seed(), TrainingDraws.Use.WEIGHTS, l));
            LayerCheckpoint layer = state.layers.get(l);
            long fanIn = layer.weights().length / layer.shape()[0];
            boolean last = l == state.layers.size() - 1;
            double scale = last ? Math.sqrt(6.0 / (fanIn + layer.shape()[0])) : Math.sqrt(2.0 / fanIn);
            for (int i = 0; i < layer.weights().length; i++) {
                layer.weights()[i] = (float) (scale * (last ? random.nextDouble(-1, 1) : random.nextGaussian()));
            }
        }
        return state;
    }

    public List<LayerCheckpoint> layers() {
        return layers;
    }

    /** Steps done. */
    public long step() {
        return step;
    }

    public void setStep(long step) {
        this.step = step;
    }
}

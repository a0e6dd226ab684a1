package xnorsim.train.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Optional;
import xnorsim.network.Shape;
import xnorsim.train.examples.AlignedBuffers;
import xnorsim.train.examples.Batch;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainingSettings;

/**
 * Steps of Algorithm 1 on a {@link TrainingState}: forward, loss, backward, update.
 *
 * <p>Every array of the engine belongs to the manager of its step, so that nothing native outlives a step.
 */
public final class Learner implements AutoCloseable {
    /** The least that a learned threshold may become. */
    private static final float MIN_THRESHOLD = 0.05f;

    private final Recipe recipe;
    private final TrainingState state;
    private final SpikingNet net;
    private final UpdateRule rule;
    private final Engine engine;
    private final NDManager root;
    private final AlignedBuffers buffers = new AlignedBuffers();

    /**
     * What a batch gave.
     *
     * @param loss mean cross-entropy
     * @param correct images with the right class
     * @param rates spike rate of every hidden layer; empty if not requested
     * @param notFinite where the first non-finite number occurs in the forward pass; empty if the
     *                  loss is finite
     */
    public record Outcome(double loss, int correct, Optional<double[]> rates, Optional<String> notFinite) {}

    public Learner(TrainingSettings settings, Shape input, TrainingState state) {
        this.recipe = settings.recipe();
        this.state = state;
        engine = TorchEngine.start(settings.threads(),
                SpikeMaps.areEven(recipe.network().topology().geometries(input)));
        root = NDManager.newBaseManager(TorchEngine.trainingDevice(engine), TorchEngine.NAME);
        net = new SpikingNet(recipe, input);
        rule = UpdateRule.of(recipe);
    }

    /** One step of training; the state's step counts up. */
    public Outcome step(Batch batch, double learningRate, boolean withRates) {
        try (NDManager manager = root.newSubManager()) {
            Tensors tensors = Tensors.of(state, recipe, manager, buffers, true);
            Outcome outcome;
            try (GradientCollector collector = engine.newGradientCollector()) {
                SpikingNet.Forward forward = net.forward(batch.on(manager, buffers), tensors, true);
                NDArray loss = loss(forward.membranes(), batch, manager);
                collector.backward(loss);
                double value = loss.getFloat();
                outcome = new Outcome(value, batch.correct(Scores.classes(forward.membranes())),
                        withRates ? Optional.of(SpikingNet.rates(forward.spikes())) : Optional.empty(),
                        Double.isFinite(value) ? Optional.empty() : Optional.of(firstNotFinite(batch, forward)));
            }
            state.setStep(state.step() + 1);
            for (int l = 0; l < state.layers().size(); l++) {
                update(tensors.layer(l), learningRate);
            }
            tensors.keepStatistics();
            return outcome;
        }
    }

    /** Eq. (2) of scaled membranes, with label smoothing, averaged over the batch. */
    private NDArray loss(NDArray membranes, Batch batch, NDManager manager) {
        int classes = Math.toIntExact(membranes.getShape().get(1));
        NDArray logits = membranes.mul((float) recipe.loss().logitScale()).logSoftmax(1);
        NDArray targets = manager.create(batch.labels()).oneHot(classes);
        if (recipe.loss().labelSmoothing() > 0) {
            targets = targets.mul((float) (1 - recipe.loss().labelSmoothing()))
                    .add((float) (recipe.loss().labelSmoothing() / classes));
        }
        return logits.mul(targets).sum().mul(-1f / batch.size());
    }

    /** In the order in which they are computed: the state is still that from before the step. */
    private String firstNotFinite(Batch batch, SpikingNet.Forward forward) {
        if (!batch.isFinite()) {
            return "the input";
        }
        for (int l = 0; l < state.layers().size(); l++) {
            Optional<String> part = state.layers().get(l).notFinite();
            if (part.isPresent()) {
                return part.get() + " of layer " + (l + 1);
            }
        }
        for (int l = 0; l < forward.spikes().size(); l++) {
            if (!Float.isFinite(forward.spikes().get(l).stopGradient().sum().getFloat())) {
                return "the output of layer " + (l + 1);
            }
        }
        return Float.isFinite(forward.membranes().stopGradient().sum().getFloat()) ? "the loss" : "the membranes";
    }

    private void update(Tensors.Layer layer, double learningRate) {
        LayerCheckpoint learned = layer.state();
        double decay = learned.binary() ? 0 : recipe.optimization().weightDecay();
        rule.update(learned.parameter(), layer.weights().getGradient().toFloatArray(), decay, state.step(),
                learningRate);
        if (learned.binary()) {
            clamp(learned.weights(), -1f, 1f);
        }
        if (layer.theta().isPresent()) {
            rule.update(learned.threshold(), layer.theta().get().getGradient().toFloatArray(), 0, state.step(),
                    learningRate);
            clamp(learned.threshold().values(), MIN_THRESHOLD, Float.MAX_VALUE);
        }
    }

    private static void clamp(float[] values, float least, float most) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(values[i], least, most);
        }
    }

    /** Predicted classes of a batch with the running statistics, without training. */
    public int[] classify(Batch batch) {
        try (NDManager manager = root.newSubManager()) {
            Tensors tensors = Tensors.of(state, recipe, manager, buffers, false);
            return Scores.classes(net.forward(batch.on(manager, buffers), tensors, false).membranes());
        }
    }

    @Override
    public void close() {
        root.close();
    }
}

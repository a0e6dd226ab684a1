package xnorsim.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

/**
 * Steps of Algorithm 1 on a {@link TrainingState}: forward, loss, backward, update.
 *
 * <p>Every array of the engine belongs to the manager of its step, so that nothing native outlives a step.
 */
final class Learner implements AutoCloseable {
    /**
     * Temperature of the softmax in the loss of eq. (2). Without it training starts saturated, at a loss of about 9; the
     * class with the largest membrane is the same.
     */
    static final float LOGIT_SCALE = 0.25f;

    private final TrainingState state;
    private final SpikingNet net;
    private final Engine engine;
    private final NDManager root;

    /**
     * What a batch gave.
     *
     * @param loss mean cross-entropy
     * @param correct images with the right class
     */
    record Outcome(double loss, int correct) {}

    Learner(TrainingSettings settings, TrainingState state) {
        this.state = state;
        engine = TorchEngine.start(settings.threads());
        root = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME);
        IntegrateAndFire neurons = new IntegrateAndFire((float) settings.threshold(), (float) settings.damping());
        net = new SpikingNet(Topology.parse(settings.network()), settings.timeSteps(), neurons);
    }

    /** One step of training; the state's step counts up. */
    Outcome step(Batch batch, double learningRate) {
        try (NDManager manager = root.newSubManager()) {
            Tensors tensors = Tensors.of(state, manager, true);
            Outcome outcome;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray membranes = net.membranes(batch.on(manager), tensors, true);
                int classes = Math.toIntExact(membranes.getShape().get(1));
                NDArray logits = membranes.mul(LOGIT_SCALE).logSoftmax(1);
                NDArray targets = manager.create(batch.labels()).oneHot(classes);
                NDArray loss = logits.mul(targets).sum().mul(-1f / batch.size());
                collector.backward(loss);
                outcome = new Outcome(loss.getFloat(), batch.correct(Scores.classes(membranes)));
            }
            state.setStep(state.step() + 1);
            for (int l = 0; l < state.layers().size(); l++) {
                Adam.update(state.layers().get(l), tensors.gradient(l), state.step(), learningRate);
            }
            tensors.keepStatistics(state);
            return outcome;
        }
    }

    /** Classes of a batch with the running statistics; nothing is learned. */
    int[] classify(Batch batch) {
        try (NDManager manager = root.newSubManager()) {
            return Scores.classes(net.membranes(batch.on(manager), Tensors.of(state, manager, false), false));
        }
    }

    @Override
    public void close() {
        root.close();
    }
}

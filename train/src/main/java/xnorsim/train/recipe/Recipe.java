package xnorsim.train.recipe;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import xnorsim.base.InputException;
import xnorsim.network.InputCoding;
import xnorsim.network.Network;

/**
 * Everything that decides what a training run gives, files apart: equal recipes on equal data give equal weights. As a
 * file it is YAML with the keys in brackets, see {@link RecipeFile}.
 *
 * @param network [network] layers, such as {@code 32s,32,32,P,64,64}, or {@code vgg-11}; see {@link Topology}
 * @param width [width] factor of all numbers of channels, positive
 * @param residual [residual] which layers add the spikes of two layers back: {@code auto}, {@code none}, or numbers
 *        such as {@code 3,4,5}
 * @param pooling [pooling] pooling of P
 * @param coding [coding] input coding
 * @param neurons [neurons] type of neurons trained
 * @param timeSteps [time_steps] T, 1..65535
 * @param statistics [normalization] what batch norm's mu and sigma are taken over
 * @param alpha [alpha] scaling factor of eq. (5)
 * @param threshold [threshold] theta, or its initial value if learned; positive
 * @param learnThreshold [learn_threshold] whether theta is learned, one a layer
 * @param damping [delta] delta of eq. (4), positive
 * @param optimizer [optimizer] the optimizer
 * @param momentum [momentum] of sgd, at least 0 and below 1
 * @param weightDecay [weight_decay] of the real weights of the first and last layer, 0 or more
 * @param learningRate [learning_rate] at the end of the warm-up, positive
 * @param warmUpSteps [warm_up_steps] steps over which it rises linearly, 0 or more
 * @param decay [schedule] learning rate schedule after that
 * @param epochs [epochs] passes over the training images, at least 1
 * @param batch [batch] batch size in images, at least 1
 * @param labelSmoothing [label_smoothing] share of a label spread over all classes, at least 0 and below 1
 * @param logitScale [logit_scale] factor of the membranes in the softmax of the loss, eq. (2); positive
 * @param flip [flip] whether training images are mirrored left to right with probability 1/2
 * @param crop [crop] maximum random shift of training images in pixels, 0 or more
 * @param seed [seed] of weights, order, augmentation and input spikes
 * @param images [images] training images to use; 0 for all that are not held out
 * @param heldOut [held_out] number of validation images, the last of the training set, 0 or more
 */
public record Recipe(String network, double width, String residual, Pooling pooling, InputCoding coding,
        Neurons neurons,
        int timeSteps,
        Statistics statistics, Alpha alpha, double threshold, boolean learnThreshold, double damping,
        Optimizer optimizer, double momentum, double weightDecay, double learningRate, int warmUpSteps, Decay decay,
        int epochs, int batch, double labelSmoothing, double logitScale, boolean flip, int crop, long seed, int images,
        int heldOut) {
    private static final String WHERE = "training";

    /** What P does to the spikes of the layer before it. */
    public enum Pooling {
        /** A pooled spike where any of the window's is one, as the arrays do. */
        OR,
        /** The mean, a value between spikes: for comparisons only, no array can run it. */
        AVERAGE
    }

    /** What is trained. */
    public enum Neurons {
        /** The spiking network itself, by surrogate gradients. */
        SPIKING,
        /**
         * A network without time, of binary weights and the activation max(0, min(1, y / theta)), which is the rate
         * that an IF neuron with the drive y tends to; it is converted when it is written, with mu, sigma and theta as
         * they are.
         */
        RELU
    }

    /** What batch norm's mu and sigma are taken over, besides the images and positions. */
    public enum Statistics {
        /** All time steps of a layer. */
        LAYER,
        /**
         * Each time step separately. For comparisons only: a neuron would need a bias and a threshold for every step,
         * and has one of each.
         */
        STEP
    }

    /** The scaling factor of eq. (5). */
    public enum Alpha {
        /** 1. */
        ONE,
        /** The mean magnitude of the layer's latent weights. */
        LAYER,
        /** The mean magnitude of an output channel's latent weights. */
        CHANNEL
    }

    /** Optimizers. */
    public enum Optimizer {
        /** Betas 0.9 and 0.999. */
        ADAM,
        /** Stochastic gradient descent with momentum. */
        SGD
    }

    /** Schedule of the learning rate after the warm-up. */
    public enum Decay {
        /** The falling half of a cosine that ends at 0 with the last step. */
        COSINE,
        /** It stays. */
        CONSTANT
    }

    /**
     * Checks every value.
     *
     * @throws InputException if one is out of range
     */
    public Recipe {
        positive("width", width);
        Topology.of(network, width, residual, pooling);
        if (timeSteps < 1 || timeSteps > Network.MAX_TIME_STEPS) {
            throw InputException.wrongValue(WHERE, "time_steps", timeSteps, "1.." + Network.MAX_TIME_STEPS);
        }
        if (neurons == Neurons.RELU
                && (coding != InputCoding.DIRECT || learnThreshold || statistics == Statistics.STEP)) {
            throw InputException.wrongValue(WHERE, "neurons", "relu",
                    "spiking, or coding: direct, learn_threshold: false and normalization: layer with it; here"
                            + " coding is "
                            + word(coding) + ", learn_threshold " + learnThreshold + " and normalization "
                            + word(statistics));
        }
        positive("threshold", threshold);
        positive("delta", damping);
        share("momentum", momentum);
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw InputException.wrongValue(WHERE, "weight_decay", weightDecay, "a finite number of 0 or more");
        }
        positive("learning_rate", learningRate);
        atLeast("warm_up_steps", warmUpSteps, 0);
        atLeast("epochs", epochs, 1);
        atLeast("batch", batch, 1);
        share("label_smoothing", labelSmoothing);
        positive("logit_scale", logitScale);
        atLeast("crop", crop, 0);
        atLeast("images", images, 0);
        atLeast("held_out", heldOut, 0);
    }

    /** The recipe of the bundled network: all of Fashion-MNIST but 5,000 images, 6 epochs. */
    public static Recipe bundled() {
        return new Recipe("32s,32,32,P,64,64", 1, "auto", Pooling.OR, InputCoding.POISSON, Neurons.SPIKING, 8,
                Statistics.LAYER,
                Alpha.ONE, 1, false, 0.3, Optimizer.ADAM, 0.9, 0, 2e-2, 100, Decay.COSINE, 6, 50, 0, 0.25, false, 0,
                1, 0, 5000);
    }

    /**
     * Whether its networks have a form on the arrays. Means of spikes are no spikes, and a unit holds one bias and one
     * threshold, not one of each for every time step.
     */
    public boolean runsOnArrays() {
        return pooling == Pooling.OR && statistics == Statistics.LAYER;
    }

    /** Time steps of training: one where there is no time. */
    public int trainedSteps() {
        return neurons == Neurons.RELU ? 1 : timeSteps;
    }

    /** The network that the recipe describes. */
    public Topology topology() {
        return Topology.of(network, width, residual, pooling);
    }

    /** The same with another value of one key, as in a file. */
    public Recipe with(String key, String value) {
        return RecipeFile.parse(key + ": " + value, this);
    }

    /** Keys and values in the order of the documentation. */
    SequencedMap<String, Object> values() {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("network", network);
        values.put("width", width);
        values.put("residual", residual);
        values.put("pooling", word(pooling));
        values.put("coding", word(coding));
        values.put("neurons", word(neurons));
        values.put("time_steps", timeSteps);
        values.put("normalization", word(statistics));
        values.put("alpha", word(alpha));
        values.put("threshold", threshold);
        values.put("learn_threshold", learnThreshold);
        values.put("delta", damping);
        values.put("optimizer", word(optimizer));
        values.put("momentum", momentum);
        values.put("weight_decay", weightDecay);
        values.put("learning_rate", learningRate);
        values.put("warm_up_steps", warmUpSteps);
        values.put("schedule", word(decay));
        values.put("epochs", epochs);
        values.put("batch", batch);
        values.put("label_smoothing", labelSmoothing);
        values.put("logit_scale", logitScale);
        values.put("flip", flip);
        values.put("crop", crop);
        values.put("seed", seed);
        values.put("images", images);
        values.put("held_out", heldOut);
        return values;
    }

    /** The recipe as YAML, a key a line. */
    public String toYaml() {
        return values().entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw InputException.wrongValue(WHERE, name, value, "at least " + least);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw InputException.wrongValue(WHERE, name, value, "a finite number above 0");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw InputException.wrongValue(WHERE, name, value, "at least 0 and below 1");
        }
    }
}

package xnorsim.train;

import java.nio.file.Path;
import java.time.Duration;

import xnorsim.network.InputException;

/**
 * Everything a training run depends on: equal settings on equal data give equal weights.
 *
 * @param network layers of the network, such as {@code 32s,32,32,P,64,64}; see {@link Topology}
 * @param dataFolder folder with the four idx files of the data set
 * @param output the network file to write; the checkpoint lies beside it
 * @param epochs passes over the training images, at least 1
 * @param batch images a step, at least 1
 * @param learningRate of Adam at the end of the warm-up, positive
 * @param damping delta of eq. (4), positive
 * @param threshold theta, positive
 * @param warmUpSteps steps over which the learning rate rises linearly, 0 or more
 * @param timeSteps T, at least 1
 * @param seed of the weights, the order of the images and the input spikes
 * @param threads of the arithmetic, at least 1; sums depend on it in their last bits
 * @param images training images to use; 0 for all that are not held out
 * @param heldOut last images of the training file, kept for choosing, 0 or more
 * @param checkpointInterval time between checkpoints, positive; there is one at each end of an epoch anyway
 */
public record TrainingSettings(String network, Path dataFolder, Path output, int epochs, int batch,
        double learningRate, double damping, double threshold, int warmUpSteps, int timeSteps, long seed, int threads,
        int images, int heldOut, Duration checkpointInterval) {
    private static final String WHERE = "training";

    /**
     * Checks every value.
     *
     * @throws InputException if one is out of range
     */
    public TrainingSettings {
        Topology.parse(network);
        atLeast("epochs", epochs, 1);
        atLeast("batch", batch, 1);
        positive("learning rate", learningRate);
        positive("delta", damping);
        positive("theta", threshold);
        atLeast("warm-up steps", warmUpSteps, 0);
        atLeast("time steps", timeSteps, 1);
        atLeast("threads", threads, 1);
        atLeast("images", images, 0);
        atLeast("held-out images", heldOut, 0);
        if (!checkpointInterval.isPositive()) {
            throw InputException.wrongValue(WHERE, "the checkpoint interval", checkpointInterval, "a time above 0");
        }
    }

    /** The recipe of the shipped network: all of Fashion-MNIST but 5,000 images, 6 epochs. */
    public static TrainingSettings recipe(Path dataFolder, Path output) {
        return new TrainingSettings("32s,32,32,P,64,64", dataFolder, output, 6, 50, 2e-2, 0.3, 1.0, 100, 8, 1, 1, 0,
                5000, Duration.ofMinutes(5));
    }

    /** The settings that decide the result, one a line: neither files, nor threads, nor how often to save. */
    String summary() {
        return String.join("\n", "network " + network, "epochs " + epochs, "batch " + batch,
                "learning rate " + learningRate, "delta " + damping, "theta " + threshold,
                "warm-up steps " + warmUpSteps, "time steps " + timeSteps, "seed " + seed, "images " + images,
                "held-out images " + heldOut);
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
}

package xnorsim.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xnorsim train}: trains a network. Names no type of the training, whose classes are only there once the launcher
 * has been asked for this command.
 */
@Command(name = "train", sortOptions = false, description = {
        "Trains a network on Fashion-MNIST (or other grey images in idx files) and writes it as a model file.",
        "Ctrl-C ends early: what was learnt so far is written, and --resume goes on from there.",
        "What is left out has the value of the recipe that trained the bundled network."})
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "/usr/share/datasets/fashion-mnist", description = "Folder with the four idx files, plain or .gz (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE.npz", defaultValue = "trained.npz", description = "Model file to write; the checkpoint lies beside it (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--network", paramLabel = "LAYERS", description = "Channels of the 3x3 convolutions in order; s after a number is stride 2, P pools (recipe: "
            + "32s,32,32,P,64,64).")
    private Optional<String> network;

    @Option(names = "--epochs", paramLabel = "n", description = "Passes over the training images (recipe: 6).")
    private Optional<Integer> epochs;

    @Option(names = "--batch", paramLabel = "n", description = "Images a step (recipe: 50).")
    private Optional<Integer> batch;

    @Option(names = "--lr", paramLabel = "x", description = "Learning rate after the warm-up (recipe: 0.02).")
    private Optional<Double> learningRate;

    @Option(names = "--delta", paramLabel = "x", description = "Damping of the surrogate gradient, eq. (4) (recipe: 0.3).")
    private Optional<Double> delta;

    @Option(names = "--time-steps", paramLabel = "T", description = "Time steps an image takes (recipe: 8).")
    private Optional<Integer> timeSteps;

    @Option(names = "--seed", paramLabel = "s", description = "Seed of weights, order and input spikes (recipe: 1).")
    private Optional<Long> seed;

    @Option(names = "--images", paramLabel = "n", description = "Train on so many images only (recipe: all but the 5,000 held out).")
    private Optional<Integer> images;

    @Option(names = "--threads", paramLabel = "n", description = "Threads of the arithmetic; the last bits of the weights depend on it (recipe: 1).")
    private Optional<Integer> threads;

    @Option(names = "--checkpoint-minutes", paramLabel = "n", description = "Minutes between checkpoints (recipe: 5).")
    private Optional<Integer> checkpointMinutes;

    @Option(names = "--resume", description = "Go on from the checkpoint of a run with the same settings.")
    private boolean resume;

    private final Output output;

    TrainCommand(Output output) {
        this.output = output;
    }

    /**
     * The options, as given.
     *
     * @see xnorsim.train.TrainingSettings
     */
    record Options(Path data, Path out, Optional<String> network, Optional<Integer> epochs, Optional<Integer> batch,
            Optional<Double> learningRate, Optional<Double> delta, Optional<Integer> timeSteps, Optional<Long> seed,
            Optional<Integer> images, Optional<Integer> threads, Optional<Integer> checkpointMinutes, boolean resume) {}

    @Override
    public Integer call() {
        OutputFiles.requireApart(Bundle.imageFiles(data), List.of(out));
        return TrainingSession.run(new Options(data, out, network, epochs, batch, learningRate, delta, timeSteps, seed,
                images, threads, checkpointMinutes, resume), output);
    }
}

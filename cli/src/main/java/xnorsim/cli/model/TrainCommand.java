package xnorsim.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.base.Printable;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;

/**
 * {@code xnorsim train}: trains a network. Names no type of the training, whose classes are only there once the
 * launcher has been asked for this command.
 */
@Command(name = "train", sortOptions = false, description = {
        "Trains a network and writes a model file, a checkpoint, and the training curve as .csv and .png.",
        "Ctrl-C stops early and saves the model and a checkpoint; --resume continues from it.",
        "Defaults are those of the bundled network's recipe; docs/training.md lists all keys."})
public final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "/usr/share/datasets/fashion-mnist",
            description = "Images: a folder of idx files, CIFAR-10 or CIFAR-100 (folder or .tar.gz), or"
                    + " train/CLASS/*.png and test/CLASS/*.png (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE.npz", defaultValue = "trained.npz",
            description = "Model file to write (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--recipe", paramLabel = "FILE", description = "Recipe (YAML); the options below override it.")
    private Optional<Path> recipe;

    @Option(names = "--network", paramLabel = "LAYERS",
            description = "vgg-11, or the channels of each 3x3 convolution in order; suffix k5: 5x5 kernel, suffix s:"
                    + " stride 2; P: pooling, F128: fully connected (recipe: "
                    + "32s,32,32,P,64,64).")
    private Optional<String> network;

    @Option(names = "--epochs", paramLabel = "n", description = "Training epochs (recipe: 6).")
    private Optional<String> epochs;

    @Option(names = "--batch", paramLabel = "n", description = "Batch size in images (recipe: 50).")
    private Optional<String> batch;

    @Option(names = "--lr", paramLabel = "x", description = "Learning rate after the warm-up (recipe: 0.02).")
    private Optional<String> learningRate;

    @Option(names = "--delta", paramLabel = "x",
            description = "Damping of the surrogate gradient, eq. (4) (recipe: 0.3).")
    private Optional<String> delta;

    @Option(names = "--time-steps", paramLabel = "T", description = "Time steps per image (recipe: 8).")
    private Optional<String> timeSteps;

    @Option(names = "--seed", paramLabel = "s", description = "Seed of initial weights, shuffling and input spikes"
            + " (recipe: 1).")
    private Optional<String> seed;

    @Option(names = "--images", paramLabel = "n",
            description = "Number of training images (recipe: all except the 5,000 held out).")
    private Optional<String> images;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Any other key of a recipe, such as coding=direct; may be repeated.")
    private List<String> others = new ArrayList<>();

    @Option(names = "--test-steps", paramLabel = "T", split = ",",
            description = "Also test the trained network with these numbers of time steps, such as 1,2,4.")
    private List<Integer> testSteps = new ArrayList<>();

    @Option(names = "--threads", paramLabel = "n", defaultValue = "1",
            description = "Compute threads; the lowest bits of the weights depend on the number (default:"
                    + " ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--checkpoint-minutes", paramLabel = "n", defaultValue = "5",
            description = "Minutes between checkpoints (default: ${DEFAULT-VALUE}).")
    private int checkpointMinutes;

    @Option(names = "--resume", description = "Continue from the checkpoint of a run with the same recipe and data.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Discard the checkpoint of an unfinished run with the same output.")
    private boolean overwrite;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public TrainCommand(Output output) {
        this.output = output;
    }

    /**
     * The options, as given.
     *
     * @param values keys of a recipe with the options they were given by and their values
     * @see xnorsim.train.recipe.TrainingSettings
     */
    public record Options(Path data, Path out, Optional<Path> recipe, List<Value> values, List<Integer> testSteps,
            int threads, int checkpointMinutes, Begin begin) {}

    /** What becomes of a checkpoint beside the output. */
    public enum Begin {
        /** One of an unfinished run stops this one before it begins. */
        FRESH,
        /** It is replaced. */
        OVERWRITE,
        /** This run resumes from it. */
        RESUME
    }

    /** A key of a recipe that was given on the command line. */
    record Value(String option, String key, String text) {}

    @Override
    public Integer call() {
        if (resume && overwrite) {
            throw new InputException(
                    "--resume continues from the checkpoint that --overwrite discards, expected only one of them");
        }
        if (!String.valueOf(out.getFileName()).endsWith(".npz")) {
            throw new InputException("--out is " + out + ", expected the name of a model file, which ends in .npz");
        }
        if (checkpointMinutes < 1) {
            throw new InputException("--checkpoint-minutes is " + checkpointMinutes + ", expected at least 1");
        }
        Begin begin = overwrite ? Begin.OVERWRITE : resume ? Begin.RESUME : Begin.FRESH;
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(data));
        recipe.ifPresent(inputs::add);
        OutputFiles.requireApart(inputs, List.of(out));
        return TrainingSession.run(new Options(data, out, recipe, values(), testSteps, threads, checkpointMinutes,
                begin), form, output);
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        add(values, "--network", "network", network);
        add(values, "--epochs", "epochs", epochs);
        add(values, "--batch", "batch", batch);
        add(values, "--lr", "learning_rate", learningRate);
        add(values, "--delta", "delta", delta);
        add(values, "--time-steps", "time_steps", timeSteps);
        add(values, "--seed", "seed", seed);
        add(values, "--images", "images", images);
        for (String other : others) {
            int equals = other.indexOf('=');
            if (equals < 1) {
                throw new InputException("--set is " + Printable.typed(other)
                        + ", expected a key and a value, such as coding=direct");
            }
            String key = other.substring(0, equals);
            values.stream().filter(value -> value.key().equals(key)).findFirst().ifPresent(value -> {
                throw new InputException("--set is " + other + ", but " + value.option() + " gives " + key
                        + " a value too, expected one of them");
            });
            values.add(new Value("--set", key, other.substring(equals + 1)));
        }
        return values;
    }

    private static void add(List<Value> values, String option, String key, Optional<String> text) {
        text.ifPresent(given -> values.add(new Value(option, key, given)));
    }
}

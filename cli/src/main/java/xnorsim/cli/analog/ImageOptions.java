package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import xnorsim.chip.run.SessionInput;
import xnorsim.cli.io.Bundle;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;

/** Where the images of a network with an analog readout come from, and how they become spikes. */
final class ImageOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images, as for run.")
    private Optional<Path> data;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes"
            + " (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "n", description = "Images evaluated in parallel (default: one per"
            + " core).")
    private Optional<Integer> threads;

    /** Folder of the images for a model file. */
    Path folder(Path model) {
        return Bundle.data(data, model);
    }

    /** All test images for a model file. */
    LabelledImages read(Path model) {
        return LabelledImages.read(folder(model), Split.TEST);
    }

    /** The first of these images as input of a network. */
    SessionInput input(LabelledImages labelled, Path model, Network network, int count) {
        return Bundle.input(labelled, folder(model), network, count, seed);
    }

    /** Seed of the input spikes. */
    long seed() {
        return seed;
    }

    /** Threads to use. */
    int threads() {
        return Bundle.threads(threads);
    }
}

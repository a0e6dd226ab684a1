package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.base.InputException;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.Session;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Output;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.neurons.NeuronRule;

/** The options of commands that run a network with an analog readout. */
final class AnalogRunOptions {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML) with a"
            + " readout of kind charge or current.")
    private Path arch;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images, as for run.")
    private Optional<Path> data;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes"
            + " (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "n", description = "Images simulated in parallel (default: one per"
            + " core).")
    private Optional<Integer> threads;

    /**
     * What the options name.
     *
     * @param model    the network's file
     * @param layout   the network on its chip
     * @param readout  of the chip
     * @param labelled all images of the data
     * @param inputs   files that must not be overwritten
     * @param session  the images on the chip
     */
    record Opened(Path model, NetworkMapping layout, AnalogReadout readout, LabelledImages labelled, List<Path> inputs,
            Session session) {

        Network network() {
            return session.mapping().network();
        }

        int images() {
            return session.input().images();
        }
    }

    /** Seed of the input spikes. */
    long seed() {
        return seed;
    }

    /** Threads to use. */
    int threads() {
        return Bundle.threads(threads);
    }

    /**
     * Reads the files.
     *
     * @param command as users call it
     * @param images  number of images, if given
     * @param usual   number of images otherwise, or all if fewer
     */
    Opened open(String command, Optional<Integer> images, int usual, Output output) {
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        NetworkMapping layout = NetworkMapping.read(arch, network, output, NeuronRule.Analysis.DECISION, command);
        Mapping mapping = layout.mapping();
        if (!(mapping.architecture().readout() instanceof AnalogReadout readout)) {
            throw new InputException(arch + ": the readout is " + mapping.architecture().readout().key()
                    + ", expected a readout of kind charge or current");
        }
        Path dataFolder = Bundle.data(data, modelFile);
        LabelledImages labelled = LabelledImages.read(dataFolder, Split.TEST);
        int count = Bundle.images(images, usual, labelled.count(), dataFolder);
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(dataFolder));
        inputs.addAll(List.of(modelFile, arch));
        Session session = new Session(mapping, Bundle.input(labelled, dataFolder, network, count, seed))
                .threads(threads());
        return new Opened(modelFile, layout, readout, labelled, inputs, session);
    }
}

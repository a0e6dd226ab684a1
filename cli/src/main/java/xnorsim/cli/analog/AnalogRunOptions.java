package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final ImageOptions images = new ImageOptions();

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
        return images.seed();
    }

    /** Threads to use. */
    int threads() {
        return images.threads();
    }

    /**
     * Reads the files.
     *
     * @param command as users call it
     * @param count   number of images, if given
     * @param usual   number of images otherwise, or all if fewer
     */
    Opened open(String command, Optional<Integer> count, int usual, Output output) {
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        NetworkMapping layout = NetworkMapping.read(arch, network, output, NeuronRule.Analysis.DECISION, command);
        Mapping mapping = layout.mapping();
        if (!(mapping.architecture().readout() instanceof AnalogReadout readout)) {
            throw new InputException(arch + ": the readout is " + mapping.architecture().readout().key()
                    + ", expected a readout of kind charge or current");
        }
        Path folder = images.folder(modelFile);
        LabelledImages labelled = images.read(modelFile);
        int chosen = Bundle.images(count, usual, labelled.count(), folder);
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(folder));
        inputs.addAll(List.of(modelFile, arch));
        Session session = new Session(mapping, images.input(labelled, modelFile, network, chosen))
                .threads(threads());
        return new Opened(modelFile, layout, readout, labelled, inputs, session);
    }
}

package xnorsim.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import xnorsim.arrays.PopcountKernel;
import xnorsim.chip.ChipSimulation;
import xnorsim.chip.MacroSimulation;
import xnorsim.chip.Mapping;
import xnorsim.chip.NetworkRun;
import xnorsim.network.BinaryLayer;
import xnorsim.network.InputException;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.trace.VcdOptions;
import xnorsim.trace.VcdScope;
import xnorsim.trace.VcdWriter;

/**
 * The waveform of one subarray while its chip works on one image, in a simulation of its own.
 *
 * @param file       to write
 * @param layer      number or name of the layer
 * @param rowTile    row of the subarray in the layer
 * @param columnTile column of the subarray in the layer
 * @param image      index in the data
 */
record TraceRequest(Path file, String layer, int rowTile, int columnTile, int image) {

    /** Refuses what cannot be traced, before the run. */
    void check(Mapping mapping, int images) {
        int index = index(mapping.network());
        int rows = mapping.rowTiles(index);
        int columns = mapping.columnTiles(index);
        if (rowTile < 0 || rowTile >= rows || columnTile < 0 || columnTile >= columns) {
            throw new InputException(
                    "--vcd-tile is " + rowTile + "," + columnTile + ", expected 0,0 to " + (rows - 1) + ","
                            + (columns - 1) + ", a subarray of layer " + layer);
        }
        if (image < 0 || image >= images) {
            throw new InputException(
                    "--vcd-image is " + image + ", expected 0.." + (images - 1) + ", an image of the data");
        }
        OutputFiles.requireWritableWaveform(file);
    }

    /** Simulates the image and writes the waveform. */
    void record(Mapping mapping, PopcountKernel kernel, NetworkRun run) throws IOException {
        ChipSimulation chip = new ChipSimulation(mapping, kernel);
        int index = index(mapping.network());
        String name = mapping.network().layers().get(index).name();
        VcdScope scope = new VcdScope(MacroSimulation.SCOPE, chip.signals(index, rowTile, columnTile));
        String comment = "layer " + index + " (" + name + "), tile " + rowTile + "," + columnTile + ", image " + image;
        try (VcdWriter waveform = VcdWriter.open(file, chip.scheduler(), List.of(scope),
                new VcdOptions(List.of(comment), false))) {
            chip.run(run.source(image));
            waveform.finish();
        }
    }

    private int index(Network network) {
        List<Layer> layers = network.layers();
        return IntStream.range(0, layers.size())
                .filter(l -> layers.get(l).name().equals(layer) || Integer.toString(l).equals(layer))
                .filter(l -> layers.get(l) instanceof BinaryLayer).findFirst()
                .orElseThrow(() -> new InputException("--vcd-layer is " + layer + ", expected a layer on subarrays: "
                        + String.join(", ", names(layers))));
    }

    private static List<String> names(List<Layer> layers) {
        return IntStream.range(0, layers.size()).filter(l -> layers.get(l) instanceof BinaryLayer)
                .mapToObj(l -> l + " or " + layers.get(l).name()).toList();
    }
}

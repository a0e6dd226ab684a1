package xnorsim.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import xnorsim.network.InputCoding;
import xnorsim.network.InputException;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;
import xnorsim.network.npy.NpzFile;

/** Spikes of the user's own into a network, and every layer's spikes out of it, as NumPy arrays. */
final class SpikeFiles {
    /** Names of the arrays in a layer's file. */
    static final String ARRAY = "spikes";
    static final String TRACE = "trace";
    private static final long MOST_BYTES = 1L << 29;

    @Option(names = "--inputs", paramLabel = "SPIKES.npy", description = "Drive the network with these spikes instead of coded images: 0 and 1 of any type, (images, T, channels, height, width) or (images, T, values); .npz with an array spikes.")
    private Optional<Path> inputs;

    @Option(names = "--save", paramLabel = "DIR", description = "Write every layer's spikes and last membranes, LAYER.npz, and the classes, classes.npy.")
    private Optional<Path> save;

    @Option(names = "--every-step", description = "With --save: the membranes after every time step as well, as array trace.")
    private boolean everyStep;

    /**
     * Inputs of several images.
     *
     * @param count  how many images
     * @param values one byte an input value, index (image, time step, value)
     */
    // Arrays: read once and handed on; nothing compares two of these.
    @SuppressWarnings("ArrayRecordComponent")
    record Inputs(int count, int timeSteps, int size, byte[] values) {
        /** What an image gives the first layer. */
        SpikeSource source(int image) {
            return new SpikeSource() {
                @Override
                public boolean spike(int timeStep, int pixel) {
                    return value(timeStep, pixel) != 0;
                }

                @Override
                public int value(int timeStep, int pixel) {
                    return Byte.toUnsignedInt(values[(image * timeSteps + timeStep) * size + pixel]);
                }
            };
        }
    }

    Optional<Path> inputFile() {
        return inputs;
    }

    Optional<Path> folder() {
        return save;
    }

    boolean everyStep() {
        return everyStep;
    }

    /** The files of {@link #folder}. */
    List<Path> files(Network network) {
        return save.map(
                folder -> Stream.concat(network.layers().stream().map(layer -> folder.resolve(layer.name() + ".npz")),
                        Stream.of(folder.resolve("classes.npy"))).toList())
                .orElse(List.of());
    }

    /** Refuses a folder that cannot be written, and more results than memory holds. */
    void check(Network network, int images, List<Path> others) {
        OutputFiles.requireApart(Stream.concat(others.stream(), inputs.stream()).toList(), files(network));
        save.ifPresent(folder -> OutputFiles.requireWritableFolder(folder, files(network)));
        if (save.isPresent()) {
            requireRoom("--save", network, images, everyStep);
        }
    }

    /** Refuses more results than memory holds. */
    static void requireRoom(String option, Network network, int images, boolean everyStep) {
        int steps = network.timeSteps();
        double bytes = 0;
        for (Layer layer : network.layers()) {
            bytes += (double) images * layer.geometry().output().size()
                    * (steps + Double.BYTES * (everyStep ? steps + 1 : 1));
        }
        if (bytes > MOST_BYTES) {
            throw InputException.wrongValue(option, "the size of the results", Math.round(bytes / (1 << 20)) + " MiB",
                    "at most " + (MOST_BYTES >> 20) + " MiB; --images takes fewer images");
        }
    }

    /**
     * Reads the spikes.
     *
     * @throws InputException if the array does not fit the network
     */
    static Inputs read(Path file, Network network) {
        NpyArray array = file.toString().endsWith(".npz") ? only(file) : NpyFile.read(file);
        Shape shape = network.input();
        int steps = network.timeSteps();
        String expected = "(images, " + steps + ", " + shape.channels() + ", " + shape.height() + ", " + shape.width()
                + ") or (images, " + steps + ", " + shape.size() + ")";
        if (array.rank() == 5) {
            array.requireShape(expected, -1, steps, shape.channels(), shape.height(), shape.width());
        } else {
            array.requireShape(expected, -1, steps, shape.size());
        }
        byte[] values = network.first().coding() == InputCoding.POISSON
                ? array.asBytes01()
                : array.asUnsignedBytes();
        return new Inputs(array.size(0), steps, shape.size(), values);
    }

    private static NpyArray only(Path file) {
        SequencedMap<String, NpyArray> arrays = NpzFile.read(file);
        NpyArray named = arrays.get(ARRAY);
        if (named == null) {
            throw InputException.missing(file.toString(), "array " + ARRAY, "the input spikes");
        }
        return named;
    }

    /** Writes what was kept of a run. */
    void write(Network network, SpikeSession.Kept kept) {
        if (save.isEmpty()) {
            return;
        }
        Path folder = save.get();
        OutputFiles.makeFolder(folder);
        int images = kept.classes().length;
        for (int l = 0; l < network.layers().size(); l++) {
            Shape map = network.layers().get(l).geometry().output();
            SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
            if (l < kept.spikes().length) {
                arrays.put(ARRAY, NpyArray.ofUnsigned(kept.spikes()[l], images, network.timeSteps(), map.channels(),
                        map.height(), map.width()));
            }
            arrays.put("membranes",
                    NpyArray.of(kept.membranes()[l], images, map.channels(), map.height(), map.width()));
            if (kept.traces().isPresent()) {
                arrays.put(TRACE, NpyArray.of(kept.traces().get()[l], images, network.timeSteps(), map.channels(),
                        map.height(), map.width()));
            }
            NpzFile.write(folder.resolve(network.layers().get(l).name() + ".npz"), arrays);
        }
        NpyFile.write(folder.resolve("classes.npy"), NpyArray.of(kept.classes(), images));
    }
}

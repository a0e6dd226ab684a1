package xnorsim.cli.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.chip.run.ActivityRecorder;
import xnorsim.chip.run.SessionInput;
import xnorsim.cli.io.OutputFiles;
import xnorsim.network.InputCoding;
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
    static final String LABELS = "labels";
    /** What the first layer was given; no array of a layer, whose files end in .npz. */
    private static final String INPUTS = "inputs.npy";
    private static final long MAX_BYTES = 384L << 20;

    @Option(names = "--inputs", paramLabel = "SPIKES.npy", description = "Input spikes instead of coded images: 0 and"
            + " 1 of any type, (images, T, channels, height, width) or (images, T, values); in an .npz file, array"
            + " spikes.")
    private Optional<Path> inputs;

    @Option(names = "--labels", paramLabel = "LABELS.npy", description = "With --inputs: integer class labels"
            + " (images) to compute the accuracy; in an .npz file, array labels. The file of --inputs may contain it"
            + " too.")
    private Optional<Path> labels;

    @Option(names = "--save", paramLabel = "DIR", description = "Write spikes and final membranes of each layer"
            + " (LAYER.npz), predicted classes (classes.npy) and inputs of the first layer (inputs.npy).")
    private Optional<Path> save;

    @Option(names = "--every-step", description = "With --save: also the membranes after every time step, as array"
            + " trace.")
    private boolean everyStep;

    /**
     * Inputs of several images.
     *
     * @param count  how many images
     * @param values one byte an input value, index (image, time step, value)
     * @param labels one an image, if they are known
     */
    // Arrays: read once and passed on; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Inputs(int count, int timeSteps, int size, byte[] values, Optional<int[]> labels) {
        /** The first images. */
        SessionInput first(int images) {
            return new SessionInput(images, this::source,
                    labels.map(all -> Arrays.stream(all).limit(images).boxed().toList()).orElse(List.of()));
        }

        private SpikeSource source(int image) {
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

    /** The files that are read. */
    List<Path> read() {
        return Stream.of(inputs, labels).flatMap(Optional::stream).toList();
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
                        Stream.of(folder.resolve("classes.npy"), folder.resolve(INPUTS))).toList())
                .orElse(List.of());
    }

    /** Rejects a folder that cannot be written, and results that exceed the memory. */
    void check(Network network, int images, List<Path> others) {
        OutputFiles.requireApart(Stream.concat(others.stream(), read().stream()).toList(), files(network));
        save.ifPresent(folder -> OutputFiles.requireWritableFolder(folder, files(network)));
        if (save.isPresent()) {
            requireRoom("--save", network, images, everyStep);
        }
    }

    /** Rejects results that exceed the memory. */
    static void requireRoom(String option, Network network, int images, boolean everyStep) {
        int steps = network.timeSteps();
        double bytes = (double) images * steps * network.input().size();
        for (Layer layer : network.layers()) {
            bytes += (double) images * layer.geometry().output().size()
                    * (steps + Double.BYTES * (everyStep ? steps + 1 : 1));
        }
        if (bytes > MAX_BYTES) {
            throw InputException.wrongValue(option, "the size of the results", Math.round(bytes / (1 << 20)) + " MiB",
                    "at most " + (MAX_BYTES >> 20) + " MiB; --images takes fewer images");
        }
    }

    /**
     * Reads the spikes, and the labels if there are any.
     *
     * @throws InputException if an array does not fit the network
     */
    Inputs read(Network network) {
        Path file = inputs.orElseThrow();
        SequencedMap<String, NpyArray> archive = isArchive(file) ? NpzFile.read(file) : new LinkedHashMap<>();
        NpyArray array = isArchive(file) ? named(file, archive, ARRAY, "the input spikes") : NpyFile.read(file);
        Optional<NpyArray> own = Optional.ofNullable(archive.get(LABELS));
        if (own.isPresent() && labels.isPresent()) {
            throw new InputException("--labels is " + labels.get() + ", but " + file
                    + " contains labels too, expected only one of them");
        }
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
        return new Inputs(array.size(0), steps, shape.size(), values,
                own.or(() -> labels.map(SpikeFiles::labels)).map(given -> classes(given, array.size(0), network)));
    }

    private static boolean isArchive(Path file) {
        return file.toString().endsWith(".npz");
    }

    private static NpyArray labels(Path file) {
        return isArchive(file) ? named(file, NpzFile.read(file), LABELS, "the classes") : NpyFile.read(file);
    }

    private static NpyArray named(Path file, SequencedMap<String, NpyArray> arrays, String name, String expected) {
        NpyArray named = arrays.get(name);
        if (named == null) {
            throw InputException.missing(file.toString(), "array " + name, expected);
        }
        return named;
    }

    /** One class an image. */
    private static int[] classes(NpyArray labels, int images, Network network) {
        int[] classes = labels.requireShape("(" + images + ",), one label for each of the images", images).asInts();
        for (int k = 0; k < images; k++) {
            if (classes[k] < 0 || classes[k] >= network.classes()) {
                throw InputException.wrongValue(labels.origin(), "the label of image " + k, classes[k],
                        "0.." + (network.classes() - 1) + ", the classes of network " + network.name());
            }
        }
        return classes;
    }

    /** Writes what was kept of a run, and its inputs as they entered the first layer. */
    void write(Network network, ActivityRecorder.Kept kept, List<Integer> classes,
            IntFunction<SpikeSource> sources) {
        if (save.isEmpty()) {
            return;
        }
        Path folder = save.get();
        OutputFiles.makeFolder(folder);
        int images = classes.size();
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
        NpyFile.write(folder.resolve("classes.npy"),
                NpyArray.of(classes.stream().mapToInt(Integer::intValue).toArray(), images));
        Shape input = network.input();
        byte[] values = new byte[images * network.timeSteps() * input.size()];
        for (int i = 0, at = 0; i < images; i++) {
            SpikeSource source = sources.apply(i);
            for (int t = 0; t < network.timeSteps(); t++) {
                for (int pixel = 0; pixel < input.size(); pixel++) {
                    values[at++] = (byte) source.value(t, pixel);
                }
            }
        }
        NpyFile.write(folder.resolve(INPUTS), NpyArray.ofUnsigned(values, images, network.timeSteps(),
                input.channels(), input.height(), input.width()));
    }
}

package xnorsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import xnorsim.base.InputException;
import xnorsim.cli.io.NumberRanges;
import xnorsim.network.file.ForeignFile;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;
import xnorsim.plot.Activity;

/** What neurons did, from the files of {@code run --save} and {@code macro --out}. */
final class ActivityFiles {
    /** What a membrane of a network is measured in, eq. (7). */
    static final String UNIT = "units of alpha";
    private static final String ENDING = ".npz";
    private static final int MAX_IMAGES = 10;

    private ActivityFiles() {}

    /** Whether these are arrays of what neurons did, not a model. */
    static boolean isActivity(Path source) {
        if (Files.isDirectory(source)) {
            return !Files.exists(source.resolve("model.npz"));
        }
        if (!Files.exists(source)) {
            return false;
        }
        ForeignFile.refuseAsModel(source);
        SequencedMap<String, NpyArray> arrays = NpzFile.read(source);
        return arrays.containsKey(SpikeFiles.ARRAY) || arrays.containsKey("membranes");
    }

    /**
     * Reads the layers of a folder, or the one of a file.
     *
     * @param layers names of those that are wanted, all if empty
     * @param images numbers of those that are wanted
     */
    static List<Activity> read(Path source, List<String> layers, Optional<String> images) {
        List<Path> files = Files.isDirectory(source) ? inFolder(source) : List.of(source);
        for (String layer : layers) {
            if (files.stream().noneMatch(file -> name(file).equals(layer))) {
                throw InputException.noSuch("--layer", "layer", layer,
                        files.stream().map(ActivityFiles::name).toList());
            }
        }
        List<Activity> activities = new ArrayList<>();
        for (Path file : files) {
            if (layers.isEmpty() || layers.contains(name(file))) {
                of(file, images).ifPresent(activities::add);
            }
        }
        if (activities.isEmpty()) {
            throw new InputException(source + ": has no spikes and no membranes per time step, expected files of run"
                    + " --save (--every-step for membranes) or macro --out");
        }
        return activities;
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
            if (found.isEmpty()) {
                throw new InputException(folder + ": contains no .npz file, expected files of run --save");
            }
            return found;
        } catch (IOException e) {
            throw InputException.unreadable(folder, e);
        }
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    private static Optional<Activity> of(Path file, Optional<String> images) {
        SequencedMap<String, NpyArray> arrays = NpzFile.read(file);
        Optional<NpyArray> spikes = Optional.ofNullable(arrays.get(SpikeFiles.ARRAY));
        Optional<NpyArray> trace = Optional.ofNullable(arrays.get(SpikeFiles.TRACE));
        // A subarray's membranes are registers, in units of 2^-F.
        Optional<NpyArray> registers = Optional.ofNullable(arrays.get("membrane"));
        Optional<NpyArray> shape = spikes.or(() -> trace).or(() -> registers);
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        int[] sizes = shape.get().shape();
        if (sizes.length < 3 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw InputException.wrongValue(file.toString(), "the shape of the spikes", Arrays.toString(sizes),
                    "images, time steps, then one or more dimensions of neurons");
        }
        List.of(trace, registers).forEach(other -> other.ifPresent(array -> array
                .requireShape("that of the spikes, " + Arrays.toString(sizes), sizes)));
        List<Integer> numbers = images(images, sizes[0]);
        int neurons = Arrays.stream(sizes).skip(2).reduce(1, Math::multiplyExact);
        return Optional.of(new Activity(name(file), numbers, sizes[1], neurons,
                spikes.map(array -> bytes(array, numbers, sizes[0])),
                trace.map(array -> part(array.asFiniteDoubles(), numbers, sizes[0]))
                        .or(() -> registers.map(array -> part(
                                Arrays.stream(array.asLongs()).asDoubleStream().toArray(),
                                numbers, sizes[0]))),
                trace.isPresent() ? UNIT : "units of 2^-F"));
    }

    /** The images that are shown: the listed ones, or the first few. */
    static List<Integer> images(Optional<String> list, int count) {
        String text = list.orElse("0-" + (Math.min(MAX_IMAGES, count) - 1));
        return NumberRanges.parse("--images", text, count, "images").numbers().boxed().distinct().sorted().toList();
    }

    private static byte[] bytes(NpyArray array, List<Integer> numbers, int count) {
        byte[] all = array.asBytes01();
        int size = all.length / count;
        byte[] part = new byte[numbers.size() * size];
        for (int i = 0; i < numbers.size(); i++) {
            System.arraycopy(all, numbers.get(i) * size, part, i * size, size);
        }
        return part;
    }

    private static double[] part(double[] all, List<Integer> numbers, int count) {
        int size = all.length / count;
        double[] part = new double[numbers.size() * size];
        for (int i = 0; i < numbers.size(); i++) {
            System.arraycopy(all, numbers.get(i) * size, part, i * size, size);
        }
        return part;
    }
}

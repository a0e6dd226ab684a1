package xnorsim.cli.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xnorsim.base.InputException;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;

/** The trained network and the images that come with the program, in the folder that the launcher names. */
public final class Bundle {
    /** System property of the launcher: the folder of the checkout. */
    static final String HOME = "xnorsim.home";
    private static final String MODEL = "model.npz";

    private Bundle() {}

    /** Each thread needs its own memory; no machine has more cores. */
    private static final int MAX_THREADS = 4096;

    /** The model file that is meant: the given one, the one in a given folder, or the bundled one. */
    public static Path model(Optional<Path> given) {
        Path model = given.orElseGet(Bundle::folder);
        return Files.isDirectory(model) ? model.resolve(MODEL) : model;
    }

    /** The folder of images that is meant: the given one, that of the model if it has images, or the bundled one. */
    public static Path data(Optional<Path> given, Path model) {
        if (given.isPresent()) {
            return given.get();
        }
        Path beside = model.toAbsolutePath().getParent();
        return beside != null && hasImages(beside) ? beside : folder();
    }

    /** An archive of images, and the files of images and labels in a folder, under each of the names they may have. */
    public static List<Path> imageFiles(Path place) {
        Stream<Path> files = Arrays.stream(Split.values())
                .flatMap(split -> Stream.of(split.imagesName(), split.labelsName()))
                .flatMap(name -> Split.variants(name).stream()).map(place::resolve);
        return Stream.concat(Stream.of(place), files).toList();
    }

    /**
     * Rejects a number of images that exceeds the data.
     *
     * @param images what {@code --images} says
     * @param there  how many the folder has
     */
    public static void requireImages(int images, int there, Path folder) {
        if (images < 1 || images > there) {
            throw new InputException(
                    "--images is " + images + ", expected 1.." + there + ", the number of images in " + folder);
        }
    }

    /**
     * How many images to take.
     *
     * @param given what {@code --images} says, if it is there
     * @param usual how many without it, unless the folder has fewer
     * @param there how many the folder has
     */
    public static int images(Optional<Integer> given, int usual, int there, Path folder) {
        given.ifPresent(count -> requireImages(count, there, folder));
        return given.orElse(Math.min(usual, there));
    }

    /**
     * The first images of a folder as input of a network.
     *
     * @throws InputException if images and network do not match; names the folder
     */
    public static SessionInput input(LabelledImages images, Path folder, Network network, int count, long seed) {
        try {
            return SessionInput.of(images, network, count, seed);
        } catch (InputException e) {
            throw e.of("data", folder);
        }
    }

    /** How many images (or the like) are simulated at a time: what {@code --threads} says, or one a core. */
    public static int threads(Optional<Integer> given) {
        int threads = given.orElse(Runtime.getRuntime().availableProcessors());
        if (threads < 1) {
            throw new InputException("--threads is " + threads + ", expected at least 1");
        }
        if (threads > MAX_THREADS) {
            throw new InputException("--threads is " + threads + ", expected at most " + MAX_THREADS);
        }
        return threads;
    }

    private static boolean hasImages(Path folder) {
        return Split.variants(Split.TEST.imagesName()).stream().map(folder::resolve).anyMatch(Files::exists);
    }

    private static Path folder() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new InputException("no model and data given, and only the launcher knows the bundled ones");
        }
        return Path.of(home, "models", "fashion-mnist");
    }
}

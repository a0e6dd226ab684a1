package xnorsim.chip.run;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import xnorsim.base.InputException;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;

/**
 * Images of a session.
 *
 * @param images  number of images, at least 1
 * @param sources input of the first layer per image; called from any thread, the same input each time
 * @param labels  class of each image; empty if unknown
 */
public record SessionInput(int images, IntFunction<SpikeSource> sources, List<Integer> labels) {

    /**
     * Copies the list.
     *
     * @throws InputException if there are no images
     */
    public SessionInput {
        if (images < 1) {
            throw InputException.wrongValue("run", "images", images, "at least 1");
        }
        labels = List.copyOf(labels);
        if (!labels.isEmpty() && labels.size() != images) {
            throw new IllegalArgumentException(labels.size() + " labels for " + images + " images");
        }
    }

    /** Spikes without labels. */
    public static SessionInput of(int images, IntFunction<SpikeSource> sources) {
        return new SessionInput(images, sources, List.of());
    }

    /**
     * The first images of a data set, coded as the first layer of {@code network} asks. Input spikes are keyed by
     * (seed, image, time step, pixel).
     *
     * @throws InputException if images and network do not match
     */
    public static SessionInput of(LabelledImages data, Network network, int images, long seed) {
        requireShape(data, network);
        if (images > data.count()) {
            throw InputException.wrongValue("run", "images", images,
                    "at most " + data.count() + ", the number of images in the data");
        }
        List<Integer> labels = IntStream.range(0, images).mapToObj(data::label).toList();
        for (int k = 0; k < images; k++) {
            if (labels.get(k) >= network.classes()) {
                throw InputException.wrongValue("data", "label of image " + k, labels.get(k),
                        "less than " + network.classes() + ", the classes of network " + network.name());
            }
        }
        return new SessionInput(images, k -> network.first().coding().source(seed, k, data.pixels(k)), labels);
    }

    /**
     * Chosen images of a data set, coded the same way.
     *
     * @param numbers of the images in the data
     * @throws InputException if images and network do not match
     */
    public static SessionInput of(LabelledImages data, Network network, List<Integer> numbers, long seed) {
        requireShape(data, network);
        return new SessionInput(numbers.size(),
                k -> network.first().coding().source(seed, numbers.get(k), data.pixels(numbers.get(k))),
                numbers.stream().map(data::label).toList());
    }

    private static void requireShape(LabelledImages data, Network network) {
        if (!data.shape().equals(network.input())) {
            throw InputException.wrongValue("data", "the shape of the images", data.shape(),
                    network.input() + ", the input of network " + network.name());
        }
    }

    /** The same images with other sources, such as {@link xnorsim.chip.spikes.SharedInput}. */
    public SessionInput withSources(IntFunction<SpikeSource> others) {
        return new SessionInput(images, others, labels);
    }
}

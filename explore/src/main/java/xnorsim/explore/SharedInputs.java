package xnorsim.explore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import xnorsim.chip.spikes.SharedInput;
import xnorsim.network.InputCoding;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;

/**
 * Coded images with the sums of the first layer, shared by all points of a network. Beyond a memory limit, further
 * images are computed again for each point, with the same results. Safe for use by several threads.
 */
final class SharedInputs {
    private static final long BYTES_OF_A_SUM = 4;
    private static final double SHARE_OF_MEMORY = 0.4;

    private final LabelledImages images;
    private final Map<Key, SharedInput> known = new ConcurrentHashMap<>();
    private final AtomicLong room = new AtomicLong((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY));

    private record Key(int network, int timeSteps, long seed, int image) {}

    SharedInputs(LabelledImages images) {
        this.images = images;
    }

    /** What an image gives the first layer of a network in {@code timeSteps} steps. */
    SpikeSource of(Network network, int timeSteps, long seed, int image) {
        // Networks are few, and all of them live as long as this object.
        Key key = new Key(System.identityHashCode(network), timeSteps,
                network.first().coding() == InputCoding.DIRECT ? 0 : seed, image);
        SharedInput there = known.get(key);
        if (there != null) {
            return there;
        }
        Shape sums = network.first().geometry().output();
        int pixels = network.input().size();
        SharedInput input = new SharedInput(network.first().coding().source(seed, image, images.pixels(image)),
                timeSteps, pixels);
        long bytes = timeSteps * (sums.size() * BYTES_OF_A_SUM + pixels + sums.positions() * 32L);
        if (room.addAndGet(-bytes) >= 0) {
            known.put(key, input);
        }
        return input;
    }
}

package xnorsim.chip.spikes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import xnorsim.network.SpikeSource;

/**
 * An image's input, coded once and shared by simulations of one network on different architectures, with the sums of
 * the first layer: these depend only on weights and spikes, so the first simulation computes them and the others reuse
 * them. Thread-safe; must not be shared between different networks.
 */
public final class SharedInput implements SpikeSource {

    private final byte[][] values;
    private final boolean constant;
    private final Map<Integer, int[][]> sums = new ConcurrentHashMap<>();

    /**
     * Codes the input of an image, without sums yet.
     *
     * @param timeSteps of the image
     * @param pixels    of the image, all channels
     */
    public SharedInput(SpikeSource source, int timeSteps, int pixels) {
        values = new byte[timeSteps][pixels];
        constant = source.isConstant();
        for (int t = 0; t < timeSteps; t++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                values[t][pixel] = (byte) source.value(t, pixel);
            }
        }
    }

    @Override
    public boolean spike(int timeStep, int pixel) {
        return values[timeStep][pixel] != 0;
    }

    @Override
    public int value(int timeStep, int pixel) {
        return Byte.toUnsignedInt(values[timeStep][pixel]);
    }

    @Override
    public boolean isConstant() {
        return constant;
    }

    /** The sums of a time step, [position][channel], not to be modified; empty if not computed yet. */
    public Optional<int[][]> sums(int timeStep) {
        return Optional.ofNullable(sums.get(timeStep));
    }

    /** Keeps a copy of the sums of a time step. */
    public void keep(int timeStep, int[][] ofStep) {
        int[][] copy = new int[ofStep.length][];
        for (int position = 0; position < copy.length; position++) {
            copy[position] = ofStep[position].clone();
        }
        sums.put(timeStep, copy);
    }
}

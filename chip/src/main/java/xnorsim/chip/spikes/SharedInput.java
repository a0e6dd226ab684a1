package xnorsim.chip.spikes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import xnorsim.network.SpikeSource;

/**
 * An image's input, coded once, that simulations of one network on different architectures share, with the sums of the
 * first layer: they depend on the network's weights and on the spikes alone, so the first simulation computes them and
 * the others look them up. Safe for use by several threads; never to be handed to simulations of different networks.
 */
public final class SharedInput implements SpikeSource {

    private final byte[][] values;
    private final boolean constant;
    private final Map<Integer, int[][]> sums = new ConcurrentHashMap<>();

    /**
     * The input of an image, coded now and without any sums yet.
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

    /** The sums of a time step, [position][channel], not to be modified; empty if no simulation came so far. */
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

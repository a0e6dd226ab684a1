package xnorsim.chip;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;

/**
 * Where a spiking layer's units keep their membranes between time steps, and where their spikes go: OR-pooled into two
 * banks, used in turn, one per time step.
 */
final class SpikingOutput {

    private final int index;
    private final Shape map;
    private final int pool;
    private final int timeSteps;
    private final long[] membranes;
    private final SpikeMap[] banks;
    private final long[] channels;
    private Optional<SpikeObserver> observer = Optional.empty();
    private SpikeMap bank;
    private int timeStep;
    private long spikes;

    SpikingOutput(int index, SpikingLayer layer, int timeSteps) {
        this.index = index;
        this.map = layer.geometry().output();
        this.pool = layer.pool();
        this.timeSteps = timeSteps;
        this.membranes = new long[map.size()];
        this.banks = new SpikeMap[]{new SpikeMap(layer.output()), new SpikeMap(layer.output())};
        this.bank = banks[0];
        this.channels = new long[Bits.words(map.channels())];
    }

    void observe(SpikeObserver observer) {
        this.observer = Optional.of(observer);
    }

    /** Starts job {@code job}, the layer's time steps counted over all images; the first of an image clears. */
    void begin(long job) {
        timeStep = (int) (job % timeSteps);
        bank = bankOf(job);
        bank.clear();
        if (timeStep == 0) {
            Arrays.fill(membranes, 0);
        }
    }

    /** The bank that job {@code job} writes. */
    SpikeMap bankOf(long job) {
        return banks[(int) (job & 1)];
    }

    int timeStep() {
        return timeStep;
    }

    /** The membrane memory, {@code position * channels + channel}. */
    long[] membranes() {
        return membranes;
    }

    int membraneAddress(int position) {
        return position * map.channels();
    }

    /** The register in which the spikes of one position are put together, all 0. */
    long[] clearedChannels() {
        Arrays.fill(channels, 0);
        return channels;
    }

    /** Writes the register to the bank, pooled. */
    void write(int position) {
        for (long word : channels) {
            spikes += Long.bitCount(word);
        }
        int row = position / map.width() / pool;
        int column = position % map.width() / pool;
        bank.or(row * (map.width() / pool) + column, channels);
        if (observer.isPresent()) {
            observer.get().fired(index, timeStep, position, channels);
        }
    }

    /** Spikes fired so far, before pooling. */
    long spikes() {
        return spikes;
    }
}

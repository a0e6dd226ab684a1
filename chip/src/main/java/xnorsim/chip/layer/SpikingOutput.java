package xnorsim.chip.layer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.spikes.SpikeMap;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.MembraneMemory;

/**
 * Membranes of a spiking layer between time steps, and its output banks: spikes are OR-pooled into banks used in turn,
 * one per time step.
 */
public final class SpikingOutput {

    private final int index;
    private final Shape map;
    private final int pool;
    private final int timeSteps;
    private final MembraneMemory membranes;
    private final SpikeMap[] banks;
    private final long[] channels;
    private Optional<SpikeObserver> observer = Optional.empty();
    private final Map<Long, Result> overtaken = new HashMap<>();
    private SpikeMap bank;
    private long image;
    private long imageOffset;
    private int timeStep;
    private long spikes;
    private boolean keeping;

    /**
     * The state that an image leaves in a layer.
     *
     * @param membranes per position, channels fastest
     * @param spikes    fired, before pooling
     */
    record Result(long[] membranes, long spikes) {}

    /** The output of a layer, with empty banks and its own membranes at 0. */
    public SpikingOutput(int index, SpikingLayer layer, int timeSteps, int bankCount, MembraneMemory membranes) {
        this.index = index;
        this.map = layer.geometry().output();
        this.pool = layer.pool();
        this.timeSteps = timeSteps;
        this.membranes = membranes;
        this.banks = new SpikeMap[bankCount];
        Arrays.setAll(banks, b -> new SpikeMap(layer.output()));
        this.bank = banks[0];
        this.channels = new long[Bits.words(map.channels())];
    }

    /** Notifies an observer of all spikes from now on. */
    public void observe(SpikeObserver observer) {
        this.observer = Optional.of(observer);
    }

    /** Whether to keep results when the next image starts before the present one has left the chip. */
    public void keepResults(boolean keep) {
        keeping = keep;
        overtaken.clear();
    }

    /** The membranes after an image, if the layer has finished it and it is not discarded. */
    public long[] membranesOf(long wanted) {
        Result kept = overtaken.get(wanted);
        return kept == null ? membranes.toArray() : kept.membranes;
    }

    /** The spikes of an image before pooling, if the layer has finished it and it is not discarded. */
    public long spikesOf(long wanted) {
        Result kept = overtaken.get(wanted);
        return kept == null ? spikes : kept.spikes;
    }

    /** Discards the results of an image. */
    public void forget(long old) {
        overtaken.remove(old);
    }

    /**
     * Starts job {@code job}, the layer's time steps counted over all images; the first of an image clears the
     * membranes.
     */
    public void begin(long job) {
        timeStep = (int) (job % timeSteps);
        bank = bankOf(job);
        bank.clear();
        if (timeStep == 0) {
            if (keeping && job > 0) {
                overtaken.put(image, new Result(membranes.toArray(), spikes));
            }
            image = job / timeSteps;
            spikes = 0;
            membranes.clear();
        }
    }

    /** The bank that job {@code job} writes. */
    public SpikeMap bankOf(long job) {
        return banks[(int) (job % banks.length)];
    }

    /** Renumbers images from now on: image k of the chip is {@code k + offset}. */
    public void numberImages(long offset) {
        imageOffset = offset;
    }

    /** The number of the present image among the user's. */
    long imageNumber() {
        return image + imageOffset;
    }

    int timeStep() {
        return timeStep;
    }

    /** The membrane memory, {@code position * channels + channel}. */
    public MembraneMemory membranes() {
        return membranes;
    }

    /** Where the membranes of a position begin in the memory. */
    public int membraneAddress(int position) {
        return position * map.channels();
    }

    /** The register that collects the spikes of one position, cleared. */
    public long[] clearedChannels() {
        Arrays.fill(channels, 0);
        return channels;
    }

    /** Writes the register to the bank, pooled. */
    public void write(int position) {
        for (long word : channels) {
            spikes += Long.bitCount(word);
        }
        int row = position / map.width() / pool;
        int column = position % map.width() / pool;
        bank.or(row * (map.width() / pool) + column, channels);
        if (observer.isPresent()) {
            observer.get().fired(image, index, timeStep, position, channels);
        }
    }
}

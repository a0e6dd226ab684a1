package xnorsim.chip.run;

import java.util.Optional;
import java.util.function.IntFunction;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;

/** Keeps every spike and membrane of a session. */
public final class ActivityRecorder implements SessionObserver {
    private final Mapping mapping;
    private final Network network;
    private final int last;
    private final Kept kept;

    /**
     * The recording of all layers.
     *
     * @param spikes    of every spiking layer, index (image, time step, channel, row, column)
     * @param membranes of every layer after the last time step, index (image, channel, row, column)
     * @param traces    of every layer after each time step, if requested, index (image, time step, channel, row,
     *                  column)
     */
    // Arrays: filled in one place and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Kept(byte[][] spikes, double[][] membranes, Optional<double[][]> traces) {}

    /**
     * A recorder of a session.
     *
     * @param mapping   of the session
     * @param images    of the session
     * @param everyStep whether the membranes of every time step are kept, or only the last ones
     */
    public ActivityRecorder(Mapping mapping, int images, boolean everyStep) {
        this.mapping = mapping;
        this.network = mapping.network();
        int layers = network.layers().size();
        this.last = layers - 1;
        byte[][] spikes = new byte[last][];
        double[][] membranes = new double[layers][];
        double[][] traces = new double[layers][];
        for (int l = 0; l < layers; l++) {
            int size = network.layers().get(l).geometry().output().size();
            membranes[l] = new double[images * size];
            traces[l] = new double[everyStep ? images * network.timeSteps() * size : 0];
            if (l < last) {
                spikes[l] = new byte[images * network.timeSteps() * size];
            }
        }
        this.kept = new Kept(spikes, membranes, everyStep ? Optional.of(traces) : Optional.empty());
    }

    /** The recording so far. */
    public Kept kept() {
        return kept;
    }

    @Override
    public OnChip join(ChipSimulation chip) {
        return new Keeping(chip);
    }

    /** Follows one chip. */
    private final class Keeping implements OnChip {
        private final ChipSimulation chip;
        private final int[] written = new int[last];

        Keeping(ChipSimulation chip) {
            this.chip = chip;
        }

        @Override
        public void fired(long image, int layer, int step, int position, long[] channels) {
            Shape map = network.layers().get(layer).geometry().output();
            int frame = (int) image * network.timeSteps() + step;
            int at = frame * map.size() + position;
            for (int channel = 0; channel < map.channels(); channel++) {
                kept.spikes[layer][at + channel * map.positions()] = (byte) (channels[channel >> 6] >>> channel & 1);
            }
            if (kept.traces.isPresent()) {
                // A layer's membranes of a time step are complete after all positions.
                written[layer]++;
                if (written[layer] == map.positions()) {
                    written[layer] = 0;
                    keep(kept.traces.get()[layer], frame, layer, chip.membranes(layer));
                }
            }
        }

        @Override
        public void accumulated(long image, int step, long[] membranes) {
            kept.traces.ifPresent(
                    traces -> keep(traces[last], (int) image * network.timeSteps() + step, last, membranes));
        }

        @Override
        public void finished(int image, SpikeSource source, long[] classes, IntFunction<long[]> membranes) {
            for (int l = 0; l <= last; l++) {
                keep(kept.membranes[l], image, l, l < last ? membranes.apply(l) : classes);
            }
        }
    }

    /** From the chip's order, channels fastest, in units of 2^-F, to channels, rows and columns in real numbers. */
    private void keep(double[] into, int frame, int layer, long[] membranes) {
        Shape map = network.layers().get(layer).geometry().output();
        int fraction = mapping.fractionBits(layer);
        for (int i = 0; i < membranes.length; i++) {
            int channel = i % map.channels();
            int position = i / map.channels();
            into[frame * map.size() + channel * map.positions() + position] = Math.scalb((double) membranes[i],
                    -fraction);
        }
    }
}

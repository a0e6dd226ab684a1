package xnorsim.chip.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the layers of a chip did, as intervals. Cycles are counted from the first edge of the run; every layer's
 * intervals cover 0 to {@code cycles} without gaps.
 *
 * @param cycles    length of the run
 * @param timeSteps time steps of an image
 * @param steps     time steps of all images; a layer waiting for this step number has nothing left to do
 * @param stretches intervals of all layers, in order of their end
 * @param transfers transfers over the spike bus, in order
 */
public record Timeline(long cycles, int timeSteps, long steps, List<Stretch> stretches, List<Transfer> transfers) {

    /**
     * An interval in which a layer did the same thing.
     *
     * @param layer index in the network
     * @param cause what it did
     * @param step  for which time step, counted over all images
     * @param start first cycle
     * @param end   cycle after the last one
     */
    public record Stretch(int layer, Cause cause, long step, long start, long end) {}

    /**
     * A layer's spike map of one time step on the bus.
     *
     * @param layer index in the network
     * @param step  time step, counted over all images
     * @param start first cycle
     * @param end   cycle after the last one
     */
    public record Transfer(int layer, long step, long start, long end) {}

    /** Copies the lists. */
    public Timeline {
        stretches = List.copyOf(stretches);
        transfers = List.copyOf(transfers);
    }

    /** The first cycle in which a layer worked on each time step, counted over all images. */
    public long[] starts(int layer) {
        return busy(layer).mapToLong(Stretch::start).toArray();
    }

    /** The cycle after the last one in which a layer worked on each time step, counted over all images. */
    public long[] ends(int layer) {
        return busy(layer).mapToLong(Stretch::end).toArray();
    }

    private Stream<Stretch> busy(int layer) {
        return stretches.stream().filter(stretch -> stretch.layer() == layer && stretch.cause() == Cause.BUSY);
    }

    /** Collects a timeline. */
    public static final class Recorder implements TimelineObserver {
        private final List<Stretch> stretches = new ArrayList<>();
        private final List<Transfer> transfers = new ArrayList<>();
        private final int timeSteps;
        private long startEdge;
        private long firstStep;
        private long steps;

        public Recorder(int timeSteps) {
            this.timeSteps = timeSteps;
        }

        /** Starts a run and discards the previous recording. */
        public void begin(long edge, long step, long count) {
            stretches.clear();
            transfers.clear();
            startEdge = edge;
            firstStep = step;
            steps = count;
        }

        @Override
        public void layer(int layer, Cause cause, long step, long fromEdge, long toEdge) {
            stretches.add(
                    new Stretch(layer, cause, step - firstStep, fromEdge - startEdge, toEdge - startEdge));
        }

        @Override
        public void transfer(int layer, long step, long fromEdge, long toEdge) {
            transfers.add(new Transfer(layer, step - firstStep, fromEdge - startEdge, toEdge - startEdge));
        }

        public Timeline timeline(long cycles) {
            return new Timeline(cycles, timeSteps, steps, stretches, transfers);
        }
    }
}

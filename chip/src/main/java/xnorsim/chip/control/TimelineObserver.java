package xnorsim.chip.control;

/** Is told what the layers of a chip and its spike bus did, each stretch when it is over; edges of the clock. */
public interface TimelineObserver {

    /** Nobody who wants to know. */
    TimelineObserver NONE = new TimelineObserver() {
        @Override
        public void layer(int layer, Cause cause, long step, long fromEdge, long toEdge) {
            // Not recorded.
        }

        @Override
        public void transfer(int layer, long step, long fromEdge, long toEdge) {
            // Not recorded.
        }
    };

    /** A layer did {@code cause} for a time step, counted over all images. */
    void layer(int layer, Cause cause, long step, long fromEdge, long toEdge);

    /** The spikes of a layer's time step travelled over the bus. */
    void transfer(int layer, long step, long fromEdge, long toEdge);
}

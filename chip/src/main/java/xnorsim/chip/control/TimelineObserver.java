package xnorsim.chip.control;

/** Observes the layers of a chip and its spike bus: is notified of each interval when it is over, in clock edges. */
public interface TimelineObserver {

    /** No observer. */
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

    /** A layer's spike map of a time step was transferred over the bus. */
    void transfer(int layer, long step, long fromEdge, long toEdge);
}

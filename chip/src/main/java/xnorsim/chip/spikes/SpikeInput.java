package xnorsim.chip.spikes;

/** Where a layer finds the spikes of a time step. */
@FunctionalInterface
public interface SpikeInput {

    /** The spikes of job {@code job}, a time step counted over all images. */
    SpikeMap of(long job);
}

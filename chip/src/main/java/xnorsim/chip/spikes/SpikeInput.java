package xnorsim.chip.spikes;

/** Source of a layer's input spikes. */
@FunctionalInterface
public interface SpikeInput {

    /** The spikes of job {@code job}, a time step counted over all images. */
    SpikeMap of(long job);
}

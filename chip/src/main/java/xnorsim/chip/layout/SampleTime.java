package xnorsim.chip.layout;

/**
 * When and where a pass happens, which keys its random draws.
 *
 * @param image    number of the image, or of the sample of a single subarray
 * @param timeStep of the image, counted from 0
 * @param position output position, 0 of a single subarray
 * @param lastStep whether it is the image's last time step
 */
public record SampleTime(long image, int timeStep, int position, boolean lastStep) {

    /** Of passes without draws. */
    public static final SampleTime NONE = new SampleTime(0, 0, 0, false);
}

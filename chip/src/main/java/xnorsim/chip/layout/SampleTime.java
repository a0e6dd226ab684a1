package xnorsim.chip.layout;

/**
 * Time and position of a pass, which key its random draws.
 *
 * @param image    number of the image, or of the sample on a single subarray
 * @param timeStep of the image, counted from 0
 * @param position output position, 0 on a single subarray
 * @param lastStep whether it is the image's last time step
 */
public record SampleTime(long image, int timeStep, int position, boolean lastStep) {

    /** For passes without random draws. */
    public static final SampleTime NONE = new SampleTime(0, 0, 0, false);
}

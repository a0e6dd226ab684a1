package xnorsim.explore.study;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Early stopping of a point: as soon as its accuracy cannot reach the required minimum, or cannot with the given
 * confidence. The bound is the upper one of Clopper and Pearson (Biometrika 26, 1934) for the images of the first
 * replicate so far, taken as independent draws, with the error 1 - confidence shared equally by all checks
 * (Bonferroni). It uses only the point's own images, in their order, so that other points and threads have no
 * influence.
 *
 * @param confidence confidence that a stopped point misses the limit, 0.5 to below 1
 * @param every      images between two checks, at least 1
 */
public record EarlyStop(double confidence, int every) {

    /**
     * Whether to stop.
     *
     * @param images simulated so far
     * @param right  of these, predicted as labelled
     * @param all    images of the whole point
     * @param least  the required accuracy
     */
    public boolean isHopeless(int images, int right, int all, double least) {
        if (images % every != 0 || images >= all) {
            return false;
        }
        return right + (all - images) < least * all || upperBound(images, right, all) < least;
    }

    /** The accuracy that is not exceeded with this confidence. */
    double upperBound(int images, int right, int all) {
        if (right == images) {
            return 1;
        }
        int looks = Math.max(1, (all - 1) / every);
        return new BetaDistribution(right + 1.0, images - right)
                .inverseCumulativeProbability(1 - (1 - confidence) / looks);
    }
}

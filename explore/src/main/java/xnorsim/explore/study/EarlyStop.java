package xnorsim.explore.study;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * When a point is given up before its last image: as soon as its accuracy cannot reach the least one asked for, or
 * cannot with the confidence given. The bound is the upper one of Clopper and Pearson (Biometrika 26, 1934) for the
 * images of the first replicate so far, taken as independent draws, with the error 1 - confidence shared equally by all
 * looks (Bonferroni). It looks at the point's own images only, in their order, so that neither other points nor threads
 * change it.
 *
 * @param confidence that a point that was given up misses the limit, 0.5 to below 1
 * @param every      images between two looks, at least 1
 */
public record EarlyStop(double confidence, int every) {

    /**
     * Whether to give up.
     *
     * @param images simulated so far
     * @param right  of these, predicted as labelled
     * @param all    images of the whole point
     * @param least  the accuracy asked for
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

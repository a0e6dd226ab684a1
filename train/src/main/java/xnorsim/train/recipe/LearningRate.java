package xnorsim.train.recipe;

/**
 * Linear warm-up, times the falling half of a cosine that reaches 0 with the last step, or times 1.
 *
 * @param peak the rate that the cosine starts from
 * @param warmUpSteps steps of the warm-up, 0 or more
 * @param steps all steps of the run, at least 1
 * @param decay whether it falls
 */
public record LearningRate(double peak, int warmUpSteps, long steps, Optimization.Schedule decay) {

    /** The rate of the step with this index, from 0. */
    public double at(long step) {
        double warm = step < warmUpSteps ? (step + 1.0) / warmUpSteps : 1;
        return switch (decay) {
            case COSINE -> peak * warm * 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
            case CONSTANT -> peak * warm;
        };
    }
}

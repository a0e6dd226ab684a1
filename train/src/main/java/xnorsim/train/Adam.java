package xnorsim.train;

/** Adam on plain arrays: betas 0.9 and 0.999, epsilon 1e-8, no weight decay. */
final class Adam {
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;
    private static final float EPSILON = 1e-8f;

    private Adam() {}

    /**
     * One update; latent weights of a binary layer are then clamped to [-1, 1].
     *
     * @param step number of this update, from 1
     */
    static void update(LayerState layer, float[] gradient, long step, double learningRate) {
        float[] weights = layer.weights();
        float[] first = layer.firstMoments();
        float[] second = layer.secondMoments();
        // StrictMath: the same bits whether this is interpreted or compiled, which Math.pow does not promise.
        float rate = (float) (learningRate / (1 - StrictMath.pow(FIRST, (double) step)));
        float root = (float) (1 / Math.sqrt(1 - StrictMath.pow(SECOND, (double) step)));
        for (int i = 0; i < weights.length; i++) {
            float slope = gradient[i];
            first[i] = FIRST * first[i] + (1 - FIRST) * slope;
            second[i] = SECOND * second[i] + (1 - SECOND) * slope * slope;
            float next = weights[i] - rate * first[i] / ((float) Math.sqrt(second[i]) * root + EPSILON);
            weights[i] = layer.binary() ? Math.clamp(next, -1f, 1f) : next;
        }
    }
}

package xnorsim.train.net;

import xnorsim.train.recipe.Recipe;

/** How gradients change numbers: Adam with betas 0.9 and 0.999, or descent with momentum; on plain arrays. */
sealed interface UpdateRule {
    /**
     * One update.
     *
     * @param decay weight decay, multiplied by the learning rate
     * @param step number of this update, from 1
     */
    void update(LayerCheckpoint.Parameter parameter, float[] gradient, double decay, long step, double learningRate);

    /** The rule of a recipe. */
    static UpdateRule of(Recipe recipe) {
        return switch (recipe.optimization().optimizer()) {
            case ADAM -> new Adam();
            case SGD -> new Descent((float) recipe.optimization().momentum());
        };
    }

    /** Adam with decoupled weight decay, epsilon 1e-8. */
    record Adam() implements UpdateRule {
        private static final float FIRST = 0.9f;
        private static final float SECOND = 0.999f;
        private static final float EPSILON = 1e-8f;

        @Override
        public void update(LayerCheckpoint.Parameter parameter, float[] gradient, double decay, long step,
                double learningRate) {
            float[] values = parameter.values();
            float[] first = parameter.first();
            float[] second = parameter.second();
            // StrictMath: the same bits whether this is interpreted or compiled, which Math.pow does not promise.
            float rate = (float) (learningRate / (1 - StrictMath.pow(FIRST, (double) step)));
            float root = (float) (1 / Math.sqrt(1 - StrictMath.pow(SECOND, (double) step)));
            float keep = (float) (1 - learningRate * decay);
            for (int i = 0; i < values.length; i++) {
                float slope = gradient[i];
                first[i] = FIRST * first[i] + (1 - FIRST) * slope;
                second[i] = SECOND * second[i] + (1 - SECOND) * slope * slope;
                values[i] = keep * values[i] - rate * first[i] / ((float) Math.sqrt(second[i]) * root + EPSILON);
            }
        }
    }

    /** Stochastic gradient descent; the first moment is the velocity. */
    record Descent(float momentum) implements UpdateRule {
        @Override
        public void update(LayerCheckpoint.Parameter parameter, float[] gradient, double decay, long step,
                double learningRate) {
            float[] values = parameter.values();
            float[] velocity = parameter.first();
            float rate = (float) learningRate;
            float share = (float) decay;
            for (int i = 0; i < values.length; i++) {
                velocity[i] = momentum * velocity[i] + gradient[i] + share * values[i];
                values[i] -= rate * velocity[i];
            }
        }
    }
}

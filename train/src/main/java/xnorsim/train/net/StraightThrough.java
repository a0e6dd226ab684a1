package xnorsim.train.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Binary weights of latent real ones: sign(w), +1 for w &gt;= 0, whose gradient goes straight through to w. */
final class StraightThrough {
    private StraightThrough() {}

    /** Weights of exactly -1 and +1; d binary / d latent is 1. */
    static NDArray binarize(NDArray latent) {
        NDArray fixed = latent.stopGradient();
        NDArray sign = fixed.gte(0).toType(DataType.FLOAT32, false).muli(2).subi(1);
        return sign.add(latent.sub(fixed));
    }
}

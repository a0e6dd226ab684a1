package xnorsim.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import xnorsim.network.Dilation;
import xnorsim.network.Geometry;
import xnorsim.network.Padding;
import xnorsim.network.Stride;

/** Shapes of spike maps, (images, channels, height, width). */
final class SpikeMaps {
    private SpikeMaps() {}

    /** Sums of weights times spikes, (images, C_out, height, width), with a border of zeros. */
    static NDArray convolve(NDArray spikes, NDArray weights, Geometry geometry) {
        Stride stride = geometry.stride();
        Padding padding = geometry.padding();
        if (!padding.isSymmetric() || !geometry.dilation().equals(Dilation.NONE)
                || geometry.groups() != 1) {
            throw new IllegalArgumentException("no topology has the padding " + padding.sizes() + ", the dilation "
                    + geometry.dilation().sizes() + " or " + geometry.groups() + " groups");
        }
        NDArray noBias = spikes.getManager().zeros(new Shape(weights.getShape().get(0)));
        return Conv2d.conv2d(spikes, weights, noBias, new Shape(stride.rows(), stride.columns()),
                new Shape(padding.top(), padding.left())).singletonOrThrow();
    }

    /** OR over square windows, which is the largest of zeros and ones. */
    static NDArray pool(NDArray spikes, long window) {
        return Pool.maxPool2d(spikes, new Shape(window, window), new Shape(window, window), new Shape(0, 0), false);
    }

    /** The mean over square windows. */
    static NDArray average(NDArray spikes, long window) {
        return Pool.avgPool2d(spikes, new Shape(window, window), new Shape(window, window), new Shape(0, 0), false,
                true);
    }

    /** The residual of eq. (5): spikes of two layers back, pooled to this shape's grid, missing channels silent. */
    static NDArray fit(NDArray earlier, Shape shape) {
        long window = earlier.getShape().get(2) / shape.get(2);
        NDArray pooled = window == 1 ? earlier : pool(earlier, window);
        long missing = shape.get(1) - pooled.getShape().get(1);
        if (missing == 0) {
            return pooled;
        }
        NDArray silent = pooled.getManager().zeros(new Shape(shape.get(0), missing, shape.get(2), shape.get(3)));
        return NDArrays.concat(new NDList(pooled, silent), 1);
    }
}

package xnorsim.train.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import xnorsim.network.Dilation;
import xnorsim.network.Geometry;
import xnorsim.network.Padding;
import xnorsim.network.Stride;

/** Shapes of spike maps, (images, channels, height, width). */
public final class SpikeMaps {
    /** Numbers in an AVX-512 register. */
    private static final int VECTOR = 16;
    private static final int MAX_EVEN_KERNEL = 5;

    private SpikeMaps() {}

    /**
     * Whether the engine's fastest convolutions are right on the layers of a network, see
     * {@link TorchEngine#start(int, boolean)}: channels in and out by sixteens, no stride and kernels of at most 5x5,
     * but for what the first layer reads. Layers that see a whole map at once need no convolution.
     */
    public static boolean areEven(List<Geometry> layers) {
        for (int l = 0; l < layers.size(); l++) {
            if (!isConnected(layers.get(l)) && !isEven(layers.get(l), l == 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEven(Geometry g, boolean first) {
        boolean inputIsEven = first || (g.input().channels() % VECTOR == 0 && g.stride().equals(Stride.of(1))
                && g.kernelHeight() <= MAX_EVEN_KERNEL);
        return g.outputChannels() % VECTOR == 0 && inputIsEven;
    }

    private static boolean isConnected(Geometry geometry) {
        return geometry.fanIn() == geometry.input().size() && geometry.output().positions() == 1;
    }

    /** Sums of weights times spikes, (images, C_out, height, width), with a border of zeros. */
    static NDArray convolve(NDArray spikes, NDArray weights, Geometry geometry) {
        if (isConnected(geometry)) {
            long images = spikes.getShape().get(0);
            long outputs = geometry.outputChannels();
            return spikes.reshape(images, -1).matMul(weights.reshape(outputs, -1).transpose())
                    .reshape(images, outputs, 1, 1);
        }
        Stride stride = geometry.stride();
        Padding padding = geometry.padding();
        if (!padding.isSymmetric() || !geometry.dilation().equals(Dilation.NONE)
                || geometry.groups() != 1) {
            throw new IllegalArgumentException("no topology has the padding " + padding.sizes() + ", the dilation "
                    + geometry.dilation().sizes() + " or " + geometry.groups() + " groups");
        }
        NDArray noBias = spikes.getManager().zeros(new Shape(weights.getShape().get(0)), weights.getDataType());
        return Conv2d.conv2d(spikes, weights, noBias, new Shape(stride.rows(), stride.columns()),
                new Shape(padding.top(), padding.left())).singletonOrThrow();
    }

    /** OR over square windows, computed as max pooling. */
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
        NDArray silent = pooled.getManager().zeros(new Shape(shape.get(0), missing, shape.get(2), shape.get(3)),
                pooled.getDataType());
        return NDArrays.concat(new NDList(pooled, silent), 1);
    }
}

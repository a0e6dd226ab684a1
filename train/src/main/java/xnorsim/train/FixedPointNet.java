package xnorsim.train;

import java.util.ArrayList;
import java.util.List;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;

/**
 * Classifies with an exported network as the hardware does, only faster: eq. (7) on integers.
 *
 * <p>Sums, membranes, means and thresholds are whole numbers of 2^-F in single precision, which is exact below 2^24;
 * whatever comes near that is an error. So its spikes are those of the reference model, not nearly those.
 */
final class FixedPointNet implements AutoCloseable {
    private static final float EXACT = 1 << 24;

    private final Network network;
    private final NDManager root;
    private final AlignedBuffers buffers = new AlignedBuffers();
    private final List<Constants> constants = new ArrayList<>();

    /**
     * What a layer multiplies, subtracts and compares with; all but the scale are whole numbers.
     *
     * @param weights the codes, (C_out, C_in, rows, columns)
     * @param scale of a sum of codes times inputs in units of 2^-F
     * @param mean mu in units of 2^-F, (1, C, 1, 1)
     * @param threshold sigma * theta in units of 2^-F, (1, C, 1, 1)
     */
    private record Constants(NDArray weights, float scale, NDArray mean, NDArray threshold) {}

    /** A net of the engine with this network's numbers, which must be as {@link NetworkExport} rounds them. */
    FixedPointNet(Network network, int threads) {
        this.network = network;
        TorchEngine.start(threads, SpikeMaps.areEven(network.layers().stream().map(Layer::geometry).toList()));
        root = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME);
        for (Layer layer : network.layers()) {
            constants.add(switch (layer) {
                case FirstLayer first -> digital(first.geometry(), first.weights(),
                        NetworkExport.fractionBits(first.weights(), first.coding()), first.normalization().mu(),
                        thresholds(first));
                case BinaryLayer binary -> binary(binary);
                case LastLayer last -> digital(last.geometry(), last.weights(),
                        Math.max(NetworkExport.FRACTION_BITS, last.weights().fractionBits()), last.bias(), last.bias());
            });
        }
    }

    private Constants digital(Geometry geometry, FixedWeights weights, int fractionBits, double[] means,
            double[] thresholds) {
        float[] codes = new float[weights.codes().length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = weights.codes()[i];
        }
        float scale = Math.scalb(1f, fractionBits - weights.fractionBits());
        return constants(geometry, codes, scale, fractionBits, means, thresholds);
    }

    private Constants binary(BinaryLayer layer) {
        float[] signs = new float[layer.weights().length];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = layer.weights()[i] == 1 ? 1f : -1f;
        }
        float scale = Math.scalb(1f, NetworkExport.FRACTION_BITS);
        return constants(layer.geometry(), signs, scale, NetworkExport.FRACTION_BITS, layer.normalization().mu(),
                thresholds(layer));
    }

    private Constants constants(Geometry geometry, float[] weights, float scale, int fractionBits, double[] means,
            double[] thresholds) {
        int channels = geometry.outputChannels();
        Shape kernel = new Shape(channels, geometry.input().channels(), geometry.kernelHeight(),
                geometry.kernelWidth());
        Shape perChannel = new Shape(1, channels, 1, 1);
        String use = "layer " + constants.size();
        return new Constants(buffers.put(root, use + " weights", weights, kernel), scale,
                buffers.put(root, use + " means", whole(means, fractionBits), perChannel),
                buffers.put(root, use + " thresholds", whole(thresholds, fractionBits), perChannel));
    }

    private static double[] thresholds(SpikingLayer layer) {
        double[] thresholds = layer.normalization().sigma().clone();
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] *= layer.theta();
        }
        return thresholds;
    }

    private static float[] whole(double[] values, int fractionBits) {
        float[] whole = new float[values.length];
        for (int i = 0; i < whole.length; i++) {
            double scaled = Math.scalb(values[i], fractionBits);
            if (scaled != Math.rint(scaled) || Math.abs(scaled) >= EXACT) {
                throw new IllegalStateException(values[i] + " is not on the grid of " + fractionBits + " bits");
            }
            whole[i] = (float) scaled;
        }
        return whole;
    }

    /** Classes of a batch, the first one of equals. */
    int[] classify(Batch batch) {
        try (NDManager manager = root.newSubManager()) {
            NDArray present = batch.on(manager, buffers);
            List<NDArray> spikes = new ArrayList<>();
            int last = network.layers().size() - 1;
            for (int l = 0; l < last; l++) {
                SpikingLayer layer = (SpikingLayer) network.layers().get(l);
                if (layer instanceof BinaryLayer binary && binary.residual()) {
                    present = present.add(SpikeMaps.fit(spikes.get(l - 2), present.getShape()));
                }
                NDArray fired = fire(steps(l, drive(l, present)), constants.get(l).threshold());
                present = layer.pool() == 1 ? fired : SpikeMaps.pool(fired, layer.pool());
                spikes.add(present);
            }
            NDArray steps = drive(last, present).reshape(network.timeSteps(), batch.size(), network.classes());
            return Scores.classes(exact(steps.sum(new int[]{0})));
        }
    }

    /** Sum of weights times spikes, less mu, for all time steps. */
    private NDArray drive(int l, NDArray input) {
        Constants layer = constants.get(l);
        Geometry geometry = network.layers().get(l).geometry();
        NDArray sums = SpikeMaps.convolve(input, layer.weights(), geometry);
        return exact(sums.mul(layer.scale()).sub(layer.mean()));
    }

    /** The drive of each time step; that of a directly coded image is the same in all of them. */
    private NDList steps(int l, NDArray drive) {
        if (l > 0 || network.first().coding() != InputCoding.DIRECT) {
            return IntegrateAndFire.steps(drive, network.timeSteps());
        }
        NDList steps = new NDList();
        for (int t = 0; t < network.timeSteps(); t++) {
            steps.add(drive);
        }
        return steps;
    }

    private static NDArray fire(NDList steps, NDArray threshold) {
        NDList spikes = new NDList();
        NDArray membrane = steps.getFirst().zerosLike();
        for (NDArray step : steps) {
            NDArray integrated = exact(membrane.add(step));
            NDArray spike = integrated.gt(threshold).toType(DataType.FLOAT32, false);
            membrane = integrated.sub(spike.mul(threshold));
            spikes.add(spike);
        }
        return NDArrays.concat(spikes, 0);
    }

    private static NDArray exact(NDArray values) {
        if (values.abs().max().getFloat() >= EXACT) {
            throw new IllegalStateException("A membrane left the range in which single precision is exact");
        }
        return values;
    }

    @Override
    public void close() {
        root.close();
    }
}

package xnorsim.train.net;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;
import xnorsim.train.examples.AlignedBuffers;
import xnorsim.train.examples.Batch;

/**
 * Classifies with an exported network as the hardware does, only faster: eq. (7) on integers.
 *
 * <p>Sums, membranes, means and thresholds are whole numbers of 2^-F in single precision, which is exact below 2^24.
 * From the first number on that reaches 2^24 all is computed in double precision, exact below 2^53, at half the speed.
 * So its spikes are those of the reference model, not nearly those.
 */
public final class FixedPointNet implements AutoCloseable {
    private static final double EXACT_SINGLE = 1L << 24;
    private static final double EXACT_DOUBLE = 1L << 53;

    private final Network network;
    private final NDManager root;
    private final AlignedBuffers buffers = new AlignedBuffers();
    private DataType precision = DataType.FLOAT32;
    private final List<Constants> constants = new ArrayList<>();

    /** A number exceeds the present precision. */
    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * What a layer multiplies, subtracts and compares with; all but the scale are whole numbers.
     *
     * @param weights the codes, (C_out, C_in, rows, columns); in double precision where a sum of them may reach 2^24
     * @param scale of a sum of codes times inputs in units of 2^-F
     * @param mean mu in units of 2^-F, (1, C, 1, 1)
     * @param threshold sigma * theta in units of 2^-F, (1, C, 1, 1)
     */
    private record Constants(NDArray weights, float scale, NDArray mean, NDArray threshold) {}

    /** A net of the engine with this network's numbers, which must be as {@link NetworkExport} rounds them. */
    public FixedPointNet(Network network, int threads) {
        this.network = network;
        TorchEngine.start(threads, SpikeMaps.areEven(network.layers().stream().map(Layer::geometry).toList()));
        root = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME);
        prepare();
    }

    private void prepare() {
        try {
            addConstants();
        } catch (TooLarge e) {
            goOnInDoublePrecision();
        }
    }

    private void goOnInDoublePrecision() {
        if (precision == DataType.FLOAT64) {
            throw new InputException("network " + network.name()
                    + ": a sum or a membrane reaches 2^53 steps of its fixed point, expected smaller weights or"
                    + " time_steps");
        }
        precision = DataType.FLOAT64;
        constants.clear();
        prepare();
    }

    private void addConstants() throws TooLarge {
        for (Layer layer : network.layers()) {
            constants.add(switch (layer) {
                case FirstLayer first -> digital(first.geometry(), first.weights(), first.coding().fractionBits(),
                        NetworkExport.fractionBits(first.weights(), first.coding()), first.normalization().mu(),
                        thresholds(first));
                case BinaryLayer binary -> binary(binary);
                case LastLayer last -> digital(last.geometry(), last.weights(), 0,
                        Math.max(NetworkExport.FRACTION_BITS, last.weights().fractionBits()), last.bias(), last.bias());
            });
        }
    }

    /** A layer whose inputs are at most 1, in steps of 2^-inputBits. */
    private Constants digital(Geometry geometry, FixedWeights weights, int inputBits, int fractionBits, double[] means,
            double[] thresholds) throws TooLarge {
        float[] codes = new float[weights.codes().length];
        float largest = 0;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = weights.codes()[i];
            largest = Math.max(largest, Math.abs(codes[i]));
        }
        // A sum may be small that was not on the way.
        boolean large = Math.scalb((double) largest * geometry.fanIn(), inputBits) >= EXACT_SINGLE;
        float scale = Math.scalb(1f, fractionBits - weights.fractionBits());
        return constants(geometry, codes, large, scale, fractionBits, means, thresholds);
    }

    private Constants binary(BinaryLayer layer) throws TooLarge {
        float[] signs = new float[layer.weights().length];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = layer.weights()[i] == 1 ? 1f : -1f;
        }
        float scale = Math.scalb(1f, NetworkExport.FRACTION_BITS);
        return constants(layer.geometry(), signs, false, scale, NetworkExport.FRACTION_BITS, layer.normalization().mu(),
                thresholds(layer));
    }

    private Constants constants(Geometry geometry, float[] weights, boolean large, float scale, int fractionBits,
            double[] means, double[] thresholds) throws TooLarge {
        int channels = geometry.outputChannels();
        Shape kernel = new Shape(channels, geometry.input().channels(), geometry.kernelHeight(),
                geometry.kernelWidth());
        Shape perChannel = new Shape(1, channels, 1, 1);
        String use = "layer " + constants.size();
        NDArray codes = buffers.put(root, use + " weights", weights, kernel);
        return new Constants(large ? codes.toType(DataType.FLOAT64, true) : codes, scale,
                root.create(whole(means, fractionBits), perChannel).toType(precision, false),
                root.create(whole(thresholds, fractionBits), perChannel).toType(precision, false));
    }

    private static double[] thresholds(SpikingLayer layer) {
        double[] thresholds = layer.normalization().sigma().clone();
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] *= layer.theta();
        }
        return thresholds;
    }

    private double[] whole(double[] values, int fractionBits) throws TooLarge {
        double[] whole = new double[values.length];
        for (int i = 0; i < whole.length; i++) {
            double scaled = Math.scalb(values[i], fractionBits);
            if (scaled != Math.rint(scaled)) {
                throw new IllegalStateException(values[i] + " is not on the grid of " + fractionBits + " bits");
            }
            if (Math.abs(scaled) >= limit()) {
                throw new TooLarge();
            }
            whole[i] = scaled;
        }
        return whole;
    }

    /** Predicted classes of a batch, the lowest index on ties. */
    public int[] classify(Batch batch) {
        while (true) {
            try {
                return classes(batch);
            } catch (TooLarge e) {
                goOnInDoublePrecision();
            }
        }
    }

    private int[] classes(Batch batch) throws TooLarge {
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
    private NDArray drive(int l, NDArray input) throws TooLarge {
        Constants layer = constants.get(l);
        Geometry geometry = network.layers().get(l).geometry();
        NDArray numbers = input.toType(layer.weights().getDataType(), false);
        NDArray sums = SpikeMaps.convolve(numbers, layer.weights(), geometry).toType(precision, false);
        return exact(sums.mul(layer.scale()).sub(layer.mean()));
    }

    /** The drive of each time step; that of a directly coded image is the same in all of them. */
    private NDList steps(int l, NDArray drive) {
        if (l > 0 || network.first().coding() != InputCoding.DIRECT) {
            return SurrogateNeuron.steps(drive, network.timeSteps());
        }
        NDList steps = new NDList();
        for (int t = 0; t < network.timeSteps(); t++) {
            steps.add(drive);
        }
        return steps;
    }

    private NDArray fire(NDList steps, NDArray threshold) throws TooLarge {
        NDList spikes = new NDList();
        NDArray membrane = steps.getFirst().zerosLike();
        for (NDArray step : steps) {
            NDArray integrated = exact(membrane.add(step));
            NDArray spike = integrated.gt(threshold).toType(precision, false);
            membrane = integrated.sub(spike.mul(threshold));
            spikes.add(spike);
        }
        return NDArrays.concat(spikes, 0);
    }

    private NDArray exact(NDArray values) throws TooLarge {
        if (values.abs().max().toType(DataType.FLOAT64, false).getDouble() >= limit()) {
            throw new TooLarge();
        }
        return values;
    }

    private double limit() {
        return precision == DataType.FLOAT32 ? EXACT_SINGLE : EXACT_DOUBLE;
    }

    @Override
    public void close() {
        root.close();
    }
}

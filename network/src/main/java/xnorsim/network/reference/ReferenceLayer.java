package xnorsim.network.reference;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.InputException;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;

/**
 * A layer's parameters in the form of eq. (7), u_hat = u_hat + (sum of w * o) - mean, threshold theta_hat.
 *
 * <p>Folding of y = g * (x - mu) / sigma + b with x = alpha * s: y = alpha * g / sigma * (s - m) with
 * m = mu / alpha - b * sigma / (alpha * g). For g above 0, dividing membrane and threshold by alpha * g / sigma gives mean = m
 * and theta_hat = sigma * theta / (alpha * g). For g below 0, y = alpha * |g| / sigma * (-s - (-m)): the weights and the mean
 * change sign, |g| stands in the threshold.
 */
final class ReferenceLayer {
    private final Layer layer;
    private final Geometry geometry;
    /** Index (input channel in its group, kernel row, kernel column, output channel): an input's weights lie side by side. */
    private final double[] weights;
    private final double[] mean;
    private final double[] threshold;
    /** Membranes after a hard reset; without one, eq. (6) resets. */
    private final Optional<double[]> resetTo;
    private double least = Double.NEGATIVE_INFINITY;
    private double most = Double.POSITIVE_INFINITY;
    private boolean saturates;

    private ReferenceLayer(Layer layer) {
        this.layer = layer;
        this.geometry = layer.geometry();
        this.weights = new double[geometry.weights()];
        this.mean = new double[geometry.outputChannels()];
        this.threshold = new double[geometry.outputChannels()];
        this.resetTo = layer instanceof SpikingLayer spiking && spiking.reset().hard()
                ? Optional.of(new double[geometry.outputChannels()])
                : Optional.empty();
    }

    /** Folds a layer's parameters; with a format, rounds mean and threshold as the hardware does. */
    static ReferenceLayer of(Layer layer, Optional<FixedPoint> format, int timeSteps) {
        ReferenceLayer folded = new ReferenceLayer(layer);
        switch (layer) {
            case FirstLayer first -> folded.fold(first);
            case BinaryLayer binary -> folded.fold(binary);
            case LastLayer last -> folded.fold(last);
        }
        format.ifPresent(numbers -> folded.round(numbers, timeSteps));
        return folded;
    }

    private void fold(FirstLayer first) {
        for (int c = 0; c < mean.length; c++) {
            Normalization n = first.normalization();
            fold(n, c, 1, first);
            for (int k = 0; k < geometry.fanIn(); k++) {
                setWeight(c, k, Math.signum(n.gain()[c]) * first.weights().value(c * geometry.fanIn() + k));
            }
        }
    }

    private void fold(BinaryLayer binary) {
        byte[] bipolar = Equations.bipolar(binary.weights());
        for (int c = 0; c < mean.length; c++) {
            Normalization n = binary.normalization();
            fold(n, c, binary.alpha()[c], binary);
            for (int k = 0; k < geometry.fanIn(); k++) {
                setWeight(c, k, Math.signum(n.gain()[c]) * bipolar[c * geometry.fanIn() + k]);
            }
        }
    }

    private void fold(LastLayer last) {
        for (int c = 0; c < mean.length; c++) {
            mean[c] = last.bias()[c];
            threshold[c] = Double.POSITIVE_INFINITY;
            for (int k = 0; k < geometry.fanIn(); k++) {
                setWeight(c, k, last.weights().value(c * geometry.fanIn() + k));
            }
        }
    }

    private void fold(Normalization n, int channel, double alpha, SpikingLayer spiking) {
        double mu = n.mu()[channel];
        double sigma = n.sigma()[channel];
        double gain = n.gain()[channel];
        mean[channel] = Math.signum(gain) * (mu / alpha - n.shift()[channel] * sigma / (alpha * gain));
        threshold[channel] = Equations.transformedThreshold(sigma, spiking.theta(), alpha * Math.abs(gain));
        // A membrane of the normalized sums is alpha * |g| / sigma times u_hat: what it is reset to scales as theta does.
        if (resetTo.isPresent()) {
            resetTo.get()[channel] = Equations.transformedThreshold(sigma, spiking.reset().to(),
                    alpha * Math.abs(gain));
        }
    }

    private void setWeight(int outputChannel, int input, double value) {
        weights[input * mean.length + outputChannel] = value;
    }

    /**
     * Rounds mean and threshold to the layer's fraction bits, half to even, and makes sure that every sum and membrane is a
     * multiple of 2^-bits below 2^(53 - bits), so that double arithmetic on them is exact.
     */
    private void round(FixedPoint format, int timeSteps) {
        int bits = switch (layer) {
            case FirstLayer first -> Math.max(format.fractionBits(), first.sumFractionBits());
            case BinaryLayer binary -> format.fractionBits();
            case LastLayer last -> Math.max(format.fractionBits(), last.weights().fractionBits());
        };
        for (int c = 0; c < mean.length; c++) {
            // The arrays' bias contains slots * M1; that matters for ties when F = 0.
            int offset = layer instanceof BinaryLayer binary ? binary.slots() * negativeWeights(c) : 0;
            BigInteger bias = FixedPoint.round(bits, BigInteger.valueOf(offset), mean[c]);
            mean[c] = exact(bias.subtract(BigInteger.valueOf(offset).shiftLeft(bits)), bits);
            if (!(layer instanceof LastLayer)) {
                threshold[c] = exact(FixedPoint.round(bits, BigInteger.ZERO, threshold[c]), bits);
            }
            if (resetTo.isPresent()) {
                resetTo.get()[c] = exact(FixedPoint.round(bits, BigInteger.ZERO, resetTo.get()[c]), bits);
            }
            requireExact(c, bits, timeSteps);
        }
        if (layer instanceof BinaryLayer) {
            limit(format);
        }
    }

    /** The U bits are those of the arrays' units; the digital layers' accumulators are as wide as they need. */
    private void limit(FixedPoint format) {
        saturates = format.overflow() == Overflow.SATURATE;
        if (format.membraneBits() <= Double.PRECISION) {
            least = exact(format.least(), format.fractionBits());
            most = exact(format.most(), format.fractionBits());
        }
    }

    private int negativeWeights(int channel) {
        int count = 0;
        for (int k = 0; k < geometry.fanIn(); k++) {
            count += weights[k * mean.length + channel] < 0 ? 1 : 0;
        }
        return count;
    }

    private double exact(BigInteger code, int bits) {
        if (code.bitLength() > Double.PRECISION) {
            throw tooLarge(bits);
        }
        return Math.scalb(code.doubleValue(), -bits);
    }

    private void requireExact(int channel, int bits, int timeSteps) {
        double sum = Math.abs(mean[channel]) + resetTo.map(to -> Math.abs(to[channel])).orElse(0.0);
        int slots = layer instanceof BinaryLayer binary ? binary.slots() : 1;
        for (int k = 0; k < geometry.fanIn(); k++) {
            sum += slots * Math.abs(weights[k * mean.length + channel]);
        }
        if (sum * timeSteps >= Math.scalb(1.0, Double.PRECISION - bits)) {
            throw tooLarge(bits);
        }
    }

    private InputException tooLarge(int bits) {
        return new InputException("layer " + layer.name() + ": its numbers need more than 53 bits with " + bits
                + " fraction bits, expected fewer fraction bits, smaller parameters or fewer time steps");
    }

    /**
     * The sums of weights times inputs. Goes through the inputs, leaves out those that are 0, and adds each to the outputs it
     * reaches.
     *
     * @param input o of eq. (5), 0, 1 or 2 (both layers spike), or the pixels of a directly coded image, below 1; index
     *        (channel, row, column)
     * @param sums result; index (row, column, output channel)
     */
    void weightedSums(double[] input, double[] sums) {
        Arrays.fill(sums, 0);
        Shape shape = geometry.input();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = 0; row < shape.height(); row++) {
                for (int column = 0; column < shape.width(); column++) {
                    double o = input[shape.index(channel, row, column)];
                    if (o != 0) {
                        addInput(channel, row, column, o, sums);
                    }
                }
            }
        }
    }

    private void addInput(int channel, int row, int column, double o, double[] sums) {
        Shape output = geometry.output();
        int down = geometry.stride().rows();
        int right = geometry.stride().columns();
        int group = channel / geometry.groupInputs();
        int inGroup = channel - group * geometry.groupInputs();
        int firstOutput = group * geometry.groupOutputs();
        for (int kernelRow = 0; kernelRow < geometry.kernelHeight(); kernelRow++) {
            int y = row + geometry.padding().top() - kernelRow * geometry.dilation().rows();
            if (y < 0 || y % down != 0 || y / down >= output.height()) {
                continue;
            }
            for (int kernelColumn = 0; kernelColumn < geometry.kernelWidth(); kernelColumn++) {
                int x = column + geometry.padding().left() - kernelColumn * geometry.dilation().columns();
                if (x < 0 || x % right != 0 || x / right >= output.width()) {
                    continue;
                }
                int position = y / down * output.width() + x / right;
                addScaled(o, geometry.weightIndex(0, inGroup, kernelRow, kernelColumn) * mean.length + firstOutput,
                        sums, position * mean.length + firstOutput);
            }
        }
    }

    /** Adds o times one input's weights to one position's sums, over the output channels of its group. */
    private void addScaled(double o, int weightStart, double[] sums, int sumStart) {
        int outputs = geometry.groupOutputs();
        for (int c = 0; c < outputs; c++) {
            sums[sumStart + c] += o * weights[weightStart + c];
        }
    }

    /** Eq. (7) with the U bits' rule; index of membrane and sums (row, column, output channel). */
    void integrate(double[] membranes, double[] sums) {
        for (int start = 0; start < sums.length; start += mean.length) {
            for (int c = 0; c < mean.length; c++) {
                double u = Equations.integrate(membranes[start + c], sums[start + c], mean[c]);
                membranes[start + c] = u < least || u > most ? limited(u) : u;
            }
        }
    }

    private double limited(double u) {
        if (!saturates) {
            throw new ArithmeticException("layer " + layer.name() + ": membrane " + u + " is outside " + least + ".."
                    + most);
        }
        return Math.clamp(u, least, most);
    }

    /** Firing and reset of eq. (6) with theta_hat, or the hard reset; the spikes' index is (output channel, row, column). */
    byte[] fire(double[] membranes) {
        int positions = geometry.positions();
        byte[] spikes = new byte[membranes.length];
        for (int position = 0; position < positions; position++) {
            for (int c = 0; c < mean.length; c++) {
                int i = position * mean.length + c;
                if (Equations.fires(membranes[i], threshold[c])) {
                    spikes[c * positions + position] = 1;
                    membranes[i] = resetTo.isPresent()
                            ? resetTo.get()[c]
                            : Equations.reset(membranes[i], threshold[c]);
                }
            }
        }
        return spikes;
    }

    Layer layer() {
        return layer;
    }
}

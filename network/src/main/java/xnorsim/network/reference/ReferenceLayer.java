package xnorsim.network.reference;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;
import xnorsim.network.neuron.Dynamics;

/**
 * A layer's parameters in the form of eq. (7), u_hat = u_hat + (sum of w * o) - mean, threshold theta_hat.
 *
 * <p>Folding of y = g * (x - mu) / sigma + b with x = alpha * s: y = alpha * g / sigma * (s - m) with m = mu / alpha -
 * b * sigma / (alpha * g). For g above 0, dividing membrane and threshold by alpha * g / sigma gives mean = m and
 * theta_hat = sigma * theta / (alpha * g). For g below 0, y = alpha * |g| / sigma * (-s - (-m)): the weights and the
 * mean change sign, |g| stands in the threshold.
 */
final class ReferenceLayer {
    private final Layer layer;
    private final Geometry geometry;
    /**
     * Index (input channel in its group, kernel row, kernel column, output channel): an input's weights lie side by
     * side.
     */
    private final double[] weights;
    private final WeightedSums weightedSums;
    private final double[] mean;
    private final double[] threshold;
    /** Membranes after a hard reset; without one, eq. (6) resets. */
    private final Optional<double[]> resetTo;
    /** Decides in place of doubles that are too near a threshold; only where nothing is rounded to a format. */
    private Optional<ExactDecisions> decisions = Optional.empty();
    /** How near its threshold a channel's double says nothing; below 0 for never. */
    private final double[] doubt;
    private double least = Double.NEGATIVE_INFINITY;
    private double most = Double.POSITIVE_INFINITY;
    private boolean saturates;
    private boolean isExact = true;
    /** A rule in place of eq. (6). */
    private final Optional<ReferenceNeuron> neuron;
    private double grid;
    private final Optional<Dynamics> dynamics;
    /** Only of layers that leak. */
    private Optional<ReferenceLeak> leak = Optional.empty();

    private ReferenceLayer(Layer layer, Optional<ReferenceNeuron> neuron) {
        this.layer = layer;
        this.neuron = layer instanceof SpikingLayer ? neuron : Optional.empty();
        this.dynamics = layer instanceof SpikingLayer spiking ? Optional.of(spiking.dynamics()) : Optional.empty();
        this.geometry = layer.geometry();
        this.weights = new double[geometry.weights()];
        this.weightedSums = new WeightedSums(geometry, weights);
        this.mean = new double[geometry.outputChannels()];
        this.threshold = new double[geometry.outputChannels()];
        this.doubt = new double[geometry.outputChannels()];
        Arrays.fill(doubt, -1);
        this.resetTo = layer instanceof SpikingLayer spiking && spiking.reset().hard()
                ? Optional.of(new double[geometry.outputChannels()])
                : Optional.empty();
    }

    /**
     * Folds a layer's parameters; with a format, rounds mean and threshold as the hardware does.
     *
     * @param neuron what its neurons do, if that is not eq. (6)
     */
    static ReferenceLayer of(Layer layer, Optional<MembraneNumbers> format, int timeSteps,
            Optional<ReferenceNeuron> neuron) {
        ReferenceLayer folded = new ReferenceLayer(layer, neuron);
        switch (layer) {
            case FirstLayer first -> folded.fold(first);
            case BinaryLayer binary -> folded.fold(binary);
            case LastLayer last -> folded.fold(last);
        }
        if (format.isPresent()) {
            folded.round(format.get(), timeSteps);
        } else if (layer instanceof SpikingLayer spiking && folded.neuron.isEmpty() && !spiking.dynamics().leaks()) {
            folded.decide(spiking, timeSteps);
        }
        folded.leak = folded.dynamics.filter(Dynamics::leaks).map(own -> new ReferenceLeak(own.leak(), folded.grid));
        return folded;
    }

    private void decide(SpikingLayer spiking, int timeSteps) {
        int gridBits = sumFractionBits();
        double[] largest = new double[mean.length];
        for (int c = 0; c < largest.length; c++) {
            largest[c] = largestSum(c);
            if (largest[c] * timeSteps >= Math.scalb(1.0, Double.PRECISION - gridBits)) {
                throw tooLarge(gridBits);
            }
        }
        ExactDecisions exact = new ExactDecisions(spiking, mean, threshold,
                resetTo.orElseGet(() -> new double[mean.length]), largest, gridBits, timeSteps);
        Arrays.setAll(doubt, exact::doubt);
        decisions = Optional.of(exact);
    }

    /** Sums of weights times inputs are multiples of 2^-this. */
    private int sumFractionBits() {
        return switch (layer) {
            case FirstLayer first -> first.sumFractionBits();
            case BinaryLayer _ -> 0;
            case LastLayer last -> last.weights().fractionBits();
        };
    }

    /** No sum of weights times inputs is larger in magnitude. */
    private double largestSum(int channel) {
        int slots = layer instanceof BinaryLayer binary ? binary.slots() : 1;
        double sum = 0;
        for (int k = 0; k < geometry.fanIn(); k++) {
            sum += slots * Math.abs(weights[k * mean.length + channel]);
        }
        return sum;
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
        // A membrane of the normalized sums is alpha * |g| / sigma times u_hat: what it is reset to scales as theta
        // does.
        if (resetTo.isPresent()) {
            resetTo.get()[channel] = Equations.transformedThreshold(sigma, spiking.reset().to(channel),
                    alpha * Math.abs(gain));
        }
    }

    private void setWeight(int outputChannel, int input, double value) {
        weights[input * mean.length + outputChannel] = value;
    }

    /**
     * Rounds mean and threshold to the layer's fraction bits, half to even, and makes sure that every sum and membrane
     * is a multiple of 2^-bits below 2^(53 - bits), so that double arithmetic on them is exact.
     */
    private void round(MembraneNumbers format, int timeSteps) {
        int bits = Math.max(format.fractionBits(), sumFractionBits());
        grid = Math.scalb(1.0, -bits);
        // Another rule may round membranes to the grid, and so do leaks.
        isExact = neuron.isEmpty() && !dynamics.map(Dynamics::leaks).orElse(false);
        for (int c = 0; c < mean.length; c++) {
            int channel = c;
            // The arrays' bias contains slots * M1; that matters for ties when F = 0.
            int offset = layer instanceof BinaryLayer binary ? binary.slots() * negativeWeights(c) : 0;
            if (!Double.isFinite(mean[c]) || !(layer instanceof LastLayer || Double.isFinite(threshold[c]))
                    || !resetTo.map(to -> Double.isFinite(to[channel])).orElse(true)) {
                throw tooLarge(bits);
            }
            double realBias = mean[c];
            BigInteger bias = MembraneNumbers.round(bits, BigInteger.valueOf(offset), mean[c]);
            mean[c] = exact(bias.subtract(BigInteger.valueOf(offset).shiftLeft(bits)), bits);
            if (!(layer instanceof LastLayer)) {
                threshold[c] = exact(MembraneNumbers.round(bits, BigInteger.ZERO, threshold[c]), bits);
            }
            if (resetTo.isPresent()) {
                resetTo.get()[c] = exact(MembraneNumbers.round(bits, BigInteger.ZERO, resetTo.get()[c]), bits);
            }
            isExact &= layer instanceof SpikingLayer spiking
                    ? FoldedExactly.of(spiking, c).equals(mean[c], threshold[c],
                            resetTo.map(to -> to[channel]).orElse(0.0))
                    : mean[c] == realBias;
            requireExact(c, bits, timeSteps);
        }
        if (layer instanceof BinaryLayer) {
            limit(format);
        }
    }

    /** The U bits are those of the arrays' units; the digital layers' accumulators are as wide as they need. */
    private void limit(MembraneNumbers format) {
        saturates = format.overflow() == OutOfRange.SATURATE;
        isExact &= !saturates;
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
        double sum = Math.abs(mean[channel]) + resetTo.map(to -> Math.abs(to[channel])).orElse(0.0)
                + largestSum(channel);
        if (sum * timeSteps >= Math.scalb(1.0, Double.PRECISION - bits)) {
            throw tooLarge(bits);
        }
    }

    private InputException tooLarge(int bits) {
        return new InputException("layer " + layer.name() + ": its values need more than 53 bits with " + bits
                + " fraction bits, expected fewer fraction bits, smaller parameters or fewer time steps");
    }

    /** Neurons in their initial state. */
    Neurons begin() {
        return new Neurons();
    }

    /** The layer's neurons on their way through an image; index of every array (row, column, output channel). */
    final class Neurons {
        private final double[] membranes = new double[geometry.output().size()];
        private final double[] sums = new double[membranes.length];
        /** For exact decisions: S since the start or the last hard reset. */
        private final double[] total = new double[decisions.isPresent() ? membranes.length : 0];
        /** Thresholds subtracted by soft resets; after a hard one, minus its time step. */
        private final int[] spent = new int[total.length];
        private int steps;
        private final boolean firesAt = dynamics.map(Dynamics::firesAtThreshold).orElse(false);
        private final Optional<OtherNeurons> others = neuron.map(rule -> new OtherNeurons(rule,
                OtherNeurons.units(threshold, resetTo, grid, least, most, saturates), membranes.length));

        /**
         * A time step.
         *
         * @param input as {@link WeightedSums} takes it
         * @return spikes, index (output channel, row, column); of the last layer, none
         */
        byte[] step(double[] input) {
            steps++;
            weightedSums.compute(input, sums);
            if (others.isPresent()) {
                return others.get().step(sums, mean);
            }
            leak.ifPresent(this::leak);
            integrate();
            return fire();
        }

        private void leak(ReferenceLeak rule) {
            for (int i = 0; i < membranes.length; i++) {
                membranes[i] = rule.of(membranes[i]);
            }
        }

        /** Eq. (7) with the U bits' rule. */
        private void integrate() {
            for (int start = 0; start < sums.length; start += mean.length) {
                for (int c = 0; c < mean.length; c++) {
                    double u = Equations.integrate(membranes[start + c], sums[start + c], mean[c]);
                    membranes[start + c] = u < least || u > most ? limited(u) : u;
                }
            }
            for (int i = 0; i < total.length; i++) {
                total[i] += sums[i];
            }
        }

        /** Firing and reset of eq. (6) with theta_hat, or the hard reset. */
        private byte[] fire() {
            int positions = geometry.positions();
            byte[] spikes = new byte[membranes.length];
            for (int position = 0; position < positions; position++) {
                for (int c = 0; c < mean.length; c++) {
                    int i = position * mean.length + c;
                    if (fires(i, c)) {
                        spikes[c * positions + position] = 1;
                        reset(i, c);
                    }
                }
            }
            return spikes;
        }

        private boolean fires(int i, int c) {
            double u = membranes[i];
            // Also a double that is not a number is in doubt; a format leaves no doubt.
            if (Math.abs(u - threshold[c]) > doubt[c] || doubt[c] < 0) {
                return firesAt ? Equations.firesAt(u, threshold[c]) : Equations.fires(u, threshold[c]);
            }
            return spent[i] < 0
                    ? decisions.orElseThrow().fires(c, total[i], steps + spent[i], 0, 1)
                    : decisions.orElseThrow().fires(c, total[i], steps, spent[i], 0);
        }

        private void reset(int i, int c) {
            membranes[i] = resetTo.isPresent() ? resetTo.get()[c] : Equations.reset(membranes[i], threshold[c]);
            if (decisions.isPresent() && resetTo.isPresent()) {
                total[i] = 0;
                spent[i] = -steps;
            } else if (decisions.isPresent()) {
                spent[i]++;
            }
        }

        /** After the last reset. */
        double[] membranes() {
            return others.map(OtherNeurons::membranes).orElse(membranes);
        }
    }

    private double limited(double u) {
        if (!saturates) {
            throw new ArithmeticException("layer " + layer.name() + ": membrane " + u + " is outside " + least + ".."
                    + most);
        }
        return Math.clamp(u, least, most);
    }

    /** Whether the format rounded nothing and cuts nothing off, so that this is the layer in real numbers. */
    boolean isExact() {
        return isExact;
    }

    Layer layer() {
        return layer;
    }
}

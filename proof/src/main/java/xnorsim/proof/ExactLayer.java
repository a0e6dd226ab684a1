package xnorsim.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;

/**
 * A layer in exact arithmetic: whole numbers for sums, and for every time step and number of earlier spikes the floor that a sum
 * has to exceed.
 */
final class ExactLayer {
    private static final BigInteger FAR = BigInteger.ONE.shiftLeft(60);

    private final Layer layer;
    private final Geometry geometry;
    private final long slots;
    private final int shift;
    private final List<LayerCertificate.Row> held;
    /** Index [input of a group][output channel]: -1 and +1, or the codes of the first and last layer; signs of negative gains turned. */
    private final int[][] weights;
    /** Index [t-1][k][output channel]. */
    private final long[][][] floors;
    private final long[] zeros;

    /**
     * A layer.
     *
     * @param held     parameters in fixed point
     * @param fraction their fraction bits
     * @param real     whether decisions are those of the model's parameters and not of {@code held}
     */
    ExactLayer(Layer layer, List<LayerCertificate.Row> held, int fraction, boolean real, int timeSteps) {
        this.layer = layer;
        this.geometry = layer.geometry();
        this.held = held;
        this.slots = layer instanceof BinaryLayer binary ? binary.slots() : 1;
        this.shift = fraction - Certifier.gridBits(layer);
        this.weights = new int[geometry.fanIn()][geometry.outputChannels()];
        this.zeros = new long[geometry.outputChannels()];
        for (int k = 0; k < weights.length; k++) {
            for (int c = 0; c < zeros.length; c++) {
                weights[k][c] = weight(c, k);
                zeros[c] += layer instanceof BinaryLayer && weights[k][c] < 0 ? 1 : 0;
            }
        }
        this.floors = layer instanceof SpikingLayer spiking
                ? floors(FiringRow.of(spiking), real, timeSteps)
                : new long[0][][];
    }

    private int weight(int channel, int input) {
        int at = channel * geometry.fanIn() + input;
        return switch (layer) {
            case FirstLayer first -> sign(first.normalization(), channel) * first.weights().codes()[at];
            case BinaryLayer binary -> sign(binary.normalization(), channel) * (binary.weights()[at] == 0 ? -1 : 1);
            case LastLayer last -> last.weights().codes()[at];
        };
    }

    private static int sign(Normalization n, int channel) {
        return n.gain()[channel] < 0 ? -1 : 1;
    }

    private long[][][] floors(List<FiringRow> rows, boolean real, int timeSteps) {
        long[][][] all = new long[timeSteps][][];
        for (int t = 1; t <= timeSteps; t++) {
            all[t - 1] = new long[t][rows.size()];
            for (int k = 0; k < t; k++) {
                for (int c = 0; c < rows.size(); c++) {
                    BigInteger floor = real
                            ? rows.get(c).bias().times(t).plus(rows.get(c).threshold().times(k + 1L)).floor()
                            : held.get(c).bias().multiply(BigInteger.valueOf(t))
                                    .add(held.get(c).threshold().multiply(BigInteger.valueOf(k + 1L)))
                                    .shiftRight(shift);
                    all[t - 1][k][c] = floor.max(FAR.negate()).min(FAR).longValueExact();
                }
            }
        }
        return all;
    }

    /** The layer's sums and spikes so far, of one image. */
    final class State {
        /** Index [position][channel]. */
        private final long[][] sums = new long[geometry.positions()][geometry.outputChannels()];
        private final int[][] fired = new int[geometry.positions()][geometry.outputChannels()];
        private int t;

        /**
         * One time step.
         *
         * @param input spikes of the slots, or directly coded pixels, unsigned; each with index (channel, row, column)
         * @return spikes, index (channel, position)
         */
        byte[] step(List<byte[]> input) {
            t++;
            Shape out = geometry.output();
            byte[] spikes = new byte[out.size()];
            for (int p = 0; p < sums.length; p++) {
                for (byte[] vector : input) {
                    add(vector, p / out.width(), p % out.width(), sums[p]);
                }
                for (int c = 0; c < out.channels() && layer instanceof SpikingLayer; c++) {
                    // A sum of w * o, and slots * M1 a step: what the arrays count.
                    boolean fires = sums[p][c] + t * slots * zeros[c] > floors[t - 1][fired[p][c]][c];
                    fired[p][c] += fires ? 1 : 0;
                    spikes[c * out.positions() + p] = (byte) (fires ? 1 : 0);
                }
            }
            return spikes;
        }

        private void add(byte[] vector, int row, int column, long[] into) {
            Shape in = geometry.input();
            for (int channel = 0; channel < in.channels(); channel++) {
                for (int y = 0; y < geometry.kernelHeight(); y++) {
                    int atRow = row * geometry.stride().rows() + y * geometry.dilation().rows()
                            - geometry.padding().top();
                    for (int x = 0; x < geometry.kernelWidth(); x++) {
                        int atColumn = column * geometry.stride().columns() + x * geometry.dilation().columns()
                                - geometry.padding().left();
                        boolean inside = atRow >= 0 && atRow < in.height() && atColumn >= 0 && atColumn < in.width();
                        int value = inside ? Byte.toUnsignedInt(vector[in.index(channel, atRow, atColumn)]) : 0;
                        if (value != 0) {
                            int group = channel / geometry.groupInputs();
                            int[] line = weights[geometry.weightIndex(0, channel % geometry.groupInputs(), y, x)];
                            int end = (group + 1) * geometry.groupOutputs();
                            for (int c = group * geometry.groupOutputs(); c < end; c++) {
                                into[c] += (long) value * line[c];
                            }
                        }
                    }
                }
            }
        }

        /** The membrane of a channel and position in fixed point: S * 2^F - t * bias_q - k * theta_q. */
        long membrane(int channel, int position) {
            BigInteger sum = BigInteger.valueOf(sums[position][channel] + t * slots * zeros[channel]);
            LayerCertificate.Row row = held.get(channel);
            return sum.shiftLeft(shift).subtract(row.bias().multiply(BigInteger.valueOf(t)))
                    .subtract(row.threshold().multiply(BigInteger.valueOf(fired[position][channel]))).longValue();
        }

        /** The sum of weights times spikes of the only position, in units of the weights' grid. */
        long sum(int channel) {
            return sums[0][channel];
        }

        /** Membranes of all positions, channels fastest. */
        long[] membranes() {
            int channels = geometry.outputChannels();
            long[] membranes = new long[geometry.positions() * channels];
            Arrays.setAll(membranes, i -> membrane(i % channels, i / channels));
            return membranes;
        }
    }

    /** A layer that has seen nothing yet. */
    State begin() {
        return new State();
    }

    Layer layer() {
        return layer;
    }

    /** Parameters rounded as docs/paper.md has it. */
    static List<LayerCertificate.Row> rounded(Layer layer, int fraction) {
        if (layer instanceof LastLayer last) {
            return new ClassOrder(last, 1).rounded(fraction).stream()
                    .map(bias -> new LayerCertificate.Row(bias, BigInteger.ZERO)).toList();
        }
        List<LayerCertificate.Row> rows = new ArrayList<>();
        for (FiringRow row : FiringRow.of((SpikingLayer) layer)) {
            rows.add(LayerCertificate.Row.of(RowSearch.nearest(row, fraction)));
        }
        return rows;
    }
}

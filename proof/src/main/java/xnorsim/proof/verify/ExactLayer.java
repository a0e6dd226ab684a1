package xnorsim.proof.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.certificate.Certifier;
import xnorsim.proof.certificate.ClassOrder;
import xnorsim.proof.certificate.LayerCertificate;
import xnorsim.proof.certificate.Reach;
import xnorsim.proof.certificate.RowSearch;
import xnorsim.proof.exact.FiringRow;

/**
 * A layer in exact arithmetic: whole numbers for sums, and for every time step and number of earlier spikes the floor
 * that a sum has to exceed.
 */
public final class ExactLayer {
    private static final BigInteger FAR = BigInteger.ONE.shiftLeft(60);
    /** Floors that are kept; of more, each is computed where it is needed. */
    private static final long MAX_FLOORS = 1 << 20;

    private final Layer layer;
    private final Geometry geometry;
    private final long slots;
    private final int shift;
    private final List<LayerCertificate.Row> held;
    /**
     * Index [input of a group][output channel]: -1 and +1, or the codes of the first and last layer; signs of negative
     * gains turned.
     */
    private final int[][] weights;
    private final List<FiringRow> rows;
    private final boolean real;
    private final boolean hard;
    private final boolean leaks;
    /**
     * Index [t-1][k][output channel]; with a hard reset, [steps since the last one - 1][0 before the first one, else
     * 1].
     */
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
        this.real = real;
        this.hard = layer instanceof SpikingLayer spiking && spiking.reset().hard();
        this.leaks = layer instanceof SpikingLayer spiking && spiking.dynamics().leaks();
        this.rows = layer instanceof SpikingLayer spiking ? FiringRow.of(spiking) : List.of();
        long pairs = timeSteps * (hard ? 2 : (timeSteps + 1L) / 2);
        this.floors = pairs * rows.size() <= MAX_FLOORS && !rows.isEmpty() && !leaks
                ? floors(timeSteps)
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

    private long[][][] floors(int timeSteps) {
        long[][][] all = new long[timeSteps][][];
        for (int t = 1; t <= timeSteps; t++) {
            all[t - 1] = new long[hard ? 2 : t][rows.size()];
            for (int k = 0; k < all[t - 1].length; k++) {
                for (int c = 0; c < rows.size(); c++) {
                    all[t - 1][k][c] = computed(t, k, c);
                }
            }
        }
        return all;
    }

    /** The largest sum that does not fire, in units of the sums' grid. */
    private long computed(int t, int k, int c) {
        Reach.Form form = hard ? new Reach.Form(t, 1, k) : new Reach.Form(t, k + 1, 0);
        LayerCertificate.Row row = held.get(c);
        BigInteger above = form.of(new FiringRow.Parameters(row.bias(), row.threshold(), row.reset()));
        BigInteger floor = real
                ? rows.get(c).silent(form.of(rows.get(c)))
                : rows.get(c).silent(above).shiftRight(shift);
        return floor.max(FAR.negate()).min(FAR).longValueExact();
    }

    private long floor(int t, int k, int c) {
        return floors.length > 0 ? floors[t - 1][k][c] : computed(t, k, c);
    }

    /** The layer's sums and spikes so far, of one image. */
    final class State {
        /** Index [position][channel]. */
        private final long[][] sums = new long[geometry.positions()][geometry.outputChannels()];
        /** Spikes so far; with a hard reset, 1 from the first one on. */
        private final int[][] fired = new int[geometry.positions()][geometry.outputChannels()];
        /** The time step of the last hard reset. */
        private final int[][] reset = new int[geometry.positions()][geometry.outputChannels()];
        private final Optional<LeakyMembranes> membranes = leaks
                ? Optional.of(new LeakyMembranes(rows, held, shift, real, geometry.positions()))
                : Optional.empty();
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
                    spikes[c * out.positions() + p] = (byte) (fires(p, c) ? 1 : 0);
                }
            }
            return spikes;
        }

        private boolean fires(int p, int c) {
            if (membranes.isPresent()) {
                long sum = sums[p][c] + slots * zeros[c];
                sums[p][c] = 0;
                return membranes.get().fires(p, c, sum);
            }
            int steps = t - reset[p][c];
            // A sum of w * o, and slots * M1 a step: what the arrays count.
            boolean fires = sums[p][c] + steps * slots * zeros[c] > floor(steps, fired[p][c], c);
            if (fires && hard) {
                sums[p][c] = 0;
                reset[p][c] = t;
                fired[p][c] = 1;
            } else if (fires) {
                fired[p][c]++;
            }
            return fires;
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

        /**
         * The membrane in fixed point: S * 2^F - t * bias_q - k * theta_q; reset_q + S * 2^F - n * bias_q after a hard
         * reset.
         */
        long membrane(int channel, int position) {
            if (membranes.isPresent()) {
                return membranes.get().membrane(position, channel);
            }
            int steps = t - reset[position][channel];
            BigInteger sum = BigInteger.valueOf(sums[position][channel] + steps * slots * zeros[channel]);
            LayerCertificate.Row row = held.get(channel);
            BigInteger taken = hard ? row.reset().negate() : row.threshold();
            return sum.shiftLeft(shift).subtract(row.bias().multiply(BigInteger.valueOf(steps)))
                    .subtract(taken.multiply(BigInteger.valueOf(fired[position][channel]))).longValue();
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
    public static List<LayerCertificate.Row> rounded(Layer layer, int fraction) {
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

package xnorsim.proof.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.macro.MacroInput;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

/**
 * A random subarray with its input.
 *
 * @param index        number of the draw
 * @param architecture shape and settings
 * @param input        weights, parameters and spikes
 * @param used         columns in use; those after them are stored as 1 and driven 0
 * @param padded       columns in use that always get a spike of 0, as at the border of a padded convolution
 */
public record SubarrayCase(int index, Architecture architecture, MacroInput input, int used, boolean[] padded) {
    private static final int[] SIDES = {1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 255, 256, 257};
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** The subarray of a number, independent of which others are drawn. */
    public static SubarrayCase draw(long seed, int index) {
        return new Draw(new Random(seed * 31 + (index + 1) * STEP)).subarray(index);
    }

    /** One subarray's draws. */
    private record Draw(Random random) {
        SubarrayCase subarray(int index) {
            Architecture a = architecture();
            int used = random.nextInt(3) == 0 ? 1 + random.nextInt(a.columns()) : a.columns();
            boolean[] padded = new boolean[used];
            if (random.nextInt(3) == 0) {
                for (int j = 0; j < used; j++) {
                    padded[j] = random.nextInt(4) == 0;
                }
            }
            byte[] weights = bits(a.rows() * a.columns());
            int samples = 1 + random.nextInt(3);
            byte[] spikes = bits(samples * a.timeSteps() * a.slots() * a.columns());
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i % a.columns() < used ? weights[i] : 1;
            }
            for (int i = 0; i < spikes.length; i++) {
                int j = i % a.columns();
                spikes[i] = j < used && !padded[j] ? spikes[i] : 0;
            }
            double[] mean = new double[a.rows()];
            double[] threshold = new double[a.rows()];
            for (int i = 0; i < a.rows(); i++) {
                mean[i] = mean(a);
                threshold[i] = threshold(a);
            }
            return new SubarrayCase(index, a, new MacroInput(weights, mean, threshold, samples, spikes), used, padded);
        }

        private Architecture architecture() {
            int rows = side();
            int columns = side();
            boolean saturates = random.nextInt(5) == 0;
            return new Architecture(new ArraySize(rows, columns),
                    new ArrayTiming(1 + random.nextInt(Math.min(columns + 10, 100)), 1 + random.nextInt(4),
                            1 + random.nextInt(4), random.nextBoolean(), (int) (2L * (1 + random.nextInt(5000)))),
                    new SampleSteps(1 + random.nextInt(6), random.nextBoolean()),
                    new MembraneFormat(random.nextInt(17), saturates ? 8 + random.nextInt(9) : 56 + random.nextInt(9),
                            saturates ? Overflow.SATURATE : Overflow.ERROR),
                    Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        }

        /** Around the bounds of words and vector lanes, or anything. */
        private int side() {
            return random.nextBoolean() ? SIDES[random.nextInt(SIDES.length)] : 1 + random.nextInt(300);
        }

        private byte[] bits(int count) {
            double share = random.nextDouble();
            byte[] bits = new byte[count];
            for (int i = 0; i < count; i++) {
                bits[i] = (byte) (random.nextDouble() < share ? 1 : 0);
            }
            return bits;
        }

        /** Halfway between two numbers that F bits hold. */
        private double tie(Architecture a, int range) {
            return Math.scalb(2.0 * random.nextInt(range << a.fractionBits()) + 1, -a.fractionBits() - 1);
        }

        private double mean(Architecture a) {
            return switch (random.nextInt(5)) {
                case 0 -> 0;
                case 1 -> tie(a, 4) - 2;
                case 2 -> random.nextInt(9) - 4;
                case 3 -> a.columns() * (random.nextDouble() - 0.5);
                default -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(14) - 7);
            };
        }

        private double threshold(Architecture a) {
            return switch (random.nextInt(6)) {
                case 0 -> 1;
                case 1 -> tie(a, 4);
                case 2 -> 1 + random.nextInt(6);
                case 3 -> Math.scalb(1.0, random.nextInt(40) - 30);
                case 4 -> random.nextInt(8) == 0 ? 1e30 : 0.1;
                default -> Math.abs(random.nextGaussian()) * a.columns() / 4 + 1e-9;
            };
        }
    }

    /** The rows in exact numbers. */
    public List<FiringRow> rows() {
        List<FiringRow> rows = new ArrayList<>();
        for (int i = 0; i < architecture.rows(); i++) {
            long offset = (long) architecture.slots() * zeros(i);
            rows.add(new FiringRow(i, Rational.of(input.mean()[i]).plus(Rational.of(offset)),
                    Rational.of(input.threshold()[i]), Optional.empty(), ExactLeak.NONE, false, 0,
                    (long) architecture.slots() * used, SumSet.range(0, (long) architecture.slots() * used), 0,
                    new FiringRow.Folded(offset, input.mean()[i], input.threshold()[i], 0)));
        }
        return rows;
    }

    /** Stored zeros of a row, M1. */
    public int zeros(int row) {
        int zeros = 0;
        for (byte weight : weights(row)) {
            zeros += 1 - weight;
        }
        return zeros;
    }

    /** Stored weights of a row. */
    public byte[] weights(int row) {
        return Arrays.copyOfRange(input.weights(), row * architecture.columns(), (row + 1) * architecture.columns());
    }

    /** Spikes of a vector of a sample. */
    public byte[] vector(int sample, int timeStep, int slot) {
        int columns = architecture.columns();
        int vector = (sample * architecture.timeSteps() + timeStep) * architecture.slots() + slot;
        return Arrays.copyOfRange(input.spikes(), vector * columns, (vector + 1) * columns);
    }

    /** Index of a result of a sample, time step and row. */
    public int at(int sample, int timeStep, int row) {
        return (sample * architecture.timeSteps() + timeStep) * architecture.rows() + row;
    }

    /** The double that rounds to a bias, given how many stored zeros the hardware adds; exact for biases below 2^52. */
    public static double meanOf(BigInteger bias, long offset, int fractionBits) {
        BigInteger mean = bias.subtract(BigInteger.valueOf(offset).shiftLeft(fractionBits));
        return Math.scalb(mean.doubleValue(), -fractionBits);
    }
}

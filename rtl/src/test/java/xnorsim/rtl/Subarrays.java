package xnorsim.rtl;

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
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

/** Random subarrays with their input. Number k of a seed is always the same one. */
final class Subarrays {

    /** Rows and columns that go first: single cells, rows and columns, and widths around a word of 64. */
    private static final int[][] ODD_SHAPES = {{1, 1}, {1, 37}, {5, 1}, {3, 63}, {2, 64}, {3, 65}, {1, 2}, {4, 127},
            {2, 128}, {3, 129}};

    private Subarrays() {}

    /** A subarray and what it is given. */
    record Case(Architecture architecture, MacroInput input) {}

    /** Four in a row have both loaders, with f = 0 and 1; every third one saturates. */
    static Case number(long seed, int k) {
        Random random = new Random(seed * 1_000_003 + k);
        boolean saturates = k % 3 == 2;
        boolean odd = k / 2 % 2 == 0;
        int[] shape = odd
                ? ODD_SHAPES[(k / 4 * 2 + k % 2) % ODD_SHAPES.length]
                : new int[]{1 + random.nextInt(9), 1 + random.nextInt(100)};
        int loaders = k % 4 ^ k / 4 % 4;
        Architecture a = new Architecture(new ArraySize(shape[0], shape[1]),
                new ArrayTiming(1 + random.nextInt(shape[1] + 5), 1 + random.nextInt(4), 1 + random.nextInt(4),
                        (loaders & 1) != 0, (int) (2L * (1 + random.nextInt(2000)))),
                new SampleSteps(1 + random.nextInt(6), (loaders & 2) != 0),
                new MembraneFormat(random.nextInt(33), saturates ? 8 + random.nextInt(9) : 56 + random.nextInt(9),
                        saturates ? Overflow.SATURATE : Overflow.ERROR),
                Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        return new Case(a, input(random, a));
    }

    private static MacroInput input(Random random, Architecture a) {
        double[] mean = new double[a.rows()];
        double[] threshold = new double[a.rows()];
        for (int i = 0; i < a.rows(); i++) {
            // From far below one count to far beyond the array, so that rows never fire, always fire, and tie.
            mean[i] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(9) - 4 + 0.5;
                case 2 -> a.columns() * (random.nextDouble() - 0.5);
                default -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(20) - 10);
            };
            threshold[i] = switch (random.nextInt(5)) {
                case 0 -> 1;
                case 1 -> Math.scalb(1.0, random.nextInt(80) - 60);
                case 2 -> 1e30;
                default -> Math.abs(random.nextGaussian()) * a.columns() / 4 + 1e-9;
            };
        }
        int samples = 1 + random.nextInt(4);
        byte[] weights = bits(random, a.rows() * a.columns(), random.nextDouble());
        byte[] spikes = bits(random, samples * a.timeSteps() * a.slots() * a.columns(), random.nextDouble());
        return new MacroInput(weights, mean, threshold, dynamics(random), samples, spikes);
    }

    private static Dynamics dynamics(Random random) {
        int bits = 1 + random.nextInt(Leak.Factor.MAX_BITS);
        Leak leak = switch (random.nextInt(4)) {
            case 0 -> new Leak.Shift(1 + random.nextInt(random.nextBoolean() ? 4 : Leak.Shift.MAX));
            case 1 -> new Leak.Factor(1 + random.nextInt((1 << bits) - 1), bits);
            default -> Leak.NONE;
        };
        return new Dynamics(leak, random.nextInt(3) == 0 ? Firing.AT : Firing.ABOVE, Reset.SOFT);
    }

    /** Bits of which a share is set. */
    static byte[] bits(Random random, int count, double share) {
        byte[] bits = new byte[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (byte) (random.nextDouble() < share ? 1 : 0);
        }
        return bits;
    }
}

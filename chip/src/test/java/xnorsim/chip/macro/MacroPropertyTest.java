package xnorsim.chip.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.ReferenceSubarray;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;
import xnorsim.sim.Signal;

/** A simulated subarray is the reference, every spike, every membrane and every dot, bit for bit. */
class MacroPropertyTest {

    /** Sizes that straddle words and vector lanes. */
    @Provide
    Arbitrary<Integer> sides() {
        return Arbitraries.oneOf(Arbitraries.of(1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 255, 256, 257),
                Arbitraries.integers().between(1, 300));
    }

    private static Architecture architecture(Random random, int rows, int columns, Overflow overflow) {
        int most = overflow == Overflow.SATURATE ? 16 : 64;
        int least = overflow == Overflow.SATURATE ? 8 : 56;
        return new Architecture(new ArraySize(rows, columns),
                new ArrayTiming(1 + random.nextInt(Math.min(columns + 10, 100)), 1 + random.nextInt(4),
                        1 + random.nextInt(4), random.nextBoolean(), (int) (2L * (1 + random.nextInt(5000)))),
                new SampleSteps(1 + random.nextInt(6), random.nextBoolean()),
                new MembraneFormat(random.nextInt(33), least + random.nextInt(most - least + 1), overflow),
                Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
    }

    private static MacroInput input(Random random, Architecture a) {
        byte[] weights = bits(random, a.rows() * a.columns(), random.nextDouble());
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
            threshold[i] = switch (random.nextInt(4)) {
                case 0 -> 1;
                case 1 -> Math.scalb(1.0, random.nextInt(80) - 60);
                case 2 -> 1e30;
                default -> Math.abs(random.nextGaussian()) * a.columns() / 4 + 1e-9;
            };
        }
        int samples = 1 + random.nextInt(3);
        int vectors = samples * a.timeSteps() * a.slots();
        return new MacroInput(weights, mean, threshold, dynamics(random), samples,
                bits(random, vectors * a.columns(), random.nextDouble()));
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

    private static byte[] bits(Random random, int count, double share) {
        byte[] bits = new byte[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (byte) (random.nextDouble() < share ? 1 : 0);
        }
        return bits;
    }

    private static void assertIsReference(Architecture a, MacroInput input, MacroResult result) {
        byte[][] weights = new byte[a.rows()][a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            System.arraycopy(input.weights(), i * a.columns(), weights[i], 0, a.columns());
        }
        ReferenceSubarray reference = new ReferenceSubarray(weights, input.mean(), input.threshold(), a.residual(),
                new MembraneNumbers(a.fractionBits(), a.membraneBits(),
                        xnorsim.network.reference.OutOfRange.valueOf(a.overflow().name())),
                Optional.empty(), input.dynamics());
        int at = 0;
        for (int v = 0; v < input.samples(); v++) {
            byte[][][] spikes = new byte[a.timeSteps()][a.slots()][a.columns()];
            for (int t = 0; t < a.timeSteps(); t++) {
                for (int s = 0; s < a.slots(); s++) {
                    System.arraycopy(input.spikes(), ((v * a.timeSteps() + t) * a.slots() + s) * a.columns(),
                            spikes[t][s], 0, a.columns());
                }
            }
            ReferenceSubarray.Sample expected = reference.run(spikes);
            for (int t = 0; t < a.timeSteps(); t++) {
                for (int i = 0; i < a.rows(); i++) {
                    if (result.dots()[at] != expected.dot()[t][i] || result.spikes()[at] != expected.spikes()[t][i]
                            || result.membranes()[at] != expected.membranes()[t][i]) {
                        throw new AssertionError("sample " + v + ", step " + t + ", row " + i + ": dot "
                                + result.dots()[at] + ", membrane " + result.membranes()[at] + ", spike "
                                + result.spikes()[at] + "; expected " + expected.dot()[t][i] + ", "
                                + expected.membranes()[t][i] + ", " + expected.spikes()[t][i] + "; " + a);
                    }
                    at++;
                }
            }
        }
    }

    @Property(tries = 400)
    void everyValue_isTheReferences(@ForAll long seed, @ForAll("sides") int rows, @ForAll("sides") int columns,
            @ForAll Overflow overflow) {
        Random random = new Random(seed);
        Architecture a = architecture(random, rows, columns, overflow);
        MacroInput input = input(random, a);
        assertIsReference(a, input, new MacroSimulation(a, input, PopcountKernels.chosen()).run());

        // With a watched phase, every phase has its event: the data path part by part.
        MacroSimulation watched = new MacroSimulation(a, input, PopcountKernels.chosen());
        watched.signals().get(1).watch((signal, lane) -> {});
        assertThat(watched.signals().get(1).name()).isEqualTo("phase");
        assertIsReference(a, input, watched.run());
    }

    @Test
    void everyWeightAndEverySpike_ofSmallArrays() {
        for (int columns = 1; columns <= 4; columns++) {
            for (boolean residual : new boolean[]{false, true}) {
                for (boolean latch : new boolean[]{false, true}) {
                    exhaust(columns, residual, latch);
                }
            }
        }
    }

    /** One row per weight pattern, one sample per sequence of spikes over two steps. */
    private static void exhaust(int columns, boolean residual, boolean latch) {
        int rows = 1 << columns;
        Architecture a = new Architecture(new ArraySize(rows, columns), new ArrayTiming(2, 1, 1, latch, 10),
                new SampleSteps(residual ? 1 : 2, residual), new MembraneFormat(2, 16, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        int bitsPerSample = 2 * columns;
        byte[] weights = new byte[rows * columns];
        double[] mean = new double[rows];
        double[] threshold = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                weights[i * columns + j] = (byte) (i >> j & 1);
            }
            mean[i] = (i % 5 - 2) * 0.5;
            threshold[i] = 1 + i % 3 * 0.25;
        }
        byte[] spikes = new byte[(1 << bitsPerSample) * bitsPerSample];
        for (int k = 0; k < spikes.length; k++) {
            spikes[k] = (byte) ((k / bitsPerSample) >> (k % bitsPerSample) & 1);
        }
        MacroInput input = new MacroInput(weights, mean, threshold, 1 << bitsPerSample, spikes);
        assertIsReference(a, input, new MacroSimulation(a, input, PopcountKernels.chosen()).run());
    }

    @Property(tries = 60)
    void tracingAndKernel_changeNothing(@ForAll long seed, @ForAll("sides") int columns) {
        Random random = new Random(seed);
        Architecture a = architecture(random, 1 + random.nextInt(70), columns, Overflow.ERROR);
        MacroInput input = input(random, a);
        MacroResult plain = new MacroSimulation(a, input, PopcountKernels.chosen()).run();
        for (PopcountKernel kernel : new PopcountKernel[]{new ScalarPopcount(), PopcountKernels.chosen()}) {
            MacroSimulation traced = new MacroSimulation(a, input, kernel);
            for (Signal signal : traced.signals()) {
                if (random.nextInt(3) > 0) {
                    signal.watch((s, lane) -> {});
                }
            }
            MacroResult result = traced.run();
            assertThat(result.cycles()).isEqualTo(plain.cycles());
            assertThat(result.spikes()).isEqualTo(plain.spikes());
            assertThat(result.membranes()).isEqualTo(plain.membranes());
            assertThat(result.dots()).isEqualTo(plain.dots());
        }
    }
}

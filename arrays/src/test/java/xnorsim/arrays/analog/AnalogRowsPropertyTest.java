package xnorsim.arrays.analog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Draws;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;

class AnalogRowsPropertyTest {

    private static final PopcountKernel KERNEL = new ScalarPopcount();

    private static StoredWeights weights(int rows, int columns, Random random) {
        boolean[][] bits = new boolean[rows][columns];
        for (boolean[] row : bits) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextBoolean();
            }
        }
        return StoredWeights.of(rows, columns, (i, j) -> bits[i][j]);
    }

    private static long[] vector(int columns, Random random) {
        long[] vector = new long[(columns + 63) / 64];
        for (int j = 0; j < columns; j++) {
            vector[j >> 6] |= (random.nextInt(3) == 0 ? 1L : 0L) << j;
        }
        return vector;
    }

    private static boolean agrees(StoredWeights w, int row, int column, long[] vector) {
        return w.isOne(row, column) == ((vector[column >> 6] >>> column & 1) != 0);
    }

    private static AnalogReadout noisy(Random random) {
        AnalogReadout lossless = AnalogReadout.lossless(random.nextBoolean() ? CellKind.CHARGE : CellKind.CURRENT);
        boolean flash = random.nextBoolean();
        return lossless
                .withHold(new Hold(1 + random.nextInt(100), 300, 0.1 + random.nextDouble(),
                        SamplingSwitch.injecting(random.nextDouble() - 0.5, random.nextDouble() * 0.5 - 0.2),
                        random.nextBoolean() ? SlotSummation.INTEGRATOR : SlotSummation.CHARGE_SHARING,
                        0.3 + random.nextDouble()))
                .withConversion(new Conversion(flash ? ConverterKind.FLASH : ConverterKind.SAR,
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(2 + random.nextInt(5)),
                        random.nextInt(5), OptionalInt.empty(), 1 + random.nextInt(4), 1, random.nextInt(3),
                        OptionalDouble.empty(), flash ? random.nextInt(3) : 0, LastStep.CONVERT))
                .withVariation(
                        new Variation(random.nextLong(), 0, random.nextInt(2) * 0.05, 0.02, 0.03, 0.05, 0.05, 0));
    }

    @Property(tries = 200)
    void codes_withoutLosses_areTheCounts(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int columns,
            @ForAll CellKind cells, @ForAll SlotSummation adding, @ForAll ConverterKind converter) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(40);
        int slots = 1 + random.nextInt(2);
        StoredWeights w = weights(rows, columns, random);
        AnalogReadout readout = AnalogReadout.lossless(cells)
                .withHold(new Hold(100, 0, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, adding, 0.5))
                .withConversion(new Conversion(converter, OptionalInt.empty(), 0, OptionalInt.empty(), 3, 1, 0,
                        OptionalDouble.empty(), 0, LastStep.CONVERT));
        AnalogRows analog = new AnalogRows(new ArrayInstance(readout.transfer(columns, slots), 7, w), KERNEL);
        int[] expected = new int[rows];
        for (int slot = 0; slot < slots; slot++) {
            long[] vector = vector(columns, random);
            analog.evaluate(vector, slot);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    expected[i] += agrees(w, i, j, vector) ? 1 : 0;
                }
            }
        }
        int[] codes = new int[rows];
        analog.addCodes(1, 1, 2, codes, 0);
        assertThat(codes).isEqualTo(expected);
    }

    /** Capacitors and resistors cell by cell, in double. */
    @Property(tries = 100)
    void values_ofDeviatingCells_areThoseOfTheirSums(@ForAll long seed, @ForAll CellKind cells) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(150);
        int rows = 1 + random.nextInt(20);
        double ratio = 1.5 + random.nextInt(50);
        Variation v = new Variation(seed, 3, 0.1, 0, 0, 0, 0, 0);
        AnalogReadout readout = new AnalogReadout(cells, cells == CellKind.CHARGE ? Double.POSITIVE_INFINITY : ratio, 1,
                Hold.LOSSLESS, Conversion.EXACT, v);
        StoredWeights w = weights(rows, columns, random);
        AnalogRows analog = new AnalogRows(new ArrayInstance(readout.transfer(columns, 1), 5, w), KERNEL);
        long[] vector = vector(columns, random);
        analog.evaluate(vector, 0);
        long key = Draws.at(v.draws().key(Draws.Kind.CELL), 5);
        for (int i = 0; i < rows; i++) {
            double on = 0;
            double all = 0;
            for (int j = 0; j < columns; j++) {
                double size = 1 + 0.1 * Draws.normal(Draws.at(Draws.at(key, i), j));
                double leak = cells == CellKind.CURRENT ? size / ratio : 0;
                on += agrees(w, i, j, vector) ? size : leak;
                all += size;
            }
            double expected = cells == CellKind.CHARGE
                    ? columns * on / all
                    : (on - columns / ratio) / (1 - 1 / ratio);
            assertThat(analog.held(0, i, 0)).isCloseTo(expected, within(1e-4));
        }
    }

    /** The shortcut that leaves draws out decides as the draws do. */
    @Property(tries = 300)
    void codes_ofNoisyRows_areThoseOfTheirValues(@ForAll long seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(150);
        int rows = 1 + random.nextInt(40);
        int slots = 1 + random.nextInt(2);
        ArrayInstance specimen = new ArrayInstance(noisy(random).transfer(columns, slots), 0,
                weights(rows, columns, random));
        AnalogRows analog = new AnalogRows(specimen, KERNEL);
        for (int slot = 0; slot < slots; slot++) {
            analog.evaluate(vector(columns, random), slot);
        }
        double decay = random.nextDouble();
        Transfer t = specimen.transfer();
        // The second conversion may take another path than the first: both are judged.
        int[] before = new int[rows];
        analog.addCodes(decay, 11, 12, before, 0);
        int[] codes = new int[rows];
        analog.addCodes(decay, 11, 12, codes, 0);
        assertThat(codes).isEqualTo(before);
        for (int i = 0; i < rows; i++) {
            double value = analog.sum(i, decay, 11, 12) + specimen.offset()[i];
            int expected = t.code(value);
            if (specimen.boundaries(i).isPresent()) {
                int exceeded = 0;
                for (double boundary : specimen.boundaries(i).get()) {
                    exceeded += (value - t.lowestCode()) / t.step() > boundary ? 1 : 0;
                }
                expected = t.level(exceeded);
            }
            assertThat(codes[i]).isEqualTo(expected);
        }
    }

    @Property(tries = 100)
    void decisions_ofAComparator_areThoseOfTheValues(@ForAll long seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(150);
        int rows = 1 + random.nextInt(40);
        AnalogReadout readout = noisy(random).withConversion(new Conversion(ConverterKind.SAR, OptionalInt.empty(), 0,
                OptionalInt.empty(), 1, 1, 0, OptionalDouble.empty(), random.nextInt(2) * 3, LastStep.COMPARE));
        ArrayInstance specimen = new ArrayInstance(readout.transfer(columns, 1), 0, weights(rows, columns, random));
        AnalogRows analog = new AnalogRows(specimen, KERNEL);
        analog.evaluate(vector(columns, random), 0);
        double[] above = new double[rows];
        for (int i = 0; i < rows; i++) {
            above[i] = random.nextInt(columns + 1) + random.nextInt(4) / 4.0;
        }
        int[] codes = new int[rows];
        analog.decide(1, 0, 21, above, codes, 0);
        for (int i = 0; i < rows; i++) {
            double value = analog.sum(i, 1, 0, 21) + specimen.decisionOffset()[i];
            assertThat(codes[i] > above[i]).isEqualTo(value > above[i]);
            assertThat((double) codes[i]).isCloseTo(value, within(1.5 + Math.abs(value - above[i])));
        }
    }

    @Property(tries = 100)
    void faults_ofASpecimen_haveTheirRates(@ForAll long seed) {
        Variation v = new Variation(seed, 0, 0, 0.1, 0.2, 0.3, 0.4, 0);
        int rows = 60;
        int columns = 100;
        StoredWeights w = StoredWeights.of(rows, columns, (i, j) -> j % 2 == 0);
        ArrayInstance specimen = new ArrayInstance(
                AnalogReadout.lossless(CellKind.CHARGE).withVariation(v).transfer(columns, 1),
                0, w);
        int toZero = 0;
        int toOne = 0;
        int dead = 0;
        for (int i = 0; i < rows; i++) {
            dead += specimen.isDead(i) ? 1 : 0;
            for (int j = 0; j < columns; j++) {
                toZero += w.isOne(i, j) && !specimen.stored().isOne(i, j) ? 1 : 0;
                toOne += !w.isOne(i, j) && specimen.stored().isOne(i, j) ? 1 : 0;
            }
        }
        int live = 0;
        for (long word : specimen.liveColumns()) {
            live += Long.bitCount(word);
        }
        // Six standard deviations of the binomials.
        assertThat(toZero).isBetween(300 - 99, 300 + 99);
        assertThat(toOne).isBetween(600 - 132, 600 + 132);
        assertThat(dead).isBetween(0, 18 + 22);
        assertThat(live).isBetween(60 - 30, 60 + 30);
    }
}

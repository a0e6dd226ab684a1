package xnorsim.arrays.analog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.VectorPopcount;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Variation;

class VectorRowsPropertyTest {

    private static final RowKernel PLAIN = new ScalarRows();
    private static final RowKernel VECTOR = new VectorRows(8 * 18);

    private static double[] doubles(int length, Random random) {
        return random.doubles(length, -3, 40).map(x -> random.nextInt(3) == 0 ? Math.rint(x * 2) / 2 : x).toArray();
    }

    private static float[] floats(int length, Random random) {
        float[] some = new float[length];
        for (int k = 0; k < length; k++) {
            some[k] = (float) random.nextGaussian();
        }
        return some;
    }

    private static long[] driven(int columns, Random random) {
        long[] driven = new long[(columns + 63) / 64];
        int kind = random.nextInt(4);
        for (int j = 0; j < columns; j++) {
            boolean one = switch (kind) {
                case 0 -> true;
                case 1 -> j >= Long.SIZE;
                case 2 -> random.nextInt(6) == 0;
                default -> random.nextBoolean();
            };
            driven[j >> 6] |= (one ? 1L : 0) << j;
        }
        return driven;
    }

    /** Row by row, from the left. */
    private static float[] sums(float[] spread, int columns, long[] driven, float[] base) {
        float[] sums = new float[base.length];
        for (int i = 0; i < sums.length; i++) {
            float sum = base[i];
            for (int j = 0; j < columns; j++) {
                sum += (driven[j / 64] >>> j & 1) != 0 ? spread[(i / 32 * columns + j) * 32 + i % 32] : 0;
            }
            sums[i] = sum;
        }
        return sums;
    }

    @Property(tries = 200)
    void sums_ofEveryHeight_areThoseFromTheLeftToTheBit(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = 32 * (1 + random.nextInt(5));
        int columns = 1 + random.nextInt(200);
        float[] spread = floats(columns * rows, random);
        float[] base = floats(rows, random);
        long[] driven = driven(columns, random);
        float[] expected = sums(spread, columns, driven, base);
        float[] plain = new float[rows];
        float[] vector = new float[rows];
        float[] narrow = new float[rows];
        PLAIN.sums(spread, columns, driven, base, plain);
        VECTOR.sums(spread, columns, driven, base, vector);
        for (int row = 0; row < rows; row += 32) {
            VectorRows.narrowSums(spread, row * columns, driven, base, narrow, row);
        }
        assertThat(plain).containsExactly(expected);
        assertThat(vector).containsExactly(expected);
        assertThat(narrow).containsExactly(expected);
    }

    @Property(tries = 200)
    void samples_ofEveryHeight_areThoseOfThePlainKernelToTheBit(@ForAll long seed) {
        Random random = new Random(seed);
        int stride = 8 * (1 + random.nextInt(18));
        int[] pop = random.ints(stride, 0, 1000).toArray();
        float[] deviation = floats(stride, random);
        double[] gain = doubles(stride, random);
        double[] shift = doubles(stride, random);
        double[] plain = new double[stride];
        double[] vector = new double[stride];
        double by = random.nextDouble();
        PLAIN.sample(pop, deviation, gain, shift, by, -by, plain);
        VECTOR.sample(pop, deviation, gain, shift, by, -by, vector);
        assertThat(vector).containsExactly(plain);
    }

    /** Halves among the values, so that ties between two codes occur. */
    @Property(tries = 500)
    void conversions_ofEveryHeight_areThoseOfThePlainKernel(@ForAll long seed) {
        Random random = new Random(seed);
        int stride = 8 * (1 + random.nextInt(18));
        int rows = stride - random.nextInt(8);
        double[] first = random.nextBoolean() ? new double[0] : doubles(stride, random);
        double[] last = doubles(stride, random);
        double[] offset = random.nextBoolean() ? new double[rows] : doubles(rows, random);
        double step = random.nextBoolean() ? 1 : 1 + random.nextDouble();
        RowKernel.Scale scale = random.nextBoolean()
                ? new RowKernel.Scale(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, random.nextInt(5), step, 30,
                        0)
                : new RowKernel.Scale(0, 35, 0, step, 20, 0);
        double decay = random.nextBoolean() ? 1 : random.nextDouble();
        double window = random.nextBoolean() ? 0 : random.nextDouble();
        int at = random.nextInt(3);
        int[] plain = random.ints(at + rows, 0, 9).toArray();
        int[] vector = plain.clone();
        int[] plainDoubts = new int[rows];
        int[] vectorDoubts = new int[rows];
        int count = PLAIN.convert(scale, first, last, decay, offset, window, rows, plain, at, plainDoubts);
        assertThat(VECTOR.convert(scale, first, last, decay, offset, window, rows, vector, at, vectorDoubts))
                .isEqualTo(count);
        assertThat(vector).containsExactly(plain);
        assertThat(vectorDoubts).containsExactly(plainDoubts);
    }

    @Property(tries = 500)
    void noisyConversions_ofEveryHeight_areThoseOfThePlainKernel(@ForAll long seed) {
        Random random = new Random(seed);
        int stride = 8 * (1 + random.nextInt(18));
        int rows = stride - random.nextInt(8);
        double[] first = random.nextBoolean() ? new double[0] : doubles(stride, random);
        double[] last = doubles(stride, random);
        double[] offset = random.nextBoolean() ? new double[rows] : doubles(rows, random);
        RowKernel.Scale scale = random.nextBoolean()
                ? new RowKernel.Scale(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, random.nextInt(5), 1, 30,
                        random.nextDouble())
                : new RowKernel.Scale(0, 35, random.nextInt(5), 1 + random.nextDouble(), 30, random.nextDouble());
        double decay = random.nextDouble();
        int at = random.nextInt(3);
        int[] plain = random.ints(at + rows, 0, 9).toArray();
        int[] vector = plain.clone();
        int[] plainDoubts = new int[rows];
        int[] vectorDoubts = new int[rows];
        int count = PLAIN.convertNoisy(scale, first, last, decay, offset, seed, ~seed, rows, plain, at, plainDoubts);
        assertThat(VECTOR.convertNoisy(scale, first, last, decay, offset, seed, ~seed, rows, vector, at, vectorDoubts))
                .isEqualTo(count);
        assertThat(vector).containsExactly(plain);
        assertThat(vectorDoubts).containsExactly(plainDoubts);
    }

    /** Halves among the indices, so that some lie on a comparator; some are no number. */
    @Property(tries = 500)
    void flashCodes_ofEveryHeight_areThoseOfThePlainKernel(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(140);
        int comparators = 1 + random.nextInt(40);
        double step = random.nextBoolean() ? 1 : 1 + random.nextDouble();
        RowKernel.Scale scale = new RowKernel.Scale(0, 100, random.nextInt(5), step, comparators, 1);
        int[] levels = new int[comparators + 1];
        Arrays.setAll(levels, index -> (int) (scale.lowest() + Math.rint(index * step)));
        double sigma = random.nextInt(3) * 0.3;
        double[][] sorted = new double[rows][];
        Arrays.setAll(sorted, row -> FlashRowsPropertyTest.boundaries(comparators, sigma, random));
        FlashRows converters = new FlashRows(sorted, levels);
        double[] index = doubles(rows, random);
        index[random.nextInt(rows)] = Double.NaN;
        double window = random.nextBoolean() ? 0 : random.nextDouble() * FlashRows.MAX_WINDOW;
        int at = random.nextInt(3);
        int[] plain = random.ints(at + rows, 0, 9).toArray();
        int[] vector = plain.clone();
        int[] plainDoubts = new int[rows];
        int[] vectorDoubts = new int[rows];
        int count = PLAIN.addFlashCodes(converters, scale, index, window, plain, at, plainDoubts);
        assertThat(VECTOR.addFlashCodes(converters, scale, index, window, vector, at, vectorDoubts)).isEqualTo(count);
        assertThat(vector).containsExactly(plain);
        assertThat(vectorDoubts).containsExactly(plainDoubts);
    }

    @Property(tries = 300)
    void codes_ofNoisyChips_areThoseOfThePlainKernels(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(70);
        int columns = 1 + random.nextInt(150);
        int slots = 1 + random.nextInt(2);
        StoredWeights w = StoredWeights.of(rows, columns, (i, j) -> random.nextBoolean());
        ArrayInstance specimen = new ArrayInstance(noisy(random).transfer(columns, slots), 0, w);
        long[][] vectors = new long[slots][(columns + 63) / 64];
        for (long[] vector : vectors) {
            for (int j = 0; j < columns; j++) {
                vector[j >> 6] |= (random.nextInt(3) == 0 ? 1L : 0L) << j;
            }
        }
        double decay = 1 - random.nextDouble() / 4;
        assertThat(codes(specimen, new VectorPopcount(), vectors, decay))
                .containsExactly(codes(specimen, new ScalarPopcount(), vectors, decay));
    }

    private static AnalogReadout noisy(Random random) {
        CellKind cells = random.nextBoolean() ? CellKind.CHARGE : CellKind.CURRENT;
        boolean flash = random.nextBoolean();
        return AnalogReadout.lossless(cells)
                .withHold(new Hold(random.nextBoolean() ? 1 + random.nextInt(10) : 100, 300, 100,
                        SamplingSwitch.injecting(0.01, 0.1),
                        random.nextBoolean() ? SlotSummation.INTEGRATOR : SlotSummation.CHARGE_SHARING, 0.5))
                .withConversion(new Conversion(flash ? ConverterKind.FLASH : ConverterKind.SAR,
                        OptionalInt.of(3 + random.nextInt(7)), 0, OptionalInt.empty(), 1 + random.nextInt(2), 1,
                        random.nextInt(3), OptionalDouble.empty(), flash ? random.nextInt(4) : 0, LastStep.CONVERT))
                .withVariation(new Variation(random.nextLong(), 0, random.nextInt(3) * 0.01, 0.01, 0.01, 0.01, 0.01,
                        0));
    }

    private static int[] codes(ArrayInstance specimen, PopcountKernel kernel, long[][] vectors, double decay) {
        AnalogRows analog = new AnalogRows(specimen, kernel);
        for (int slot = 0; slot < vectors.length; slot++) {
            analog.evaluate(vectors[slot], slot);
        }
        int[] codes = new int[analog.rows() + 2];
        Arrays.fill(codes, 3);
        // The second conversion may take another path than the first.
        analog.addCodes(decay, 11, 12, codes, 1);
        analog.addCodes(decay, 13, 14, codes, 1);
        return codes;
    }

    @Property(tries = 200)
    void noiseOfRows_isThatOfTheirDraws(@ForAll long seed) {
        Random random = new Random(seed);
        float noise = random.nextFloat();
        int[] upper = random.ints(64, 0, NormalLines.MAX + 1).map(u -> u >>> random.nextInt(18)).toArray();
        int[] signs = random.ints(64, 0, 2).map(bit -> bit << 31).toArray();
        float[] index = new float[64];
        float[] expected = new float[64];
        for (int i = 0; i < 64; i++) {
            index[i] = random.nextFloat() * 100;
            float draw = upper[i] < NormalLines.MIN
                    ? Float.NaN
                    : upper[i] * NormalLines.slopes()[NormalLines.segment(upper[i])]
                            + NormalLines.starts()[NormalLines.segment(upper[i])];
            expected[i] = (signs[i] == 0 ? draw : -draw) * noise + index[i];
        }
        float[] gathered = index.clone();
        NarrowRows.gatherLines(upper.clone(), signs, noise, gathered);
        assertThat(gathered).containsExactly(expected);
        if (NarrowRows.TABLES_FIT) {
            NarrowRows.addLines(upper, signs, noise, index);
            assertThat(index).containsExactly(expected);
        }
    }
}

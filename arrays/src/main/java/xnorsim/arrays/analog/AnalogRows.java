package xnorsim.arrays.analog;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.analog.RowKernel.Scale;
import xnorsim.arrays.readout.Draws;
import xnorsim.arrays.readout.Draws.Kind;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.rows.RowReader;
import xnorsim.sim.KernelChoice;

/**
 * Simulates the rows of one analog subarray: popcounts with cell deviations, sampling per slot, conversion. A code
 * depends only on the vectors, the hold time and the keys of the random draws. Not thread-safe.
 *
 * <p>Sampling noise is drawn only where it may change the code: not if the nearest code boundary is beyond the largest
 * draw. Otherwise {@link NormalBounds} gives an interval that holds the draw, and if all its values have the same code,
 * no draw is needed.
 */
public final class AnalogRows implements RowReader {

    /** Far above rounding errors of values below 2^16, far below noise. */
    private static final double ROUNDING = Scale.ROUNDING;

    /** At most one row in this many may be undecided after a try without draws, else the next try uses draws. */
    private static final int FEW = 8;
    private static final double[] NONE = {};

    private final ArrayInstance specimen;
    private final Transfer transfer;
    private final PopcountKernel kernel;
    private final RowKernel rowKernel;
    private final int rows;
    private final int slots;
    private final double noise;
    private final double sampleGain;
    private final double sampleShift;
    private final double floor;
    private final double ceiling;
    private final double lowest;
    private final double step;
    private final int[] levels;
    private final double[][] boundaries;
    private final Optional<FlashRows> flash;
    private final Optional<NarrowRows> narrow;
    private final double[] index;
    private final int[][] pop;
    private final float[][] deviation;
    private final long[] driven;
    private final double[][] sampled;
    private final int[] doubtful;
    private final Scale scale;

    private int evaluated;

    /** Whether the next conversion is first tried without draws; affects speed only. */
    private boolean screens = true;

    /** The rows of an array instance, counted with {@code kernel}. */
    public AnalogRows(ArrayInstance specimen, PopcountKernel kernel) {
        this.specimen = specimen;
        this.transfer = specimen.transfer();
        this.kernel = kernel;
        this.rowKernel = kernel.kind() == KernelChoice.VECTOR ? new VectorRows(specimen.stride()) : new ScalarRows();
        this.rows = specimen.rows();
        this.slots = transfer.slots();
        this.noise = transfer.samplingNoise();
        this.sampleGain = transfer.sampleGain();
        this.sampleShift = transfer.sampleShift();
        this.floor = transfer.floor();
        this.ceiling = transfer.ceiling();
        this.lowest = transfer.lowestCode();
        this.step = transfer.step();
        this.levels = new int[transfer.codes()];
        Arrays.setAll(levels, transfer::level);
        this.boundaries = new double[specimen.boundaries(0).isPresent() ? rows : 0][];
        Arrays.setAll(boundaries, row -> specimen.boundaries(row).orElseThrow());
        this.flash = boundaries.length == 0 ? Optional.empty() : Optional.of(new FlashRows(boundaries, levels));
        this.index = new double[specimen.stride()];
        this.pop = new int[slots][specimen.base().length];
        this.deviation = new float[slots][];
        Arrays.setAll(deviation, slot -> specimen.base().clone());
        this.driven = new long[specimen.stored().words()];
        this.sampled = new double[slots][specimen.stride()];
        this.doubtful = new int[rows];
        this.scale = new Scale(floor, ceiling, lowest, step, levels.length - 1, noise);
        this.narrow = kernel.kind() == KernelChoice.VECTOR
                ? NarrowRows.of(specimen, scale, flash)
                : Optional.empty();
    }

    /**
     * The key of the samplings of a subarray; {@link #stepKey} and {@link #samplingKey(long, int, int)} add the time.
     */
    public static long samplingKey(Draws draws, int layer, int copy, int rowTile, int columnTile) {
        return Draws.at(Draws.at(Draws.at(Draws.at(draws.key(Kind.SAMPLING), layer), copy), rowTile), columnTile);
    }

    /** The key of the samplings of a subarray in one time step of an image. */
    public static long stepKey(long subarray, long image, int timeStep) {
        return Draws.at(Draws.at(subarray, image), timeStep);
    }

    /** The key of one sampling of all rows, from that of its time step. */
    public static long samplingKey(long step, int position, int slot) {
        return Draws.at(Draws.at(step, position), slot);
    }

    /** Rows in use. */
    public int rows() {
        return rows;
    }

    /** The popcounts of the last evaluation, with stuck cells and dead columns, one per row; not to be written. */
    public int[] pop() {
        return pop[evaluated];
    }

    /** Evaluates the rows for a slot: the value to be sampled, without noise. */
    @Override
    public void evaluate(long[] columns, int slot) {
        evaluated = slot;
        long[] live = specimen.liveColumns();
        for (int k = 0; k < driven.length; k++) {
            driven[k] = columns[k] & live[k];
        }
        kernel.popcounts(specimen.stored().bits(), specimen.stride(), driven.length, driven, transfer.columns(),
                pop[slot]);
        Optional<float[]> spread = specimen.spread();
        if (spread.isPresent()) {
            rowKernel.sums(spread.get(), transfer.columns(), driven, specimen.base(), deviation[slot]);
        }
        if (narrow.isEmpty()) {
            rowKernel.sample(pop[slot], deviation[slot], specimen.rowGain(), specimen.rowShift(), sampleGain,
                    sampleShift,
                    sampled[slot]);
        }
    }

    /** The result of {@link RowKernel#sample} for a row. */
    private double sampled(int slot, int row) {
        double value = specimen.rowGain()[row] * ((double) pop[slot][row] + deviation[slot][row])
                + specimen.rowShift()[row];
        return value * sampleGain + sampleShift;
    }

    /** The value on a row's capacitor right after the sampling of a slot, in levels. */
    public double held(int slot, int row, long key) {
        double value = sampled(slot, row);
        return noise == 0 ? value : value + noise * Draws.normal(Draws.at(key, row));
    }

    /** The value of a row before its converter, in levels, after two slots or one. */
    public double sum(int row, double decay, long firstKey, long lastKey) {
        double last = held(slots - 1, row, lastKey);
        return limited(slots == 1 ? last : held(0, row, firstKey) * decay + last);
    }

    private double limited(double value) {
        return Math.min(Math.max(value, floor), ceiling);
    }

    /**
     * Converts all rows.
     *
     * @param decay    droop of slot tau1, see {@link Transfer#decay}
     * @param firstKey of the sampling of slot tau1, if there are two
     * @param lastKey  of the last sampling
     * @param codes    one per row, from {@code at} on; the codes are added to the existing values
     */
    @Override
    public void addCodes(double decay, long firstKey, long lastKey, int[] codes, int at) {
        if (narrow.isPresent()) {
            int doubts = narrowCodes(narrow.get(), decay, firstKey, lastKey, codes, at);
            addDoubtful(doubts, decay, firstKey, lastKey, codes, at);
            return;
        }
        double[] first = slots == 1 ? NONE : sampled[0];
        double[] last = sampled[slots - 1];
        double left = slots == 1 ? 0 : decay;
        if (noise != 0 && !screens) {
            int doubts = flash.isPresent()
                    ? flashNoisy(flash.get(), first, last, decay, firstKey, lastKey, codes, at)
                    : rowKernel.convertNoisy(scale, first, last, decay, specimen.offset(), firstKey, lastKey, rows,
                            codes,
                            at, doubtful);
            addDoubtful(doubts, decay, firstKey, lastKey, codes, at);
            return;
        }
        double window = noise == 0 ? scale.rounding() : scale.window(Draws.LARGEST_NORMAL, left);
        int doubts = flash.isPresent()
                ? flash(flash.get(), first, last, decay, window, codes, at)
                : rowKernel.convert(scale, first, last, decay, specimen.offset(), window, rows, codes, at, doubtful);
        screens = doubts <= rows / FEW;
        addDoubtful(doubts, decay, firstKey, lastKey, codes, at);
    }

    private int narrowCodes(NarrowRows converters, double decay, long firstKey, long lastKey, int[] codes, int at) {
        double left = slots == 1 ? 0 : decay;
        if (slots == 1) {
            converters.find(pop[0], deviation[0]);
        } else {
            converters.find(pop[0], deviation[0], decay, pop[1], deviation[1]);
        }
        boolean draws = noise != 0 && !screens;
        if (draws) {
            converters.addNoise(lastKey, 1);
            if (slots == 2) {
                converters.addNoise(firstKey, decay);
            }
        }
        double window = converters.doubt() + (noise == 0
                ? scale.rounding()
                : scale.window(draws ? NormalLines.MAX_OFF : Draws.LARGEST_NORMAL, left));
        int doubts = flash.isPresent() && window > FlashRows.MAX_WINDOW
                ? allDoubtful()
                : converters.addCodes(window, codes, at, doubtful);
        screens &= draws || doubts <= rows / FEW;
        return doubts;
    }

    /**
     * Row by row, by the interval of each draw, mostly narrower than the widest one, and finally by the draw itself.
     */
    private void addDoubtful(int doubts, double decay, long firstKey, long lastKey, int[] codes, int at) {
        for (int k = 0; k < doubts; k++) {
            codes[at + doubtful[k]] += code(doubtful[k], decay, firstKey, lastKey);
        }
    }

    private int flash(FlashRows converters, double[] first, double[] last, double decay, double window, int[] codes,
            int at) {
        if (window > FlashRows.MAX_WINDOW) {
            return allDoubtful();
        }
        rowKernel.index(scale, first, last, decay, specimen.offset(), rows, index);
        return rowKernel.addFlashCodes(converters, scale, index, window, codes, at, doubtful);
    }

    private int flashNoisy(FlashRows converters, double[] first, double[] last, double decay, long firstKey,
            long lastKey, int[] codes, int at) {
        double window = scale.window(NormalBounds.mostHalfWidth(), slots == 1 ? 0 : decay);
        if (window > FlashRows.MAX_WINDOW) {
            return allDoubtful();
        }
        rowKernel.indexNoisy(scale, first, last, decay, specimen.offset(), firstKey, lastKey, rows, index);
        return rowKernel.addFlashCodes(converters, scale, index, window, codes, at, doubtful);
    }

    private int allDoubtful() {
        Arrays.setAll(doubtful, row -> row);
        return rows;
    }

    private int exactCode(int row, double decay, long firstKey, long lastKey) {
        return level(row, sum(row, decay, firstKey, lastKey) + specimen.offset()[row]);
    }

    private int code(int row, double decay, long firstKey, long lastKey) {
        if (noise == 0) {
            return exactCode(row, decay, firstKey, lastKey);
        }
        long hash = Draws.at(lastKey, row);
        double value = sampled(slots - 1, row) + noise * NormalBounds.middle(hash);
        double doubt = NormalBounds.halfWidth(hash);
        if (slots == 2) {
            long first = Draws.at(firstKey, row);
            value += (sampled(0, row) + noise * NormalBounds.middle(first)) * decay;
            doubt += NormalBounds.halfWidth(first) * decay;
        }
        double index = (limited(value) + specimen.offset()[row] - lowest) / step;
        double margin = (doubt * noise + ROUNDING) / step;
        if (boundaries.length != 0) {
            int rank = rank(boundaries[row], index);
            return isCertain(boundaries[row], rank, index, margin)
                    ? levels[rank]
                    : exactCode(row, decay, firstKey, lastKey);
        }
        double nearest = Math.rint(index);
        if (Math.abs(index - nearest) + margin < 0.5) {
            return level(nearest);
        }
        return exactCode(row, decay, firstKey, lastKey);
    }

    /** The code, in levels, of a value in levels. */
    private int level(int row, double value) {
        double index = (value - lowest) / step;
        return boundaries.length != 0 ? levels[rank(boundaries[row], index)] : level(Math.rint(index));
    }

    private int level(double index) {
        return levels[(int) Math.min(Math.max(index, 0), levels.length - 1)];
    }

    /**
     * Number of comparators of a flash converter that a value exceeds; the search starts at the code without offsets.
     */
    private static int rank(double[] sorted, double index) {
        int rank = (int) Math.min(Math.max(Math.rint(index), 0), sorted.length);
        while (rank < sorted.length && sorted[rank] < index) {
            rank++;
        }
        while (rank > 0 && sorted[rank - 1] >= index) {
            rank--;
        }
        return rank;
    }

    private static boolean isCertain(double[] sorted, int rank, double index, double margin) {
        return (rank == sorted.length || index + margin < sorted[rank])
                && (rank == 0 || sorted[rank - 1] < index - margin);
    }

    /**
     * Lets a comparator instead of a conversion decide whether row i is above {@code above[i]} levels, and returns a
     * code with the same decision: the nearest whole number of levels on the comparator's side of the bound.
     */
    @Override
    public void decide(double decay, long firstKey, long lastKey, double[] above, int[] codes, int at) {
        for (int i = 0; i < rows; i++) {
            double value = sum(i, decay, firstKey, lastKey) + specimen.decisionOffset()[i];
            double bound = Math.floor(above[i]);
            double code = value > above[i] ? Math.max(Math.rint(value), bound + 1) : Math.min(Math.rint(value), bound);
            codes[at + i] = (int) code;
        }
    }
}

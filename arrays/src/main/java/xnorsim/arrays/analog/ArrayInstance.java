package xnorsim.arrays.analog;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Draws;
import xnorsim.arrays.readout.Draws.Kind;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;
import xnorsim.arrays.rows.ArrayRegisters;
import xnorsim.arrays.rows.ReadArray;
import xnorsim.sim.Scope;

/**
 * One manufactured subarray: cell deviations, stuck cells, dead rows and columns and converter offsets, all drawn by
 * its place on the chip. Immutable and shared between simulations.
 *
 * <p>With d_ij the relative deviation of cell (i, j), the value of row i in levels, summed over the driven columns, is
 *
 * <pre>
 * v_i = rowGain_i * (pop_i + base_i + sum over driven j of spread_ij) + rowShift_i
 * base_i = sum of d_ij over stored zeros; spread_ij = +d_ij where a one is stored, -d_ij where a zero is
 * charge:  rowGain_i = M / (M + sum of d_ij), rowShift_i = 0
 * current: rowGain_i = 1, rowShift_i = sum of d_ij / (G_on / G_off - 1)
 * </pre>
 */
public final class ArrayInstance implements ReadArray {

    private final Transfer transfer;
    private final StoredWeights stored;
    private final long[] liveColumns;
    private final Optional<float[]> spread;
    private final float[] base;
    private final double[] rowGain;
    private final double[] rowShift;
    private final double[] offset;
    private final double[] decisionOffset;
    private final Optional<double[][]> boundaries;

    /**
     * Draws the subarray.
     *
     * @param transfer the analog chain in a layer
     * @param place    number of the subarray on its chip
     * @param intended weights written into the rows in use
     */
    public ArrayInstance(Transfer transfer, int place, StoredWeights intended) {
        this.transfer = transfer;
        Variation v = transfer.readout().variation();
        Draws draws = v.draws();
        int rows = intended.rows();
        int columns = intended.columns();
        this.stored = stored(intended, v, Draws.at(draws.key(Kind.STUCK), place));
        this.liveColumns = liveColumns(columns, v.deadColumnRate(), Draws.at(draws.key(Kind.DEAD_COLUMN), place));
        this.base = new float[Math.ceilDiv(rows, RowKernel.SPREAD_ROWS) * RowKernel.SPREAD_ROWS];
        this.rowGain = new double[stored.stride()];
        this.rowShift = new double[stored.stride()];
        Arrays.fill(rowGain, 1);
        this.spread = v.cellSigma() == 0
                ? Optional.empty()
                : Optional.of(spread(v.cellSigma(), Draws.at(draws.key(Kind.CELL), place)));
        long dead = Draws.at(draws.key(Kind.DEAD_ROW), place);
        for (int row = 0; row < rows; row++) {
            if (Draws.uniform(Draws.at(dead, row)) < v.deadRowRate()) {
                rowGain[row] = 0;
                rowShift[row] = 0;
            }
        }
        this.offset = offsets(rows, Draws.at(draws.key(Kind.OFFSET), place));
        this.decisionOffset = decisionOffsets(rows, Draws.at(draws.key(Kind.DECISION), place));
        this.boundaries = boundaries(rows, Draws.at(draws.key(Kind.COMPARATOR), place));
    }

    private static StoredWeights stored(StoredWeights intended, Variation v, long key) {
        double zeros = v.stuckAt0Rate();
        double either = zeros + v.stuckAt1Rate();
        if (either == 0) {
            return intended;
        }
        return StoredWeights.of(intended.rows(), intended.columns(), (row, column) -> {
            double draw = Draws.uniform(Draws.at(Draws.at(key, row), column));
            return draw >= zeros && (draw < either || intended.isOne(row, column));
        });
    }

    private static long[] liveColumns(int columns, double rate, long key) {
        long[] live = new long[(columns + 63) / 64];
        for (int column = 0; column < columns; column++) {
            if (Draws.uniform(Draws.at(key, column)) >= rate) {
                live[column >> 6] |= 1L << column;
            }
        }
        return live;
    }

    private float[] spread(double sigma, long key) {
        float[] deviations = new float[stored.columns() * base.length];
        for (int row = 0; row < stored.rows(); row++) {
            long rowKey = Draws.at(key, row);
            double all = 0;
            double zeros = 0;
            for (int column = 0; column < stored.columns(); column++) {
                double d = Math.max(-1, sigma * Draws.normal(Draws.at(rowKey, column)));
                boolean one = stored.isOne(row, column);
                deviations[spreadAt(row, column, stored.columns())] = (float) (one ? d : -d);
                all += d;
                zeros += one ? 0 : d;
            }
            base[row] = (float) zeros;
            if (transfer.readout().cells() == CellKind.CHARGE) {
                // Without any capacitance the row stays at 0.
                double total = stored.columns() + all;
                rowGain[row] = total > 0 ? stored.columns() / total : 0;
            } else {
                rowShift[row] = all / (transfer.readout().onOffRatio() - 1);
            }
        }
        return deviations;
    }

    private double[] offsets(int rows, long key) {
        Conversion c = transfer.readout().conversion();
        double[] offsets = new double[rows];
        for (int row = 0; row < rows && c.offsetSigmaMv() != 0; row++) {
            long hash = Draws.at(key, row / c.rowsPerConverter());
            double mv = c.calibrationStepMv().isPresent()
                    ? c.calibrationStepMv().getAsDouble() * (Draws.uniform(hash) - 0.5)
                    : c.offsetSigmaMv() * Draws.normal(hash);
            offsets[row] = transfer.levels(mv);
        }
        return offsets;
    }

    private double[] decisionOffsets(int rows, long key) {
        double sigma = transfer.levels(transfer.readout().conversion().comparatorOffsetSigmaMv());
        double[] offsets = new double[rows];
        for (int row = 0; row < rows && sigma != 0; row++) {
            offsets[row] = sigma * Draws.normal(Draws.at(key, row));
        }
        return offsets;
    }

    /**
     * Per flash converter the sorted comparator thresholds in units of a code: the number exceeded is a rank.
     */
    private Optional<double[][]> boundaries(int rows, long key) {
        Conversion c = transfer.readout().conversion();
        if (c.kind() != ConverterKind.FLASH || c.comparatorOffsetSigmaMv() == 0) {
            return Optional.empty();
        }
        double sigma = transfer.levels(c.comparatorOffsetSigmaMv()) / transfer.step();
        double[][] all = new double[Math.ceilDiv(rows, c.rowsPerConverter())][transfer.codes() - 1];
        for (int converter = 0; converter < all.length; converter++) {
            long own = Draws.at(key, converter);
            for (int k = 0; k < all[converter].length; k++) {
                all[converter][k] = k + 0.5 + sigma * Draws.normal(Draws.at(own, k));
            }
            Arrays.sort(all[converter]);
        }
        return Optional.of(all);
    }

    @Override
    public AnalogRows rows(PopcountKernel kernel) {
        return new AnalogRows(this, kernel);
    }

    @Override
    public ArrayRegisters registers(Scope scope, PopcountKernel kernel, int height) {
        return new AnalogArray(scope, this, rows(kernel), height);
    }

    /** The analog chain. */
    public Transfer transfer() {
        return transfer;
    }

    /** Rows in use. */
    public int rows() {
        return stored.rows();
    }

    /** The bits in the cells, stuck ones included. */
    public StoredWeights stored() {
        return stored;
    }

    /** Whether a row is dead: it reads 0. */
    public boolean isDead(int row) {
        return rowGain[row] == 0;
    }

    /** One bit per column: whether its spikes reach the cells. */
    long[] liveColumns() {
        return liveColumns;
    }

    /** Index of a cell's deviation in {@link #spread}: blocks of rows, then columns, then rows. */
    static int spreadAt(int row, int column, int columns) {
        return (row / RowKernel.SPREAD_ROWS * columns + column) * RowKernel.SPREAD_ROWS + row % RowKernel.SPREAD_ROWS;
    }

    /** Cell deviations at {@link #spreadAt}; empty without cell spread. */
    Optional<float[]> spread() {
        return spread;
    }

    /** One per row, up to a multiple of {@link RowKernel#SPREAD_ROWS}. */
    float[] base() {
        return base;
    }

    double[] rowGain() {
        return rowGain;
    }

    double[] rowShift() {
        return rowShift;
    }

    /** Offset of each row's converter, in levels. */
    double[] offset() {
        return offset;
    }

    /** Offset of the comparator of each row's last step, in levels. */
    double[] decisionOffset() {
        return decisionOffset;
    }

    /** The sorted thresholds of a row's flash converter, if they deviate. */
    Optional<double[]> boundaries(int row) {
        return boundaries.map(all -> all[row / transfer.readout().conversion().rowsPerConverter()]);
    }

    /** Length of arrays that a popcount kernel fills, a multiple of {@link PopcountKernel#ROW_BLOCK}. */
    int stride() {
        return stored.stride();
    }
}

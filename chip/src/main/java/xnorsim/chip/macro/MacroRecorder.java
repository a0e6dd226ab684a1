package xnorsim.chip.macro;

import xnorsim.chip.spikes.Bits;
import xnorsim.neurons.MembraneMemory;
import xnorsim.neurons.UnitParameters;

/**
 * Records a single subarray per time step by plain copies, unpacked after the run. Recording takes as long as
 * computing, so nothing is stored twice: if membranes neither saturate nor are set, their differences give the
 * integrated sums.
 */
final class MacroRecorder {

    private final int passes;
    private final int rows;
    private final int words;
    private final int steps;
    private final UnitParameters units;
    private final long[] spikes;
    private final MembraneMemory membranes;
    /** Empty if dots follow from the membranes. */
    private final int[] dots;

    /**
     * Allocates {@code passes} time steps.
     *
     * @param units           parameters of all rows, with soft reset
     * @param steps           time steps of a sample, which begins with membranes at 0
     * @param narrowMembranes whether membranes fit 32 bits without saturation
     */
    MacroRecorder(int passes, UnitParameters units, int steps, boolean narrowMembranes) {
        this.passes = passes;
        this.rows = units.units();
        this.words = Bits.words(rows);
        this.steps = steps;
        this.units = units;
        int size = Math.multiplyExact(passes, rows);
        this.spikes = new long[Math.multiplyExact(passes, words)];
        this.membranes = new MembraneMemory(size, narrowMembranes);
        this.dots = new int[narrowMembranes ? 0 : size];
    }

    /** Records time step {@code pass}. */
    void add(int pass, long[] fired, MembraneMemory membrane, int[] code) {
        System.arraycopy(fired, 0, spikes, pass * words, words);
        membranes.copy(membrane, 0, pass * rows, rows);
        if (!membranes.isNarrow()) {
            System.arraycopy(code, 0, dots, pass * rows, rows);
        }
    }

    /** The complete recording. */
    MacroResult result(long cycles) {
        byte[] bytes = new byte[membranes.size()];
        long[] row = new long[words];
        for (int pass = 0; pass < passes; pass++) {
            System.arraycopy(spikes, pass * words, row, 0, words);
            Bits.toBytes(row, rows, bytes, pass * rows);
        }
        long[] after = membranes.toArray();
        return new MacroResult(bytes, after, membranes.isNarrow() ? integrated(after, bytes) : dots, cycles);
    }

    /** dot = (membrane + threshold if it fired - leaked membrane before + bias) / 2^F, without a remainder. */
    private int[] integrated(long[] after, byte[] fired) {
        int[] integrated = new int[after.length];
        for (int at = 0; at < after.length; at++) {
            int pass = at / rows;
            int i = at % rows;
            long before = pass % steps == 0 ? 0 : units.leak().of(after[at - rows]);
            long reset = fired[at] == 0 ? 0 : units.threshold()[i];
            integrated[at] = (int) ((after[at] + reset - before + units.bias()[i]) >> units.shift());
        }
        return integrated;
    }
}

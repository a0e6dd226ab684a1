package xnorsim.chip;

import xnorsim.neurons.MembraneMemory;

/**
 * Takes down what a single subarray does, a time step at a time, by plain copies in as few bits as hold it; unpacked when the
 * run is over. Writing a run of a few megabytes costs as much time as computing it.
 */
final class MacroRecorder {

    private final int passes;
    private final int rows;
    private final int words;
    private final long[] spikes;
    private final MembraneMemory membranes;
    private final short[] shortDots;
    private final int[] dots;

    /** Makes room for {@code passes} time steps of {@code rows} rows, with dots of 0..mostDot. */
    MacroRecorder(int passes, int rows, boolean narrowMembranes, int mostDot) {
        this.passes = passes;
        this.rows = rows;
        this.words = Bits.words(rows);
        int size = Math.multiplyExact(passes, rows);
        // Where membranes are wide, dots may be what a comparator stands for: those have no bound.
        boolean small = mostDot <= Short.MAX_VALUE && narrowMembranes;
        this.spikes = new long[Math.multiplyExact(passes, words)];
        this.membranes = new MembraneMemory(size, narrowMembranes);
        this.shortDots = new short[small ? size : 0];
        this.dots = new int[small ? 0 : size];
    }

    /** Takes down time step {@code pass}. */
    void add(int pass, long[] fired, MembraneMemory membrane, int[] code) {
        int at = pass * rows;
        System.arraycopy(fired, 0, spikes, pass * words, words);
        membranes.copy(membrane, 0, at, rows);
        if (dots.length != 0) {
            System.arraycopy(code, 0, dots, at, rows);
        } else {
            for (int i = 0; i < rows; i++) {
                shortDots[at + i] = (short) code[i];
            }
        }
    }

    /** Everything that was taken down. */
    MacroResult result(long cycles) {
        byte[] bytes = new byte[membranes.size()];
        long[] row = new long[words];
        for (int pass = 0; pass < passes; pass++) {
            System.arraycopy(spikes, pass * words, row, 0, words);
            Bits.toBytes(row, rows, bytes, pass * rows);
        }
        int[] codes = dots;
        if (shortDots.length != 0) {
            codes = new int[shortDots.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = shortDots[i];
            }
        }
        return new MacroResult(bytes, membranes.toArray(), codes, cycles);
    }
}

package xnorsim.chip;

/** Takes down what a single subarray does, a time step at a time, by plain copies; unpacked when the run is over. */
final class MacroRecorder {

    private final int passes;
    private final int rows;
    private final int words;
    private final long[] spikes;
    private final long[] membranes;
    private final int[] dots;

    /** Makes room for {@code passes} time steps of {@code rows} rows. */
    MacroRecorder(int passes, int rows) {
        this.passes = passes;
        this.rows = rows;
        this.words = Bits.words(rows);
        int size = Math.multiplyExact(passes, rows);
        this.spikes = new long[Math.multiplyExact(passes, words)];
        this.membranes = new long[size];
        this.dots = new int[size];
    }

    /** Takes down time step {@code pass}. */
    void add(int pass, long[] fired, long[] membrane, int[] code) {
        System.arraycopy(fired, 0, spikes, pass * words, words);
        System.arraycopy(membrane, 0, membranes, pass * rows, rows);
        System.arraycopy(code, 0, dots, pass * rows, rows);
    }

    /** Everything that was taken down. */
    MacroResult result(long cycles) {
        byte[] bytes = new byte[membranes.length];
        long[] row = new long[words];
        for (int pass = 0; pass < passes; pass++) {
            System.arraycopy(spikes, pass * words, row, 0, words);
            Bits.toBytes(row, rows, bytes, pass * rows);
        }
        return new MacroResult(bytes, membranes, dots, cycles);
    }
}

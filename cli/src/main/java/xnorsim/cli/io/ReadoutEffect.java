package xnorsim.cli.io;

import java.util.Locale;
import xnorsim.arrays.readout.Readout;

/** Words for what a readout does to a comparison: through an analog one, differences are its effect and no failure. */
public final class ReadoutEffect {
    private ReadoutEffect() {}

    /** The kind as architecture files name it. */
    public static String kind(Readout readout) {
        return readout.key();
    }

    /** What differs from the reference model is not called a fault where a readout may do it. */
    public static String ofDifferences(Readout readout) {
        return "due to the " + kind(readout) + " readout, which the reference model ignores; not a failure";
    }

    /** How many spikes are not those of the equations, and what made them others. */
    public static void rows(Table table, Readout readout, long different, long compared) {
        String words = String.format(Locale.ROOT, "%,d spikes (%.3f %%) differ from the real-valued equations",
                different, 100.0 * different / compared);
        if (readout.isIdeal()) {
            table.row("rounding", words);
        } else {
            table.row("equations", words + ", due to readout and rounding together");
        }
    }
}

package xnorsim.arrays.readout;

import xnorsim.base.Section;

/** Every row's code is its count of agreeing cells, summed over the slots. */
public record IdealReadout() implements Readout {

    /** Accepts and ignores the keys of an analog chain, so that a study can switch it off. */
    public static final class Kind extends AnalogKind {
        /** For the registry. */
        public Kind() {
            super("ideal", "exact popcounts; analog keys are checked but ignored", CellKind.CHARGE);
        }

        @Override
        public Readout read(Section own, long clockPeriodPs) {
            super.read(own, clockPeriodPs);
            return Readout.ideal();
        }
    }

    @Override
    public String key() {
        return "ideal";
    }
}

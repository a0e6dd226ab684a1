package xnorsim.arrays.readout;

import java.util.List;
import java.util.Map;
import xnorsim.base.KeySpec;
import xnorsim.base.Section;

/** Every row's code is its count of agreeing cells, summed over the slots. */
public record IdealReadout() implements Readout {

    /** Accepts and ignores the keys of an analog chain, so that a study can switch it off. */
    public static final class Kind implements Readout.Kind {
        /** For the registry. */
        public Kind() {}

        @Override
        public String key() {
            return "ideal";
        }

        @Override
        public String text() {
            return "exact popcounts; analog keys are checked but ignored";
        }

        @Override
        public List<KeySpec> keys() {
            return AnalogKeys.SPECS;
        }

        @Override
        public Map<String, String> defaults() {
            return AnalogKeys.DEFAULTS;
        }

        @Override
        public Readout read(Section own, long clockPeriodPs) {
            AnalogKeys.read(CellKind.CHARGE, own, clockPeriodPs);
            return Readout.ideal();
        }
    }

    @Override
    public String key() {
        return "ideal";
    }
}

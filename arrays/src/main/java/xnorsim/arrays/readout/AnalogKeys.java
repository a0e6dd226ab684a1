package xnorsim.arrays.readout;

import java.util.List;
import java.util.Map;
import xnorsim.base.KeySpec;
import xnorsim.base.Keys;
import xnorsim.base.Section;

/** How an analog chain stands in a file: keys of all of its records, side by side. */
final class AnalogKeys {

    static final String WHERE = "architecture: readout";

    private static final Keys<AnalogReadout> KEYS = Keys.of(AnalogReadout.class, WHERE);

    /** All of them. */
    static final List<KeySpec> SPECS = KEYS.specs();

    /** What an empty map has. */
    static final Map<String, String> DEFAULTS = KEYS.values(AnalogReadout.lossless(CellKind.CHARGE));

    private AnalogKeys() {}

    /** Reads a chain. A sampling switch is closed for one clock period if nothing is said. */
    static AnalogReadout read(CellKind cells, Section own, long clockPeriodPs) {
        AnalogReadout d = AnalogReadout.lossless(cells);
        if (own.has("switch_resistance_kohm")) {
            d = d.withHold(d.hold().withSamplingSwitch(d.hold().samplingSwitch().withClosedPs((double) clockPeriodPs)));
        } else if (own.has("sampling_time_ps")) {
            throw own.wrong("sampling_time_ps", "no such key without switch_resistance_kohm");
        }
        AnalogReadout read = KEYS.read(own.node(), d, key -> cells);
        if (own.has("integrator_gain") && read.hold().adding() != SlotSummation.INTEGRATOR) {
            throw own.wrong("integrator_gain", "no such key without adding: integrator");
        }
        return read;
    }
}

package xnorsim.arrays.readout;

import java.util.List;
import java.util.Map;
import xnorsim.base.KeySpec;
import xnorsim.base.Keys;
import xnorsim.base.Section;

/** The keys of an analog chain in files: those of all its records, in one map. */
final class AnalogKeys {

    static final String WHERE = "architecture: readout";

    private static final Keys<AnalogReadout> KEYS = Keys.of(AnalogReadout.class, WHERE);

    /** All keys. */
    static final List<KeySpec> SPECS = KEYS.specs();

    /** The defaults. */
    static final Map<String, String> DEFAULTS = KEYS.values(AnalogReadout.lossless(CellKind.CHARGE));

    private AnalogKeys() {}

    /** Reads a chain. By default the sampling switch is closed for one clock period. */
    static AnalogReadout read(CellKind cells, Section own, long clockPeriodPs) {
        AnalogReadout d = AnalogReadout.lossless(cells);
        if (own.has("switch_resistance_kohm")) {
            d = d.withHold(d.hold().withSamplingSwitch(d.hold().samplingSwitch().withClosedPs((double) clockPeriodPs)));
        } else if (own.has("sampling_time_ps")) {
            throw own.wrong("sampling_time_ps", "only with switch_resistance_kohm");
        }
        AnalogReadout read = KEYS.read(own.node(), d, key -> cells);
        if (own.has("integrator_gain") && read.hold().adding() != SlotSummation.INTEGRATOR) {
            throw own.wrong("integrator_gain", "only with adding: integrator");
        }
        return read;
    }
}

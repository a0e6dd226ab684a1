package xnorsim.arrays.readout;

import java.util.List;
import java.util.Map;
import xnorsim.base.KeySpec;
import xnorsim.base.Keys;
import xnorsim.base.Section;

/** A kind whose map has the keys of an analog chain: those of all its records. */
abstract class AnalogKind implements Readout.Kind {

    static final String WHERE = "architecture: readout";

    private static final Keys<AnalogReadout> KEYS = Keys.of(AnalogReadout.class, WHERE);

    private final String key;
    private final String text;
    private final CellKind cells;

    AnalogKind(String key, String text, CellKind cells) {
        this.key = key;
        this.text = text;
        this.cells = cells;
    }

    @Override
    public final String key() {
        return key;
    }

    @Override
    public final String text() {
        return text;
    }

    @Override
    public final List<KeySpec> keys() {
        return KEYS.specs();
    }

    @Override
    public final Map<String, String> defaults() {
        return KEYS.values(AnalogReadout.lossless(cells));
    }

    /** By default the sampling switch is closed for one clock period. */
    @Override
    public Readout read(Section own, long clockPeriodPs) {
        AnalogReadout d = AnalogReadout.lossless(cells);
        if (own.has("switch_resistance_kohm")) {
            d = d.withHold(d.hold().withSamplingSwitch(d.hold().samplingSwitch().withClosedPs((double) clockPeriodPs)));
        } else if (own.has("sampling_time_ps")) {
            throw own.wrong("sampling_time_ps", "only with switch_resistance_kohm");
        }
        AnalogReadout read = KEYS.read(own.node(), d, _ -> cells);
        if (own.has("integrator_gain") && read.hold().adding() != SlotSummation.INTEGRATOR) {
            throw own.wrong("integrator_gain", "only with adding: integrator");
        }
        return read;
    }
}

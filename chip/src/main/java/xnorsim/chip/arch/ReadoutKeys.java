package xnorsim.chip.arch;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import xnorsim.arrays.readout.Adding;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Variation;
import xnorsim.base.InputException;

/** The map {@code readout} of the architecture file, with keys of its own. */
final class ReadoutKeys {

    /** All keys, in the order of the documentation. */
    static final List<String> KEYS = List.of("kind", "supply_v", "on_off_ratio", "hold_capacitance_ff", "temperature_k",
            "leak_resistance_gohm", "switch_resistance_kohm", "sampling_time_ps", "injection_fc", "injection_fc_per_v",
            "adding", "integrator_gain", "converter",
            "converter_bits", "clip_low_levels", "clip_high_levels", "rows_per_converter", "cycles_per_decision",
            "offset_sigma_mv", "calibration_step_mv", "comparator_offset_sigma_mv", "last_step", "cell_sigma",
            "stuck_at_0_rate", "stuck_at_1_rate", "dead_row_rate", "dead_column_rate", "threshold_sigma_levels", "seed",
            "chip");

    private enum Kind {
        IDEAL, CHARGE, CURRENT
    }

    private ReadoutKeys() {}

    /** Reads the map; without one the readout is ideal. A sampling switch is closed for one clock period if nothing is said. */
    static Readout read(JsonNode root, int clockPeriodPs) {
        JsonNode map = root.path("readout");
        if (map.isMissingNode()) {
            return Readout.ideal();
        }
        if (!map.isObject()) {
            throw InputException.wrongValue("architecture", "readout", ArchitectureFile.shown(map),
                    "keys with values such as {kind: charge}");
        }
        for (String key : map.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw InputException.unknown("architecture", "readout key", key, KEYS, ArchitectureFile.KEYS.stream()
                        .collect(Collectors.toMap(name -> name, name -> name + ", which stands outside of readout")));
            }
        }
        if (map.path("kind").isMissingNode()) {
            throw InputException.missing("architecture: readout", "kind", "ideal, charge or current");
        }
        try {
            Kind kind = ArchitectureFile.choice(map, "kind", Kind.IDEAL);
            AnalogReadout read = analog(map, kind == Kind.CURRENT ? CellKind.CURRENT : CellKind.CHARGE, clockPeriodPs);
            return kind == Kind.IDEAL ? Readout.ideal() : read;
        } catch (IllegalArgumentException e) {
            throw new InputException("architecture: readout: " + e.getMessage(), e);
        }
    }

    private static AnalogReadout analog(JsonNode map, CellKind cells, int clockPeriodPs) {
        AnalogReadout d = AnalogReadout.lossless(cells);
        return new AnalogReadout(cells, number(map, "on_off_ratio", d.onOffRatio()),
                number(map, "supply_v", d.supplyV()), hold(map, d.hold(), clockPeriodPs),
                conversion(map, d.conversion()),
                variation(map, d.variation()));
    }

    private static Hold hold(JsonNode map, Hold d, int clockPeriodPs) {
        Adding adding = ArchitectureFile.choice(map, "adding", d.adding());
        if (adding != Adding.INTEGRATOR && !map.path("integrator_gain").isMissingNode()) {
            throw new IllegalArgumentException("integrator_gain is " + map.path("integrator_gain")
                    + ", expected no such key without adding: integrator");
        }
        return new Hold(number(map, "hold_capacitance_ff", d.capacitanceFf()),
                number(map, "temperature_k", d.temperatureK()),
                number(map, "leak_resistance_gohm", d.leakResistanceGohm()), samplingSwitch(map, clockPeriodPs), adding,
                number(map, "integrator_gain", d.integratorGain()));
    }

    private static SamplingSwitch samplingSwitch(JsonNode map, int clockPeriodPs) {
        SamplingSwitch ideal = SamplingSwitch.injecting(number(map, "injection_fc", 0),
                number(map, "injection_fc_per_v", 0));
        JsonNode time = map.path("sampling_time_ps");
        if (map.path("switch_resistance_kohm").isMissingNode()) {
            if (!time.isMissingNode()) {
                throw new IllegalArgumentException("sampling_time_ps is " + ArchitectureFile.shown(time)
                        + ", expected no such key without switch_resistance_kohm");
            }
            return ideal;
        }
        return ideal.withResistanceKohm(number(map, "switch_resistance_kohm", 0))
                .withClosedPs(number(map, "sampling_time_ps", clockPeriodPs));
    }

    private static Conversion conversion(JsonNode map, Conversion d) {
        return new Conversion(ArchitectureFile.choice(map, "converter", d.kind()), optional(map, "converter_bits"),
                integer(map, "clip_low_levels", d.clipLow()), optional(map, "clip_high_levels"),
                integer(map, "rows_per_converter", d.rowsPerConverter()),
                integer(map, "cycles_per_decision", d.cyclesPerDecision()),
                number(map, "offset_sigma_mv", 0),
                map.path("calibration_step_mv").isMissingNode()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(number(map, "calibration_step_mv", 0)),
                number(map, "comparator_offset_sigma_mv", 0), ArchitectureFile.choice(map, "last_step", d.lastStep()));
    }

    private static Variation variation(JsonNode map, Variation d) {
        return new Variation(integer(map, "seed", d.seed()),
                integer(map, "chip", d.chip()), number(map, "cell_sigma", 0),
                number(map, "stuck_at_0_rate", 0), number(map, "stuck_at_1_rate", 0), number(map, "dead_row_rate", 0),
                number(map, "dead_column_rate", 0), number(map, "threshold_sigma_levels", 0));
    }

    private static OptionalInt optional(JsonNode map, String key) {
        return map.path(key).isMissingNode()
                ? OptionalInt.empty()
                : OptionalInt.of(integer(map, key, 0));
    }

    private static int integer(JsonNode map, String key, long otherwise) {
        return ArchitectureFile.integer("architecture: readout", map, key, otherwise);
    }

    private static double number(JsonNode map, String key, double otherwise) {
        JsonNode node = map.path(key);
        if (node.isMissingNode()) {
            return otherwise;
        }
        double value = node.doubleValue(Double.NaN);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(key + " is " + ArchitectureFile.shown(node) + ", expected a number");
        }
        return value;
    }
}

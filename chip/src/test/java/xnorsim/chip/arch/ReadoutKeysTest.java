package xnorsim.chip.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.base.InputException;

class ReadoutKeysTest {

    private static Architecture parsed(String readout) {
        return ArchitectureFile.parse("columns: 100\nreadout: " + readout).architecture();
    }

    @Test
    void readout_ofKeys_isRead() {
        AnalogReadout read = (AnalogReadout) parsed(
                """
                        {kind: current, on_off_ratio: 20, supply_v: 0.9, hold_capacitance_ff: 50, temperature_k: 350,
                         converter: flash, converter_bits: 5, rows_per_converter: 8, cycles_per_decision: 3,
                         offset_sigma_mv: 2, seed: 7, chip: 3}
                        """)
                .readout();
        assertThat(read.cells()).isEqualTo(CellKind.CURRENT);
        assertThat(read.onOffRatio()).isEqualTo(20);
        assertThat(read.supplyV()).isEqualTo(0.9);
        assertThat(read.hold().capacitanceFf()).isEqualTo(50);
        assertThat(read.hold().temperatureK()).isEqualTo(350);
        assertThat(read.conversion().kind()).isEqualTo(ConverterKind.FLASH);
        assertThat(read.conversion().bits(100)).isEqualTo(5);
        assertThat(read.variation().draws().seed()).isEqualTo(7);
        assertThat(read.variation().chip()).isEqualTo(3);
    }

    @Test
    void senseCycles_ofAnAnalogReadout_areThoseOfItsConverters() {
        assertThat(parsed("{kind: charge}").senseCycles()).isEqualTo(8);
        assertThat(parsed("{kind: charge, converter: flash, rows_per_converter: 8, cycles_per_decision: 3}")
                .senseCycles()).isEqualTo(24);
        assertThat(parsed("{kind: ideal}").senseCycles()).isEqualTo(1);
        assertThatThrownBy(() -> ArchitectureFile.parse("sense_cycles: 3\nreadout: {kind: charge}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sense_cycles is 3, expected 9: 1 row uses a sar");
    }

    @Test
    void samplingSwitch_isClosedForACycleOfTheClock_ifNothingIsSaid() {
        String keys = "clock_period_ps: 1400\nreadout: {kind: charge, hold_capacitance_ff: 9,"
                + " switch_resistance_kohm: 3";
        assertThat(samplingSwitch(keys + "}")).isEqualTo(new SamplingSwitch(3, 1_400, 0, 0));
        assertThat(samplingSwitch(keys + ", sampling_time_ps: 2800, injection_fc_per_v: -1}"))
                .isEqualTo(new SamplingSwitch(3, 2_800, 0, -1));
    }

    private static SamplingSwitch samplingSwitch(String yaml) {
        return ((AnalogReadout) ArchitectureFile.parse(yaml).architecture().readout()).hold().samplingSwitch();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|kind is missing", "5|readout is 5",
            "{kind: charge, suply_v: 1}|readout key suply_v is unknown, did you mean readout key supply_v?",
            "{kind: charge, supply_v: high}|readout: supply_v is \"high\", expected a number above 0",
            "{kind: charge, supply_v: 0}|readout: supply_v is 0.0, expected a number above 0",
            "{kind: charge, on_off_ratio: 9}|on_off_ratio is 9.0, expected only with kind: current",
            "{kind: charge, integrator_gain: 1}|integrator_gain is 1, expected only with adding: integrator",
            "{kind: charge, stuck_at_0_rate: 2}|stuck_at_0_rate is 2.0, expected 0..1",
            "{kind: charge, rows_per_converter: 200}|readout: rows_per_converter is 200, expected 1..128, the rows",
            "{kind: charge, clip_high_levels: 9999}|readout: clip_high_levels is 9999, expected at most 200",
            "{kind: charge, clip_low_levels: 60, clip_high_levels: 50}|clip_high_levels is 50, expected more than"
                    + " clip_low_levels, which is 60",
            "{kind: charge, converter_bits: 8.5}|architecture: readout: converter_bits is 8.5, expected a whole number",
            "{kind: charge, switch_resistance_kohm: 5}|hold_capacitance_ff is missing",
            "{kind: charge, sampling_time_ps: 5}|sampling_time_ps is 5, expected only with"
                    + " switch_resistance_kohm",
            "{kind: charge, hold_capacitance_ff: 9, switch_resistance_kohm: -1}|switch_resistance_kohm is -1.0,"
                    + " expected 0..1000000",
            "{kind: charge, hold_capacitance_ff: 9, switch_resistance_kohm: 1, sampling_time_ps: 0}|sampling_time_ps"
                    + " is 0.0, expected a number above 0",
            "{kind: charge, hold_capacitance_ff: 9, switch_resistance_kohm: 1, sampling_time_ps:"
                    + " 4001}|sampling_time_ps is 4001.0, expected at most 4000, the cycles",
            "{kind: volts}|kind is \"volts\", expected one of ideal, charge, current",
            "{kind: charge, comparator_offset_sigma_mv: 1}|only a flash converter and last_step"})
    void readout_withAWrongKeyOrValue_isRefusedByName(String readout, String message) {
        assertThatThrownBy(() -> parsed(readout)).isInstanceOf(InputException.class).hasMessageContaining(message);
    }
}

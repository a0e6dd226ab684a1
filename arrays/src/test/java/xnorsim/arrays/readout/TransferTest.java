package xnorsim.arrays.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final AnalogReadout LOSSLESS = AnalogReadout.lossless(CellKind.CHARGE);

    private static Conversion bits(int bits, int low, int high) {
        return new Conversion(ConverterKind.SAR, OptionalInt.of(bits), low, OptionalInt.of(high), 1, 1, 0,
                OptionalDouble.empty(), 0, LastStep.CONVERT);
    }

    @Test
    void code_ofALosslessChain_isTheCount() {
        for (int slots = 1; slots <= 2; slots++) {
            Transfer t = LOSSLESS.transfer(100, slots);
            for (int dot = 0; dot <= slots * 100; dot++) {
                assertThat(t.code(dot)).isEqualTo(dot);
            }
        }
        assertThat(LOSSLESS.transfer(100, 2).samplingNoise()).isZero();
        assertThat(LOSSLESS.transfer(100, 2).sum(7, 8, 1_000_000)).isEqualTo(15);
    }

    @Test
    void levels_ofTwoSharedCapacitors_areHalfAsHigh() {
        // 1 V over 100 cells: 10 mV a level on the row, 5 mV where two capacitors share.
        assertThat(LOSSLESS.transfer(100, 1).levelV()).isEqualTo(0.01);
        assertThat(LOSSLESS.transfer(100, 2).levelV()).isEqualTo(0.005);
        assertThat(LOSSLESS.transfer(100, 2).levels(20)).isCloseTo(4, within(1e-12));
    }

    @Test
    void hold_ofHundredFemtofarads_hasTheTextbookNoiseDroopAndInjection() {
        Transfer t = LOSSLESS
                .withHold(new Hold(100, 300, 1, SamplingSwitch.injecting(0.1, 2), SlotSummation.CHARGE_SHARING, 0.5))
                .transfer(100, 2);
        // sqrt(1.380649e-23 * 300 / 1e-13) = 203.5 uV, of 10 mV a level.
        assertThat(t.samplingNoise()).isCloseTo(0.020352, within(1e-6));
        // 1 GOhm * 100 fF = 100 us.
        assertThat(t.decay(100_000_000)).isCloseTo(Math.exp(-1), within(1e-15));
        // 0.1 fC / 100 fF = 1 mV, a tenth of a level; 2 fC/V / 100 fF = 2 %.
        assertThat(t.sampleShift()).isCloseTo(0.1, within(1e-15));
        assertThat(t.sampleGain()).isEqualTo(1.02);
    }

    @Test
    void samplingSwitch_thatOpensAfterATimeConstant_leavesAnEthMissing() {
        // 20 kOhm * 50 fF = 1 ns.
        SamplingSwitch s = SamplingSwitch.IDEAL.withResistanceKohm(20).withClosedPs(1_000);
        assertThat(s.settled(50)).isCloseTo(1 - Math.exp(-1), within(1e-15));
        assertThat(s.withClosedPs(2_000).settled(100)).isCloseTo(1 - Math.exp(-1), within(1e-15));
        // All of 2 %, on what has arrived.
        Hold hold = Hold.LOSSLESS.withCapacitanceFf(50).withSamplingSwitch(s.withInjection(0.1, 1));
        Transfer t = LOSSLESS.withHold(hold).transfer(100, 2);
        assertThat(t.sampleGain()).isCloseTo((1 - Math.exp(-1)) * 1.02, within(1e-15));
        assertThat(t.sampleShift()).isCloseTo(0.2, within(1e-15));
        // The noise is that of the capacitor, whatever the resistance.
        assertThat(t.samplingNoise()).isEqualTo(
                LOSSLESS.withHold(hold.withSamplingSwitch(SamplingSwitch.IDEAL)).transfer(100, 2).samplingNoise());
    }

    @Test
    void samplingSwitch_withoutResistanceOrWithAllTime_isIdeal() {
        assertThat(SamplingSwitch.IDEAL.withClosedPs(1).settled(100)).isOne();
        assertThat(SamplingSwitch.IDEAL.withResistanceKohm(1e6).settled(1e6)).isOne();
        assertThat(SamplingSwitch.IDEAL.withResistanceKohm(1).withClosedPs(1e6).settled(1)).isOne();
    }

    @Test
    void code_withFewerBitsThanLevels_isTheNearestOfEquallySpacedOnes() {
        // 0..100 in four codes: 0, 33.3, 66.7, 100; whole numbers of levels come back.
        Transfer t = LOSSLESS.withConversion(bits(2, 0, 100)).transfer(100, 1);
        assertThat(t.code(0)).isZero();
        assertThat(t.code(16)).isZero();
        assertThat(t.code(17)).isEqualTo(33);
        assertThat(t.code(51)).isEqualTo(67);
        assertThat(t.code(100)).isEqualTo(100);
    }

    @Test
    void code_beyondTheClippingRange_isItsEnd() {
        Transfer t = LOSSLESS.withConversion(bits(5, 40, 60)).transfer(100, 1);
        assertThat(t.resolvesLevels()).isTrue();
        assertThat(t.code(3)).isEqualTo(40);
        assertThat(t.code(47)).isEqualTo(47);
        assertThat(t.code(99)).isEqualTo(60);
    }

    @Test
    void integrator_beyondTheSupply_saturates() {
        Transfer t = LOSSLESS
                .withHold(new Hold(1e9, 0, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.INTEGRATOR, 1))
                .transfer(100, 2);
        assertThat(t.sum(80, 10, 0)).isEqualTo(90);
        assertThat(t.sum(80, 40, 0)).isEqualTo(100);
    }

    @Test
    void senseCycles_ofSharedConverters_areSerial() {
        Conversion shared = new Conversion(ConverterKind.SAR, OptionalInt.of(7), 0, OptionalInt.empty(), 4, 2, 0,
                OptionalDouble.empty(), 0, LastStep.CONVERT);
        assertThat(shared.senseCycles(100)).isEqualTo(4 * 7 * 2);
        assertThat(Conversion.EXACT.bits(100)).isEqualTo(8);
    }

    @Test
    void parameters_outOfRange_areRefusedByTheirKey() {
        assertThatThrownBy(() -> new Hold(0, 300, 1, SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING, 0.5))
                .hasMessage("architecture: readout: hold_capacitance_ff is 0.0, expected a number above 0");
        assertThatThrownBy(
                () -> new Hold(Double.POSITIVE_INFINITY, 300, 1, SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING,
                        0.5))
                .hasMessageContaining("hold_capacitance_ff is missing");
        assertThatThrownBy(() -> Hold.LOSSLESS.withSamplingSwitch(SamplingSwitch.IDEAL.withResistanceKohm(1)))
                .hasMessageContaining("hold_capacitance_ff is missing");
        assertThatThrownBy(() -> SamplingSwitch.IDEAL.withResistanceKohm(-1))
                .hasMessage("architecture: readout: switch_resistance_kohm is -1.0, expected 0..1000000");
        assertThatThrownBy(() -> SamplingSwitch.IDEAL.withClosedPs(0))
                .hasMessage("architecture: readout: sampling_time_ps is 0.0, expected a number above 0");
        assertThatThrownBy(() -> new Variation(1, 0, 0, 0.7, 0.7, 0, 0, 0)).hasMessageContaining("stuck_at_1_rate");
        assertThatThrownBy(() -> new Variation(1, 0, Double.NaN, 0, 0, 0, 0, 0)).hasMessageContaining("cell_sigma");
    }
}

package xnorsim.analog.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.analog.RandomSource;
import xnorsim.analog.chance.CellCounts;
import xnorsim.analog.chance.Probabilities;
import xnorsim.analog.chance.CodeErrors;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Transfer;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;

class MarginTest {

    private static LayerMargin margin(String keys) {
        Architecture a = ArchitectureFile.parse(keys).architecture();
        return Margin.of(a).layers().getFirst();
    }

    private static Probabilities of(LayerMargin margin, RandomSource source) {
        return Objects.requireNonNull(margin.chances().get(source));
    }

    @Test
    void idealReadout_hasNoLayersAndIsExact() {
        Margin margin = Margin.of(Architecture.defaults());
        assertThat(margin.layers()).isEmpty();
        assertThat(margin.isExact()).isTrue();
    }

    /**
     * By hand: 100 columns, two slots, 10 beats + 3 + 1 cycles of 1 ns = 14 ns. R C = 0.04 GOhm * 100 fF = 4 us, so
     * droop of 100 levels is 100 (1 - exp(-0.0035)) = 0.349388 levels: exact. Half a level is reached at 4 us *
     * -ln(0.995) = 20.0502 ns.
     */
    @Test
    void droop_isThatOfTheHoldTime() {
        LayerMargin m = margin("""
                columns: 100
                bus_width: 10
                eval_cycles: 3
                clock_period_ps: 1000
                residual: true
                readout: {kind: charge, hold_capacitance_ff: 100, leak_resistance_gohm: 0.04, temperature_k: 0}
                """);
        assertThat(m.hold().longestPs()).isEqualTo(14_000);
        assertThat(m.errors().droop()).isCloseTo(100 * (1 - Math.exp(-0.0035)), within(1e-12));
        assertThat(m.errors().injection() + m.errors().settling()).isZero();
        assertThat(m.shortestSamplingPs()).hasValue(0);
        assertThat(m.exact()).isTrue();
        assertThat(m.longestHoldPs()).hasValue((long) (-Math.log(0.995) * 4e6));
        assertThat(m.capacitors().orElseThrow().leastFf())
                .isCloseTo(14 / (0.04e3 * -Math.log(0.995)), within(1e-6));
        assertThat(m.capacitors().orElseThrow().mostFf()).isInfinite();
        assertThat(m.fewestBits()).hasValue(8);
        assertThat(m.chances()).isEmpty();
        assertThat(m.together().wrongCode()).isZero();
    }

    /** 10 kOhm * 100 fF = 1 ns; half of 100 levels' last one is missing after ln(200) time constants. */
    @Test
    void settling_isThatOfTheSamplingTime() {
        String keys = "columns: 100\nclock_period_ps: 6000\nreadout: {kind: charge, hold_capacitance_ff: 100, "
                + "switch_resistance_kohm: 10";
        LayerMargin m = margin(keys + "}");
        assertThat(m.errors().settling()).isCloseTo(100 * Math.exp(-6), within(1e-12));
        assertThat(m.errors().together()).isEqualTo(m.errors().settling());
        assertThat(m.errors().droop() + m.errors().injection()).isZero();
        assertThat(m.exact()).isTrue();
        assertThat(m.shortestSamplingPs()).hasValue((long) Math.ceil(1_000 * Math.log(200)));
        assertThat(m.capacitors().orElseThrow().leastFf()).isZero();
        assertThat(m.capacitors().orElseThrow().mostFf()).isCloseTo(600 / Math.log(200), within(1e-9));
        LayerMargin shorter = margin(keys + ", sampling_time_ps: 2000}");
        assertThat(shorter.exact()).isFalse();
        // 100 (1 - exp(-2)) = 86.47
        assertThat(shorter.errors().code()).isEqualTo(14);
        assertThat(shorter.shortestSamplingPs()).isEqualTo(m.shortestSamplingPs());
        assertThat(shorter.capacitors().orElseThrow().mostFf()).isCloseTo(200 / Math.log(200), within(1e-9));
    }

    /** 1 fC / 100 fF = 10 mV, of 10 mV a level: one level a sampling. */
    @Test
    void injection_addsUpOverSlots() {
        String keys = "columns: 100\nreadout: {kind: charge, hold_capacitance_ff: 100, injection_fc: 1}\nresidual: ";
        assertThat(margin(keys + "false").errors().injection()).isCloseTo(1, within(1e-9));
        assertThat(margin(keys + "true").errors().injection()).isCloseTo(2, within(1e-9));
        assertThat(margin(keys + "true").exact()).isFalse();
        assertThat(margin(keys + "true").errors().code()).isEqualTo(2);
        // Both slots together are to stay below half a level: 400 fF.
        assertThat(margin(keys + "true").capacitors().orElseThrow().leastFf()).isCloseTo(400, within(1e-3));
        assertThat(margin(keys + "true").longestHoldPs()).isEmpty();
    }

    /** Values are right, codes of 15 steps over 128 levels are up to 4 off: the margin is that of the codes. */
    @Test
    void margin_isThatOfTheCodes() {
        String keys = "columns: 128\nreadout: {kind: charge, converter_bits: ";
        assertThat(margin(keys + "4}").errors().together()).isZero();
        assertThat(margin(keys + "4}").errors().code()).isEqualTo(4);
        assertThat(Margin.of(ArchitectureFile.parse(keys + "4}").architecture()).levels()).isEqualTo(-4);
        assertThat(Margin.of(ArchitectureFile.parse(keys + "6}").architecture()).levels()).isEqualTo(-1);
        assertThat(Margin.of(ArchitectureFile.parse(keys + "8}").architecture()).levels()).isBetween(0.4, 0.5);
        assertThat(Margin.of(Architecture.defaults()).levels()).isEqualTo(0.5);
        // A quarter of a level droops: what is left before the nearest code changes.
        LayerMargin droops = margin("""
                columns: 100
                bus_width: 10
                eval_cycles: 3
                clock_period_ps: 1000
                residual: true
                readout: {kind: charge, hold_capacitance_ff: 100, leak_resistance_gohm: 0.04}
                """);
        assertThat(droops.errors().margin())
                .isCloseTo(0.5 - 100 * (1 - Math.exp(-0.0035)), within(1e-9));
    }

    @Test
    void integrator_saturatesAtTheSupply() {
        LayerMargin m = margin("""
                columns: 100
                residual: true
                readout: {kind: charge, adding: integrator, integrator_gain: 0.8}
                """);
        assertThat(m.errors().saturation()).isCloseTo(75, within(1e-9));
        assertThat(m.errors().code()).isEqualTo(75);
        assertThat(m.exact()).isFalse();
        assertThat(m.fewestBits()).isEmpty();
    }

    /** All cells agree in both slots: 256 levels, of which an integrator of gain 1 leaves 128, whatever is random. */
    @ParameterizedTest
    @ValueSource(strings = {"hold_capacitance_ff: 5", "hold_capacitance_ff: 100", "offset_sigma_mv: 2",
            "converter: flash, comparator_offset_sigma_mv: 2", "cell_sigma: 0.02", "stuck_at_0_rate: 0.0001"})
    void saturation_isAWrongCodeForSure(String random) {
        LayerMargin m = margin(
                "residual: true\nreadout: {kind: charge, adding: integrator, integrator_gain: 1, " + random
                        + "}");
        assertThat(m.together().worstWrongCode()).isCloseTo(1, within(1e-6));
        assertThat(m.fixed().worstWrongCode()).isEqualTo(1);
        // More than 128 of 256 cells that agree with chance 1/2: half of what is left without 128 itself.
        assertThat(m.fixed().wrongCode()).isCloseTo(0.5 * (1 - 0.04982), within(1e-4));
        m.chances().values().forEach(alone -> assertThat(alone.worstWrongCode()).isLessThan(0.9));
    }

    /** Every distribution has all of the probability, also where an integrator saturates. */
    @ParameterizedTest
    @ValueSource(strings = {"charge, converter_bits: 8, cell_sigma: 0.05",
            "charge, converter: flash, comparator_offset_sigma_mv: 3",
            "current, cell_sigma: 0.02", "charge, dead_row_rate: 0.1, stuck_at_1_rate: 0.01"})
    void distributions_addUpToOne(String kind) {
        Architecture a = ArchitectureFile.parse("columns: 64\nresidual: true\nreadout: {kind: " + kind
                + ", adding: integrator, integrator_gain: 1, hold_capacitance_ff: 2}").architecture();
        Transfer transfer = ((AnalogReadout) a.readout()).transfer(64, 2);
        for (int first = 0; first <= 8; first++) {
            for (int second = 0; second <= 8; second++) {
                double[] p = CodeErrors.of(transfer, CellCounts.even(64, 60, first / 8.0, second / 8.0), 10_000)
                        .probabilities();
                assertThat(Arrays.stream(p).sum()).as("%d and %d eighths", first, second).isCloseTo(1, within(1e-6));
            }
        }
    }

    /** Five bits are steps of 128 / 31 levels, and 64 is none of them; no source does anything about that. */
    @Test
    void chancesOfASource_leaveOutWhatIsFixed() {
        LayerMargin m = margin("""
                readout: {kind: charge, converter_bits: 5, hold_capacitance_ff: 1, threshold_sigma_levels: 1}
                """);
        double all = 0;
        double wrong = 0;
        double error = 0;
        double noisy = 0;
        double step = 128.0 / 31;
        // kT/C of 1 fF at 300 K in levels of 1 V / 128.
        NormalDistribution noise = new NormalDistribution(null, 0, Math.sqrt(1.380649e-23 * 300 / 1e-15) * 128);
        // Pascal's triangle in place of a library: chances of 42..86 of 128 cells, those beyond four standard
        // deviations left out.
        for (int count = 42; count <= 86; count++) {
            double p = 1;
            for (int k = 1; k <= count; k++) {
                p *= (128 - count + k) / (double) k;
            }
            double code = Math.rint(count / step);
            int off = Math.abs((int) Math.rint(code * step) - count);
            noisy += p * (1 - noise.cumulativeProbability((code + 0.5) * step - count)
                    + noise.cumulativeProbability((code - 0.5) * step - count));
            all += p;
            wrong += off == 0 ? 0 : p;
            error += off * p;
        }
        assertThat(m.fixed().wrongCode()).isCloseTo(wrong / all, within(1e-9)).isBetween(0.7, 0.8);
        assertThat(m.fixed().meanError()).isCloseTo(error / all, within(1e-9));
        assertThat(of(m, RandomSource.THRESHOLDS).wrongCode()).isZero();
        assertThat(of(m, RandomSource.THRESHOLDS).meanError()).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-9));
        assertThat(of(m, RandomSource.NOISE).wrongCode()).isCloseTo(noisy / all, within(1e-4)).isBetween(0.05, 0.1);
        assertThat(m.together().wrongCode()).isCloseTo(m.fixed().wrongCode(), within(0.05));
    }

    @Test
    void clippingAndResolution_areToldApart() {
        LayerMargin m = margin("columns: 100\nreadout: {kind: charge, converter_bits: 6, clip_high_levels: 90}");
        assertThat(m.errors().clipping()).isEqualTo(10);
        // 90 levels in 63 steps of 1.43: the nearest code is at most 0.71 levels away, one whole level.
        assertThat(m.errors().resolution()).isEqualTo(1);
        assertThat(m.exact()).isFalse();
    }

    @Test
    void randomSources_areGivenOneByOneAndTogether() {
        LayerMargin m = margin("""
                columns: 100
                readout: {kind: charge, hold_capacitance_ff: 1, offset_sigma_mv: 2, cell_sigma: 0.05,
                          stuck_at_0_rate: 0.001, threshold_sigma_levels: 1}
                """);
        assertThat(m.chances().keySet()).containsExactly(RandomSource.NOISE, RandomSource.OFFSET, RandomSource.CELLS,
                RandomSource.FAULTS, RandomSource.THRESHOLDS);
        // 5 mV of 2 mV: 2 Q(2.5).
        assertThat(of(m, RandomSource.OFFSET).wrongCode()).isCloseTo(0.0124193, within(1e-6));
        // 50 stored ones: half a per cent of them each changes the count by one: 1 - 0.999^50 (no two that cancel).
        assertThat(of(m, RandomSource.FAULTS).wrongCode()).isCloseTo(1 - Math.pow(0.999, 50), within(1e-3));
        assertThat(of(m, RandomSource.THRESHOLDS).wrongCode()).isZero();
        assertThat(of(m, RandomSource.THRESHOLDS).meanError()).isCloseTo(Math.sqrt(2 / Math.PI),
                within(1e-9));
        for (Probabilities one : m.chances().values()) {
            assertThat(m.together().wrongCode()).isGreaterThanOrEqualTo(one.wrongCode());
        }
        assertThat(m.together().wrongSpike()).isEmpty();
    }
}

package xnorsim.analog.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xnorsim.analog.Interval;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Variation;

/**
 * The closed form against the simulator's own parts, drawn often: with fixed seeds, within the interval of confidence.
 */
class CodeErrorsTest {

    private static final int COLUMNS = 64;
    private static final int DRAWS = 60_000;
    private static final double CONFIDENCE = 0.999;

    /** One source at a time, and all of them; spreads such that a fifth of the codes or so is wrong. */
    static Stream<Arguments> sources() {
        AnalogReadout charge = AnalogReadout.lossless(CellKind.CHARGE);
        AnalogReadout current = new AnalogReadout(CellKind.CURRENT, 20, 1, Hold.LOSSLESS, Conversion.EXACT,
                Variation.NONE);
        Hold noisy = new Hold(0.09, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING,
                0.5);
        Hold lossy = new Hold(0.3, 300, 40,
                SamplingSwitch.injecting(0.0006, 0.003).withResistanceKohm(1_000).withClosedPs(1_600),
                SlotSummation.CHARGE_SHARING, 0.5);
        Variation cells = new Variation(7, 0, 0.09, 0, 0, 0, 0, 0);
        Variation faults = new Variation(8, 0, 0, 0.002, 0.004, 0.01, 0.003, 0);
        Variation all = new Variation(9, 0, 0.04, 0.001, 0.0005, 0.002, 0.001, 0);
        return Stream.of(Arguments.of("noise", charge.withHold(noisy)),
                Arguments.of("noise, integrator", charge.withHold(
                        new Hold(0.09, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.INTEGRATOR,
                                0.4))),
                Arguments.of("offset", charge.withConversion(converter(ConverterKind.SAR, 3, 0, 0))),
                Arguments.of("calibrated offset", charge.withConversion(converter(ConverterKind.SAR, 30, 21, 0))),
                Arguments.of("charge cells", charge.withVariation(cells)),
                Arguments.of("current cells", current.withVariation(cells)),
                Arguments.of("comparators", charge.withConversion(converter(ConverterKind.FLASH, 0, 0, 4))),
                Arguments.of("faults", charge.withVariation(faults)),
                Arguments.of("all, sar", charge.withHold(lossy).withVariation(all)
                        .withConversion(converter(ConverterKind.SAR, 2, 3, 0))),
                Arguments.of("all, flash", charge.withHold(lossy).withVariation(all)
                        .withConversion(converter(ConverterKind.FLASH, 1, 0, 2))),
                Arguments.of("all, few bits", current.withHold(lossy).withVariation(all)
                        .withConversion(new Conversion(ConverterKind.SAR, OptionalInt.of(5), 0, OptionalInt.empty(), 1,
                                1, 2, OptionalDouble.empty(), 0, LastStep.CONVERT))));
    }

    private static Conversion converter(ConverterKind kind, double offsetMv, double calibrationMv,
            double comparatorMv) {
        return new Conversion(kind, OptionalInt.empty(), 0, OptionalInt.empty(), 1, 1, offsetMv,
                calibrationMv == 0 ? OptionalDouble.empty() : OptionalDouble.of(calibrationMv), comparatorMv,
                LastStep.CONVERT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void everyError_isAsProbableAsItIsFrequent(String name, AnalogReadout readout) {
        for (int slots = 1; slots <= 2; slots++) {
            ManyRows rows = new ManyRows(readout, COLUMNS, slots, 300_000);
            ErrorDistribution closed = CodeErrors.of(rows.transfer(), rows.cells(), rows.holdPs());
            assertThat(Arrays.stream(closed.probabilities()).sum()).isCloseTo(1, within(1e-9));
            long[] seen = rows.errors(DRAWS);
            long wrong = DRAWS - seen[COLUMNS * 2];
            assertThat(Interval.of(wrong, DRAWS, CONFIDENCE).covers(closed.wrong()))
                    .as("%s, %d slots: %s of %s against %s", name, slots, wrong, DRAWS, closed.wrong()).isTrue();
            for (int error = -3; error <= 3; error++) {
                long hits = seen[COLUMNS * 2 + error];
                assertThat(Interval.of(hits, DRAWS, 1 - (1 - CONFIDENCE) / 7).covers(closed.at(error)))
                        .as("%s, %d slots, error %d: %s of %s against %s", name, slots, error, hits, DRAWS,
                                closed.at(error))
                        .isTrue();
            }
        }
    }

    @Test
    void aSigmaThatIsFivePercentOff_isNoticed() {
        AnalogReadout charge = AnalogReadout.lossless(CellKind.CHARGE);
        ManyRows cells = new ManyRows(charge.withVariation(new Variation(7, 0, 0.09, 0, 0, 0, 0, 0)), COLUMNS, 1, 0);
        assertMissed(cells, charge.withVariation(new Variation(7, 0, 0.09 * 1.05, 0, 0, 0, 0, 0)));
        assertMissed(cells, charge.withVariation(new Variation(7, 0, 0.09 * 0.95, 0, 0, 0, 0, 0)));
        ManyRows offset = new ManyRows(charge.withConversion(converter(ConverterKind.SAR, 3, 0, 0)), COLUMNS, 2, 0);
        assertMissed(offset, charge.withConversion(converter(ConverterKind.SAR, 3 * 1.05, 0, 0)));
        assertMissed(offset, charge.withConversion(converter(ConverterKind.SAR, 3 * 0.95, 0, 0)));
        // kT/C goes with the root of the capacitor.
        Hold h = new Hold(0.09, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING, 0.5);
        ManyRows noise = new ManyRows(charge.withHold(h), COLUMNS, 2, 0);
        assertMissed(noise, charge.withHold(
                new Hold(0.09 / 1.1025, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL,
                        SlotSummation.CHARGE_SHARING,
                        0.5)));
    }

    private static void assertMissed(ManyRows rows, AnalogReadout other) {
        long wrong = DRAWS - rows.errors(DRAWS)[COLUMNS * 2];
        double closed = CodeErrors.of(other.transfer(COLUMNS, rows.transfer().slots()), rows.cells(), 0).wrong();
        assertThat(Interval.of(wrong, DRAWS, CONFIDENCE).covers(closed)).isFalse();
    }

    @Test
    void cells_haveTheTextbookSpread() {
        // sigma_counts = s sqrt(k (1 - k/M)): 0.1 * sqrt(32 * 0.5) = 0.4 levels, so half a level is 1.25 sigma; at the
        // boundaries 31.5 and 32.5 the exact variance is 0.16 + 0.01 * 64 * (0.5/64)^2.
        ErrorDistribution e = CodeErrors.of(
                AnalogReadout.lossless(CellKind.CHARGE).withVariation(new Variation(1, 0, 0.1, 0, 0, 0, 0, 0))
                        .transfer(64, 1),
                CellCounts.even(64, 64, 0.5), 0);
        assertThat(e.wrong()).isCloseTo(2 * 0.105649774, within(1e-4));
    }

    @Test
    void withoutAnyTerm_noCodeIsWrong() {
        for (int slots = 1; slots <= 2; slots++) {
            assertThat(CodeErrors.of(AnalogReadout.lossless(CellKind.CURRENT).transfer(100, slots),
                    CellCounts.even(100, 70, 0.5, 0.25), 1000).wrong()).isZero();
        }
    }

    @Test
    void smallChances_areNotLostInRounding() {
        // 10 mV a level, half a level is 10 sigma of 0.5 mV: 2 * Q(10).
        AnalogReadout readout = AnalogReadout.lossless(CellKind.CHARGE)
                .withConversion(converter(ConverterKind.SAR, 0.5, 0, 0));
        double wrong = CodeErrors.of(readout.transfer(100, 1), CellCounts.even(100, 100, 0.5), 0).wrong();
        assertThat(wrong).isBetween(0.0, 2e-17);
        AnalogReadout wider = AnalogReadout.lossless(CellKind.CHARGE)
                .withConversion(converter(ConverterKind.SAR, 5.0 / 7, 0, 0));
        // 2 * Q(7) = 2.5596e-12
        assertThat(CodeErrors.of(wider.transfer(100, 1), CellCounts.even(100, 100, 0.5), 0).wrong())
                .isCloseTo(2.5596e-12, within(1e-15));
    }
}

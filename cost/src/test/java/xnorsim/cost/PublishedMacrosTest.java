package xnorsim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.LastStep;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.RunEvents;

/** What the presets say about macros that others have built and measured; docs/cost.md has the table. */
class PublishedMacrosTest {

    private static final Percentage TOLERANCE = Percentage.withPercentage(30);

    /** One evaluation of all rows with random weights and spikes, half of which change. */
    private static RunEvents evaluation(int rows, int columns, int slots) {
        long cells = (long) rows * columns * slots;
        Map<CountedEvent, Long> counts = new EnumMap<>(CountedEvent.class);
        for (CountedEvent pair : new CountedEvent[]{CountedEvent.CELLS_00, CountedEvent.CELLS_01, CountedEvent.CELLS_10,
                CountedEvent.CELLS_11}) {
            counts.put(pair, cells / 4);
        }
        counts.put(CountedEvent.COLUMN_TOGGLES, (long) columns * slots / 2);
        counts.put(CountedEvent.CELL_TOGGLES, cells / 2);
        counts.put(CountedEvent.SAMPLINGS, (long) rows * slots);
        counts.put(CountedEvent.CONVERSIONS, (long) rows);
        return SmallChip.middle(counts);
    }

    private static Cost cost(Technology technology, Architecture a, int rows, int columns, int slots) {
        return CostModel.of(technology).cost(a, SmallChip.mapping(columns / 9, rows, a),
                evaluation(rows, columns, slots));
    }

    private static Architecture eightBits(int rows, int columns) {
        return SmallChip.architecture(rows, columns)
                .withReadout(AnalogReadout.lossless(CellKind.CHARGE)
                        .withConversion(new Conversion(ConverterKind.SAR, OptionalInt.of(8), 0, OptionalInt.empty(), 1,
                                1, 0, Conversion.EXACT.calibrationStepMv(), 0, LastStep.CONVERT)));
    }

    private static double conversionShare(Cost cost) {
        return cost.energyNj(t -> t.component() == CostPart.CONVERSION) / cost.macroEnergyNj();
    }

    @Test
    void charge_domain_is_that_of_Jia_at_both_supplies() {
        Architecture a = eightBits(256, 2304);
        Technology t = TechnologyFile.preset("65nm-charge");
        Cost low = cost(t, a, 256, 2304, 1);
        assertThat(low.macroFjPerProduct().orElseThrow()).isCloseTo(2000.0 / 400, TOLERANCE).isBetween(4.0, 6.0);
        assertThat(low.macroTopsPerWatt().orElseThrow()).isCloseTo(400.0, TOLERANCE);
        assertThat(conversionShare(low)).isCloseTo(1.79 / 11.49, TOLERANCE);
        assertThat(cost(t.withSupply(1.2), a, 256, 2304, 1).macroTopsPerWatt().orElseThrow()).isCloseTo(192.0,
                TOLERANCE);
    }

    @Test
    void digital_array_is_that_of_Colonnade_at_three_supplies() {
        Architecture a = SmallChip.architecture(128, 128);
        Technology t = TechnologyFile.preset("65nm-digital-xnor");
        double[][] measured = {{0.6, 17.1}, {0.7, 42.6}, {0.8, 68.1}};
        for (double[] point : measured) {
            Cost cost = cost(t.withSupply(point[0]), a, 128, 126, 1);
            assertThat(cost.macroFjPerProduct().orElseThrow()).as(point[0] + " V").isCloseTo(point[1], TOLERANCE);
        }
        assertThat(t.at(FigureKey.CELL_AREA) * 128 * 128 / 1e6).isCloseTo(0.2272, TOLERANCE);
    }

    @Test
    void popcount_at_28nm_is_2_to_4_fJ_before_registers_and_drivers() {
        Architecture a = SmallChip.architecture(64, 256);
        Cost cost = cost(TechnologyFile.preset("28nm-digital"), a, 64, 252, 1);
        double cells = cost.energyNj(t -> t.component() == CostPart.CELLS) * 1e6 / cost.products();
        assertThat(cells).isBetween(2.0, 4.0);
        // The same gates at 65 nm are within reach of FERMI-ML, 364 TOPS/W at 0.9 V.
        assertThat(cells * Scaling.energy(65) / Scaling.energy(28)).isCloseTo(2000.0 / 364, TOLERANCE);
    }

    @Test
    void a_22nm_array_is_within_the_range_of_IMAGINE() {
        Cost cost = cost(TechnologyFile.preset("22nm"), eightBits(256, 1152), 256, 1152, 1);
        assertThat(cost.macroTopsPerWatt().orElseThrow()).isBetween(150.0, 8000.0);
    }

    @Test
    void two_slots_evaluate_twice_and_convert_once() {
        Architecture a = eightBits(256, 2304);
        Technology t = TechnologyFile.preset("65nm-charge");
        Cost one = cost(t, a, 256, 2304, 1);
        Cost two = cost(t, a, 256, 2304, 2);
        for (CostPart component : CostPart.values()) {
            double factor = component == CostPart.CONVERSION ? 1 : 2;
            if (component.isMacro()) {
                assertThat(two.energyNj(term -> term.component() == component)).isCloseTo(
                        factor * one.energyNj(term -> term.component() == component), Percentage.withPercentage(1e-9));
            }
        }
        // One sampling more: C V^2, here 50 fF * 0.7225 V^2.
        assertThat(one.energyNj(term -> term.component() == CostPart.SAMPLING) * 1e6 / 256)
                .isCloseTo(36.1, Percentage.withPercentage(1));
    }
}

package xnorsim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.EventCounts;
import xnorsim.chip.count.RunEvents;
import xnorsim.chip.layout.Mapping;

/** Totals are the sums of events, and parameters scale as they must. */
class CostPropertyTest {

    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);
    private static final Architecture ARCHITECTURE = SmallChip.architecture(16, 20);

    private static Cost cost(Technology technology, Architecture a, RunEvents events) {
        Mapping mapping = SmallChip.mapping(5, 20, a);
        return CostModel.of(technology).cost(a, mapping, events);
    }

    /** The technology in which nothing costs anything but what one figure says, which is 1. */
    private static Technology only(FigureKey key, String preset) {
        Technology t = TechnologyFile.preset(preset);
        for (FigureKey other : FigureKey.values()) {
            t = t.with(other, other == FigureKey.MEMORY_REFERENCE_BITS ? 1 : 0);
        }
        Technology one = t.with(key, 1);
        return one.with(key, 1 / one.at(key));
    }

    private static void assertOnly(FigureKey key, String preset, RunEvents events,
            ToDoubleFunction<EventCounts> expected) {
        double fj = cost(only(key, preset), ARCHITECTURE, events).energyNj() * 1e6 * events.images();
        double sum = events.layers().stream().mapToDouble(expected).sum();
        assertThat(fj).as(key.key()).isCloseTo(sum, ROUNDING);
    }

    /** Counts of the middle layer alone, so that what is left has no second reading. */
    private static RunEvents middle(long seed) {
        RunEvents random = SmallChip.random(seed);
        return new RunEvents(random.images(), random.cycles(),
                List.of(EventCounts.NONE, random.layers().get(1), EventCounts.NONE));
    }

    @Property(tries = 25)
    void eachFigure_isPaidOncePerEvent(@ForAll long seed) {
        RunEvents events = middle(seed);
        String charge = "65nm-charge";
        double square = 0.85 * 0.85;
        assertOnly(FigureKey.CELL_EVALUATION, charge, events, c -> c.cells() + c.of(CountedEvent.CELLS_UNUSED));
        assertOnly(FigureKey.CELL_ACTIVE, charge, events,
                c -> c.of(CountedEvent.CELLS_00) + c.of(CountedEvent.CELLS_11));
        assertOnly(FigureKey.CELL_CAPACITANCE, charge, events,
                c -> square * (c.of(CountedEvent.CELLS_00) + c.of(CountedEvent.CELLS_11)));
        assertOnly(FigureKey.CELL_TOGGLE, charge, events, c -> c.of(CountedEvent.CELL_TOGGLES));
        assertOnly(FigureKey.COLUMN_TOGGLE, charge, events, c -> 16 * c.of(CountedEvent.COLUMN_TOGGLES));
        assertOnly(FigureKey.COLUMN_CAPACITANCE, charge, events, c -> square * 16 * c.of(CountedEvent.COLUMN_TOGGLES));
        assertOnly(FigureKey.HOLD_CAPACITANCE, charge, events, c -> square * c.of(CountedEvent.SAMPLINGS));
        // 20 columns: a code of 5 bits.
        assertOnly(FigureKey.SAR_PER_BIT, charge, events, c -> square * 5 * c.of(CountedEvent.CONVERSIONS));
        assertOnly(FigureKey.SAR_PER_4_TO_BITS, charge, events, c -> square * 1024 * c.of(CountedEvent.CONVERSIONS));
        assertOnly(FigureKey.TIME_STEP, "stt-mram-like", events, c -> 32 * c.of(CountedEvent.CONVERSIONS));
        assertOnly(FigureKey.COMPARATOR, charge, events, c -> c.of(CountedEvent.COMPARISONS));
        assertOnly(FigureKey.CELL_WRITE, charge, events, c -> c.of(CountedEvent.CELLS_WRITTEN));
        assertOnly(FigureKey.BUS_BIT, charge, events, c -> c.of(CountedEvent.BUS_BITS));
        assertOnly(FigureKey.COMPARE_BIT, charge, events, c -> 32 * c.of(CountedEvent.DECISIONS));
        // 45 inputs on 20 columns: 3 codes, two levels, so 7 bits; membranes of 32 bits.
        assertOnly(FigureKey.ADDER_BIT, charge, events,
                c -> 7 * c.of(CountedEvent.TREE_ADDITIONS) + 64 * c.of(CountedEvent.DECISIONS)
                        + 32 * c.of(CountedEvent.SPIKES));
        // Memories: 640 bits of membranes, 90 of the layer before, 40 of its own.
        assertOnly(FigureKey.MEMORY_BIT, charge, events,
                c -> 32 * Math.sqrt(640) * (c.of(CountedEvent.MEMBRANE_READS) + c.of(CountedEvent.MEMBRANE_WRITES))
                        + Math.sqrt(90) * c.of(CountedEvent.BUFFER_BITS_READ)
                        + Math.sqrt(40) * c.of(CountedEvent.BUFFER_BITS_WRITTEN));
    }

    @Property(tries = 25)
    void leakage_isPowerTimesTheRunsTime(@ForAll long seed) {
        RunEvents events = SmallChip.random(seed);
        Cost cost = cost(only(FigureKey.CELL_LEAKAGE, "65nm-charge"), ARCHITECTURE, events);
        // 2 x 3 subarrays of 16 x 20 cells, 1 pW each, 2 ns a cycle.
        double joules = 6 * 16 * 20 * 1e-12 * 2e-9 * events.cycles();
        assertThat(cost.energyNj() * events.images()).isCloseTo(joules * 1e9, ROUNDING);
    }

    @Property(tries = 25)
    void totals_areSumsOfTermsLayersAndRuns(@ForAll long seed) {
        RunEvents one = SmallChip.random(seed);
        RunEvents two = SmallChip.random(~seed);
        RunEvents both = new RunEvents(one.images() + two.images(), one.cycles() + two.cycles(), List.of(
                one.layers().get(0).plus(two.layers().get(0)), one.layers().get(1).plus(two.layers().get(1)),
                one.layers().get(2).plus(two.layers().get(2))));
        for (String preset : TechnologyFile.PRESETS) {
            Technology t = TechnologyFile.preset(preset);
            Cost a = cost(t, ARCHITECTURE, one);
            Cost b = cost(t, ARCHITECTURE, two);
            Cost sum = cost(t, ARCHITECTURE, both);
            assertThat(sum.energyNj() * both.images())
                    .isCloseTo(a.energyNj() * one.images() + b.energyNj() * two.images(), ROUNDING);
            assertThat(a.energy().stream().mapToDouble(term -> term.count() * term.unit().value()).sum())
                    .isCloseTo(a.energyNj() * one.images() * 1e6, ROUNDING);
            double components = 0;
            for (CostPart component : CostPart.values()) {
                components += a.energyNj(term -> term.component() == component);
            }
            assertThat(components).isCloseTo(a.energyNj(), ROUNDING);
            assertThat(a.areaMm2()).isEqualTo(b.areaMm2()).isPositive();
        }
    }

    private static Architecture with(Conversion conversion, double holdFf) {
        return ARCHITECTURE.withReadout((Readout) AnalogReadout.lossless(CellKind.CHARGE)
                .withConversion(conversion)
                .withHold(new Hold(holdFf, 300, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL, Hold.LOSSLESS.adding(),
                        0.5)));
    }

    private static Conversion bits(ConverterKind kind, int bits) {
        return new Conversion(kind, OptionalInt.of(bits), 0, OptionalInt.empty(), 1, 1, 0,
                Conversion.EXACT.calibrationStepMv(), 0, LastStep.CONVERT);
    }

    private static double of(Cost cost, CostPart component) {
        return cost.energyNj(term -> term.component() == component);
    }

    @Property(tries = 20)
    void doublingTheCapacitor_doublesSamplingAndNothingElse(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 500) int c) {
        RunEvents events = SmallChip.random(seed);
        Technology t = TechnologyFile.preset("65nm-charge");
        Cost one = cost(t, with(bits(ConverterKind.SAR, 6), c), events);
        Cost two = cost(t, with(bits(ConverterKind.SAR, 6), 2 * c), events);
        for (CostPart component : CostPart.values()) {
            assertThat(of(two, component)).isCloseTo(
                    (component == CostPart.SAMPLING ? 2 : 1) * of(one, component), ROUNDING);
        }
    }

    @Property(tries = 20)
    void converterBits_scaleTheConversion(@ForAll long seed, @ForAll @IntRange(min = 1, max = 11) int b) {
        RunEvents events = SmallChip.random(seed);
        Technology t = TechnologyFile.preset("65nm-charge");
        double flash = of(cost(t, with(bits(ConverterKind.FLASH, b), 10), events), CostPart.CONVERSION)
                - comparisons(t, events);
        double finer = of(cost(t, with(bits(ConverterKind.FLASH, b + 1), 10), events), CostPart.CONVERSION)
                - comparisons(t, events);
        assertThat(finer / flash).isCloseTo((Math.pow(2, b + 1) - 1) / (Math.pow(2, b) - 1),
                Percentage.withPercentage(1e-6));
        double sar = of(cost(t, with(bits(ConverterKind.SAR, b), 10), events), CostPart.CONVERSION);
        double finerSar = of(cost(t, with(bits(ConverterKind.SAR, b + 1), 10), events), CostPart.CONVERSION);
        assertThat(finerSar).isGreaterThan(sar);
    }

    private static double comparisons(Technology t, RunEvents events) {
        return events.total().of(CountedEvent.COMPARISONS) * t.at(FigureKey.COMPARATOR) / events.images() / 1e6
                - (events.layers().get(0).of(CountedEvent.COMPARISONS)
                        + events.layers().get(2).of(CountedEvent.COMPARISONS))
                        * t.at(FigureKey.COMPARATOR) / events.images() / 1e6;
    }

    @Property(tries = 10)
    void doublingTheSupply_quadruplesAllButLeakage(@ForAll long seed) {
        RunEvents events = SmallChip.random(seed);
        Technology t = TechnologyFile.preset("22nm");
        Cost low = cost(t.withSupply(0.5), ARCHITECTURE, events);
        Cost high = cost(t.withSupply(1.0), ARCHITECTURE, events);
        for (CostPart component : CostPart.values()) {
            assertThat(of(high, component)).isCloseTo((component == CostPart.LEAKAGE ? 2 : 4) * of(low, component),
                    ROUNDING);
        }
        assertThat(high.areaMm2()).isEqualTo(low.areaMm2());
    }

    @Property(tries = 10)
    void splitWeights_countEachProductOnce(@ForAll long seed) {
        RunEvents events = middle(seed);
        Architecture and = ARCHITECTURE.withChip(ChipParameters.defaults().withGate(CellGates.of("and")));
        Technology t = TechnologyFile.preset("65nm-charge");
        Cost split = cost(t, and, events);
        Cost whole = cost(t, ARCHITECTURE, events);
        assertThat(split.products()).isEqualTo(whole.products() / 2);
        assertThat(of(split, CostPart.CELLS)).isLessThan(of(whole, CostPart.CELLS));
    }
}

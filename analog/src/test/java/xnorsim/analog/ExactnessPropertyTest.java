package xnorsim.analog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.SamplingSwitch;

/**
 * Limits against the hardware parts on every pair of counts: just inside all codes are counts, just outside one is not.
 */
class ExactnessPropertyTest {

    @Property(tries = 300)
    void isExact_agreesWithThePartsOnEveryPairOfCounts(@ForAll("shapes") Exactness e) {
        assertThat(e.isExact()).isEqualTo(PartsOfOneRow.allCodesAreCounts(e));
    }

    @Property(tries = 300)
    void worstErrors_areTheLargestOfAllPairs(@ForAll("shapes") Exactness e) {
        assertThat(e.worstCodeError()).isEqualTo(PartsOfOneRow.worstCodeError(e));
        assertThat(e.isExact()).isEqualTo(e.worstCodeError() == 0);
    }

    @Property(tries = 150)
    void longestHold_isExact_andAPicosecondMoreIsNot(@ForAll("shapes") Exactness e) {
        if (e.longestHoldPs().isEmpty()) {
            for (long time : new long[]{0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000}) {
                assertThat(PartsOfOneRow.allCodesAreCounts(at(e, time))).isFalse();
            }
            return;
        }
        long longest = e.longestHoldPs().getAsLong();
        if (longest == Long.MAX_VALUE) {
            assertThat(PartsOfOneRow.allCodesAreCounts(at(e, 1L << 50))).isTrue();
            return;
        }
        assertThat(PartsOfOneRow.allCodesAreCounts(at(e, longest))).isTrue();
        assertThat(PartsOfOneRow.allCodesAreCounts(at(e, longest + 1))).isFalse();
    }

    @Property(tries = 300)
    void capacitorsInTheRange_areExact_andALittleLessOrMoreIsNot(@ForAll("shapes") Exactness e) {
        Optional<CapacitorRange> found = e.capacitors();
        if (found.isEmpty()) {
            if (!e.readout().hold().samplingSwitch().cutsShort()) {
                assertThat(isExactWith(e, 1e9)).isFalse();
            }
            for (double ff = 1; ff < 1e5 && e.readout().hold().samplingSwitch().cutsShort(); ff *= 1.037) {
                assertThat(isExactWith(e, ff) && isExactWith(e, ff * 1.011)).as("%s fF", ff).isFalse();
            }
            return;
        }
        double least = Math.max(found.get().leastFf(), 1e-6);
        double most = Math.min(found.get().mostFf(), least * 1e4);
        for (double ff = least; ff < most; ff *= 1.037) {
            assertThat(isExactWith(e, ff)).as("%s fF", ff).isTrue();
        }
        if (found.get().leastFf() > 0) {
            assertThat(isExactWith(e, least)).isTrue();
            assertThat(isExactWith(e, least * (1 - 1e-9))).isFalse();
        }
        if (Double.isFinite(found.get().mostFf())) {
            assertThat(isExactWith(e, found.get().mostFf())).isTrue();
            assertThat(isExactWith(e, found.get().mostFf() * (1 + 1e-9))).isFalse();
        }
    }

    @Property(tries = 300)
    void shortestSampling_isExact_andAPicosecondLessIsNot(@ForAll("shapes") Exactness e) {
        OptionalLong shortest = e.shortestSamplingPs();
        if (shortest.isEmpty()) {
            for (double time = 1; time < 1e9; time = Math.ceil(time * 1.37)) {
                assertThat(PartsOfOneRow.allCodesAreCounts(sampledFor(e, time))).as("%s ps", time).isFalse();
            }
            return;
        }
        if (shortest.getAsLong() == 0) {
            assertThat(e.readout().hold().samplingSwitch().resistanceKohm()).isZero();
            assertThat(PartsOfOneRow.allCodesAreCounts(e)).isTrue();
            return;
        }
        assertThat(PartsOfOneRow.allCodesAreCounts(sampledFor(e, (double) shortest.getAsLong()))).isTrue();
        assertThat(shortest.getAsLong() > 1
                && PartsOfOneRow.allCodesAreCounts(sampledFor(e, shortest.getAsLong() - 1.0))).isFalse();
    }

    @Property(tries = 150)
    void fewestBits_areExact_andOneLessIsNot(@ForAll("shapes") Exactness e) {
        OptionalInt fewest = e.fewestBits();
        for (int bits = 1; bits <= (fewest.isPresent() ? fewest.getAsInt() : Conversion.MAX_BITS); bits++) {
            assertThat(PartsOfOneRow.allCodesAreCounts(withBits(e, bits)))
                    .isEqualTo(fewest.isPresent() && bits == fewest.getAsInt());
        }
    }

    private static Exactness at(Exactness e, long holdPs) {
        return new Exactness(e.readout(), e.columns(), e.columnsInUse(), e.slots(), holdPs);
    }

    private static boolean isExactWith(Exactness e, double capacitanceFf) {
        Hold h = e.readout().hold();
        return capacitanceFf > Math.abs(h.samplingSwitch().injectionFcPerV()) && PartsOfOneRow
                .allCodesAreCounts(e.with(e.readout().withHold(h.withCapacitanceFf(capacitanceFf))));
    }

    private static Exactness sampledFor(Exactness e, double ps) {
        Hold h = e.readout().hold();
        return e.with(e.readout().withHold(h.withSamplingSwitch(h.samplingSwitch().withClosedPs(ps))));
    }

    private static Exactness withBits(Exactness e, int bits) {
        return new Exactness(e.readout().withConversion(Exactness.with(e.readout().conversion(), bits)), e.columns(),
                e.columnsInUse(), e.slots(), e.holdPs());
    }

    @Provide
    Arbitrary<Exactness> shapes() {
        Arbitrary<Hold> holds = Combinators.combine(Arbitraries.doubles().between(5, 400),
                Arbitraries.oneOf(Arbitraries.doubles().between(0.05, 20),
                        Arbitraries.just(Double.POSITIVE_INFINITY)),
                Arbitraries.oneOf(Arbitraries.just(0.0), Arbitraries.doubles().between(-0.4, 0.4)),
                Arbitraries.oneOf(Arbitraries.just(0.0), Arbitraries.doubles().between(-1, 1)),
                Arbitraries.of(SlotSummation.class), Arbitraries.doubles().between(0.3, 0.7),
                Arbitraries.oneOf(Arbitraries.just(SamplingSwitch.IDEAL),
                        Arbitraries.doubles().between(0.1, 100)
                                .map(kohm -> SamplingSwitch.IDEAL.withResistanceKohm(kohm).withClosedPs(5_000))))
                .as((c, r, q, perVolt, adding, gain, s) -> new Hold(c, 0, r, s.withInjection(q, perVolt), adding,
                        gain));
        Arbitrary<Conversion> conversions = Combinators.combine(Arbitraries.of(ConverterKind.class),
                Arbitraries.oneOf(Arbitraries.just(OptionalInt.empty()),
                        Arbitraries.integers().between(3, 8).map(OptionalInt::of)),
                Arbitraries.integers().between(0, 1), Arbitraries.oneOf(Arbitraries.just(OptionalInt.empty()),
                        Arbitraries.integers().between(10, 90).map(OptionalInt::of)))
                .as((kind, bits, low, high) -> new Conversion(kind, bits, low / 4, high, 1, 1, 0,
                        OptionalDouble.empty(), 0, LastStep.CONVERT));
        Arbitrary<AnalogReadout> readouts = Combinators.combine(Arbitraries.of(CellKind.class), holds, conversions)
                .as((cells, hold, conversion) -> AnalogReadout.lossless(cells).withHold(hold)
                        .withConversion(conversion));
        return Combinators.combine(readouts, Arbitraries.integers().between(1, 40), Arbitraries.integers()
                .between(0, 20), Arbitraries.integers().between(1, 2), Arbitraries.longs().between(0, 200_000))
                .as((readout, inUse, more, slots, time) -> new Exactness(readout, inUse + more, inUse, slots, time));
    }
}

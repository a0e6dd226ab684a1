package xnorsim.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import xnorsim.network.InputCoding;
import xnorsim.proof.exact.EveryInput;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;

/** What is proven of leaky rows, against all inputs. */
class LeakyRowPropertyTest {
    private static final int NEVER = Integer.MAX_VALUE;

    /** Steps for which all inputs of a row can be tried. */
    private static int steps(FiringRow row, int most) {
        long changes = row.changes().count();
        int steps = 1;
        for (long inputs = changes * changes; steps < most && inputs < 3000; inputs *= changes) {
            steps++;
        }
        return steps;
    }

    private static void agrees(FiringRow row, int fractionBits, int steps) {
        Parameters p = RowSearch.nearest(row, fractionBits);
        int first = EveryInput.firstDifference(row, p, fractionBits, steps);
        LeakyRow leaky = new LeakyRow(row, steps);
        // The bounds alone may leave open what does not differ, but nothing that does.
        Optional<LayerCertificate.Undecided> open = leaky.open(p, fractionBits);
        if (first != NEVER) {
            assertThat(open.orElseThrow().t()).isLessThanOrEqualTo(first);
        }
        if (first == NEVER) {
            assertThat(leaky.error(p, fractionBits)).isGreaterThanOrEqualTo(
                    EveryInput.error(row, p, fractionBits, steps));
        }
        open.flatMap(LayerCertificate.Undecided::distance)
                .ifPresent(distance -> assertThat(distance).isLessThanOrEqualTo(open.get().error()));
        switch (leaky.verdict(p, fractionBits)) {
            case LeakyRow.Verdict.Alike(LayerCertificate.Argument argument, int bits) -> {
                assertThat(first).isEqualTo(NEVER);
                int needed = EveryInput.membraneBits(row, p, fractionBits, steps);
                if (argument == LayerCertificate.Argument.INPUTS) {
                    assertThat(bits).isEqualTo(needed);
                } else {
                    assertThat(bits).isBetween(needed, needed + 1);
                }
            }
            case LeakyRow.Verdict.Differs(Divergence d) -> {
                assertThat(d.t()).isEqualTo(first);
                differs(row, p, fractionBits, d);
            }
            case LeakyRow.Verdict.Open open2 -> throw new AssertionError("all inputs can be tried: " + open2);
        }
        assertThat(leaky.counterexample(p, fractionBits).map(Divergence::t).orElse(NEVER))
                .isGreaterThanOrEqualTo(first);
    }

    private static void differs(FiringRow row, Parameters p, int fractionBits, Divergence d) {
        List<Boolean> spikes = Replay.exactly(row, d.changes());
        assertThat(d.changes()).hasSize(d.t()).allMatch(row.changes()::contains);
        assertThat(d.sum()).isEqualTo(d.changes().getLast());
        assertThat(spikes.getLast()).isEqualTo(d.fires());
        assertThat(spikes.subList(0, d.t() - 1).stream().filter(spike -> spike).count()).isEqualTo(d.k());
        assertThat(EveryInput.firstDifference(row, p, fractionBits, d.t())).isEqualTo(d.t());
    }

    @Property(tries = 120)
    void verdict_isWhatAllInputsSay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int fanIn,
            @ForAll @IntRange(min = 1, max = 6) int most, @ForAll @IntRange(min = 0, max = 14) int fractionBits) {
        for (FiringRow row : FiringRow.of(new SmallLayers(seed).leaky(fanIn, 2))) {
            agrees(row, fractionBits, steps(row, most));
        }
    }

    @Property(tries = 40)
    void verdict_ofAFirstLayer_isWhatAllInputsSay(@ForAll long seed, @ForAll boolean direct,
            @ForAll @IntRange(min = 1, max = 3) int fanIn, @ForAll @IntRange(min = 0, max = 6) int more) {
        FiringRow row = FiringRow.of(direct
                ? new SmallLayers(seed).leaky(1, InputCoding.DIRECT)
                : new SmallLayers(seed).leaky(fanIn, InputCoding.POISSON)).getFirst();
        agrees(row, row.gridBits() + more, direct ? 1 + (int) (row.changes().count() % 2) : steps(row, 5));
    }

    /** Each argument decides some rows; with one bit less than the fewest, some input spikes otherwise somewhere. */
    @Test
    void argumentsAreUsed_andOneBitLessIsTooFew() {
        Map<LayerCertificate.Argument, Integer> used = new EnumMap<>(LayerCertificate.Argument.class);
        int rows = 0;
        int wrong = 0;
        for (long seed = 0; seed < 80; seed++) {
            FiringRow row = FiringRow.of(new SmallLayers(seed).leaky(1 + (int) seed % 5, 1)).getFirst();
            int steps = steps(row, 4);
            for (int bits = 0; bits <= 20; bits++) {
                Parameters p = RowSearch.nearest(row, bits);
                if (new LeakyRow(row, steps).verdict(p, bits) instanceof LeakyRow.Verdict.Alike(var argument, int _)) {
                    used.merge(argument, 1, Integer::sum);
                    assertThat(EveryInput.firstDifference(row, p, bits, steps)).isEqualTo(NEVER);
                    rows += bits > 0 ? 1 : 0;
                    wrong += bits > 0 && EveryInput.firstDifference(row, RowSearch.nearest(row, bits - 1), bits - 1,
                            steps) != NEVER ? 1 : 0;
                    break;
                }
            }
        }
        assertThat(used).containsOnlyKeys(LayerCertificate.Argument.INPUTS, LayerCertificate.Argument.ERROR);
        assertThat(wrong).isEqualTo(rows).isGreaterThan(30);
    }
}

package xnorsim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import xnorsim.proof.FiringRow.Parameters;

/** What the certificate's reasoning says about all inputs, against all inputs. */
class ReachPropertyTest {
    private static final int STEPS = 4;

    private static FiringRow row(long seed, int fanIn) {
        return FiringRow.of(new SmallLayers(seed).binary(fanIn, 1, false)).getFirst();
    }

    /** Bounds are the sums next to the floor on both sides; there is none where no input decides. */
    @Property(tries = 150)
    void bounds_areTheNearestSumsThatAreReached(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int fanIn) {
        FiringRow row = row(seed, fanIn);
        Reach reach = new Reach(row, STEPS);
        int seen = 0;
        for (int t = 1; t <= STEPS; t++) {
            for (int k = 0; k < t; k++) {
                Set<Long> sums = EveryInput.sums(row, t, k);
                BigInteger floor = row.bias().times(t).plus(row.threshold().times(k + 1L)).floor();
                int step = t;
                int spikes = k;
                var bound = reach.bounds().stream().filter(b -> b.t() == step && b.k() == spikes).findFirst();
                assertThat(bound.isPresent()).isEqualTo(!sums.isEmpty());
                if (bound.isPresent()) {
                    seen++;
                    assertThat(bound.get().least()).isEqualTo(sums.stream().mapToLong(s -> s)
                            .filter(s -> BigInteger.valueOf(s).compareTo(floor) <= 0).max());
                    assertThat(bound.get().most()).isEqualTo(sums.stream().mapToLong(s -> s - 1)
                            .filter(s -> BigInteger.valueOf(s + 1).compareTo(floor) > 0).min());
                }
            }
        }
        assertThat(reach.bounds()).hasSize(seen);
    }

    /** Some input spikes otherwise iff a divergence is found; it is the earliest, and its changes lead there. */
    @Property(tries = 400)
    void divergence_isFoundIffAnInputSpikesOtherwise(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int fanIn,
            @ForAll @IntRange(min = 0, max = 3) int fractionBits) {
        Random random = new Random(seed);
        FiringRow row = row(seed, fanIn);
        Parameters nearest = RowSearch.nearest(row, fractionBits);
        Parameters parameters = new Parameters(nearest.bias().add(BigInteger.valueOf(random.nextInt(3) - 1)),
                nearest.threshold().add(BigInteger.valueOf(random.nextInt(2))));
        Optional<Divergence> divergence = new Reach(row, STEPS).firstDivergence(parameters, fractionBits);
        int first = EveryInput.firstDifference(row, parameters, fractionBits, STEPS);
        assertThat(divergence.map(Divergence::t).orElse(Integer.MAX_VALUE)).isEqualTo(first);
        divergence.ifPresent(d -> {
            assertThat(d.changes()).hasSize(d.t()).allMatch(c -> c >= row.least() && c <= row.most());
            assertThat(d.changes().stream().mapToLong(c -> c).sum()).isEqualTo(d.sum());
            var spikes = Replay.exactly(row, d.changes());
            assertThat(spikes.subList(0, d.t() - 1).stream().filter(s -> s).count()).isEqualTo(d.k());
            assertThat(spikes.getLast()).isEqualTo(d.fires());
        });
    }

    /** The width of a certified row is what its largest membrane needs, not one bit more. */
    @Property(tries = 150)
    void membraneBits_areWhatAllInputsNeed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int fanIn) {
        FiringRow row = row(seed, fanIn);
        Reach reach = new Reach(row, STEPS);
        RowSearch search = new RowSearch(reach, STEPS);
        int fractionBits = search.smallestFractionBits(0).orElseThrow();
        Parameters parameters = search.parameters(fractionBits).orElseThrow();
        assertThat(EveryInput.firstDifference(row, parameters, fractionBits, STEPS)).isEqualTo(Integer.MAX_VALUE);
        assertThat(reach.membraneBits(parameters, fractionBits))
                .isEqualTo(EveryInput.membraneBits(row, parameters, fractionBits, STEPS));
    }

    /** The search knows of every number of bits that it gave up on that there is no pair at all. */
    @Test
    void search_isExhaustive() {
        for (long seed = 0; seed < 300; seed++) {
            RowSearch search = new RowSearch(new Reach(row(seed, 1 + (int) seed % 4), STEPS), STEPS);
            assertThat(search.smallestFractionBits(0)).isPresent();
            assertThat(search.isExhaustive()).as("seed " + seed).isTrue();
        }
    }

    /** With one bit less, every pair of parameters around the real one, tried on all inputs, spikes otherwise somewhere. */
    @Property(tries = 100)
    void oneFractionBitLess_everyPairSpikesOtherwise(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int fanIn) {
        FiringRow row = row(seed, fanIn);
        RowSearch search = new RowSearch(new Reach(row, STEPS), STEPS);
        int fractionBits = search.smallestFractionBits(0).orElseThrow();
        if (fractionBits == 0) {
            return;
        }
        Parameters nearest = RowSearch.nearest(row, fractionBits - 1);
        for (int b = -12; b <= 12; b++) {
            for (int t = -12; t <= 12; t++) {
                Parameters pair = new Parameters(nearest.bias().add(BigInteger.valueOf(b)),
                        nearest.threshold().add(BigInteger.valueOf(t)));
                if (pair.threshold().signum() >= 0) {
                    assertThat(EveryInput.firstDifference(row, pair, fractionBits - 1, STEPS)).isLessThan(STEPS + 1);
                }
            }
        }
    }
}

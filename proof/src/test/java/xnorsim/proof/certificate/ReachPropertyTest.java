package xnorsim.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import xnorsim.network.FirstLayer;
import xnorsim.proof.exact.EveryInput;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;

/** What the certificate's reasoning says about all inputs, against all inputs. */
class ReachPropertyTest {
    private static final int STEPS = 4;

    private static FiringRow row(long seed, int fanIn) {
        return FiringRow.of(new SmallLayers(seed).binary(fanIn, 1, false)).getFirst();
    }

    /** A row that fires at its threshold. */
    private static FiringRow at(long seed, int fanIn, boolean hard) {
        return FiringRow.of(new SmallLayers(seed).at(fanIn, 1, hard)).getFirst();
    }

    private static FiringRow row(long seed, int fanIn, boolean hard) {
        return hard ? FiringRow.of(new SmallLayers(seed).hard(fanIn, 1, false)).getFirst() : row(seed, fanIn);
    }

    private static Parameters beside(Parameters p, Random random, boolean hard) {
        return new Parameters(p.bias().add(BigInteger.valueOf(random.nextInt(3) - 1)),
                p.threshold().add(BigInteger.valueOf(random.nextInt(2))),
                hard ? p.reset().add(BigInteger.valueOf(random.nextInt(3) - 1)) : BigInteger.ZERO);
    }

    /** Bounds are the sums next to the floor on both sides; there is none where no input decides. */
    @Property(tries = 150)
    void bounds_areTheNearestSumsThatAreReached(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int fanIn) {
        FiringRow row = row(seed, fanIn);
        Reach reach = Reach.of(row, STEPS);
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
            @ForAll @IntRange(min = 0, max = 3) int fractionBits, @ForAll boolean hard) {
        FiringRow row = row(seed, fanIn, hard);
        Parameters parameters = beside(RowSearch.nearest(row, fractionBits), new Random(seed), hard);
        agrees(row, parameters, fractionBits, STEPS);
    }

    @Property(tries = 300)
    void firesAt_divergenceIsFoundIffAnInputSpikesOtherwise(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int fanIn, @ForAll @IntRange(min = 0, max = 3) int fractionBits,
            @ForAll boolean hard) {
        FiringRow row = at(seed, fanIn, hard);
        agrees(row, beside(RowSearch.nearest(row, fractionBits), new Random(seed), hard), fractionBits, STEPS);
    }

    private static void agrees(FiringRow row, Parameters parameters, int fractionBits, int steps) {
        Optional<Divergence> divergence = Reach.of(row, steps).firstDivergence(parameters, fractionBits);
        int first = EveryInput.firstDifference(row, parameters, fractionBits, steps);
        assertThat(divergence.map(Divergence::t).orElse(Integer.MAX_VALUE)).isEqualTo(first);
        divergence.ifPresent(d -> {
            assertThat(d.changes()).hasSize(d.t()).allMatch(row.changes()::contains);
            var spikes = Replay.exactly(row, d.changes());
            int from = row.reset().isPresent() ? spikes.subList(0, d.t() - 1).lastIndexOf(true) + 1 : 0;
            assertThat(d.changes().stream().skip(from).mapToLong(c -> c).sum()).isEqualTo(d.sum());
            assertThat(spikes.subList(0, d.t() - 1).stream().filter(s -> s).count()).isEqualTo(d.k());
            assertThat(spikes.getLast()).isEqualTo(d.fires());
        });
    }

    /** Every value of every pixel, also values that change from step to step. */
    @Property(tries = 5)
    void directCoding_divergenceIsFoundIffAnInputSpikesOtherwise(@ForAll long seed, @ForAll boolean hard) {
        FiringRow row = FiringRow.of(new SmallLayers(seed).direct(1, hard)).getFirst();
        Random random = new Random(seed);
        int fractionBits = row.gridBits() + random.nextInt(3);
        agrees(row, beside(RowSearch.nearest(row, fractionBits), random, hard), fractionBits, 2);
        RowSearch search = new RowSearch(Reach.of(row, 2), 2);
        int enough = search.smallestFractionBits(row.gridBits()).orElseThrow();
        Parameters parameters = search.parameters(enough).orElseThrow();
        assertThat(EveryInput.firstDifference(row, parameters, enough, 2)).isEqualTo(Integer.MAX_VALUE);
        assertThat(search.reach().membraneBits(parameters, enough))
                .isEqualTo(EveryInput.membraneBits(row, parameters, enough, 2));
    }

    /** What a step can add is what some values of 0..255 add up to, each times its weight. */
    @Property(tries = 8)
    void directCoding_changesAreTheSumsOfAllPixels(@ForAll long seed) {
        FirstLayer layer = new SmallLayers(seed).direct(2, false);
        FiringRow row = FiringRow.of(layer).getFirst();
        long sign = layer.normalization().gain()[0] < 0 ? -1 : 1;
        Set<Long> sums = new TreeSet<>();
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                sums.add(sign * (a * layer.weights().codes()[0] + b * layer.weights().codes()[1]));
            }
        }
        assertThat(LongStream.rangeClosed(row.least() - 1, row.most() + 1).filter(row.changes()::contains).boxed()
                .toList()).isEqualTo(List.copyOf(sums));
    }

    /** The width of a certified row is what its largest membrane needs, not one bit more. */
    @Property(tries = 200)
    void membraneBits_areWhatAllInputsNeed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int fanIn,
            @ForAll boolean hard, @ForAll boolean at) {
        FiringRow row = at ? at(seed, fanIn, hard) : row(seed, fanIn, hard);
        Reach reach = Reach.of(row, STEPS);
        RowSearch search = new RowSearch(reach, STEPS);
        int fractionBits = search.smallestFractionBits(0).orElseThrow();
        Parameters parameters = search.parameters(fractionBits).orElseThrow();
        assertThat(EveryInput.firstDifference(row, parameters, fractionBits, STEPS)).isEqualTo(Integer.MAX_VALUE);
        assertThat(reach.membraneBits(parameters, fractionBits))
                .isEqualTo(EveryInput.membraneBits(row, parameters, fractionBits, STEPS));
    }

    /** The search knows of every number of bits that it gave up on that there are no parameters at all. */
    @Test
    void search_isExhaustive() {
        for (long seed = 0; seed < 300; seed++) {
            for (boolean hard : new boolean[]{false, true}) {
                int fanIn = 1 + (int) seed % 4;
                for (FiringRow row : List.of(row(seed, fanIn, hard), at(seed, fanIn, hard))) {
                    RowSearch search = new RowSearch(Reach.of(row, STEPS), STEPS);
                    assertThat(search.smallestFractionBits(0)).isPresent();
                    assertThat(search.isExhaustive()).as("seed " + seed).isTrue();
                }
            }
        }
    }

    /** With one bit less, all parameters around the real ones, tried on all inputs, spike otherwise somewhere. */
    @Property(tries = 100)
    void oneFractionBitLess_allParametersSpikeOtherwise(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int fanIn, @ForAll boolean hard, @ForAll boolean at) {
        FiringRow row = at ? at(seed, fanIn, hard) : row(seed, fanIn, hard);
        RowSearch search = new RowSearch(Reach.of(row, STEPS), STEPS);
        int fractionBits = search.smallestFractionBits(0).orElseThrow();
        if (fractionBits == 0) {
            return;
        }
        Parameters nearest = RowSearch.nearest(row, fractionBits - 1);
        int most = hard ? 4 : 12;
        for (int b = -most; b <= most; b++) {
            for (int t = -most; t <= most; t++) {
                for (int r = hard ? -most : 0; r <= (hard ? most : 0); r++) {
                    Parameters other = new Parameters(nearest.bias().add(BigInteger.valueOf(b)),
                            nearest.threshold().add(BigInteger.valueOf(t)),
                            nearest.reset().add(BigInteger.valueOf(r)));
                    if (other.threshold().signum() >= 0) {
                        assertThat(EveryInput.firstDifference(row, other, fractionBits - 1, STEPS))
                                .isLessThan(STEPS + 1);
                    }
                }
            }
        }
    }
}

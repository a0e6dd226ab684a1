package xnorsim.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import xnorsim.chip.arch.ArraySize;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.InputCoding;
import xnorsim.network.SpikingLayer;
import xnorsim.proof.exact.FiringRow;

/** What the certificate says, on the simulator. */
class ReplayPropertyTest {
    private static final int STEPS = 6;

    /** One fraction bit less than a row needs: the input that is named makes the simulated hardware spike otherwise. */
    @Property(tries = 200)
    void oneFractionBitLess_isRealisedByTheSimulator(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int fanIn,
            @ForAll boolean residual, @ForAll boolean hard) {
        BinaryLayer layer = hard
                ? new SmallLayers(seed).hard(fanIn, 2, residual)
                : new SmallLayers(seed).binary(fanIn, 2, residual);
        for (FiringRow row : FiringRow.of(layer)) {
            RowSearch search = new RowSearch(Reach.of(row, STEPS), STEPS);
            int bits = search.smallestFractionBits(0).orElseThrow() - 1;
            if (bits >= 0) {
                LayerCertificate.Row rounded = LayerCertificate.Row.of(search.nearest(bits));
                Divergence divergence = search.reach().firstDivergence(search.nearest(bits), bits).orElseThrow();
                Replay replay = Replay.of(layer, divergence, rounded, bits).orElseThrow();
                assertThat(replay.differsInTheLastStep()).as(replay.toString()).isTrue();
            }
        }
    }

    /** The same for rows of a first layer: every sum that is named is one of some pixels' weights. */
    @Property(tries = 100)
    void oneFractionBitLessInAFirstLayer_isRealisedByTheSimulator(@ForAll long seed, @ForAll boolean direct,
            @ForAll boolean hard) {
        SmallLayers small = new SmallLayers(seed);
        FirstLayer layer = direct
                ? small.direct(3, hard)
                : small.with(InputCoding.POISSON, hard, small.network(1)).first();
        for (FiringRow row : FiringRow.of(layer)) {
            RowSearch search = new RowSearch(Reach.of(row, STEPS), STEPS);
            int bits = search.smallestFractionBits(row.gridBits()).orElseThrow() - 1;
            if (bits >= row.gridBits()) {
                Divergence divergence = search.reach().firstDivergence(search.nearest(bits), bits).orElseThrow();
                Replay replay = Replay
                        .of(layer, divergence, LayerCertificate.Row.of(search.nearest(bits)), bits).orElseThrow();
                assertThat(replay.differsInTheLastStep()).as(replay.toString()).isTrue();
            }
        }
    }

    /**
     * Certified parameters spike as exact arithmetic does, on random sums and on sums as near the threshold as there
     * are.
     */
    @Property(tries = 200)
    void certifiedRow_neverDiffers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int fanIn,
            @ForAll boolean residual, @ForAll boolean hard) {
        BinaryLayer layer = hard
                ? new SmallLayers(seed).hard(fanIn, 2, residual)
                : new SmallLayers(seed).binary(fanIn, 2, residual);
        neverDiffers(layer, seed);
    }

    private static void neverDiffers(BinaryLayer layer, long seed) {
        Random random = new Random(seed);
        for (FiringRow row : FiringRow.of(layer)) {
            RowSearch search = new RowSearch(Reach.of(row, STEPS), STEPS);
            int bits = search.smallestFractionBits(0).orElseThrow();
            LayerCertificate.Row held = LayerCertificate.Row.of(search.parameters(bits).orElseThrow());
            for (int sample = 0; sample < 4; sample++) {
                List<Long> changes = changes(row, random, sample % 2 == 0);
                Divergence input = new Divergence(row.index(), STEPS, 0, 0, false, changes);
                Optional<Replay> replay = Replay.of(layer, input, held, bits);
                assertThat(replay.orElseThrow().spikes()).isEqualTo(replay.get().expected());
            }
        }
    }

    /** The same of rows that fire at their threshold, and often meet it. */
    @Property(tries = 50)
    void firesAt_certifiedRowNeverDiffers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int fanIn,
            @ForAll boolean hard) {
        neverDiffers(new SmallLayers(seed).at(fanIn, 2, hard), seed);
    }

    /** A leaky row's counterexample makes the simulated hardware spike otherwise. */
    @Property(tries = 40)
    void leakyRow_divergenceIsRealisedByTheSimulator(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int fanIn,
            @ForAll @IntRange(min = 0, max = 5) int bits, @ForAll boolean first) {
        SpikingLayer layer = first
                ? new SmallLayers(seed).leaky(2, InputCoding.DIRECT)
                : new SmallLayers(seed).leaky(fanIn, 2);
        for (FiringRow row : FiringRow.of(layer)) {
            int fraction = row.gridBits() + bits;
            FiringRow.Parameters rounded = RowSearch.nearest(row, fraction);
            new LeakyRow(row, STEPS).counterexample(rounded, fraction).ifPresent(divergence -> {
                Replay replay = Replay.of(layer, divergence, LayerCertificate.Row.of(rounded), fraction).orElseThrow();
                assertThat(replay.differsInTheLastStep()).as(replay.toString()).isTrue();
            });
        }
    }

    private static List<Long> changes(FiringRow row, Random random, boolean near) {
        List<Long> changes = new ArrayList<>();
        for (int t = 0; t < STEPS; t++) {
            List<Boolean> fired = Replay.exactly(row, changes);
            int from = row.reset().isPresent() ? fired.lastIndexOf(true) + 1 : 0;
            int spikes = (int) fired.subList(0, t).stream().filter(s -> s).count();
            long sum = changes.stream().skip(from).mapToLong(c -> c).sum();
            long floor = Reach.of(row, 1).floor(row.reset().isPresent()
                    ? new Reach.Form(t + 1 - from, 1, Math.min(spikes, 1))
                    : new Reach.Form(t + 1, spikes + 1, 0));
            long change = near ? floor - sum + random.nextInt(2) : random.nextLong(row.least(), row.most() + 1);
            changes.add(Math.clamp(change, row.least(), row.most()));
        }
        return changes;
    }

    @Property(tries = 1)
    void fanInBeyondASubarray_isNotSimulated() {
        BinaryLayer layer = new SmallLayers(1).binary(ArraySize.LARGEST_SIDE + 1, 1, false);
        FiringRow row = FiringRow.of(layer).getFirst();
        Divergence input = new Divergence(0, 1, 0, 0, false, List.of(0L));
        assertThat(Replay.of(layer, input, LayerCertificate.Row.of(RowSearch.nearest(row, 0)), 0)).isEmpty();
    }
}

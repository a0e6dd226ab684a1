package xnorsim.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.chip.macro.MacroResult;
import xnorsim.network.InputCoding;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.proof.certificate.Certifier;
import xnorsim.proof.certificate.SmallLayers;
import xnorsim.proof.exact.SubarrayCase;

class VerificationTest {
    private static final int IMAGES = 4;

    private static List<Integer> first(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static LabelledImages images(Network network) {
        byte[] pixels = new byte[IMAGES * network.input().size()];
        new Random(1).nextBytes(pixels);
        return new LabelledImages(network.input(), pixels, new byte[IMAGES]);
    }

    private static NetworkCheck check(Network network, Optional<Fault> fault) {
        return new NetworkCheck(network, images(network), 1, fault, new ScalarPopcount());
    }

    private static Verification.Result run(int subarrays, Optional<Fault> fault, Optional<NetworkCheck> network,
            int threads) {
        return new Verification(1, first(subarrays), first(network.isPresent() ? IMAGES : 0), network, fault,
                new ScalarPopcount()).run(threads, done -> {});
    }

    @Test
    void soundHardware_isEqual_withAnyNumberOfThreads() {
        Network network = new SmallLayers(2).network(4);
        Verification.Result one = run(10, Optional.empty(), Optional.of(check(network, Optional.empty())), 1);
        Verification.Result three = run(10, Optional.empty(), Optional.of(check(network, Optional.empty())), 3);
        assertThat(one.first()).isEmpty();
        assertThat(three).isEqualTo(one);
        assertThat(one.subarrays().registers()).isGreaterThan(100_000);
        assertThat(one.subarrays().exactSpikes()).isPositive();
        // Three spiking layers of four neurons, four steps; starts and ends of four layers, four steps.
        assertThat(one.images().spikes()).isEqualTo(IMAGES * 3 * 4 * 4);
        assertThat(one.images().membranes()).isEqualTo(IMAGES * 4 * 4);
        assertThat(one.images().times()).isEqualTo(IMAGES * 2 * 4 * 4);
        assertThat(run(10, Optional.empty(), Optional.empty(), 2).subarrays()).isEqualTo(one.subarrays());
    }

    /** Networks whose thresholds are met exactly and missed by a hair, on the numbers of their certificate. */
    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void certifiedNetwork_decidesAsRealNumbersDo(long seed) {
        NetworkCheck check = check(new SmallLayers(seed).network(5), Optional.empty());
        assertThat(check.certificate()).isPresent();
        Verification.Result result = run(0, Optional.empty(), Optional.of(check), 1);
        assertThat(result.images().first()).isEmpty();
        assertThat(result.images().exactSpikes()).isEqualTo(result.images().spikes());
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 31, 32, 33, 34, 35})
    void unevenKernelsStridesAndPaddings_decideAsRealNumbersDo(long seed) {
        NetworkCheck check = check(new SmallLayers(seed).uneven(5), Optional.empty());
        Verification.Result result = run(0, Optional.empty(), Optional.of(check), 1);
        assertThat(result.images().first()).isEmpty();
        // 4 channels of 4 x 2, 2 x 2 and 2 x 2.
        assertThat(result.images().spikes()).isEqualTo(IMAGES * 5 * 4 * (8 + 4 + 4));
        assertThat(result.images().exactSpikes()).isEqualTo(check.certificate().isPresent()
                ? result.images().spikes()
                : 0);
    }

    /** Pixels themselves as inputs, hard resets, and both: every spike is that of the real numbers. */
    @ParameterizedTest
    @CsvSource({"40, DIRECT, false", "41, DIRECT, false", "42, POISSON, true", "43, POISSON, true",
            "44, POISSON, true", "45, DIRECT, true", "46, DIRECT, true", "47, DIRECT, true"})
    void directCodingAndHardResets_decideAsRealNumbersDo(long seed, InputCoding coding, boolean hard) {
        SmallLayers small = new SmallLayers(seed);
        NetworkCheck check = check(small.with(coding, hard, small.network(5)), Optional.empty());
        assertThat(check.certificate()).isPresent();
        Verification.Result result = run(0, Optional.empty(), Optional.of(check), 1);
        assertThat(result.images().first()).isEmpty();
        assertThat(result.images().exactSpikes()).isEqualTo(IMAGES * 3 * 4 * 5);
    }

    /** Where leaks have no certificate, the exact model follows every membrane in fixed point. */
    @ParameterizedTest
    @CsvSource({"60, POISSON, false", "61, DIRECT, false", "62, POISSON, true", "63, DIRECT, true"})
    void leakyNetworks_areComparedRounded(long seed, InputCoding coding, boolean hard) {
        SmallLayers small = new SmallLayers(seed);
        Network network = small.leaky(true, small.with(coding, hard, small.network(9)));
        NetworkCheck check = check(network, Optional.empty());
        assertThat(check.certificate()).isEmpty();
        Verification.Result result = run(0, Optional.empty(), Optional.of(check), 1);
        assertThat(result.images().first()).isEmpty();
        assertThat(result.images().spikes()).isEqualTo(IMAGES * 3 * 4 * 9);
        assertThat(Certifier.certify(network).problem().orElseThrow()).contains("real-valued equations");
    }

    /** With a certificate, every spike of a leaky layer is that of exact arithmetic on unrounded membranes. */
    @ParameterizedTest
    @CsvSource({"60, POISSON, false, true, 3", "62, POISSON, true, true, 3", "64, POISSON, true, true, 3",
            "65, POISSON, false, false, 9", "66, POISSON, true, false, 9", "67, DIRECT, false, false, 9",
            "68, POISSON, true, false, 9"})
    void leaksAndFiringAtTheThreshold_areComparedExactly(long seed, InputCoding coding, boolean hard, boolean leaks,
            int steps) {
        SmallLayers small = new SmallLayers(seed);
        NetworkCheck check = check(small.leaky(leaks, small.with(coding, hard, small.network(steps))),
                Optional.empty());
        assertThat(check.certificate()).isPresent();
        Verification.Result result = run(0, Optional.empty(), Optional.of(check), 1);
        assertThat(result.images().first()).isEmpty();
        assertThat(result.images().exactSpikes()).isEqualTo(IMAGES * 3L * 4 * steps);
    }

    /** Without a certificate, as beyond 256 time steps, rounded parameters are compared. */
    @ParameterizedTest
    @CsvSource({"DIRECT, true", "POISSON, true", "POISSON, false"})
    void networksWithoutACertificate_areComparedRounded(InputCoding coding, boolean hard) {
        SmallLayers small = new SmallLayers(50);
        NetworkCheck check = check(small.with(coding, hard, small.network(257)), Optional.empty());
        assertThat(check.certificate()).isEmpty();
        Verification.Result result = run(0, Optional.empty(), Optional.of(check), 1);
        assertThat(result.images().first()).isEmpty();
        assertThat(result.images().exactSpikes()).isZero();
        assertThat(result.images().spikes()).isEqualTo(IMAGES * 3 * 4 * 257);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFault_isCaughtInASubarray(Fault fault) {
        Verification verification = new Verification(1, first(8), List.of(), Optional.empty(), Optional.of(fault),
                new ScalarPopcount());
        Verification.Result result = verification.run(2, done -> {});
        Finding finding = result.subarrays().first().orElseThrow();
        assertThat(finding.got()).isNotEqualTo(finding.expected());
        // What is shown as the waveform can be simulated; that it stops is a difference as well.
        if (!finding.quantity().equals("run")) {
            MacroResult again = verification.simulation(finding).run();
            assertThat(again.cycles()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultOfANetwork_isCaughtThere(Fault fault) {
        if (NetworkCheck.applies(fault)) {
            SmallLayers small = new SmallLayers(2);
            Network soft = small.network(4);
            for (Network network : List.of(soft, small.with(InputCoding.DIRECT, true, soft))) {
                NetworkCheck check = check(network, Optional.of(fault));
                assertThat(run(0, Optional.of(fault), Optional.of(check), 1).images().first()).isPresent();
            }
        }
    }

    /** A subarray of one slot has one M1 in any case. */
    @Test
    void fault_isNotSeenWhereItDoesNothing() {
        int single = IntStream.range(0, 100).filter(i -> !SubarrayCase.draw(1, i).architecture().residual()).findFirst()
                .orElseThrow();
        Verification.Result result = new Verification(1, List.of(single), List.of(), Optional.empty(),
                Optional.of(Fault.SINGLE_M1), new ScalarPopcount()).run(1, done -> {});
        assertThat(result.first()).isEmpty();
    }

    @Test
    void draw_dependsOnSeedAndNumberAlone() {
        SubarrayCase one = SubarrayCase.draw(3, 7);
        SubarrayCase again = SubarrayCase.draw(3, 7);
        assertThat(again.architecture()).isEqualTo(one.architecture());
        assertThat(again.input().spikes()).isEqualTo(one.input().spikes());
        assertThat(SubarrayCase.draw(4, 7).input().weights()).isNotEqualTo(one.input().weights());
        assertThat(SubarrayCase.draw(3, 8).input().weights()).isNotEqualTo(one.input().weights());
    }
}

package xnorsim.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;
import xnorsim.train.net.SpikeMaps;

class TopologyTest {
    private static Topology topology(String network, double width, String residual) {
        return Topology.of(network, width, residual, TrainedNetwork.Pooling.OR);
    }

    private static List<Integer> residualLayers(Topology topology) {
        return IntStream.range(0, topology.layers().size()).filter(l -> topology.layers().get(l).residual())
                .mapToObj(l -> l + 1).toList();
    }

    @Test
    void of_theBundledNetwork_hasFiveConvolutions() {
        Topology topology = topology("32s,32,32,P,64,64", 1, "auto");
        assertThat(topology.layers()).containsExactly(new Topology.Hidden(32, 3, 2, false, false, false),
                new Topology.Hidden(32, 3, 1, false, false, false), new Topology.Hidden(32, 3, 1, false, true, true),
                new Topology.Hidden(64, 3, 1, false, false, true), new Topology.Hidden(64, 3, 1, false, false, true));
        // 28 -> 14 by the stride, 7 by the pooling.
        assertThat(topology.features(new Shape(1, 28, 28))).isEqualTo(new Shape(64, 7, 7));
    }

    @Test
    void of_vgg11_hasThePapersScheduleAndShapes() {
        Topology topology = topology("vgg-11", 1, "auto");
        assertThat(residualLayers(topology)).containsExactly(3, 4, 5, 6, 7, 9);
        assertThat(topology.geometries(new Shape(3, 32, 32))).extracting(Geometry::fanIn).containsExactly(27, 576, 1152,
                2304, 2304, 4608, 4608, 4608, 512, 512);
        assertThat(topology.geometries(new Shape(3, 32, 32))).extracting(g -> g.output().toString()).containsExactly(
                "64x32x32", "128x16x16", "256x8x8", "256x8x8", "512x4x4", "512x4x4", "512x2x2", "512x2x2", "512x1x1",
                "512x1x1");
        assertThat(topology.name(7)).isEqualTo("conv8");
        assertThat(topology.name(8)).isEqualTo("fc9");
    }

    @Test
    void of_kernels_keepTheSideButForTheStride() {
        Topology topology = topology("8k5,8k1,8k7s,8k9", 1, "none");
        List<Geometry> geometries = topology.geometries(new Shape(1, 28, 28));
        assertThat(geometries).extracting(Geometry::kernelHeight).containsExactly(5, 1, 7, 9);
        assertThat(geometries).extracting(Geometry::kernelWidth).containsExactly(5, 1, 7, 9);
        assertThat(geometries).extracting(g -> g.output().height()).containsExactly(28, 28, 14, 14);
        assertThat(topology("8k3s", 1, "none")).isEqualTo(topology("8s", 1, "none"));
    }

    @Test
    void of_aScheduleForTwoLayers_saysThatThereIsNoThird() {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> topology("4,4", 1, "3"))
                .withMessageContaining("expected auto or none, as the network has no third layer");
    }

    @Test
    void of_aWidth_scalesTheChannels() {
        assertThat(topology("vgg-11", 0.25, "auto").layers()).extracting(Topology.Hidden::channels).containsExactly(16,
                32, 64, 64, 128, 128, 128, 128, 128, 128);
        assertThat(topology("1,2", 0.1, "none").layers()).extracting(Topology.Hidden::channels).containsExactly(1, 1);
    }

    @Test
    void of_aSchedule_isTakenAsItIs() {
        assertThat(residualLayers(topology("4,4,4,4,4", 1, "3,5"))).containsExactly(3, 5);
        assertThat(residualLayers(topology("vgg-11", 1, "none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "6", "x", "3,,4", "3, 4", ""})
    void of_aScheduleThatDoesNotFit_isRefused(String residual) {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> topology("4,4,4,4,4", 1, residual))
                .withMessageContaining("residual is \"" + residual + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "32,,32", "32,P,P", "0", "32x", "32S", "-4", "99999", "32, 32", "F8,4", "F8,P",
            "32k4", "32k", "32sk5", "32k11", "F8k3"})
    void of_nonsense_isRefused(String line) {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> topology(line, 1, "auto"))
                .withMessageContaining("network is \"" + line + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"32s,32,32,P,64,64;true", "vgg-11;true", "5;false", "3,16;false",
            "16,24;false",
            "16,16s;false", "16,16k7;false", "16k9s,F7;true", "16,16k5;true"})
    void areEven_channelsBySixteens(String line, boolean even) {
        assertThat(SpikeMaps.areEven(topology(line, 1, "none").geometries(new Shape(3, 32, 32)))).isEqualTo(even);
    }

    @Test
    void of_tooManyLayers_isRefusedInAFewWords() {
        String most = "1,".repeat(Topology.MAX_LAYERS - 1) + "1";
        assertThat(topology(most, 1, "none").layers()).hasSize(Topology.MAX_LAYERS);
        for (String line : List.of(most + ",1", "1,P,".repeat(100_000) + "1", "F1,".repeat(1_000_000) + "F1")) {
            assertThatExceptionOfType(InputException.class).isThrownBy(() -> topology(line, 1, "auto"))
                    .withMessage("training: network has more than 256 layers, expected at most 256");
        }
    }
}

package xnorsim.explore.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;

class FirstFlipsTest {
    private static final long[] SILENT = {0};

    /** Two channels of 1 x 5 and a layer of two outputs that sees them through a kernel of 1 x 2. */
    private static Network network(int dilation, int groups) {
        Shape input = new Shape(2, 1, 5);
        Geometry first = Geometry.convolution(input, 2, 1, 1, 1, 0);
        Geometry second = new Geometry(input, 2,
                new Kernel(1, 2, Stride.of(1), Padding.of(0), new Dilation(1, dilation)), groups);
        Geometry last = Geometry.fullyConnected(second.output(), 2);
        return new Network("two", input, 1, List.of(
                new FirstLayer("first", first, zeros(first), Normalization.identity(2), 1, 1, InputCoding.POISSON),
                new BinaryLayer("second", second, new byte[second.weights()], new double[]{1, 1},
                        Normalization.identity(2), 1, false, 1),
                new LastLayer("last", last, zeros(last), new double[2])));
    }

    private static FixedWeights zeros(Geometry g) {
        return new FixedWeights(4, 0, new int[g.weights()]);
    }

    /** The wrong spikes of the second layer that are first ones, as position * 10 + channel; it is wrong everywhere. */
    private static List<Integer> found(Network network) {
        SpikesOfImage ideal = new SpikesOfImage(network);
        SpikesOfImage seen = new SpikesOfImage(network);
        int positions = network.layers().get(1).geometry().positions();
        for (int p = 0; p < 5; p++) {
            ideal.fired(0, 0, 0, p, SILENT);
            seen.fired(0, 0, 0, p, new long[]{p == 2 ? 1 : 0});
        }
        for (int p = 0; p < positions; p++) {
            ideal.fired(0, 1, 0, p, SILENT);
            seen.fired(0, 1, 0, p, new long[]{3});
        }
        return FirstFlips.of(0, ideal, seen).stream().filter(flip -> flip.layer() == 1)
                .map(flip -> flip.position() * 10 + flip.channel()).toList();
    }

    /**
     * A wrong spike of channel 0 at position 2: it lies under the kernel of positions 1 and 2, of 0 and 2 when dilated.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void of_wrongSpikeUnderTheKernel_isACause(int dilation) {
        assertThat(found(network(dilation, 1)))
                .isEqualTo(dilation == 1 ? List.of(0, 1, 30, 31) : List.of(10, 11));
    }

    /** Channel 1 does not see channel 0. */
    @Test
    void of_wrongSpikeInAnotherGroup_isNoCause() {
        assertThat(found(network(1, 2))).isEqualTo(List.of(0, 1, 11, 21, 30, 31));
    }
}

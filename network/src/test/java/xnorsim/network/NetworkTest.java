package xnorsim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import xnorsim.base.InputException;
import xnorsim.network.neuron.Reset;

class NetworkTest {
    private final Random random = new Random(3);

    @Test
    void geometry_convolutionWithStride() {
        Geometry geometry = Geometry.convolution(new Shape(1, 28, 28), 32, 3, 3, 2, 1);
        assertThat(geometry.output()).isEqualTo(new Shape(32, 14, 14));
        assertThat(geometry.fanIn()).isEqualTo(9);
        assertThat(geometry.positions()).isEqualTo(196);
    }

    @Test
    void geometry_fullyConnectedSeesTheWholeMap() {
        Geometry geometry = Geometry.fullyConnected(new Shape(64, 7, 7), 10);
        assertThat(geometry.output()).isEqualTo(new Shape(10, 1, 1));
        assertThat(geometry.fanIn()).isEqualTo(3136);
        assertThat(geometry.weightIndex(1, 2, 3, 4)).isEqualTo(3136 + 2 * 49 + 3 * 7 + 4);
    }

    @Test
    void geometry_refusesKernelLargerThanMap() {
        assertThatThrownBy(() -> Geometry.convolution(new Shape(1, 4, 4), 1, 5, 5, 1, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("geometry: kernel height is 5, expected 1..4");
        assertThatThrownBy(() -> Geometry.convolution(new Shape(1, 4, 4), 1, 3, 3, 0, 0))
                .hasMessageContaining("stride is 0, expected 1..");
    }

    @Test
    void fixedWeights_nearestTakesAsManyFractionBitsAsFit() {
        // 1.3 * 2^6 = 83.2 fits into 8 bits, 1.3 * 2^7 does not; -0.0390625 * 64 = -2.5 goes to the even -2.
        FixedWeights weights = FixedWeights.nearest(8, new double[]{1.3, -0.0390625});
        assertThat(weights.fractionBits()).isEqualTo(6);
        assertThat(weights.codes()).containsExactly(83, -2);
        assertThat(weights.value(0)).isEqualTo(1.296875);
        assertThatThrownBy(() -> FixedWeights.nearest(8, new double[]{200})).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new FixedWeights(8, 0, new int[]{128}))
                .hasMessage("weights: weights[0] is 128, expected -128..127");
    }

    @Test
    void normalization_refusesWhatCannotBeFolded() {
        double[] one = {1};
        assertThatThrownBy(() -> new Normalization(one, new double[]{0}))
                .hasMessage("normalization: sigma[0] is 0.0, expected a finite number above 0");
        assertThatThrownBy(() -> new Normalization(one, one, new double[]{0}, one))
                .hasMessage("normalization: gain[0] is 0.0, expected a number other than 0");
        assertThatThrownBy(() -> new Normalization(new double[]{Double.NaN}, one))
                .hasMessage("normalization: mu[0] is NaN, expected a finite number");
        assertThatThrownBy(() -> new Normalization(one, new double[]{1, 1})).isInstanceOf(InputException.class);
    }

    @Test
    void layer_refusesBadNames() {
        assertThatThrownBy(
                () -> Networks.first(random, "1 a", Geometry.convolution(new Shape(1, 4, 4), 1, 3, 3, 1, 1), 1))
                .hasMessage("layer: name is \"1 a\", expected a letter or '_', then letters, digits and '_'");
    }

    @Test
    void network_refusesShapesThatDoNotChain() {
        FirstLayer first = Networks.first(random, "a", Geometry.convolution(new Shape(1, 4, 4), 2, 3, 3, 1, 1), 2);
        LastLayer last = Networks.last(random, "b", Geometry.fullyConnected(new Shape(2, 4, 4), 3));
        assertThatThrownBy(() -> new Network("n", new Shape(1, 4, 4), 8, List.of(first, last))).hasMessage(
                "layer b: the input shape is 2x4x4, expected 2x2x2, the output of the previous layer");
        assertThatThrownBy(() -> new Network("n", new Shape(1, 5, 4), 8, List.of(first, last)))
                .hasMessageContaining("layer a: the input shape is 1x4x4");
    }

    @Test
    void network_refusesKindsOutOfPlace() {
        FirstLayer first = Networks.first(random, "a", Geometry.convolution(new Shape(1, 4, 4), 1, 3, 3, 1, 1), 1);
        FirstLayer second = Networks.first(random, "b", Geometry.convolution(new Shape(1, 4, 4), 1, 3, 3, 1, 1), 1);
        assertThatThrownBy(() -> new Network("n", new Shape(1, 4, 4), 8, List.of(first, second)))
                .hasMessage("layer b: kind is first, expected last for layer 2 of 2");
        assertThatThrownBy(() -> new Network("n", new Shape(1, 4, 4), 8, List.of(first)))
                .hasMessageContaining("the number of layers is 1");
        LastLayer last = Networks.last(random, "a", Geometry.fullyConnected(new Shape(1, 4, 4), 3));
        assertThatThrownBy(() -> new Network("n", new Shape(1, 4, 4), 8, List.of(first, last)))
                .hasMessageContaining("a name no other layer has");
    }

    @Test
    void network_refusesResidualThatDoesNotFit() {
        Shape input = new Shape(1, 6, 6);
        FirstLayer first = Networks.first(random, "a", Geometry.convolution(input, 4, 3, 3, 1, 1), 1);
        Geometry narrowing = Geometry.convolution(new Shape(4, 6, 6), 2, 3, 3, 1, 1);
        BinaryLayer early = Networks.binary(random, "b", narrowing, true, 1);
        BinaryLayer plain = Networks.binary(random, "b", narrowing, false, 1);
        BinaryLayer third = Networks.binary(random, "c", Geometry.convolution(new Shape(2, 6, 6), 2, 3, 3, 1, 1), true,
                1);
        LastLayer last = Networks.last(random, "d", Geometry.fullyConnected(new Shape(2, 6, 6), 3));
        assertThatThrownBy(() -> new Network("n", input, 8, List.of(first, early, last)))
                .hasMessageContaining("layer b: residual is true, expected false");
        assertThatThrownBy(() -> new Network("n", input, 8, List.of(first, plain, third, last)))
                .hasMessageContaining(
                        "layer c: the shape of the residual's source a is 4x6x6, expected no more channels");
    }

    /** One value for all channels, or one for each. */
    @Test
    void hardReset_hasAValueForEveryChannel() {
        Network small = Networks.with(Reset.hard(List.of(0.5, -1.0)), twoChannels());
        assertThat(((SpikingLayer) small.layers().get(0)).reset().to(1)).isEqualTo(-1);
        assertThatThrownBy(() -> Networks.with(Reset.hard(List.of(0.5, -1.0, 2.0)), twoChannels()))
                .isInstanceOf(InputException.class)
                .hasMessage("layer a: the number of reset_to is 3, expected 1 or 2");
        assertThatThrownBy(() -> Reset.hard(Double.NaN)).isInstanceOf(InputException.class)
                .hasMessageContaining("reset_to is NaN");
        assertThat(Reset.SOFT.to()).isZero();
    }

    private static Network twoChannels() {
        Geometry g = Geometry.fullyConnected(new Shape(2, 1, 1), 2);
        return new Network("two", new Shape(2, 1, 1), 1,
                List.of(new FirstLayer("a", g, new FixedWeights(2, 0, new int[4]), Normalization.identity(2), 1, 1,
                        InputCoding.POISSON),
                        new LastLayer("b", g, new FixedWeights(2, 0, new int[4]), new double[2])));
    }
}

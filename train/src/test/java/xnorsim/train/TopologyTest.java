package xnorsim.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import xnorsim.network.InputException;

class TopologyTest {
    @Test
    void parse_theShippedNetwork_hasFiveConvolutions() {
        Topology topology = Topology.parse("32s,32,32,P,64,64");
        assertThat(topology.convolutions()).containsExactly(new Topology.Convolution(32, 2, false),
                new Topology.Convolution(32, 1, false), new Topology.Convolution(32, 1, true),
                new Topology.Convolution(64, 1, false), new Topology.Convolution(64, 1, false));
        // 28 -> 14 by the stride, 7 by the pooling.
        assertThat(topology.features(28)).isEqualTo(64 * 7 * 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "32,,32", "32,P,P", "0", "32x", "32S", "-4", "99999", "32, 32"})
    void parse_nonsense_isRefused(String line) {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> Topology.parse(line))
                .withMessageContaining("network is \"" + line + "\"");
    }
}

package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.neuron.Reset;
import xnorsim.network.Shape;

/** What a hard reset may set a membrane to: everything that its register holds. */
class ResetRangeTest {
    private static ChipSimulation chip(int membraneBits, int fractionBits, double to) {
        Shape one = new Shape(1, 1, 1);
        Geometry g = Geometry.fullyConnected(one, 1);
        // Sums of 0 and 1 less one half: a membrane moves by a quarter, or not at all.
        Network network = new Network("reset", one, 1, List.of(
                new FirstLayer("in", g, new FixedWeights(2, 0, new int[]{1}), Normalization.identity(1), 0.5, 1,
                        InputCoding.POISSON, Dynamics.of(Reset.hard(0))),
                new BinaryLayer("hard", g, new byte[]{1}, new double[]{1},
                        new Normalization(new double[]{0.75}, new double[]{1}), 0.125, false, 1,
                        Dynamics.of(Reset.hard(to))),
                new LastLayer("out", g, new FixedWeights(2, 0, new int[]{1}), new double[1])));
        return new ChipSimulation(new Mapping(network,
                Architecture.defaults().withTimeSteps(1).withFixedPoint(fractionBits, membraneBits)),
                new ScalarPopcount());
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 0", "9, 8, 0", "8, 7, 0", "16, 16, 0", "16, 15, -0.5", "8, 8, 0.49609375", "8, 8, -0.5",
            "9, 8, 0.99609375", "64, 8, 1000000"})
    void withinTheRegister_isTheMembraneAfterASpike(int membraneBits, int fractionBits, double to) {
        ChipSimulation chip = chip(membraneBits, fractionBits, to);
        chip.run((t, pixel) -> true);
        assertThat(chip.membranes(1)).containsExactly((long) Math.scalb(to, fractionBits));
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 0.5, -0.5..0.49609375", "8, 7, -1.01, -1..0.9921875", "9, 8, 1, -1..0.99609375",
            "16, 15, 1e300, -1..0.999969482421875"})
    void beyondTheRegister_isRefusedWithItsRange(int membraneBits, int fractionBits, double to, String range) {
        assertThatThrownBy(() -> chip(membraneBits, fractionBits, to)).isInstanceOf(InputException.class)
                .hasMessageContaining("layer hard: reset_to of channel 0").hasMessageContaining(range)
                .hasMessageContaining("a membrane of " + membraneBits + " bits with " + fractionBits);
    }
}

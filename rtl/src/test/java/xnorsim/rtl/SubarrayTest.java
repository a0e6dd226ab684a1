package xnorsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.network.neuron.Dynamics;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

class SubarrayTest {

    /** pop holds 0..M, buffer 0..slots * M; the bus has no wire that no beat uses. */
    @ParameterizedTest
    @CsvSource({"1,1,1,2,1", "2,2,2,3,2", "3,2,2,3,3", "4,3,3,4,4", "63,6,6,7,8", "64,7,7,8,8", "16384,15,15,16,8"})
    void widths(int columns, int pop, int oneSlot, int twoSlots, int bus) {
        Subarray one = subarray(columns, false, 0, 8, 0);
        assertThat(one.popBits()).isEqualTo(pop);
        assertThat(one.bufferBits()).isEqualTo(oneSlot);
        assertThat(subarray(columns, true, 0, 8, 0).bufferBits()).isEqualTo(twoSlots);
        assertThat(one.busBits()).isEqualTo(bus);
    }

    /** Two bits more than the widest of three terms hold their sum. */
    @ParameterizedTest
    @CsvSource({"3,0,8,0,1,10", "3,32,8,0,1,36", "3,0,64,0,1,66", "3,0,8,-128,9,11", "3,0,8,127,8,10",
            "3,0,8,4611686018427387903,63,65"})
    void sumAndBias_areWideEnough(int columns, int fraction, int membrane, long bias, int biasBits, int sumBits) {
        Subarray s = subarray(columns, false, fraction, membrane, bias);
        assertThat(s.biasBits()).isEqualTo(biasBits);
        assertThat(s.sumBits()).isEqualTo(sumBits);
    }

    @Test
    void constants_areWrittenWithTheirWidth() {
        assertThat(Literals.signed(9, -128)).isEqualTo("-9'sd128");
        assertThat(Literals.signed(65, Long.MIN_VALUE)).isEqualTo("-65'sd9223372036854775808");
        assertThat(Literals.bits(5, BigInteger.TWO)).isEqualTo("5'b00010");
        assertThat(Literals.bits(33, BigInteger.TEN)).isEqualTo("33'h00000000a");
        assertThat(Subarray.packed(new byte[]{0, 1, 0, 0, 0, 0, 0, 0, 1}, 1, 8)).isEqualTo(129);
    }

    private static Subarray subarray(int columns, boolean residual, int fraction, int membrane, long bias) {
        return new Subarray(
                new Architecture(new ArraySize(1, columns), new ArrayTiming(8, 1, 1, false, 2),
                        new SampleSteps(1, residual), new MembraneFormat(fraction, membrane, Overflow.ERROR),
                        Readout.ideal(), IntegrateAndFire.RULE,
                        ChipParameters.defaults().withLayers(1, Pipelining.NONE)),
                new byte[columns], new long[]{bias}, new long[]{1}, Dynamics.PLAIN);
    }
}

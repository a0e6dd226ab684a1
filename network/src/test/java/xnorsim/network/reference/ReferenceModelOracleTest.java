package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import xnorsim.network.Network;
import xnorsim.network.Networks;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.SpikeSource;

/**
 * A network of the size of the trained one against an independent program: src/test/numpy/model_oracle.py, which reads
 * the model file of this network and computes in whole numbers. Every expected value is that program's output.
 */
class ReferenceModelOracleTest {
    private static final Network NETWORK = Networks.fashion(new Random(1), 8);

    private static SpikeSource image() {
        byte[] pixels = new byte[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7919);
        }
        return new PoissonEncoder(1).source(5, pixels);
    }

    private static Recording run(int fractionBits) {
        return ReferenceModel.fixedPoint(NETWORK, new MembraneNumbers(fractionBits, 32, OutOfRange.ERROR)).run(image());
    }

    @ParameterizedTest
    @CsvSource({"0,0,17331,569865,-29864.15625", "0,1,10514,870760,-153434", "0,2,10707,265597,-339687",
            "0,3,7220,820080,-110882", "0,4,5696,630377,-102953", "8,0,17339,445053,-29910.0234375",
            "8,1,10530,832968,-155406.36328125", "8,2,10855,139268,-339928.73828125", "8,3,7244,808193,-112006.0546875",
            "8,4,5710,558009,-106824.65625"})
    void fixedPoint_spikesAndMembranes_equalNumPy(int fractionBits, int layer, int count, long hash, double sum) {
        Recording recording = run(fractionBits);
        int spikes = 0;
        long places = 0;
        for (int t = 0; t < 8; t++) {
            byte[] step = recording.spikes(layer, t);
            for (int i = 0; i < step.length; i++) {
                if (step[i] != 0) {
                    spikes++;
                    places = (places * 31 + (long) t * step.length + i) % 1000003;
                }
            }
        }
        double membranes = 0;
        for (double membrane : recording.membranes(layer)) {
            membranes += membrane;
        }
        assertThat(spikes).isEqualTo(count);
        assertThat(places).isEqualTo(hash);
        assertThat(membranes).isEqualTo(sum);
        assertThat(recording.spikeRate(layer)).isEqualTo(count / (8.0 * recording.membranes(layer).length));
    }

    @Test
    void fixedPoint_lastLayer_equalsNumPy() {
        assertThat(run(0).membranes(5)).containsExactly(-33.740234375, 610.576171875, 141.421875, -510.525390625,
                -496.30859375, 406.310546875, 97.52734375, -103.17578125, 278.837890625, 893.5859375);
        assertThat(run(8).membranes(5)).containsExactly(-74.56640625, 768.01953125, 278.5703125, -429.416015625,
                -452.333984375, 494.890625, 143.146484375, -109.283203125, 338.953125, 1016.580078125);
        assertThat(run(8).predictedClass()).isEqualTo(9);
    }
}

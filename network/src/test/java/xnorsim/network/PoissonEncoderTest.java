package xnorsim.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonEncoderTest {
    /** Worked out with NumPy's uint64 from the formula in the class's documentation. */
    @ParameterizedTest
    @CsvSource({"0,0,0,0,0.1296456182997474", "0,0,0,1,0.41232273959211374", "0,0,1,0,0.38532908268627775",
            "0,1,0,0,0.8164140271575341", "1,0,0,0,0.8847898165349132", "42,9999,7,783,0.9831035161077823",
            "-1,5,3,100,0.5860836366440302", "4611686018427387904,70000,65534,16777215,0.32471160667316423"})
    void uniform_equalsNumPy(long seed, long image, int timeStep, int pixel, double expected) {
        assertThat(new PoissonEncoder(seed).uniform(image, timeStep, pixel)).isEqualTo(expected);
    }

    /** Seed 7, image 3, time steps 0 and 1, pixel p has brightness p; worked out with NumPy. */
    @Test
    void spike_rampOfAllBrightnesses_equalsNumPy() {
        String[] expected = {"0000000000000100000000000000000000000000010000011000000000000001"
                + "0010010011001001010001001011000000110100110010011100101000100101"
                + "0011010101111111100111110111011001100101100011011111011101001101"
                + "1111111110110111111111111111110011111111111111111111111111111111",
                "0000000100010001000100000000000000010000001000000000010010000110"
                        + "0000010000101100110000100000100011001100001100001001001000100111"
                        + "0101000001100001010110011001001111010111001111111101010110110111"
                        + "1011101011111111111111101111110111111101010111111111111111111111"};
        byte[] pixels = new byte[256];
        for (int p = 0; p < 256; p++) {
            pixels[p] = (byte) p;
        }
        SpikeSource source = new PoissonEncoder(7).source(3, pixels);
        for (int t = 0; t < 2; t++) {
            StringBuilder actual = new StringBuilder();
            for (int p = 0; p < 256; p++) {
                actual.append(source.spike(t, p) ? '1' : '0');
            }
            assertThat(actual).hasToString(expected[t]);
        }
    }

    @Test
    void spike_blackNeverWhiteAlways() {
        SpikeSource source = new PoissonEncoder(1).source(0, new byte[]{0, (byte) 255});
        for (int t = 0; t < 10_000; t++) {
            assertThat(source.spike(t, 0)).isFalse();
            assertThat(source.spike(t, 1)).isTrue();
        }
    }

    @Test
    void spike_rateIsBrightness() {
        // 100,000 draws of probability 0.2: standard deviation 0.00126, so 0.006 is almost five of them.
        byte[] pixels = new byte[1000];
        java.util.Arrays.fill(pixels, (byte) 51);
        SpikeSource source = new PoissonEncoder(12345).source(7, pixels);
        int count = 0;
        for (int t = 0; t < 100; t++) {
            for (int p = 0; p < 1000; p++) {
                count += source.spike(t, p) ? 1 : 0;
            }
        }
        assertThat(count / 100_000.0).isBetween(0.194, 0.206);
    }
}

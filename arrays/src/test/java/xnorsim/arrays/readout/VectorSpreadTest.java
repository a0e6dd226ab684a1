package xnorsim.arrays.readout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorSpreadTest {

    @Test
    void sums_ofEveryHeight_areThoseOfThePlainKernelToTheBit() {
        Random random = new Random(4);
        for (int stride = 8; stride <= 136; stride += 8) {
            int columns = 1 + random.nextInt(70);
            float[] spread = new float[columns * stride];
            float[] base = new float[stride];
            for (int k = 0; k < spread.length; k++) {
                spread[k] = (float) random.nextGaussian();
            }
            for (int k = 0; k < stride; k++) {
                base[k] = (float) random.nextGaussian();
            }
            int count = random.nextInt(columns + 1);
            int[] active = random.ints(0, columns).distinct().limit(count).sorted().toArray();
            float[] plain = new float[stride];
            float[] vector = new float[stride];
            new ScalarSpread().sums(spread, stride, active, count, base, plain);
            new VectorSpread().sums(spread, stride, active, count, base, vector);
            assertThat(vector).containsExactly(plain);
        }
    }
}

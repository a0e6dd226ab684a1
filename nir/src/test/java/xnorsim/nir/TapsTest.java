package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapsTest {
    /**
     * The elements of the map that are reached, against a list of them, for all small kernels, windows and distances.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void of_reachesWhatBothReachOneAfterTheOther(int kernelApart) {
        for (int kernel = 1; kernel <= 4; kernel++) {
            for (int window = 1; window <= 4; window++) {
                for (int windowApart = 1; windowApart <= 6; windowApart++) {
                    Taps taps = Taps.of(kernel, kernelApart, window, windowApart);
                    TreeSet<Integer> reached = new TreeSet<>();
                    for (int k = 0; k < kernel; k++) {
                        for (int w = 0; w < window; w++) {
                            int place = k * taps.perKernel() + w * taps.perWindow();
                            assertThat(place * taps.dilation()).isEqualTo(k * kernelApart + w * windowApart);
                            reached.add(place);
                        }
                    }
                    assertThat(taps.size()).isEqualTo(reached.getLast() + 1);
                    assertThat(taps.gaps()).as("%s", taps).isEqualTo(reached.size() < taps.size());
                }
            }
        }
    }
}

package xnorsim.analog.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalTableTest {

    @Test
    void cumulative_isThatOfCommonsMath_alsoWhereItIsSmall() {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        for (double z = -13; z < 13; z += 0.00731) {
            assertThat(NormalTable.cumulative(z)).as("at %s", z).isCloseTo(normal.cumulativeProbability(z),
                    withinPercentage(1e-7));
        }
        assertThat(NormalTable.cumulative(0)).isEqualTo(0.5);
        assertThat(NormalTable.cumulative(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalTable.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(NormalTable.cumulative(Double.NaN)).isNaN();
    }
}

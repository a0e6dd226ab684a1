package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.LongVector;
import org.junit.jupiter.api.Test;

/** Runs in the test JVM that has the vector module; the build leaves it out of the other one. */
class KernelChoiceWithVectorModuleTest {

    @Test
    void chosen_isTheVectorKernelWhereVectorsHoldFourRows() {
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
        assertThat(PopcountKernels.chosen())
                .isInstanceOf(LongVector.SPECIES_PREFERRED.length() >= 4 ? VectorPopcount.class : ScalarPopcount.class);
    }

    @Test
    void vector_isTakenWhenFastAndWhenForced() {
        assertThat(PopcountKernels.choose("", 4)).isInstanceOf(VectorPopcount.class);
        assertThat(PopcountKernels.choose("", 32)).isInstanceOf(VectorPopcount.class);
        assertThat(PopcountKernels.choose("vector", 2)).isInstanceOf(VectorPopcount.class);
    }

    @Test
    void name_saysTheWidthWhichIsABlockOfRowsAtMost() {
        assertThat(new VectorPopcount().name())
                .isEqualTo("vector-" + Math.min(512, 64 * LongVector.SPECIES_PREFERRED.length()));
    }
}

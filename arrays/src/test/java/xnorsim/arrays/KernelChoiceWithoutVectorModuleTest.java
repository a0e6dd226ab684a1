package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs in the test JVM that lacks the vector module; the build leaves it out of the other one. */
class KernelChoiceWithoutVectorModuleTest {

    @Test
    void chosen_isTheScalarKernel() {
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isEmpty();
        assertThat(PopcountKernels.chosen().name()).isEqualTo("scalar");
    }
}

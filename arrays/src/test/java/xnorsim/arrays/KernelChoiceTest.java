package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelChoiceTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8, 32})
    void scalar_isForcedWhateverTheMachineHas(int vectorLanes) {
        assertThat(PopcountKernels.choose("scalar", vectorLanes)).isInstanceOf(ScalarPopcount.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nothingForced_withoutVectorsOfFourRows_isScalar(int vectorLanes) {
        assertThat(PopcountKernels.choose("", vectorLanes).name()).isEqualTo("scalar");
    }

    @Test
    void vector_withoutTheModule_isRefusedWithTheRemedy() {
        assertThatThrownBy(() -> PopcountKernels.choose("vector", 0)).isInstanceOf(IllegalStateException.class)
                .hasMessage("xnorsim.kernel=vector needs the JVM option --add-modules jdk.incubator.vector, "
                        + "which is not set");
    }

    @Test
    void vector_ofOneRow_isRefused() {
        assertThatThrownBy(() -> PopcountKernels.choose("vector", 1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("xnorsim.kernel=vector needs vectors of at least 2 rows, but those of this machine hold 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "Vector", "scalar ", "vector-512"})
    void anyOtherName_isRefused(String forced) {
        assertThatThrownBy(() -> PopcountKernels.choose(forced, 8)).isInstanceOf(IllegalStateException.class)
                .hasMessage("xnorsim.kernel=" + forced + ": expected scalar or vector");
    }

    @Test
    void chosen_isOneKernelPerProcess() {
        assertThat(PopcountKernels.chosen()).isSameAs(PopcountKernels.chosen());
    }

    @Test
    void shortSimulations_takeThePlainKernel() {
        assertThat(PopcountKernels.chosenFor(1e6)).isInstanceOf(ScalarPopcount.class);
        assertThat(PopcountKernels.chosenFor(1e12)).isSameAs(PopcountKernels.chosen());
    }
}

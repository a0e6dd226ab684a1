package xnorsim.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import xnorsim.base.InputException;
import xnorsim.network.Shape;

class MemoryNeedTest {
    private static final Shape CIFAR = new Shape(3, 32, 32);
    private static final long GIGABYTE = 1L << 30;

    private static MemoryNeed need(Recipe recipe, int batch) {
        return MemoryNeed.of(recipe, CIFAR, 100, batch);
    }

    private static void assertRefused(ThrowingCallable run, String... words) {
        assertThatExceptionOfType(InputException.class).isThrownBy(run).satisfies(
                e -> assertThat(e.getMessage()).contains(words).hasSizeLessThan(400).doesNotContain("\n"));
    }

    @Test
    void whatWasTrained_isNotRefused() {
        Recipe vgg = Recipe.bundled().with("network", "vgg-11").with("coding", "direct");
        // Measured: 5.3 GB in all with batches of 25, with the launcher's 1 GB of Java's memory.
        MemoryNeed need = need(vgg, 25);
        assertThat(need.weights()).isEqualTo(9_793_216L);
        need.requireWithin(GIGABYTE, 5_300_000_000L);
        assertThat(need.heapBytes() + need.engineBytes()).isBetween(2e9, 5.3e9);
    }

    @Test
    void aWidthOfAThousand_isRefusedWithNeedAndLimit() {
        Recipe wide = Recipe.bundled().with("network", "4,4,4").with("width", "1000");
        assertRefused(() -> need(wide, 50).requireWithin(GIGABYTE, 64 * GIGABYTE), "needs at least",
                "GB of Java's memory",
                "expected at most 1.1 GB", "XNORSIM_JAVA_OPTS=-Xmx");
        assertRefused(
                () -> need(wide.with("network", "32,32").with("width", "300"), 50).requireWithin(64 * GIGABYTE,
                        64 * GIGABYTE),
                "numbers, expected at most 536,870,848");
    }

    @Test
    void manyTimeSteps_needMemoryOutsideOfJava() {
        Recipe slow = Recipe.bundled().with("time_steps", "4096");
        assertRefused(() -> need(slow, 2).requireWithin(GIGABYTE, 16 * GIGABYTE), "this machine", "17.2 GB");
        assertRefused(() -> need(slow.with("time_steps", "65535"), 50).requireWithin(GIGABYTE, 16 * GIGABYTE),
                "10,066,176,000 numbers");
    }

    @Test
    void classified_areFewerWhereTimeIsLong() {
        Topology bundled = Recipe.bundled().network().topology();
        Shape fashion = new Shape(1, 28, 28);
        assertThat(MemoryNeed.classified(bundled, fashion, 8)).isEqualTo(100);
        assertThat(MemoryNeed.classified(bundled, fashion, 16384)).isEqualTo(1);
        assertThat(MemoryNeed.classified(bundled, fashion, 65535)).isEqualTo(1);
    }
}

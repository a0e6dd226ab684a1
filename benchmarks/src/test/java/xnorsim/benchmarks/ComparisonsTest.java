package xnorsim.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import xnorsim.chip.MacroResult;

/** What is compared with other programs gives the answers that they gave. */
class ComparisonsTest {

    /** Printed by the RTL of benchmarks/rtl under Verilator for 64 x 64 and 16 time steps. */
    private static final String HASH_OF_RTL = "a93251141f026b01";

    @Test
    void subarray_givesTheHashOfTheRtl() {
        MacroBenchmark benchmark = new MacroBenchmark();
        benchmark.size = 64;
        MacroResult result = benchmark.result(16);
        assertThat(String.format("%016x", Vectors.hash(result))).isEqualTo(HASH_OF_RTL);
    }

    @Test
    void everyWayToWatch_givesTheSameResult() throws IOException {
        MacroBenchmark benchmark = new MacroBenchmark();
        MacroBenchmark.Work work = new MacroBenchmark.Work();
        benchmark.size = 512;
        benchmark.draw();
        benchmark.build();
        benchmark.untraced(work);
        long untraced = Vectors.hash(benchmark.last());
        benchmark.build();
        benchmark.oneRow(work);
        assertThat(Vectors.hash(benchmark.last())).isEqualTo(untraced);
        System.setProperty(MacroBenchmark.HASHES, "512=0");
        try {
            assertThatThrownBy(benchmark::check).hasMessageContaining("the RTL gave 0");
        } finally {
            System.clearProperty(MacroBenchmark.HASHES);
        }
    }

    @Test
    void waveformFile_passesItsCheck() throws IOException {
        VcdBenchmark benchmark = new VcdBenchmark();
        benchmark.make();
        assertThat(benchmark.write(new VcdBenchmark.Work())).isGreaterThan(1_000_000);
        benchmark.check();
    }

    @Test
    void vgg11_hasElevenLayersAndResidualsFromTheThirdOn() {
        assertThat(Vgg11.network().layers()).hasSize(11);
        assertThat(Vgg11.network().layers().stream().filter(layer -> layer instanceof xnorsim.network.BinaryLayer binary
                && binary.residual())).hasSize(8);
    }
}

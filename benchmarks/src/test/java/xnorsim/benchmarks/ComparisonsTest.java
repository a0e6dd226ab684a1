package xnorsim.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.chip.macro.MacroResult;

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

    /** The numbers of Bench::program in rtl/harness.cpp, which programs them into the hand-written RTL. */
    @Test
    void exportedSubarray_hasTheWeightsOfTheHarness(@TempDir Path folder) throws IOException {
        ExportedSubarray.write(64, folder);
        String macro = Files.readString(folder.resolve("macro.sv"));
        for (int row = 0; row < 64; row++) {
            long weights = Vectors.draw(Vectors.Stream.WEIGHTS, row);
            long mean = Long.remainderUnsigned(Vectors.draw(Vectors.Stream.MEAN, row), 2048) - 1024;
            long bias = 512L * (64 - Long.bitCount(weights)) + mean;
            long theta = 256 * (1 + Long.remainderUnsigned(Vectors.draw(Vectors.Stream.THRESHOLD, row), 8));
            assertThat(macro).contains(String.format(" WEIGHTS%d = 64'h%016x;", row, weights))
                    .containsPattern(" BIAS" + row + " = \\d+'sd" + bias + ";")
                    .contains(" THETA" + row + " = 32'sd" + theta + ";");
        }
        assertThat(folder.resolve("row.sv")).exists();
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

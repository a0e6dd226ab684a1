package xnorsim.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceReportTest {

    private static final String HEAD = "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\",\"Error\",\"Unit\"";

    @TempDir
    private Path folder;

    @Test
    void targets_areJudgedByTheMedianOfTheRounds() throws IOException {
        Files.writeString(folder.resolve("machine.txt"), "- a machine\n");
        Files.writeString(folder.resolve("rows.csv"), """
                popcount.native,128,1,1000
                popcount.native,128,2,1000
                popcount.native,128,3,1000
                popcount.nibbles,kind,1,1
                most:popcount.native,128,1,1000
                most:popcount.native,128,2,1200
                most:PopcountBenchmark.vector:bits,128,1,720
                most:PopcountBenchmark.vector:bits,128,3,1140
                least:NetworkBenchmark.image,,1,12.5
                least:NetworkBenchmark.image,,2,8
                NetworkBenchmark.image,,1,16
                process.macro,seconds,1,0.75
                processors.vgg11,1,1,1.25
                subarray.verilatorExport,128,1,500000
                """);
        double[] bits = {500, 900, 800};
        for (int round = 1; round <= bits.length; round++) {
            Files.writeString(folder.resolve("vector-" + round + ".csv"), HEAD + ",\"Param: size\"\n"
                    + "\"xnorsim.benchmarks.PopcountBenchmark.vector:bits\",\"thrpt\",1,5," + bits[round - 1]
                    + ",1.0,\"ops/ns\",128\n");
        }
        Files.writeString(folder.resolve("untraced-1.csv"), HEAD + ",\"Param: size\"\n"
                + "\"xnorsim.benchmarks.MacroBenchmark.untraced:cycles\",\"thrpt\",1,5,20000000,1.0,\"ops/s\",128\n");
        Path page = folder.resolve("performance.md");
        PerformanceReport.main(new String[]{folder.toString(), page.toString()});
        assertThat(Files.readString(page)).contains("- a machine").contains(
                "| popcount kernel, 128 x 128: bits/ns against hand-written AVX-512 (no VPOPCNTDQ on this processor:"
                        + " nibble table) | >= 0.7 x | 0.8 x | 0.5..0.9 (3) | 0.95 x | met |",
                "| VGG-11, images per second and core | >= 80 /s | 62.5 /s | 62.5..62.5 (1) | 125 /s | **missed** |",
                "- VGG-11, images per second and core: 62.5 /s, undisturbed 125 /s, target >= 80 /s",
                "| `./xnorsim macro` on an 8 x 12 array, whole process | <= 0.5 s | 0.75 s | 0.75..0.75 (1) |  |"
                        + " **missed** |",
                "- `./xnorsim macro` on an 8 x 12 array, whole process: 0.75 s, target <= 0.5 s",
                "| subarray, 128 x 128, untraced: cycles/s against Verilator on the exported RTL | >= 25 x | 40 x |"
                        + " 40..40 (1) |  | met |",
                "| subarray, 128 x 128, untraced: cycles/s against Verilator on hand-written RTL | >= 25 x | not"
                        + " measured |",
                "| the same by two processes that share nothing, images per second against one process | - | 1.25 x |",
                "| hand-written AVX-512 (no VPOPCNTDQ on this processor: nibble table), bits/ns: 128 | 1000 |",
                "2 of 4 measured targets met, 2 of 2 undisturbed.",
                "| VCD writer, to a file | >= 300 MB/s | not measured |");
    }

    @Test
    void leastSquares_findsALine() {
        assertThat(PerformanceReport
                .leastSquares(List.of(new double[]{1, 5}, new double[]{2, 7}, new double[]{4, 11})))
                .containsExactly(new double[]{3, 2}, within(1e-12));
    }
}

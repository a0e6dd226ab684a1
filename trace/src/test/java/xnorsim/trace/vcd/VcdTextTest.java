package xnorsim.trace.vcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VcdTextTest {

    @TempDir
    Path folder;

    @Test
    void stamps_areTheNumbersInDecimal() throws IOException {
        DumpFile file = DumpFile.create(folder.resolve("stamps"));
        VcdText text = new VcdText(file, 64);
        StringBuilder expected = new StringBuilder();
        Random random = new Random(7);
        for (int digits = 0; digits < 19; digits++) {
            long power = Math.round(Math.pow(10, digits));
            for (long time : new long[]{power - 1, power, power + 1, random.nextLong() >>> 1, random.nextLong(power)}) {
                text.stamp(time);
                expected.append('#').append(time).append('\n');
            }
        }
        for (int time = 0; time < 20_000; time++) {
            text.stamp(time);
            expected.append('#').append(time).append('\n');
        }
        text.stamp(Long.MAX_VALUE);
        expected.append('#').append(Long.MAX_VALUE).append('\n');
        text.flush();
        file.keep();
        assertThat(Files.readString(folder.resolve("stamps"))).isEqualTo(expected.toString());
    }
}

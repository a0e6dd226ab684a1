package xnorsim.trace.vcd.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;

/** Files of several dialects against one of this program's, and files that are none. */
class VcdComparisonTest {

    private static final String OURS = """
            $version xnorsim $end
            $timescale 1 ps $end
            $scope module m $end
            $var wire 1 ! clk $end
            $var wire 8 " byte [7:0] $end
            $var real 64 # volts $end
            $upscope $end
            $enddefinitions $end
            #0
            $dumpvars
            0!
            b101 "
            r0.5 #
            $end
            #7000
            1!
            b10000000 "
            #9000
            b0 "
            r-2.0 #
            #12000
            """;

    /** The same history as others write it: other identifiers, units, kinds, ranges, widths, order, cases, sections. */
    private static final String THEIRS = """
            $date today $end
            $timescale
            \t1ns
            $end
            $comment a $scope is no scope in here $end
            $scope begin m $end
            $var real 1 abcdefghij volts $end
            $var reg 8 %7 byte[7:0] $end
            $var logic 1 ( clk $end
            $var logic 1 ( alias $end
            $attrbegin misc 02 x $end
            $upscope $end
            $enddefinitions $end
            $dumpvars B00000101 %7 0( r5e-1 abcdefghij $end
            #7 b010000000 %7
            #7
            0( 1(
            #8
            #9 b00 %7 r-2 abcdefghij
            $comment done $end
            """;

    @TempDir
    private Path folder = Path.of("");

    private VcdComparison compare(String one, String other) throws IOException {
        return compare(one, other, false);
    }

    private VcdComparison compare(String one, String other, boolean overlap) throws IOException {
        return VcdComparison.of(Files.writeString(folder.resolve("a.vcd"), one),
                Files.writeString(folder.resolve("b.vcd"), other), overlap);
    }

    @Test
    void otherDialect_isEqualButForItsAlias() throws IOException {
        VcdComparison comparison = compare(OURS, THEIRS);
        assertThat(comparison.difference()).isEmpty();
        assertThat(comparison.compared()).isEqualTo(3);
        assertThat(comparison.onlyInFirst()).isEmpty();
        assertThat(comparison.onlyInSecond()).containsExactly("m.alias");
        assertThat(comparison.isEqual()).isFalse();
        assertThat(compare(OURS, THEIRS.replace("$var logic 1 ( alias $end\n", "")).isEqual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b10000000 " | b10000001 " | 7000000 | m.byte  | 10000000 | 10000001 | 0
            1!          | x!          | 7000000 | m.clk   | 1        | x        | 0
            r-2.0 #     | r-2.5 #     | 9000000 | m.volts | -2.0     | -2.5     | 0
            #9000       | #8999       | 8999000 | m.byte  | 10000000 | 0        | 1
            #7000       | #7001       | 7000000 | m.clk   | 1        | 0        | 1
            0!          | 1!          | 0       | m.clk   | 0        | 1        | 0
            [7:0]       | [9:2]       | -1      |         |          |          | 0
            """)
    void firstDifference_isFound(String good, String bad, double timeFs, String path, String first, String second,
            int others) throws IOException {
        VcdComparison comparison = compare(OURS, OURS.replace(good, bad));
        if (timeFs < 0) {
            assertThat(comparison.onlyInFirst()).containsExactly("m.byte");
            assertThat(comparison.onlyInSecond()).containsExactly("m.byte[9:2]");
            return;
        }
        assertThat(comparison.difference())
                .hasValue(new VcdComparison.Difference(timeFs, path, first, second, others));
    }

    @Test
    void windowOfADump_isEqualWhereBothAre() throws IOException {
        String window = OURS.replace("#0\n", "#3000\n").replace("#9000\nb0 \"\nr-2.0 #\n#12000\n", "#8000\n");
        assertThat(compare(OURS, window).difference()).hasValueSatisfying(d -> assertThat(d.timeFs()).isZero());
        assertThat(compare(OURS, window, true).difference()).isEmpty();
        assertThat(compare(OURS, window.replace("#7000", "#7001"), true).difference()).isPresent();
        assertThat(compare(OURS, window.replace("b101 \"", "b111 \""), true).difference())
                .hasValueSatisfying(d -> assertThat(d.timeFs()).isEqualTo(3e6));
    }

    /**
     * As Verilator and Icarus Verilog write the same design: a scope around it, a top of another name, escaped names.
     */
    @Test
    void scopesAroundADesign_areLeftOut() throws IOException {
        String verilated = """
                $scope module TOP $end $var wire 1 ! clk $end
                $scope module m $end
                $var wire 1 ! clk $end $var wire 2 % odd$name [1:0] $end $upscope $end $upscope $end
                $enddefinitions $end #0 0! b01 % #5 1! #9 b11 %
                """;
        String icarus = """
                $scope module bench $end $scope module m $end
                $var wire 1 ! clk $end $var wire 2 % \\odd$name [1:0] $end $upscope $end $upscope $end
                $enddefinitions $end #0 0! b1 % #5 1! #9 b11 %
                """;
        VcdComparison comparison = compare(verilated, icarus, true);
        assertThat(comparison.isEqualInCommon()).isTrue();
        assertThat(comparison.compared()).isEqualTo(2);
        assertThat(comparison.firstScope()).isEqualTo("TOP.");
        assertThat(comparison.secondScope()).isEqualTo("bench.");
        assertThat(comparison.onlyInFirst()).containsExactly("TOP.clk");
        assertThat(comparison.onlyInSecond()).isEmpty();
        assertThat(compare(verilated, icarus.replace("b11 %", "b10 %"), true).difference())
                .hasValue(new VcdComparison.Difference(9e6, "TOP.m.odd$name", "11", "10", 0));
        VcdComparison apart = compare(verilated, icarus.replace("clk", "clock").replace("odd", "even"), true);
        assertThat(apart.compared()).isZero();
        assertThat(apart.isEqualInCommon()).isFalse();
        assertThat(apart.firstScope()).isEmpty();
    }

    @Test
    void events_areComparedByTheirMoments() throws IOException {
        String event = "$var event 1 ! e $end\n$enddefinitions $end\n#1\n1!\n#4\n1!\n#6\n";
        assertThat(compare(event, event).isEqual()).isTrue();
        assertThat(compare(event, event.replace("#4", "#5")).difference())
                .hasValueSatisfying(d -> assertThat(d.timeFs()).isEqualTo(4e6));
    }

    @Test
    void compressedFile_isKnownByItsFirstBytes() throws IOException {
        Path plain = Files.writeString(folder.resolve("a"), OURS);
        Path compressed = folder.resolve("b");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(OURS.getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(VcdComparison.of(plain, compressed, false).isEqual()).isTrue();
        byte[] bytes = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> VcdComparison.of(plain, compressed, false)).isInstanceOf(IOException.class)
                .hasMessageContaining("compression");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1!             | 1?                    | is not declared
            #9000          | #6000                 | goes back
            #9000          | #-5                   | expected a time
            #9000          | #99999999999999999999 | expected a time
            b0 "           | b2 "                  | expected bits
            b0 "           | b "                   | without bits
            b0 "           | b111111111 "          | 9 bits for a variable of 8
            b0 "           | pD 6 0 "              | extended
            r-2.0 #        | r-2.0x #              | real number
            r-2.0 #        | nonsense              | expected a time or a change
            1 ps           | 2 ps                  | $timescale
            wire 8         | wire -8               | width
            $var wire 8 "  | $var "                | $var of
            $upscope $end  | module                | before $enddefinitions
            """)
    void fault_isNamedWithItsLine(String good, String bad, String words) {
        assertThatThrownBy(() -> compare(OURS, OURS.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad))))
                .isInstanceOf(VcdFormatException.class).hasMessageContaining("b.vcd: line ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "$var", "$enddefinitions", "hello", "\u0000\u0001", "$scope module a"})
    void fileThatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> compare(text, OURS)).isInstanceOf(VcdFormatException.class)
                .hasMessageContaining("a.vcd: line 1: ");
    }

    @Test
    @Timeout(10)
    void pipesDevicesAndHoles_areRefused() throws Exception {
        Path good = Files.writeString(folder.resolve("a.vcd"), OURS);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (Path path : List.of(pipe, Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> VcdComparison.of(good, path, false)).isInstanceOf(InputException.class)
                    .hasMessage(path + ": is a pipe or a device, expected a regular file, whose size can be checked");
        }
        Path holes = Files.writeString(folder.resolve("b.vcd"), OURS);
        try (RandomAccessFile sparse = new RandomAccessFile(holes.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThatThrownBy(() -> VcdComparison.of(good, holes, false)).isInstanceOf(VcdFormatException.class)
                .hasMessageContaining("a byte 0, expected text");
    }

    @Test
    void bytesBehindTheCompressedOnes_areRefused() throws IOException {
        Path plain = Files.writeString(folder.resolve("a"), OURS);
        Path compressed = folder.resolve("b");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(OURS.getBytes(StandardCharsets.US_ASCII));
        }
        Files.writeString(compressed, "junk", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> VcdComparison.of(plain, compressed, false)).isInstanceOf(InputException.class)
                .hasMessage(compressed + ": has other bytes after its compressed content, expected its end");
    }

    /** What a few megabytes unpack to must neither fill the memory nor take minutes. */
    @ParameterizedTest
    @CsvSource({"' ', more than 16777216 blanks in a row", "c, a word of more than 16777216 characters",
            "'c ', $comment of more than 67108864 bytes"})
    void endlessText_isRefused(String repeated, String words) throws IOException {
        Path plain = Files.writeString(folder.resolve("a"), OURS);
        Path bomb = folder.resolve("b");
        try (OutputStream out = Files.newOutputStream(bomb)) {
            out.write(packed("$comment "));
            byte[] block = packed(repeated.repeat(1 << 20));
            for (int k = 0; k < 34; k++) {
                out.write(block);
            }
        }
        assertThatThrownBy(() -> VcdComparison.of(plain, bomb, false)).isInstanceOf(VcdFormatException.class)
                .hasMessageContaining(words);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** Bits turned, pieces cut out or repeated: a comparison or one sentence, never anything else. */
    @Test
    void damagedFiles_giveAnAnswerOrASentence() throws IOException {
        Random random = new Random(5);
        int refused = 0;
        for (int trial = 0; trial < 1500; trial++) {
            byte[] bytes = OURS.getBytes(StandardCharsets.ISO_8859_1);
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String damaged = new String(bytes, StandardCharsets.ISO_8859_1);
            int from = random.nextInt(damaged.length());
            int to = from + random.nextInt(damaged.length() - from);
            String cut = switch (random.nextInt(3)) {
                case 0 -> damaged;
                case 1 -> damaged.substring(0, from) + damaged.substring(to);
                default -> damaged.substring(0, to) + damaged.substring(from);
            };
            Path file = folder.resolve("damaged.vcd");
            Files.write(file, cut.getBytes(StandardCharsets.ISO_8859_1));
            try {
                VcdComparison.of(Files.writeString(folder.resolve("a.vcd"), OURS), file, trial % 2 == 0);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("damaged.vcd: line ").message().hasLineCount(1);
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 1500);
    }
}

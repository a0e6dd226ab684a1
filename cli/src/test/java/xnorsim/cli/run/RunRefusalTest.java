package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;

/** Bad input of whole networks: one clear sentence, exit code 2, nothing written. */
class RunRefusalTest {
    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private void assertRefused(Object[] options, String... words) {
        Path out = folder.resolve("report");
        Invocation.of(Stream.concat(Stream.of("run", files.model(), "--out", out), Arrays.stream(options)).toArray())
                .assertRefused(words);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1000})
    void model_truncated(int bytes) throws IOException {
        Files.write(files.model(), Arrays.copyOf(Files.readAllBytes(files.model()), bytes));
        assertRefused(new Object[0], "model.npz", "corrupted");
        Invocation.of("info", files.model()).assertRefused("model.npz");
    }

    @Test
    void model_with_one_bit_changed() throws IOException {
        byte[] bytes = Files.readAllBytes(files.model());
        bytes[bytes.length / 3] ^= 4;
        Files.write(files.model(), bytes);
        assertRefused(new Object[0], "model.npz");
    }

    @Test
    void model_missing() throws IOException {
        Files.delete(files.model());
        assertRefused(new Object[0], "model.npz", "no such file");
    }

    @Test
    void data_of_another_shape() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        new LabelledImages(new Shape(1, 5, 4), new byte[20], new byte[1]).write(other, Split.TEST);
        assertRefused(new Object[]{"--data", other}, other + ": the shape", "1x5x4", "1x4x4");
    }

    @Test
    void data_missing() {
        assertRefused(new Object[]{"--data", folder.resolve("none")}, "none", "t10k-images-idx3-ubyte");
    }

    @Test
    void label_of_no_class() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        new LabelledImages(new Shape(1, 4, 4), new byte[16], new byte[]{7}).write(other, Split.TEST);
        assertRefused(new Object[]{"--data", other}, other + ": label", "7");
    }

    @ParameterizedTest
    @CsvSource({"--images,0,images", "--images,4,images", "--images,many,--images", "--threads,0,threads",
            "--seed,x,--seed", "--imgaes,3,--images"})
    void option_out_of_range(String option, String value, String word) {
        assertRefused(new Object[]{option, value}, word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --vcd-layer | out    | no layer out on subarrays
            --vcd-layer | conv9  | --vcd-layer: no layer conv9 on subarrays, choose from 1 (
            --vcd-tile  | 0,1    | expected 0,0 to 0,0
            --vcd-tile  | 1      | a row and a column
            --vcd-tile  | -1,0   | a row and a column
            --vcd-image | 3      | 0..2
            --vcd-image | -1     | 0..2
            """)
    void waveform_of_nothing(String option, String value, String word) {
        Path wave = folder.resolve("wave.vcd");
        assertRefused(new Object[]{"--vcd", wave, option + "=" + value}, option, word);
        assertThat(wave).doesNotExist();
    }

    @Test
    void number_beyond_all_numbers() {
        assertRefused(new Object[]{"--images", "99999999999999"}, "--images is 99999999999999, expected a whole"
                + " number of at most 2147483647");
    }

    @Test
    void waveform_options_without_a_file() {
        assertRefused(new Object[]{"--vcd-layer", "conv2"}, "--vcd");
    }

    @Test
    void time_steps_against_the_network() throws IOException {
        Path arch = Files.writeString(folder.resolve("arch.yaml"), "time_steps: 5\n");
        assertRefused(new Object[]{"--arch", arch}, "arch.yaml", "time_steps is 5", "4");
        Invocation.of("info", files.model(), "--arch", arch).assertRefused("arch.yaml", "time_steps is 5", "4");
    }

    @Test
    void membrane_overflows() throws IOException {
        Path arch = Files.writeString(folder.resolve("arch.yaml"), "membrane_bits: 8\n");
        assertRefused(new Object[]{"--arch", arch}, "membrane_bits is 8, too few for membrane ", "conv2",
                "for every input", "overflow: saturate");
        // The width that is named is enough, for all layers one after the other.
        Invocation run = Invocation.of("run", files.model(), "--data", folder, "--arch", arch);
        for (int layers = 0; run.exitCode() == ExitCode.BAD_INPUT; layers++) {
            assertThat(layers).isLessThan(2);
            Matcher width = Pattern.compile(" and (\\d+) for every input").matcher(run.err());
            assertThat(width.find()).as(run.err()).isTrue();
            Files.writeString(arch, "membrane_bits: " + width.group(1) + "\n");
            run = Invocation.of("run", files.model(), "--data", folder, "--arch", arch);
        }
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void output_folder_is_a_file() {
        Invocation.of("run", files.model(), "--out", files.model()).assertRefused("model.npz", "not a folder");
    }
}

package xnorsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.macro.MacroInput;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

/** What is written for a subarray of 2 rows and 3 columns, letter by letter, and what is refused. */
class RegisterTransferFilesTest {
    @TempDir
    Path folder;

    private static Architecture architecture(boolean latch, boolean residual, Overflow overflow) {
        return new Architecture(new ArraySize(2, 3), new ArrayTiming(2, 1, 1, latch, 2000),
                new SampleSteps(2, residual), new MembraneFormat(1, 8, overflow), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
    }

    /** Weights + - + and - - +; with two slots, M1 = 1 and 2 give bias_q = 2 * 2.5 = 5 and 2 * 3 = 6. */
    private static final MacroInput INPUT = new MacroInput(new byte[]{1, 0, 1, 0, 0, 1}, new double[]{0.5, -1},
            new double[]{0.5, 2}, 1, new byte[]{1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0});

    private String written(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = RegisterTransferFilesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void text_ofTwoSlots_isTheOneThatWasRead() throws IOException {
        new RegisterTransferFiles(architecture(false, true, Overflow.ERROR), INPUT).write(folder);
        for (String name : new String[]{"macro.sv", "row.sv", "bench.sv", "Makefile"}) {
            assertThat(written(name)).as(name).isEqualTo(golden("two-slots/" + name));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RegisterTransferFiles.NAMES);
        }
    }

    @Test
    void text_ofALatchAndSaturation_isTheOneThatWasRead() throws IOException {
        new RegisterTransferFiles(architecture(true, false, Overflow.SATURATE), new MacroInput(INPUT.weights(),
                INPUT.mean(), INPUT.threshold(), 2, INPUT.spikes())).write(folder);
        for (String name : new String[]{"macro.sv", "row.sv"}) {
            assertThat(written(name)).as(name).isEqualTo(golden("latch/" + name));
        }
    }

    /**
     * By hand: dots 4 and 4, then 2 and 2. Row 0: 8 - 5 = 3, above 1, leaves 2; then 2 + 4 - 5 = 1, not above 1. Row 1:
     * 8 - 6 = 2, not above 4; then 2 + 4 - 6 = 0.
     */
    @Test
    void vectors_areBeatsOfTheBusAndResultsByHand() throws IOException {
        RegisterTransferFiles files = new RegisterTransferFiles(architecture(false, true, Overflow.ERROR), INPUT);
        files.write(folder);
        assertThat(written("beats.mem")).isEqualTo("1\n1\n0\n0\n3\n1\n2\n0\n");
        assertThat(written("spikes.mem")).isEqualTo("1\n0\n");
        assertThat(written("membranes.mem")).isEqualTo("02\n02\n01\n00\n");
        assertThat(files.expected().cycles()).isEqualTo(2 * (2 * (2 + 1 + 1) + 1 + 2));
    }

    @Test
    void negativeMembrane_isTwosComplementOfItsWidth() throws IOException {
        Architecture a = new Architecture(new ArraySize(1, 1), new ArrayTiming(1, 1, 1, false, 2),
                new SampleSteps(1, false), new MembraneFormat(0, 9, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        new RegisterTransferFiles(a, new MacroInput(new byte[]{1}, new double[]{3}, new double[]{1}, 1, new byte[]{1}))
                .write(folder);
        assertThat(written("membranes.mem")).isEqualTo("1fe\n");
    }

    @Test
    void thresholdBeyondTheMembrane_isTheLargestMembrane() throws IOException {
        new RegisterTransferFiles(architecture(false, true, Overflow.ERROR), new MacroInput(INPUT.weights(),
                INPUT.mean(), new double[]{1e300, 63.5}, 1, INPUT.spikes())).write(folder);
        assertThat(written("macro.sv")).contains("THETA0 = 8'sd127;", "THETA1 = 8'sd127;");
    }

    @Test
    void everyPlace_isFilledIn() throws IOException {
        for (int k = 0; k < 40; k++) {
            Subarrays.Case c = Subarrays.number(5, k);
            new RegisterTransferFiles(c.architecture(), c.input()).write(folder);
            for (String name : RegisterTransferFiles.NAMES) {
                assertThat(written(name)).doesNotContainPattern("<[a-z]").doesNotContainPattern("(?m) $")
                        .endsWith("\n");
            }
        }
    }

    @Test
    void overflow_thatIsAnError_isRefusedAndNothingWritten() throws IOException {
        MacroInput input = new MacroInput(INPUT.weights(), new double[]{0, 100}, INPUT.threshold(), 1, INPUT.spikes());
        assertThatThrownBy(() -> new RegisterTransferFiles(architecture(false, true, Overflow.ERROR), input))
                .isInstanceOf(InputException.class).hasMessageContaining("row 1").hasMessageContaining("membrane_bits");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void input_ofAnotherShape_isRefused() {
        assertThatThrownBy(() -> new RegisterTransferFiles(architecture(false, false, Overflow.ERROR), INPUT))
                .isInstanceOf(InputException.class).hasMessageContaining("spikes");
    }

    @Test
    void folder_thatIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("here"), "as it was");
        RegisterTransferFiles files = new RegisterTransferFiles(architecture(false, true, Overflow.ERROR), INPUT);
        assertThatThrownBy(() -> files.write(file)).isInstanceOf(InputException.class).hasMessageContaining("here");
        assertThat(file).hasContent("as it was");
    }
}

package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Output;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.network.npy.NpzFile;

/** Outputs never destroy an input, each other or what is no file; a lost output is never a success. */
class OutputRefusalTest {
    @TempDir
    Path folder;

    private MacroFiles files;

    @BeforeEach
    void makeFiles() {
        files = new MacroFiles(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arch.yaml", "weights.npy", "mean.npy", "threshold.npy", "spikes.npy"})
    void macro_overInput_isRefused(String name) throws IOException {
        byte[] before = Files.readAllBytes(files.path(name));
        files.macro("--out", files.path(name)).assertRefused(name, "an input");
        files.macro("--vcd", folder.resolve("../" + folder.getFileName() + "/" + name)).assertRefused(name, "an input");
        Path link = Files.createSymbolicLink(folder.resolve("link"), files.path(name));
        files.macro("--out", link).assertRefused("link", name, "an input");
        assertThat(files.path(name)).hasBinaryContent(before);
    }

    @Test
    void macro_twoOutputsInOneFile_isRefused() {
        Path file = folder.resolve("x");
        files.macro("--out", file, "--vcd", file).assertRefused("x", "another output");
        assertThat(file).doesNotExist();
    }

    @Test
    void run_overInput_isRefused() throws IOException {
        RunFiles run = new RunFiles(folder);
        byte[] before = Files.readAllBytes(run.model());
        Invocation.of("run", run.model(), "--vcd", run.model()).assertRefused("model.npz", "an input");
        assertThat(run.model()).hasBinaryContent(before);
        Path images = folder.resolve("t10k-images-idx3-ubyte.gz");
        Invocation.of("run", run.model(), "--vcd", images).assertRefused("t10k-images", "an input");
        Path arch = Files.writeString(folder.resolve("report.json"), "{\"rows\": 8}");
        Invocation.of("run", run.model(), "--arch", arch, "--out", folder).assertRefused("report.json", "an input");
        assertThat(arch).hasContent("{\"rows\": 8}");
        Path out = folder.resolve("out");
        Invocation.of("run", run.model(), "--out", out, "--vcd", out.resolve("layers.csv"))
                .assertRefused("layers.csv", "another output");
    }

    @Test
    void rtl_overInput_isRefused() throws IOException {
        Path arch = Files.writeString(folder.resolve("macro.sv"), MacroFiles.ARCH);
        Invocation.of("rtl", "--arch", arch, "--weights", files.path("weights.npy"), "--mean", files.path("mean.npy"),
                "--threshold", files.path("threshold.npy"), "--spikes", files.path("spikes.npy"), "--out", folder)
                .assertRefused("macro.sv", "an input");
        assertThat(arch).hasContent(MacroFiles.ARCH);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void device_isNotReplaced() {
        files.macro("--out", "/dev/full").assertRefused("/dev/full", "not a regular file");
        assertThat(Path.of("/dev/full")).exists().isNotEqualTo(folder);
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
    }

    @Test
    void symbolicLink_writesItsTarget() throws IOException {
        Path target = folder.resolve("target.npz");
        Path link = Files.createSymbolicLink(folder.resolve("link.npz"), Path.of("target.npz"));
        for (int run = 0; run < 2; run++) {
            assertThat(files.macro("--out", link).exitCode()).isZero();
            assertThat(link).isSymbolicLink();
            assertThat(NpzFile.read(target)).containsKey("spikes");
        }
    }

    @Test
    void symbolicLinkInARing_isRefused() throws IOException {
        Path link = folder.resolve("ring");
        Files.createSymbolicLink(link, link);
        files.macro("--out", link).assertRefused("ring", "symbolic links");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void folderThatTakesNoFiles_isRefusedBeforeTheRun() {
        RunFiles run = new RunFiles(folder);
        String[][] outputs = {{"--out", "/proc/zz"}, {"--vcd", "/proc/zz.vcd"}};
        for (String[] output : outputs) {
            Invocation.of("run", run.model(), output[0], output[1]).assertRefused(output[1], "can be", "in /proc");
        }
        files.macro("--out", "/proc/zz.npz").assertRefused("/proc/zz.npz", "no file can be created in /proc");
    }

    /** A name that no file system takes is refused before the run, of a folder and of what is in it. */
    @Test
    void nameThatIsTooLong_isRefusedBeforeTheRun() {
        RunFiles run = new RunFiles(folder);
        String name = "n".repeat(300);
        for (Path out : List.of(folder.resolve(name), folder.resolve(name).resolve("x"),
                folder.resolve("x").resolve(name))) {
            for (Object[] command : new Object[][]{{"run", run.model(), "--out", out},
                    {"run", run.model(), "--save", out},
                    {"plot", run.model(), "-o", out}}) {
                Invocation.of(command).assertRefused("cannot be written: File name too long");
            }
        }
        for (String option : List.of("--vcd", "--handshakes", "--timeline", "--gantt")) {
            Invocation.of("run", run.model(), option, folder.resolve(name)).assertRefused("File name too long");
        }
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void folderBehindALinkToNothing_isRefusedBeforeTheRun() throws IOException {
        RunFiles run = new RunFiles(folder);
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        Invocation.of("run", run.model(), "--out", link).assertRefused("link is not a folder");
    }

    /**
     * The window and the term are looked at before anything is simulated: there is no time for more than a look here.
     */
    @Test
    void valueThatNoRunCanHave_isRefusedBeforeTheRun() {
        RunFiles run = new RunFiles(folder);
        Invocation.of("run", run.model(), "--out", folder.resolve("out"), "--vcd", folder.resolve("w.vcd"),
                "--vcd-window", "999999:").assertRefused("--vcd-window begins at", "the end of the run");
        assertThat(folder.resolve("out")).doesNotExist();
        Invocation.of("run", run.model(), "--out", folder.resolve("out"), "--vcd", folder.resolve("w.vcd"),
                "--vcd-limit", "100B").assertRefused("will take about", "--vcd-limit");
        assertThat(folder.resolve("out")).doesNotExist();
        Invocation.of("cost", run.model(), "--explain", "nope", "--data", folder.resolve("none"))
                .assertRefused("--explain: term nope is unknown");
        Invocation.of("cost", run.model(), "--explain", "conv2.cels").assertRefused("did you mean term conv2.cells?");
        Invocation.of("plot", run.model(), "-o", folder.resolve("p"), "--neurons", "0-99", "--layer", "out")
                .assertRefused("--neurons");
    }

    @Test
    void lostStandardOutput_isAFailure() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        Output output = new Output(new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        assertThat(CommandLines.run(new String[]{"--help"}, output)).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output").hasLineCount(1);
    }

    @Test
    void kernelThatDoesNotExist_isRefused() {
        System.setProperty("xnorsim.kernel", "foo");
        try {
            files.macro().assertRefused("xnorsim.kernel", "foo", "scalar or vector");
            Invocation.of("run").assertRefused("xnorsim.kernel", "foo");
            Invocation.of("--help").assertRefused("xnorsim.kernel");
        } finally {
            System.clearProperty("xnorsim.kernel");
        }
    }
}

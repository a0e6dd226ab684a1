package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/** No option is passed over in silence: what has no effect beside another one is refused by name. */
class OptionEffectTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        assertThat(new RunFiles(folder).model()).exists();
        NpyFile.write(folder.resolve("in.npy"), NpyArray.ofUnsigned(new byte[64], 1, 4, 16));
        Files.writeString(folder.resolve("study.yaml"), "{model: " + folder.toAbsolutePath() + ", data: "
                + folder.toAbsolutePath() + ", images: 1, axes: [{key: bus_width, values: [8, 16]}]}");
        Files.writeString(folder.resolve("small.yaml"), "rows: 4\ncolumns: 8\n");
        Files.writeString(folder.resolve("analog.yaml"), "readout: {kind: charge, cell_sigma: 0.01}\n");
        Invocation.of("run", folder, "--data", folder, "--save", folder.resolve("saved"));
    }

    /** DIR stands for the folder. */
    private static Invocation run(String line) {
        return Invocation.of(Stream.of(line.split(" ")).map(word -> word.replace("DIR", folder.toString())).toArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run DIR --inputs DIR/in.npy --data nosuch                     | --data   | --inputs
            run DIR --inputs DIR/in.npy --seed 2                          | --seed   | --inputs
            run DIR --labels nosuch                                       | --labels | --inputs SPIKES.npy
            run DIR --every-step                                          | --every-step | --save
            run DIR --inputs DIR/in.npy --gantt x.svg                     | --gantt  | --inputs
            run DIR --save DIR/other --stream                             | --stream | --save
            certify DIR --check nosuch --out x.json                       | --out    | --check
            run DIR --stream --threads 1                                  | --threads | --stream
            run DIR --vcd x.vcd --trace-when difference --no-compare      | --no-compare | --trace-when difference
            run DIR --vcd x.vcd --trace-when difference --vcd-image 1     | --vcd-image | --trace-when difference
            run DIR --vcd x.vcd --trace-when difference --vcd-tile 0,0    | --vcd-tile | --trace-when difference
            cost DIR --stream --threads 2                                 | --threads | --stream
            cost --sparsity --images 3                                    | --images | --sparsity
            cost --sparsity --threads 3                                   | --threads | --sparsity
            cost DIR --sparsity                                           | MODEL    | --sparsity
            cost --sparsity --data nosuch                                 | --data   | --sparsity
            margin --arch DIR/analog.yaml --seed 3                        | --seed   | --images K
            margin --arch DIR/analog.yaml --threads 3                     | --threads | --images K
            margin DIR --arch DIR/analog.yaml --data nosuch               | --data   | --images K
            margin --arch DIR/analog.yaml --images 3                      | --images | MODEL
            explore DIR/study.yaml --set bus_width=8 --out nosuch         | --out    | --set
            explore DIR/study.yaml --set bus_width=8 --threads 2          | --threads | --set
            plot DIR/saved -o DIR/figures --data nosuch                   | --data   | DIR/saved
            plot DIR/saved -o DIR/figures --arch nosuch                   | --arch   | DIR/saved
            plot DIR/saved -o DIR/figures --seed 3                        | --seed   | DIR/saved
            plot DIR -o DIR/figures --kind rates --neurons 1              | --neurons | --kind rates
            verify --inject list --seed 3                                 | --seed   | --inject list
            verify nosuch --inject list                                   | MODEL    | --inject list
            verify DIR --subarray 1 --random 3                            | --random | --subarray
            verify DIR --subarray 1 --data nosuch                         | --data   | --subarray
            verify DIR --image 1 --images 2                               | --images | --image
            verify DIR --images 0 --data nosuch                           | --data   | --images 0
            train --data DIR --lr 0.1 --set learning_rate=0.2             | --set    | --lr
            train --data DIR --set batch=2 --set batch=3                  | --set    | batch
            """)
    void option_without_effect_is_refused(String line, String option, String other) {
        run(line).assertRefused(option, other.replace("DIR", folder.toString()));
        assertThat(folder.resolve("figures")).doesNotExist();
    }

    /** What a user did not ask for is not refused. */
    @ParameterizedTest
    @CsvSource({"cost DIR --data DIR --json", "attribute DIR --data DIR --arch DIR/analog.yaml --json",
            "noise DIR --data DIR --arch DIR/analog.yaml --chips 1 --json"})
    void usual_number_of_images_is_at_most_what_there_is(String line) {
        Invocation few = run(line);
        assertThat(few.exitCode()).as(few.err()).isZero();
        assertThat(few.out()).isEqualTo(run(line + " --images 3").out());
        run(line + " --images 4").assertRefused("--images is 4, expected 1..3");
    }

    /** A loop over all faults may give the same options to each. */
    @Test
    void images_of_a_fault_without_them_are_remarked_on_and_checked() {
        Invocation run = run("verify DIR --inject xor --random 6 --data DIR --images 2");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).contains("--data has no effect with --inject xor", "--images has no effect");
        assertThat(run.out()).contains("--subarray").doesNotContain("--data");
        run("verify DIR --inject xor --quiet --data nosuch").assertRefused("nosuch: there is no such file");
    }

    @Test
    void images_of_an_ideal_readout_are_remarked_on_and_checked() {
        Invocation run = run("margin DIR --arch DIR/small.yaml --images 1 --data DIR");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("the readout is ideal", "--images has no effect");
        run("margin DIR --arch DIR/small.yaml --images 1 --data nosuch").assertRefused("nosuch");
        run("margin DIR --arch DIR/small.yaml --images 9 --data DIR").assertRefused("--images is 9, expected 1..3");
    }
}

package xnorsim.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.OutputLock;
import xnorsim.train.TrainingReport;
import xnorsim.train.recipe.Recipe;

class TrainCommandTest {
    @TempDir
    Path folder;

    @Test
    void help_names_the_values_of_the_recipe() {
        Recipe recipe = Recipe.bundled();
        String help = Invocation.of("train", "--help").out().replaceAll("\\s+", "");
        assertThat(help).contains("recipe:" + recipe.network().layers(),
                "epochs(recipe:" + recipe.optimization().epochs() + ")",
                "images(recipe:" + recipe.optimization().batch() + ")",
                "warm-up(recipe:" + recipe.optimization().learningRate() + ")",
                "(4)(recipe:" + recipe.neurons().delta() + ")", "image(recipe:" + recipe.neurons().timeSteps() + ")",
                "spikes(recipe:" + recipe.images().seed() + ")");
        assertThat(recipe.images().heldOut()).isEqualTo(5000);
    }

    @ParameterizedTest
    @CsvSource({"--epochs,0,epochs", "--batch,-1,batch", "--lr,.nan,learning_rate", "--lr,fast,learning_rate",
            "--set,coding=rate,coding", "--set,flip,--set", "--set,epoch=3,epochs",
            "--recipe,missing.yaml,missing.yaml", "--delta,0,delta",
            "--threads,0,threads", "--network,32x,32x", "--checkpoint-minutes,0,checkpoint", "--epochs,six,--epochs"})
    void setting_out_of_range(String option, String value, String word) {
        Path out = folder.resolve("model.npz");
        Invocation.of("train", "--data", folder, "--out", out, option, value).assertRefused(word);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void output_that_another_run_writes_is_refused() {
        Path out = folder.resolve("model.npz");
        try (OutputLock _ = OutputLock.of("--out", out)) {
            Invocation.of("train", "--data", folder, "--out", out, "--resume").assertRefused("model.npz",
                    "another run");
        }
        assertThat(folder).isEmptyDirectory();
        Invocation.of("train", "--data", folder, "--out", out).assertRefused("train-images-idx3-ubyte");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void settings_that_need_each_other_in_any_order() {
        // Past the settings it is the data that is missing.
        for (String[] order : new String[][]{{"neurons=relu", "coding=direct"}, {"coding=direct", "neurons=relu"}}) {
            Invocation.of("train", "--data", folder, "--out", folder.resolve("model.npz"), "--set", order[0], "--set",
                    order[1]).assertRefused("train-images-idx3-ubyte");
        }
    }

    @Test
    void recipe_completed_by_an_option() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "neurons: relu\n");
        Path data = Files.createDirectory(folder.resolve("data"));
        Object[] start = {"train", "--data", data, "--out", folder.resolve("model.npz"), "--recipe", recipe};
        Invocation.of(start).assertRefused("recipe.yaml", "neurons is relu");
        Invocation.of(Stream.concat(Stream.of(start), Stream.of("--set", "coding=direct")).toArray())
                .assertRefused("train-images-idx3-ubyte");
    }

    @Test
    void resume_and_overwrite_at_once() {
        Invocation.of("train", "--data", folder, "--out", folder.resolve("model.npz"), "--resume", "--overwrite")
                .assertRefused("--resume", "--overwrite");
    }

    @ParameterizedTest
    @CsvSource({"--out,model.txt,ends in .npz", "--checkpoint-minutes,-1,--checkpoint-minutes is -1"})
    void option_out_of_range(String option, String value, String words) {
        Invocation.of("train", "--data", folder, option, value).assertRefused(words, "expected");
    }

    private static String text(TrainingReport report) {
        return TrainingSession.text(report,
                new TrainCommand.Options(Path.of("data"), Path.of("m.npz"), Optional.empty(),
                        List.of(), List.of(), 1, 5, TrainCommand.Begin.FRESH));
    }

    @Test
    void text_says_whether_a_run_was_stopped() {
        OptionalInt none = OptionalInt.empty();
        assertThat(
                text(new TrainingReport(List.of(), true, 10, true, 200, OptionalInt.of(150), Map.of(1, 100, 2, 120))))
                .startsWith("wrote m.npz: 75.00 % of 200 test images are classified rightly")
                .contains("with 1 time step: 50.00 %", "with 2 time steps: 60.00 %");
        assertThat(text(new TrainingReport(List.of(), true, 10, false, 0, none, Map.of())))
                .isEqualTo("no model written, as no array can run it: trained for 10 steps");
        assertThat(text(new TrainingReport(List.of(), true, 1, false, 0, none, Map.of()))).endsWith("for 1 step");
        assertThat(text(new TrainingReport(List.of(), true, 10, true, 0, none, Map.of())))
                .isEqualTo("wrote m.npz: trained for 10 steps, stopped before the test; --resume tests it");
        assertThat(text(new TrainingReport(List.of(), false, 10, true, 0, none, Map.of())))
                .isEqualTo("wrote m.npz: stopped after 10 steps and not tested; --resume continues from there");
    }

    @Test
    void data_missing() {
        Invocation.of("train", "--data", folder, "--out", folder.resolve("model.npz"))
                .assertRefused("train-images-idx3-ubyte");
        assertThat(folder).isEmptyDirectory();
    }
}

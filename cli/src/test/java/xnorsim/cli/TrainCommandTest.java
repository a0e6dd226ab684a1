package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.train.Recipe;

class TrainCommandTest {
    @TempDir
    Path folder;

    @Test
    void help_names_the_values_of_the_recipe() {
        Recipe recipe = Recipe.bundled();
        String help = Invocation.of("train", "--help").out().replaceAll("\\s+", "");
        assertThat(help).contains("recipe:" + recipe.network(), "images(recipe:" + recipe.epochs() + ")",
                "step(recipe:" + recipe.batch() + ")", "warm-up(recipe:" + recipe.learningRate() + ")",
                "(4)(recipe:" + recipe.damping() + ")", "takes(recipe:" + recipe.timeSteps() + ")",
                "spikes(recipe:" + recipe.seed() + ")");
        assertThat(recipe.heldOut()).isEqualTo(5000);
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
    void data_missing() {
        Invocation.of("train", "--data", folder, "--out", folder.resolve("model.npz"))
                .assertRefused("train-images-idx3-ubyte");
        assertThat(folder).isEmptyDirectory();
    }
}

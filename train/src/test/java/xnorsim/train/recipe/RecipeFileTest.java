package xnorsim.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.InputCoding;

class RecipeFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void read_someKeys_keepsTheOthers() throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, """
                network: vgg-11
                width: 0.25
                residual: [3, 5]
                coding: direct
                optimizer: sgd
                flip: true
                seed: 12345678901
                """);
        Recipe recipe = RecipeFile.merge(List.of(RecipeFile.part(file)), Recipe.bundled());
        assertThat(recipe.network().residual()).isEqualTo("3,5");
        assertThat(recipe.network().coding()).isEqualTo(InputCoding.DIRECT);
        assertThat(recipe.optimization().optimizer()).isEqualTo(Optimization.Optimizer.SGD);
        assertThat(recipe.images().flip()).isTrue();
        assertThat(recipe.images().seed()).isEqualTo(12345678901L);
        assertThat(recipe.optimization().epochs()).isEqualTo(Recipe.bundled().optimization().epochs());
    }

    @Test
    void parse_whatARecipeWrites_isTheSameRecipe() {
        Recipe recipe = Recipe.bundled().with("residual", "[3, 4]").with("alpha", "channel").with("width", "0.5");
        assertThat(RecipeFile.parse(recipe.toYaml(), Recipe.bundled())).isEqualTo(recipe);
    }

    private static Recipe merged(String... settings) {
        return RecipeFile.merge(Arrays.stream(settings).map(text -> new RecipeFile.Part("--set", text)).toList(),
                Recipe.bundled());
    }

    @Test
    void merge_keysThatNeedEachOther_takesThemInAnyOrder() {
        assertThat(merged("neurons: relu", "coding: direct")).isEqualTo(merged("coding: direct", "neurons: relu"));
        assertThat(merged("residual: [6]", "network: 8,8,8,8,8,8").network().residual()).isEqualTo("6");
        assertThat(merged("seed: 1", "seed: 2").images().seed()).isEqualTo(2);
    }

    @Test
    void merge_whatIsWrong_namesWhereItComesFrom() {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> merged("coding: direct", "epochs: 0"))
                .withMessage("--set: training: epochs is 0, expected at least 1");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> merged("neurons: relu", "flip: true"))
                .withMessageContaining("--set: training: neurons is relu");
        // Of two parts that go wrong only together, the one whose value is named.
        RecipeFile.Part relu = new RecipeFile.Part("a.yaml", "neurons: relu\ncoding: direct");
        RecipeFile.Part poisson = new RecipeFile.Part("--set", "coding: poisson");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> RecipeFile.merge(List.of(relu, poisson), Recipe.bundled()))
                .withMessageStartingWith("a.yaml: training: neurons is relu")
                .withMessageContaining("coding is poisson");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> RecipeFile
                .merge(List.of(new RecipeFile.Part("a.yaml", "epochs: 0"), new RecipeFile.Part("--set", "epochs: -1")),
                        Recipe.bundled()))
                .withMessage("--set: training: epochs is -1, expected at least 1");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> merged("epoch: 1"))
                .withMessageContaining("--set: training: epoch is unknown, did you mean epochs?");
    }

    @Test
    void parse_brokenYaml_saysSoInItsOwnWords() {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> RecipeFile.parse("{{{", Recipe.bundled()))
                .withMessageStartingWith("line 1: is not YAML: ")
                .withMessageEndingWith(", expected keys with values such as \"epochs: 6\"");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> RecipeFile.parse("epochs: 1\nepochs: 2", Recipe.bundled()))
                .withMessageContaining("line 2: epochs is given twice, expected once");
    }

    @Test
    void parse_nothing_isTheBase() {
        assertThat(RecipeFile.parse("# nothing\n", Recipe.bundled())).isEqualTo(Recipe.bundled());
    }

    @ParameterizedTest
    @CsvSource({"epochs,0,at least 1", "epochs,six,a whole number of at least 1", "delta,1e999,a finite number",
            "learning_rate,.nan,a finite number",
            "flip,2,true or false", "coding,rate,poisson or direct", "alpha,none,one of one",
            "label_smoothing,1,below 1", "width,-1,above 0", "held_out,-1,at least 0",
            "crop,1.5,a whole number of at least 0",
            "epoch,3,did you mean epochs"})
    void with_aValueOutOfRange_namesIt(String key, String value, String expected) {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> Recipe.bundled().with(key, value))
                .withMessageContaining(key).withMessageContaining(expected);
    }

    @Test
    void documentation_hasEveryKeyWithItsDefault() throws IOException {
        String page = Files.readString(Path.of("../docs/training.md")).replaceAll("\\s+", " ");
        Map<String, String> defaults = Recipe.bundled().values();
        assertThat(Recipe.KEYS.specs()).hasSize(27).allSatisfy(key -> assertThat(page).contains("- `%s` (%s): %s"
                .formatted(key.name(), defaults.getOrDefault(key.name(), "").replaceFirst("\\.0$", ""), key.text())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epochs", "[1, 2]", "epochs: 1\nepochs: 2", "epochs: ["})
    void parse_whatIsNoMapOfKeys_isRefused(String yaml) {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> RecipeFile.parse(yaml, Recipe.bundled()));
    }
}

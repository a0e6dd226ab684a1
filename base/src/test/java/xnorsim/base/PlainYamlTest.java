package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainYamlTest {

    @Test
    void plainValues_areRead() {
        assertThat(PlainYaml.parse("a: 4\nb: [1, x, \"y\"]\nc: {d: 1.5, e: true}\n", "a thing"))
                .hasToString("{\"a\":4,\"b\":[1,\"x\",\"y\"],\"c\":{\"d\":1.5,\"e\":true}}");
        assertThat(PlainYaml.parse("---\na: 1\n", "a thing")).hasToString("{\"a\":1}");
        assertThat(PlainYaml.parse("# nothing\n", "a thing").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"images: &a 4 | line 1: anchors", "b: [&x {c: 1}] | line 1: anchors",
            "&k a: 1 | line 1: anchors", "a: *a | line 1", "&r a: *r | line 1: anchors", "a: !!int 4 | line 1: tags",
            "a: !!java.net.URL [x] | line 1: tags", "!x a: 1 | line 1: tags",
            "a: 1\\n---\\nb: 2 | line 2: a second document",
            "a: 1\\n---\\n | line 2: a second document", "a: 1\\n---\\n... | line 2: a second document",
            "a: 1\\nb: 2\\na: 3 | line 3: a is given",
            "b: {c: 1, \"c\": 2} | line 1: c is given twice", "a: [1 | is not YAML", "a: 'x | is not YAML",
            "a: @x | line 1: is not YAML", "%YAML 9.9\\n---\\na: 1 | is not YAML", "? [a]\\n: 1 | is not YAML"})
    void whatIsMoreThanPlainValues_isRefused(String yaml, String said) {
        assertThatThrownBy(() -> PlainYaml.parse(yaml.replace("\\n", "\n"), "a thing"))
                .isInstanceOf(InputException.class).hasMessageContaining(said).hasMessageNotContaining("unexpected")
                .hasMessageContaining("expected ");
    }

    @Test
    void depth_isBounded() {
        for (String deep : new String[]{"[".repeat(100_000), "{a: ".repeat(50_000), "- ".repeat(20_000),
                "? ".repeat(5_000)}) {
            assertThatThrownBy(() -> PlainYaml.parse(deep, "a thing")).isInstanceOf(InputException.class)
                    .hasMessageContaining("is nested in 50 maps and lists");
        }
    }
}

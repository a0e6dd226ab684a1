package xnorsim.base;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and keys are refused in the same words, whether a file is YAML or JSON. */
class SectionTest {
    private static final Map<String, Function<Value, Object>> READERS = Map.ofEntries(Map.entry("text", Value::text),
            Map.entry("readable", Value::readable), Map.entry("whole", Value::whole),
            Map.entry("range", value -> value.whole(1, 8)), Map.entry("long", Value::wholeLong),
            Map.entry("bits", value -> value.wholeOfBits(70)), Map.entry("number", Value::number),
            Map.entry("truth", Value::truth), Map.entry("choice", value -> value.choice(List.of("a", "b"),
                    Function.identity())),
            Map.entry("choice of three", value -> value.choice(List.of("a", "b", "c"), Function.identity())),
            Map.entry("list", value -> value.list("a list of x").stream().map(Value::whole).toList()),
            Map.entry("maps", value -> value.maps("a list of maps").size()),
            Map.entry("map", value -> value.map("keys").values().stream().map(Value::whole).toList()));

    private static Section yaml(String text) {
        return new Section("file", PlainYaml.parse(text, "a test"));
    }

    private static Section json(String text) {
        return PlainJson.parse("file", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text     | 3                    | k is 3, expected a text
            readable | " "                  | k is " ", expected a text
            readable | "\\u0007"            | k is "\\u0007", expected a text without control characters
            truth    | "\\u001b\\u200b"      | k is "\\u001b\\u200b", expected true or false
            whole    | 1.5                  | k is 1.5, expected a whole number
            whole    | "1"                  | k is "1", expected a whole number
            whole    | 2147483648           | k is 2147483648, expected a whole number from -2147483648 to 2147483647
            range    | 9                    | k is 9, expected a whole number of 1..8
            range    | 99999999999999999999 | k is 99999999999999999999, expected a whole number of 1..8
            long     | 9223372036854775808  | k is 9223372036854775808, expected a whole number of at most 18 digits
            bits     | 1180591620717411303424 | k is 1180591620717411303424, expected a whole number of at most 70 bits
            number   | "1"                  | k is "1", expected a number
            number   | null                 | k is null, expected a number
            truth    | 1                    | k is 1, expected true or false
            choice   | "c"                  | k is "c", expected a or b
            choice   | 1                    | k is 1, expected a or b
            choice of three | "d"           | k is "d", expected one of a, b, c
            list     | []                   | k is [], expected a list of x
            list     | [1, 2.5]             | k[1] is 2.5, expected a whole number
            maps     | {}                   | k is {}, expected a list of maps
            maps     | [{}, 3]              | k[1] is 3, expected keys with values
            map      | [1]                  | k is [1], expected keys
            map      | {"a": 1, "b": true}  | k: b is true, expected a whole number
            """)
    void wrongValues_areRefusedInTheSameWords(String reader, String value, String message) {
        String text = "{\"k\": " + value + "}";
        for (Section section : List.of(yaml(text), json(text))) {
            assertThatThrownBy(() -> requireNonNull(READERS.get(reader)).apply(section.value("k")))
                    .isInstanceOf(InputException.class)
                    .hasMessage("file: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({"text,a text", "whole,a whole number", "range,a whole number", "number,a number", "truth,true or false",
            "choice,a or b", "list,a list of x", "map,keys"})
    void missingValues_areRefused(String reader, String expected) {
        assertThatThrownBy(() -> requireNonNull(READERS.get(reader)).apply(json("{}").value("k")))
                .isInstanceOf(InputException.class)
                .hasMessage("file: k is missing, expected " + expected);
    }

    @Test
    void numbersWithoutEnd_areRefused() {
        assertThatThrownBy(() -> json("{\"k\": 1e999}").value("k").number()).isInstanceOf(InputException.class)
                .hasMessageEndingWith(", expected a finite number");
        assertThatThrownBy(() -> yaml("k: 1e999").value("k").number()).isInstanceOf(InputException.class)
                .hasMessageEndingWith(", expected a finite number");
    }

    @Test
    void keysThatNothingAskedFor_areRefusedInTheEnd() {
        Section section = yaml("{rows: 1, colums: 2}");
        section.value("rows").whole();
        assertThat(section.optional("columns")).isEmpty();
        assertThatThrownBy(section::requireKnownKeys).isInstanceOf(InputException.class)
                .hasMessage("file: colums is unknown, did you mean columns?");
        section.value("colums");
        section.requireKnownKeys();
    }

    @Test
    void keysOfOtherMaps_areSuggestedWithTheirPlace() {
        Section section = json("{\"stride\": 1}");
        section.has("name");
        assertThatThrownBy(() -> section.requireKnownKeys(List.of("stride"), " of a layer"))
                .isInstanceOf(InputException.class)
                .hasMessage("file: stride is unknown here, did you mean stride of a layer?");
    }

    @Test
    void keysOutsideOfAList_areRefusedAtOnce() {
        assertThatThrownBy(() -> Section.of("study", "axes[0]", json("{\"ky\": 1}").node(), List.of("key")))
                .isInstanceOf(InputException.class).hasMessage("axes[0]: ky is unknown, did you mean key?");
        assertThatThrownBy(() -> Section.of("study", "axes[0]", json("{\"a\": 1}").get("a"), List.of("key", "x")))
                .isInstanceOf(InputException.class)
                .hasMessage("study: axes[0] is 1, expected keys with values: key, x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]              | file: is [1], expected a JSON object
            ``               | file: is empty, expected a JSON object
            {"a": 1, "a": 2} | file: is invalid JSON at line 1, column 13: Duplicate Object property "a"
            {"a": 1} {}      | file: is invalid JSON at line 1, column 10: text follows the object
            {"a": 1          | file: is invalid JSON at line 1, column 8: the text is truncated
            {"a": NaN}       | file: is invalid JSON at line 1, column 10: NaN is not a number of JSON
            {"a": yes}       | file: is invalid JSON at line 1, column 7: 'yes' is not a JSON value
            """)
    void textsThatAreNoJson_areRefusedWithTheirPlace(String text, String message) {
        assertThatThrownBy(() -> json(text)).isInstanceOf(InputException.class).hasMessage(message);
    }
}

package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KEYS = List.of("rows", "columns", "bus_width", "time_steps");

    @Test
    void closest_findsMisspelling() {
        assertThat(Suggestion.closest("colums", KEYS)).contains("columns");
        assertThat(Suggestion.closest("Bus-Width", KEYS)).contains("bus_width");
        assertThat(Suggestion.closest("timestep", KEYS)).contains("time_steps");
        assertThat(Suggestion.closest("row", KEYS)).contains("rows");
    }

    @Test
    void closest_findsNothingFar() {
        assertThat(Suggestion.closest("pipelining", KEYS)).isEmpty();
        assertThat(Suggestion.closest("x", List.of("y"))).isEmpty();
    }

    @Test
    void unknown_namesPlaceKeyAndSuggestion() {
        assertThat(InputException.unknown("a.yaml", "key", "colums", List.of("rows", "columns")))
                .hasMessage("a.yaml: key colums is unknown, did you mean key columns?");
        assertThat(InputException.unknown("a.yaml", "key", "pipelining", List.of("rows", "columns")))
                .hasMessage("a.yaml: key pipelining is unknown, expected rows or columns");
        assertThat(InputException.unknown("a.yaml", "pipelining", List.of("rows", "columns")))
                .hasMessage("a.yaml: pipelining is unknown, expected rows or columns");
    }
}

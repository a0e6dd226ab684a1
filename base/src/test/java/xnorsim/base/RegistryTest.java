package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of an extension's author are named in one sentence. */
class RegistryTest {
    /** A door of the tests. */
    public interface Door extends Registry.Keyed {}

    private record Named(String key) implements Door {}

    private record Described(String key, String text) implements MapKind {
        @Override
        public List<KeySpec> keys() {
            return List.of();
        }

        @Override
        public Map<String, String> defaults() {
            return Map.of();
        }
    }

    @Test
    void twoOfOneName_areBothNamed() {
        assertThatThrownBy(() -> Registry.of("door", Door.class, List.of(new Named("one"), new Named("one"))))
                .isInstanceOf(InputException.class)
                .hasMessage("extension " + Named.class.getName() + ": key is one, which " + Named.class.getName()
                        + " already has, expected another key for a door");
    }

    @ParameterizedTest
    @CsvSource({"Saturating One", "''", "-x", "x-", "a.b", "Upper"})
    void malformedKeys_areRefused(String key) {
        assertThatThrownBy(() -> Registry.of("door", Door.class, List.of(new Named(key))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected lower-case letters and digits, joined by - or _");
    }

    @ParameterizedTest
    @CsvSource({"0", "101"})
    void descriptions_haveALineInHelp(int length) {
        assertThatThrownBy(() -> Registry.of("door", MapKind.class, List.of(new Described("one", "x".repeat(length)))))
                .isInstanceOf(InputException.class).hasMessageContaining("expected 1..100");
        assertThat(Registry.of("door", MapKind.class, List.of(new Described("two_b", "x".repeat(100)))).keys())
                .containsExactly("two_b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Provider my.Door could not be instantiated | no licence | my.Door cannot be created:"
                    + " java.lang.IllegalStateException: no licence",
            "my.Door Unable to get public no-arg constructor | '' | my.Door Unable to get public no-arg constructor,"
                    + " expected a public class with a public constructor without parameters",
            "Provider my.Door not found | '' | my.Door is registered but not found, expected the name of a class in"
                    + " the jar",
            "Provider my.Door not a subtype | '' | my.Door is registered as xnorsim.base.RegistryTest$Door, expected a"
                    + " class that implements it"})
    void providersThatCannotBeCreated_areNamedWithTheReason(String said, String cause, String reason) {
        Iterable<Door> failing = () -> {
            ServiceConfigurationError error = new ServiceConfigurationError(Door.class.getName() + ": " + said);
            if (!cause.isEmpty()) {
                error.initCause(new IllegalStateException(cause));
            }
            throw error;
        };
        assertThatThrownBy(() -> Registry.of("door", Door.class, failing)).isInstanceOf(InputException.class)
                .hasMessage("extension of kind door: " + reason);
    }
}

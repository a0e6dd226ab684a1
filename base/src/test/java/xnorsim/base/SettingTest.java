package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingTest {
    private enum Reset {
        SOFT, HARD
    }

    private static final Setting<Integer> STEPS = Setting.whole("steps", "time steps", 1, 9, 2);
    private static final Setting<Double> BETA = Setting.number("beta", "what is left", 0, 1, 0.5);
    private static final Setting<Reset> RESET = Setting.choice("reset", "what a spike does", Reset.SOFT);

    private static Section section(String yaml) {
        return new Section("neuron", PlainYaml.parse(yaml, "a neuron"));
    }

    @Test
    void values_areReadOrTheirDefault() {
        Section given = section("{steps: 7, beta: 0.25, reset: hard}");
        assertThat(STEPS.of(given)).isEqualTo(7);
        assertThat(BETA.of(given)).isEqualTo(0.25);
        assertThat(RESET.of(given)).isEqualTo(Reset.HARD);
        Section none = section("{}");
        assertThat(STEPS.of(none)).isEqualTo(2);
        assertThat(BETA.of(none)).isEqualTo(0.5);
        assertThat(RESET.of(none)).isEqualTo(Reset.SOFT);
    }

    @Test
    void ranges_areSaidOnce() {
        assertThat(STEPS.values()).isEqualTo("1..9 (2)");
        assertThat(BETA.values()).isEqualTo("0..1 (0.5)");
        assertThat(RESET.values()).isEqualTo("`soft`, `hard` (`soft`)");
        assertRefused(STEPS, "{steps: 10}", "neuron: steps is 10, expected a whole number of 1..9");
        assertRefused(BETA, "{beta: 1.5}", "neuron: beta is 1.5, expected 0..1");
        assertRefused(BETA, "{beta: much}", "neuron: beta is \"much\", expected a number");
        assertRefused(RESET, "{reset: none}", "neuron: reset is \"none\", expected soft or hard");
        assertRefused(RESET, "{reset: 1}", "neuron: reset is 1, expected soft or hard");
    }

    private static void assertRefused(Setting<?> setting, String yaml, String message) {
        Section own = section(yaml);
        assertThatThrownBy(() -> setting.of(own)).isInstanceOf(InputException.class).hasMessage(message);
    }
}

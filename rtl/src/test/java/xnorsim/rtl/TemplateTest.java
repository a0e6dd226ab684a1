package xnorsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void value_ofSeveralLines_isIndentedAsItsPlace() {
        assertThat(Template.fill("a\n    <b>\nc <= <d>;\n", Map.of("b", "x\n    y\n", "d", 3)))
                .isEqualTo("a\n    x\n        y\nc <= 3;\n");
    }

    @Test
    void line_ofAnEmptyValueAlone_goes() {
        assertThat(Template.fill("a\n    <b>\nc<b>\n", Map.of("b", ""))).isEqualTo("a\nc\n");
    }

    @Test
    void placeOrValue_withoutTheOther_isRefused() {
        assertThatThrownBy(() -> Template.fill("<a> <b>", Map.of("a", 1))).hasMessageContaining("b");
        assertThatThrownBy(() -> Template.fill("<a>", Map.of("a", 1, "b", 2))).hasMessageContaining("b");
    }
}

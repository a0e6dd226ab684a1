package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void typedWords_areInQuotesUnlessTheyAreOne() {
        assertThat(Printable.typed("foo")).isEqualTo("foo");
        assertThat(Printable.typed("foo row1")).isEqualTo("\"foo row1\"");
        assertThat(Printable.typed("")).isEqualTo("\"\"");
        assertThat(Printable.typed("\u001b")).isEqualTo("\\u001b");
    }

    @Test
    void choices_areListedBehindOneOfFromThreeOn() {
        assertThat(InputException.oneOf(List.of("a"))).isEqualTo("a");
        assertThat(InputException.oneOf(List.of("a", "b"))).isEqualTo("a or b");
        assertThat(InputException.oneOf(List.of("a", "b", "c"))).isEqualTo("one of a, b, c");
    }

    @Test
    void line_escapesWhatDoesNotPrint() {
        assertThat(Printable.line("a\u001b[31mb", 400)).isEqualTo("a\\u001b[31mb");
        assertThat(Printable.line("x\n\r\ty\0", 400)).isEqualTo("x\\n\\r\\ty\\u0000");
        assertThat(Printable.line("\u007f\u009b\u0085", 400)).isEqualTo("\\u007f\\u009b\\u0085");
        assertThat(Printable.line("\u202eabc\u2066\u200b\ufeff\u2028", 400))
                .isEqualTo("\\u202eabc\\u2066\\u200b\\ufeff\\u2028");
        assertThat(Printable.line("\ud800x\udc00", 400)).isEqualTo("\\ud800x\\udc00");
        assertThat(Printable.line("\udb40\udc01", 400)).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void line_leavesWhatPrints() {
        String text = "größe \u65e5\u672c \ud83d\ude00 100 % \\n C:\\x";
        assertThat(Printable.line(text, 400)).isEqualTo(text);
    }

    @Test
    void line_tooLong_losesItsMiddle() {
        assertThat(Printable.line("0123456789abcdefghij", 15)).isEqualTo("01234 ... fghij");
        assertThat(Printable.line("a".repeat(500_000) + "z", 400)).hasSize(400).startsWith("aaa").endsWith("az")
                .contains("a ... a");
        // An escape and a pair of surrogates are not cut in two.
        assertThat(Printable.line("\u001b".repeat(5), 15)).isEqualTo(" ... ");
        assertThat(Printable.line("\ud83d\ude00".repeat(20), 16)).isEqualTo(
                "\ud83d\ude00\ud83d\ude00\ud83d\ude00 ... \ud83d\ude00\ud83d\ude00");
    }

    @Test
    void lines_keepTheirEnds() {
        assertThat(Printable.lines("a\n\tb\u001bc\r\n")).isEqualTo("a\n\tb\\u001bc\\r\n");
        assertThat(Printable.lines("plain\n")).isEqualTo("plain\n");
    }

    @Property(tries = 300, seed = "30")
    void line_isOnePrintableLineOfTheLengthAtMost(@ForAll String text, @ForAll @IntRange(min = 10, max = 60) int most) {
        String line = Printable.line(text, most);
        assertThat(line.length()).isLessThanOrEqualTo(most);
        assertThat(line.codePoints().map(Character::getType)).doesNotContain((int) Character.CONTROL,
                (int) Character.FORMAT, (int) Character.SURROGATE);
        assertThat(Printable.line(line, most)).isEqualTo(line);
    }
}

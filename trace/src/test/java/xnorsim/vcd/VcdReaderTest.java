package xnorsim.vcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VcdReaderTest {

    private static final String GOOD = """
            $version by hand $end
            $timescale 1 ps $end
            $scope module m $end
            $var wire 1 ! bit $end
            $var wire 8 " byte [7:0] $end
            $var real 64 # volts $end
            $upscope $end
            $enddefinitions $end
            #0
            $dumpvars
            0!
            b101 "
            r0.5 #
            $end
            #7
            1!
            b10000000 "
            #9
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            '#9'           | #7                    | time does not increase
            b10000000 "    | b110000000 "          | wider
            b10000000 "    | b00000101 "           | changes nothing
            b10000000 "    | bx "                  | not binary
            1!             | 1?                    | not declared
            1!             | b1 !                  | does not suit
            r0.5 #         | b1 #                  | not a real
            0!             | 1"                    | does not suit
            [7:0]          | [8:0]                 | range
            [7:0] $end     | $end                  | range
            wire 8 "       | wire 8 !              | used twice
            byte           | bit                   | declared twice
            byte           | by:te                 | name
            $upscope $end  | $timescale 1 ps $end  | still open
            1 ps           | 2 ps                  | timescale
            '#7'           | #07                   | not a time
            $dumpvars      | 0!                    | no $dumpvars
            wire 1         | reg 1                 | type
            """)
    void faults_areRefused(String good, String bad, String fault) {
        assertThat(VcdReader.read(GOOD).variable("m.byte").signed(7)).isEqualTo(-128);
        assertThat(GOOD).contains(good);
        String faulty = GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThatThrownBy(() -> VcdReader.read(faulty)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void missingInitialValue_isRefused() {
        assertThatThrownBy(() -> VcdReader.read(GOOD.replace("0!\n", ""))).hasMessageContaining("no initial value");
    }
}

package xnorsim.trace.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerTest {
    private static Trigger parse(String text) {
        return Trigger.parse("--trace-when", text, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"code row5 error,code error row5", "code row5 error,row5 code error",
            "code row5 error,error in code row 5",
            "code row5 error,error in code of row5", "code error,error in code", "spike row17,row17 spike",
            "spike row17,spike in row 17", "membrane row3 above 500,row3 membrane above 500",
            "membrane row3 above 500,membrane above 500 row3", "membrane row3 > 500,membrane > 500 in row3",
            "membrane row3 > 500,membrane>500 row3"})
    void parse_wordsInAnotherOrder_sameCondition(String usual, String other) {
        assertThat(parse(other)).isEqualTo(parse(usual));
    }
}

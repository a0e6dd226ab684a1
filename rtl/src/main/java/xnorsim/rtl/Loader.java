package xnorsim.rtl;

import static xnorsim.rtl.Literals.decimal;
import static xnorsim.rtl.Literals.range;

import java.util.Map;

/** The column decoder of the module {@code macro}: the bus into the columns, or into a latch beside the core. */
final class Loader {

    private static final String IN_THE_CORE = """
            // The bus into the columns, beat by beat.
            always_ff @(posedge clk)
                if (rst)
                    columns <= <columns_zero>;
                else if (take)
                    <beats>
            """;

    private static final String BESIDE_THE_CORE = """
            // The bus into the latch, beat by beat, beside the core.
            always_ff @(posedge clk)
                if (rst) begin
                    <beat_zero>
                    shadow <= <columns_zero>;
                end else if (take) begin
                    <beat_next>
                    <beats>
                end

            // The latch into the columns where the core waits for it.
            always_ff @(posedge clk)
                if (rst) begin
                    full <= 1'b0;
                    columns <= <columns_zero>;
                end else if (phase == LOAD && full) begin
                    full <= 1'b0;
                    columns <= shadow;
                end else if (take<last_beat>)
                    full <= 1'b1;
            """;

    private Loader() {}

    static String inTheCore(Subarray s, int countBits) {
        return Template.fill(IN_THE_CORE,
                Map.of("columns_zero", decimal(s.columns(), 0), "beats", beats(s, "columns", "count", countBits)));
    }

    /** Declarations of the latch's registers. */
    static String latchRegisters(Subarray s) {
        int bits = beatBits(s);
        String beat = s.architecture().beats() == 1
                ? ""
                : "\nlogic " + range(bits) + " beat = " + decimal(bits, 0) + "; // of the latch";
        return "logic " + range(s.columns()) + " shadow = " + decimal(s.columns(), 0) + ";\nlogic full = 1'b0;" + beat;
    }

    static String besideTheCore(Subarray s) {
        int bits = beatBits(s);
        String last = "beat == " + decimal(bits, s.architecture().beats() - 1L);
        boolean one = s.architecture().beats() == 1;
        return Template.fill(BESIDE_THE_CORE, Map.of("columns_zero", decimal(s.columns(), 0), "beat_zero",
                one ? "" : "beat <= " + decimal(bits, 0) + ";", "beat_next",
                one ? "" : "beat <= " + last + " ? " + decimal(bits, 0) + " : beat + " + decimal(bits, 1) + ";",
                "beats", beats(s, "shadow", "beat", bits), "last_beat", one ? "" : " && " + last));
    }

    private static int beatBits(Subarray s) {
        return Subarray.bits(s.architecture().beats() - 1L);
    }

    /** Beat k is columns kB .. min(M, (k + 1)B) - 1. */
    private static String beats(Subarray s, String register, String counter, int counterBits) {
        int beats = s.architecture().beats();
        int bus = s.busBits();
        if (beats == 1) {
            return register + " <= bus;\n";
        }
        StringBuilder text = new StringBuilder("case (" + counter + ")\n");
        for (int k = 0; k < beats; k++) {
            int top = Math.min(s.columns(), (k + 1) * bus) - 1;
            text.append("    ").append(k == beats - 1 ? "default" : decimal(counterBits, k)).append(": ")
                    .append(register).append("[").append(top).append(":").append(k * bus).append("] <= ")
                    .append(top - k * bus + 1 == bus ? "bus" : "bus[" + (top - k * bus) + ":0]").append(";\n");
        }
        return text.append("endcase\n").toString();
    }
}

package xnorsim.rtl;

import static xnorsim.rtl.Literals.decimal;
import static xnorsim.rtl.Literals.range;
import static xnorsim.rtl.Literals.signBits;
import static xnorsim.rtl.Literals.zeros;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xnorsim.network.neuron.Leak;
import xnorsim.neurons.Overflow;

/** The module {@code row}: cells, popcount, buffer, converter and IF unit of one row. Its constants are its inputs. */
final class RowModule {

    private static final String TEXT = """
            // <origin>
            // One row: cells, popcount, buffer, converter, IF unit.
            `timescale 1ps / 1ps
            module row (
                input  logic clk,
                input  logic rst,
                input  logic <columns> columns,
                input  logic evaluate,
                input  logic sample,
                <slot_port>
                input  logic sense,
                input  logic integrate,
                input  logic fire,
                input  logic clear,
                input  logic <columns> weights,
                input  logic signed <bias> bias,
                input  logic signed <membrane> <above>,
                output logic overflow,
                output logic spike = 1'b0
            );
                logic <pop> pop = <pop_zero>;
                logic <held> buffer = <held_zero>;
                logic <held> code = <held_zero>;
                logic signed <membrane> membrane = <membrane_zero>;

                // Cells: XNOR of the stored bit and the column.
                logic <columns> agree;
                logic <pop> agreeing;
                assign agree = columns ~^ weights;
                assign agreeing = <pop_bits>'($countones(agree));

                // <kept> + code * 2^F - bias, F = <f>, without loss.
                <leak>
                logic signed <sum> sum;
                logic fits;
                assign sum = <membrane_term>
                    + <code_term>
                    - <bias_term>;
                assign fits = &<sum_top> || ~|<sum_top>;
                assign overflow = integrate && !fits;

                logic fires;
                assign fires = membrane > <above>;

                always_ff @(posedge clk)
                    if (rst) begin
                        pop <= <pop_zero>;
                        buffer <= <held_zero>;
                        code <= <held_zero>;
                        membrane <= <membrane_zero>;
                        spike <= 1'b0;
                    end else begin
                        if (evaluate)
                            pop <= agreeing;
                        if (sample)
                            buffer <= <sampled>;
                        if (sense)
                            code <= buffer;
                        if (clear)
                            membrane <= <membrane_zero>;
                        if (integrate)
                            <integrate>
                        if (fire) begin
                            spike <= fires;
                            if (fires)
                                membrane <= membrane - <threshold>;
                        end
                    end
            endmodule
            """;

    private RowModule() {}

    static String text(Subarray s, String origin) {
        int u = s.architecture().membraneBits();
        int sum = s.sumBits();
        boolean residual = s.architecture().residual();
        boolean leaks = s.dynamics().leaks();
        String kept = leaks ? "leaked" : "membrane";
        String above = s.aboveName().toLowerCase(Locale.ROOT);
        return Template.fill(TEXT, Map.ofEntries(Map.entry("origin", origin),
                Map.entry("slot_port", residual ? "input  logic slot," : ""),
                Map.entry("columns", range(s.columns())), Map.entry("pop_bits", s.popBits()),
                Map.entry("pop", range(s.popBits())), Map.entry("pop_zero", decimal(s.popBits(), 0)),
                Map.entry("held", range(s.bufferBits())), Map.entry("held_zero", decimal(s.bufferBits(), 0)),
                Map.entry("sampled", residual ? "slot ? buffer + {1'd0, pop} : {1'd0, pop}" : "pop"),
                Map.entry("bias", range(s.biasBits())), Map.entry("membrane", range(u)),
                Map.entry("membrane_zero", Literals.signed(u, 0)), Map.entry("f", s.architecture().fractionBits()),
                Map.entry("sum", range(sum)), Map.entry("sum_top", "sum[" + (sum - 1) + ":" + (u - 1) + "]"),
                Map.entry("membrane_term", concatenated(signBits(sum - u, kept, u), kept)),
                Map.entry("kept", kept), Map.entry("leak", leak(s)), Map.entry("above", above),
                Map.entry("threshold", s.dynamics().firesAtThreshold() ? above + " - " + Literals.signed(u, 1) : above),
                Map.entry("code_term", codeTerm(s)),
                Map.entry("bias_term",
                        concatenated(signBits(sum - s.biasBits(), "bias", s.biasBits()), "bias")),
                Map.entry("integrate", integrate(s))));
    }

    /** Nothing for units without a leak. */
    private static String leak(Subarray s) {
        int u = s.architecture().membraneBits();
        return switch (s.dynamics().leak()) {
            case Leak.None _ -> "";
            // Of a shift by U bits or more, the sign is left, as of one by U - 1.
            case Leak.Shift shift -> """
                    logic signed %s leaked;
                    assign leaked = membrane - (membrane >>> %d);
                    """.formatted(range(u), Math.min(shift.by(), u - 1));
            case Leak.Factor factor -> {
                int wide = u + factor.bits();
                yield """
                        logic %s product;
                        logic signed %s leaked;
                        assign product = %s * %s + %s;
                        assign leaked = %d'(product >> %d);
                        """.formatted(range(wide), range(u),
                        concatenated(signBits(factor.bits(), "membrane", u), "membrane"),
                        decimal(wide, factor.code()), decimal(wide, 1L << (factor.bits() - 1)), u, factor.bits());
            }
        };
    }

    private static String codeTerm(Subarray s) {
        int fraction = s.architecture().fractionBits();
        return concatenated(zeros(s.sumBits() - s.bufferBits() - fraction), "code", zeros(fraction));
    }

    private static String integrate(Subarray s) {
        int u = s.architecture().membraneBits();
        String kept = "sum" + range(u);
        if (s.architecture().overflow() == Overflow.ERROR) {
            return "membrane <= " + kept + ";";
        }
        String sign = "sum[" + (s.sumBits() - 1) + "]";
        return "membrane <= fits ? " + kept + " : {" + sign + ", {" + (u - 1) + "{!" + sign + "}}};";
    }

    private static String concatenated(String... parts) {
        List<String> there = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                there.add(part);
            }
        }
        return there.size() == 1 ? there.getFirst() : "{" + String.join(", ", there) + "}";
    }
}

package xnorsim.rtl;

import static xnorsim.rtl.Literals.decimal;
import static xnorsim.rtl.Literals.range;

import java.util.Locale;
import java.util.Map;
import xnorsim.chip.arch.Architecture;
import xnorsim.neurons.Overflow;

/** The module {@code macro}: phases, column decoder, and the rows with their constants. */
final class MacroModule {

    private static final String TEXT = """
            // <origin>
            // The subarray: phases, column decoder, rows. Every register starts at 0 and changes on rising edges only.
            `timescale 1ps / 1ps
            module macro (
                input  logic clk,
                input  logic rst, // every register back to 0
                input  logic available, // a vector, or the rest of one, is available
                input  logic <bus> bus, // the next beat
                output logic take, // the beat is taken at the clock edge ending this cycle
                output logic busy, // phase is not IDLE
                output logic firing, // the edge that ends this cycle writes spikes and membranes
                output logic overflow<overflow_start>, // <overflow>
                output logic <rows> spikes
            );
                localparam logic [2:0] IDLE = 3'd0;
                localparam logic [2:0] LOAD = 3'd1;
                localparam logic [2:0] EVAL = 3'd2;
                localparam logic [2:0] BUFFER = 3'd3;
                localparam logic [2:0] SENSE = 3'd4;
                localparam logic [2:0] INTEGRATE = 3'd5;
                localparam logic [2:0] FIRE = 3'd6;

                logic [2:0] phase = IDLE;
                <slot>
                logic [15:0] step = 16'd0;
                logic <count> count = <count_zero>; // cycles that the phase has lasted
                logic <columns> columns = <columns_zero>;
                <latch>

                // Whether the phase ends with this cycle.
                logic last;
                always_comb
                    case (phase)
                        IDLE: last = available;
                        LOAD: last = <load_ends>;
                        EVAL: last = count == <eval_last>;
                        SENSE: last = count == <sense_last>;
                        default: last = 1'b1;
                    endcase

                logic first; // of a sample: the membranes are cleared
                assign first = step == 16'd0 && !slot;

                assign take = <take>;
                assign busy = phase != IDLE;
                assign firing = phase == FIRE;

                always_ff @(posedge clk)
                    if (rst) begin
                        phase <= IDLE;
                        <slot_zero>
                        step <= 16'd0;
                        count <= <count_zero>;
                    end else begin
                        count <= <count_next>;
                        if (last)
                            case (phase)
                                IDLE: phase <= LOAD;
                                LOAD: phase <= EVAL;
                                EVAL: phase <= BUFFER;
                                <after_buffer>
                                SENSE: phase <= INTEGRATE;
                                INTEGRATE: phase <= FIRE;
                                default: begin
                                    step <= step == 16'd<step_last> ? 16'd0 : step + 16'd1;
                                    phase <= <left> ? LOAD : IDLE;
                                end
                            endcase
                    end

                <loader>

                // What the rows do at the edge that ends this cycle.
                logic evaluate, sample, sense, integrate, fire, clear;
                assign evaluate = phase == EVAL && last;
                assign sample = phase == BUFFER;
                assign sense = phase == SENSE && last;
                assign integrate = phase == INTEGRATE;
                assign fire = phase == FIRE;
                assign clear = phase == LOAD && <clear> && first;

                // Stored bits (bit j is column j, 1 for a weight of +1), bias_q and <above> of every row.
                <constants>

                logic <rows> overflows;
                <overflow_logic>

                <instances>
            endmodule
            """;

    private static final String STICKY_OVERFLOW = """
            always_ff @(posedge clk)
                if (rst)
                    overflow <= 1'b0;
                else if (|overflows)
                    overflow <= 1'b1;
            """;

    private static final String TWO_SLOTS = """
            BUFFER: begin
                slot <= !slot;
                phase <= slot ? SENSE : LOAD;
            end
            """;

    private MacroModule() {}

    static String text(Subarray s, String origin) {
        Architecture a = s.architecture();
        boolean latch = a.doubleBuffered();
        int count = countBits(a);
        return Template.fill(TEXT, Map.ofEntries(Map.entry("origin", origin), Map.entry("bus", range(s.busBits())),
                Map.entry("rows", range(s.rows())), Map.entry("columns", range(s.columns())),
                Map.entry("columns_zero", decimal(s.columns(), 0)), Map.entry("count", range(count)),
                Map.entry("count_zero", decimal(count, 0)),
                Map.entry("slot", a.residual() ? "logic slot = 1'b0;" : "logic slot;\nassign slot = 1'b0; // one slot"),
                Map.entry("slot_zero", a.residual() ? "slot <= 1'b0;" : ""),
                Map.entry("after_buffer", a.residual() ? TWO_SLOTS : "BUFFER: phase <= SENSE;"),
                Map.entry("latch", latch ? Loader.latchRegisters(s) : ""),
                Map.entry("load_ends", latch ? "full" : "count == " + decimal(count, a.beats() - 1L)),
                Map.entry("eval_last", decimal(count, a.evalCycles() - 1L)),
                Map.entry("sense_last", decimal(count, a.senseCycles() - 1L)),
                Map.entry("take", latch ? "busy && !full && available" : "phase == LOAD"),
                Map.entry("count_next", "last || phase == IDLE" + (latch ? " || phase == LOAD" : "") + " ? "
                        + decimal(count, 0) + " : count + " + decimal(count, 1)),
                Map.entry("step_last", a.timeSteps() - 1), Map.entry("left", latch ? "full || available" : "available"),
                Map.entry("loader", latch ? Loader.besideTheCore(s) : Loader.inTheCore(s, count)),
                Map.entry("clear", latch ? "full" : "count == " + decimal(count, 0)),
                Map.entry("above", s.dynamics().firesAtThreshold() ? "theta_q - 1" : "theta_q"),
                Map.entry("constants", constants(s)), Map.entry("instances", instances(s)),
                Map.entry("overflow", overflowMeaning(a)),
                Map.entry("overflow_start", a.overflow() == Overflow.ERROR ? " = 1'b0" : ""),
                Map.entry("overflow_logic", overflowLogic(a))));
    }

    private static int countBits(Architecture a) {
        int longest = Math.max(a.evalCycles(), a.senseCycles());
        return Subarray.bits((a.doubleBuffered() ? longest : Math.max(longest, a.beats())) - 1L);
    }

    private static String overflowMeaning(Architecture a) {
        return switch (a.overflow()) {
            case ERROR -> "a membrane has overflowed since the last reset";
            case SATURATE -> "a membrane saturates at this edge";
        };
    }

    private static String overflowLogic(Architecture a) {
        return switch (a.overflow()) {
            case ERROR -> STICKY_OVERFLOW;
            case SATURATE -> "assign overflow = |overflows;";
        };
    }

    private static String constants(Subarray s) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < s.rows(); i++) {
            text.append("localparam logic ").append(range(s.columns())).append(" WEIGHTS").append(i).append(" = ")
                    .append(Literals.bits(s.columns(), s.weightsOf(i))).append(";\n");
        }
        for (int i = 0; i < s.rows(); i++) {
            text.append("localparam logic signed ").append(range(s.biasBits())).append(" BIAS").append(i).append(" = ")
                    .append(Literals.signed(s.biasBits(), s.bias()[i])).append(";\n");
        }
        int u = s.architecture().membraneBits();
        for (int i = 0; i < s.rows(); i++) {
            text.append("localparam logic signed ").append(range(u)).append(' ').append(s.aboveName()).append(i)
                    .append(" = ").append(Literals.signed(u, s.above()[i])).append(";\n");
        }
        return text.toString();
    }

    private static String instances(Subarray s) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < s.rows(); i++) {
            text.append("row row").append(i).append(" (.weights(WEIGHTS").append(i).append("), .bias(BIAS").append(i)
                    .append("), .").append(s.aboveName().toLowerCase(Locale.ROOT)).append('(').append(s.aboveName())
                    .append(i).append("), .overflow(overflows[").append(i)
                    .append("]), .spike(spikes[").append(i).append("]), .*);\n");
        }
        return text.toString();
    }
}

package xnorsim.rtl;

import static xnorsim.rtl.Literals.range;

import java.util.Map;
import xnorsim.neurons.Overflow;

/** The module {@code bench}: drives the vectors, dumps the waveform, and compares spikes, membranes and cycles. */
final class Bench {

    private static final String TEXT = """
            // <origin>
            // Drives the beats of beats.mem and compares every spike and membrane with what the simulation expects.
            //   +vcd=FILE      write the waveform
            //   +interrupt=K   after K cycles reset the subarray and start over
            `timescale 1ps / 1ps
            module bench;
                localparam int BEATS = <beats>;
                localparam int PASSES = <passes>; // time steps of all samples
                localparam longint CYCLES = <cycles>; // from leaving IDLE to being IDLE again

                logic clk = 1'b0;
                logic rst = 1'b0;
                initial begin
                    #<period>;
                    forever begin
                        clk = 1'b1;
                        #<half>;
                        clk = 1'b0;
                        #<half>;
                    end
                end

                logic available, take, busy, firing, overflow;
                logic <bus> bus;
                logic <rows> spikes;
                macro macro (.*);

                // The bus.
                logic <bus> beats [0:BEATS-1];
                int beat = 0;
                assign available = beat != BEATS;
                assign bus = available ? beats[beat] : <bus_zero>;
                always @(posedge clk)
                    if (rst)
                        beat <= 0;
                    else if (take)
                        beat <= beat + 1;

                // Membranes in the order of the rows.
                logic <membrane> membranes [0:<last_row>];
                <membranes>

                // What the simulation expects: a line per pass, and a line per pass and row.
                logic <rows> expected_spikes [0:PASSES-1];
                logic <membrane> expected_membranes [0:PASSES*<n>-1];
                initial begin
                    $readmemh("beats.mem", beats);
                    $readmemh("spikes.mem", expected_spikes);
                    $readmemh("membranes.mem", expected_membranes);
                end

                logic fired = 1'b0;
                always @(posedge clk)
                    fired <= firing && !rst;

                int pass = 0;
                int errors = 0;
                always @(negedge clk)
                    if (rst) begin
                        pass <= 0;
                        errors <= 0;
                    end else if (fired) begin
                        errors <= errors + wrong(pass);
                        pass <= pass + 1;
                    end

                function automatic int wrong(input int k);
                    int count;
                    count = 0;
                    if (k >= PASSES)
                        return 1;
                    for (int i = 0; i < <n>; i = i + 1)
                        if (spikes[i] !== expected_spikes[k][i] || membranes[i] !== expected_membranes[k*<n>+i]) begin
                            count = count + 1;
                            $display("pass %0d, row %0d: spike %b, expected %b; membrane %0d, expected %0d", k, i,
                                spikes[i], expected_spikes[k][i], $signed(membranes[i]),
                                $signed(expected_membranes[k*<n>+i]));
                        end
                    return count;
                endfunction

                longint cycles = 0;
                always @(posedge clk)
                    if (rst)
                        cycles <= 0;
                    else if (busy && cycles <= CYCLES)
                        cycles <= cycles + 1;
                    else if (cycles != 0) begin
                        if (errors == 0 && pass == PASSES && cycles == CYCLES<no_overflow>) begin
                            $display("PASS: %0d spikes and membranes, %0d cycles", PASSES * <n>, cycles);
                            $finish;
                        end else begin
                            $display("FAIL: %0d differences, %0d of %0d passes, %0d of %0d cycles, overflow %b", errors,
                                pass, PASSES, cycles, CYCLES, overflow);
                            $fatal(1);
                        end
                    end

                // At the falling edge of cycle K, so that nothing else changes with the reset.
                int interrupt = 0;
                int cycle = 0;
                always @(negedge clk) begin
                    cycle <= cycle + 1;
                    rst <= cycle + 1 == interrupt;
                end

                string file;
                initial begin
                    if ($value$plusargs("interrupt=%d", interrupt))
                        $display("reset in cycle %0d", interrupt);
                    if ($value$plusargs("vcd=%s", file)) begin
                        $dumpfile(file);
                        $dumpvars(0, macro);
                    end
                end
            endmodule
            """;

    private Bench() {}

    /** The test bench for these numbers of passes and cycles. */
    static String text(Subarray s, long passes, long cycles, String origin) {
        StringBuilder membranes = new StringBuilder();
        for (int i = 0; i < s.rows(); i++) {
            membranes.append("assign membranes[").append(i).append("] = macro.row").append(i).append(".membrane;\n");
        }
        long period = s.architecture().clockPeriodPs();
        return Template.fill(TEXT, Map.ofEntries(Map.entry("origin", origin),
                Map.entry("beats", passes * s.architecture().slots() * s.architecture().beats()),
                Map.entry("passes", passes), Map.entry("cycles", cycles), Map.entry("period", period),
                Map.entry("half", period / 2), Map.entry("bus", range(s.busBits())),
                Map.entry("bus_zero", Literals.decimal(s.busBits(), 0)), Map.entry("rows", range(s.rows())),
                Map.entry("n", s.rows()), Map.entry("last_row", s.rows() - 1),
                Map.entry("membrane", range(s.architecture().membraneBits())), Map.entry("membranes", membranes),
                Map.entry("no_overflow", s.architecture().overflow() == Overflow.ERROR ? " && !overflow" : "")));
    }
}

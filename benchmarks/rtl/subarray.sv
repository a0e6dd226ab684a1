// The (N, M) subarray of docs/timing.md as a designer would write it: the comparison of benchmarks/run.sh.
// Residual (two slots), loaded directly, one cycle each for EVAL and SENSE. Registers are those of the waveform.
// What is not a register of the subarray, the stored weights and the parameters, is written over a port of its own.

// Delayed assignments, as registers are written. LOOPS is a rewrite for speed alone: with plain assignments, which mean
// the same here because nothing else reads these arrays at the edge, Verilator keeps the loops over the rows.
`ifdef LOOPS
`define SET =
/* verilator lint_off BLKSEQ */
`else
`define SET <=
`endif

module subarray #(
    parameter int N = 128,  // rows
    parameter int M = 128,  // columns, a multiple of B
    parameter int B = 32,   // columns a beat
    parameter int T = 8,    // time steps of a sample
    parameter int F = 8,    // fraction bits
    parameter int U = 32    // membrane bits
) (
    input logic clk,

    input logic                 program_row,
    input logic [$clog2(N)-1:0] program_address,
    input logic [M-1:0]         program_weights,
    input logic [U-1:0]         program_bias,
    input logic [U-1:0]         program_threshold,

    input logic         sample,  // there is a vector to load, now or after FIRE
    input logic [B-1:0] bus,

    output logic [2:0]   phase,
    output logic         slot,
    output logic [15:0]  step,
    output logic [N-1:0] spike
);
    localparam int L = M / B;
    localparam logic [$clog2(L+1)-1:0] LAST = ($clog2(L + 1))'(L - 1);
    localparam int POP = $clog2(M + 1);
    localparam int DOT = $clog2(2 * M + 1);

    typedef enum logic [2:0] {IDLE, LOAD, EVAL, BUFFER, SENSE, INTEGRATE, FIRE} phase_t;

    /* verilator tracing_off */
    logic [M-1:0]        weights[N];
    logic signed [U-1:0] bias[N];
    logic signed [U-1:0] threshold[N];
    /* verilator tracing_on */

    logic [$clog2(L+1)-1:0] beat;
    logic [M-1:0]           columns;
    logic [POP-1:0]         pop[N];
    logic [DOT-1:0]         buffer[N];
    logic [DOT-1:0]         code[N];
    logic signed [U-1:0]    membrane[N]  /* verilator public_flat_rd */;

    always_ff @(posedge clk)
        if (program_row) begin
            weights[program_address] <= program_weights;
            bias[program_address] <= program_bias;
            threshold[program_address] <= program_threshold;
        end

    always_ff @(posedge clk) begin
        case (phase)
            IDLE: if (sample) phase <= LOAD;
            LOAD: begin
                columns[beat*B+:B] <= bus;
                if (beat == 0 && step == 0 && !slot) for (int i = 0; i < N; i++) membrane[i] `SET '0;
                if (beat == LAST) begin
                    beat <= '0;
                    phase <= EVAL;
                end else beat <= beat + 1'b1;
            end
            EVAL: begin
                for (int i = 0; i < N; i++) pop[i] `SET POP'($countones(weights[i] ~^ columns));
                phase <= BUFFER;
            end
            BUFFER: begin
                if (!slot) begin
                    for (int i = 0; i < N; i++) buffer[i] `SET DOT'(pop[i]);
                    phase <= LOAD;
                end else begin
                    for (int i = 0; i < N; i++) buffer[i] `SET buffer[i] + DOT'(pop[i]);
                    phase <= SENSE;
                end
                slot <= !slot;
            end
            SENSE: begin
                for (int i = 0; i < N; i++) code[i] `SET buffer[i];
                phase <= INTEGRATE;
            end
            INTEGRATE: begin
                for (int i = 0; i < N; i++) membrane[i] `SET membrane[i] + (U'(code[i]) << F) - bias[i];
                phase <= FIRE;
            end
            FIRE: begin
                for (int i = 0; i < N; i++) begin
                    spike[i] <= membrane[i] > threshold[i];
                    if (membrane[i] > threshold[i]) membrane[i] `SET membrane[i] - threshold[i];
                end
                step <= step == 16'(T - 1) ? '0 : step + 1'b1;
                phase <= sample ? LOAD : IDLE;
            end
            default: phase <= IDLE;
        endcase
    end
endmodule

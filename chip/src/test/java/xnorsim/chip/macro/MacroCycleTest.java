package xnorsim.chip.macro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;

/**
 * Waveforms of small subarrays, cycle by cycle, written by hand from docs/timing.md. Phases: 0 IDLE, 1 LOAD, 2 EVAL,
 * 3 BUFFER, 4 SENSE, 5 INTEGRATE, 6 FIRE.
 */
class MacroCycleTest {

    private static Architecture architecture(int rows, int columns, int bus, int eval, int sense, boolean latch,
            boolean residual, int steps) {
        return new Architecture(new ArraySize(rows, columns), new ArrayTiming(bus, eval, sense, latch, 10),
                new SampleSteps(steps, residual), new MembraneFormat(1, 16, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(64, Pipelining.NONE));
    }

    /** Row 0 stores 101 (M1 = 1), row 1 stores 000 (M1 = 3); bias = M1 + mean, in halves. */
    private static final byte[] WEIGHTS = {1, 0, 1, 0, 0, 0};

    @Test
    void singleSlot_directLoad() {
        // Sample of two steps, spikes 110 then 001; bus of 2 wires: 2 beats.
        // Step 0: row 0 agrees with 110 in column 0 only: pop 1; row 1 in column 2 only: pop 1.
        // Step 1: row 0 agrees with 001 in columns 1, 2: pop 2; row 1 in columns 0, 1: pop 2.
        // bias_q: row 0 = 2*(1 - 1.5) = -1; row 1 = 2*(3 - 2.5) = 1. theta_q: row 0 = 2, row 1 = 2.
        // Row 0: 0+2+1 = 3 > 2 fires -> 1; 1+4+1 = 6 > 2 -> 4. Row 1: 0+2-1 = 1 -> no; 1+4-1 = 4 > 2 -> 2.
        MacroInput input = new MacroInput(WEIGHTS, new double[]{-1.5, -2.5}, new double[]{1, 1}, 1,
                new byte[]{1, 1, 0, 0, 0, 1});

        CycleTable table = new CycleTable(architecture(2, 3, 2, 1, 1, false, false, 2), input, "phase", "step",
                "columns", "row0.pop", "row0.buffer", "row0.code", "row0.membrane", "row0.spike", "row1.membrane",
                "row1.spike");

        assertThat(table.lines()).containsExactly(
                "0: 0 0 000 0 0 0 0 0 0 0",
                "1: 1 0 000 0 0 0 0 0 0 0",
                "2: 1 0 110 0 0 0 0 0 0 0",
                "3: 2 0 110 0 0 0 0 0 0 0",
                "4: 3 0 110 1 0 0 0 0 0 0",
                "5: 4 0 110 1 1 0 0 0 0 0",
                "6: 5 0 110 1 1 1 0 0 0 0",
                "7: 6 0 110 1 1 1 3 0 1 0",
                "8: 1 1 110 1 1 1 1 1 1 0",
                "9: 1 1 000 1 1 1 1 1 1 0",
                "10: 2 1 001 1 1 1 1 1 1 0",
                "11: 3 1 001 2 1 1 1 1 1 0",
                "12: 4 1 001 2 2 1 1 1 1 0",
                "13: 5 1 001 2 2 2 1 1 1 0",
                "14: 6 1 001 2 2 2 6 1 4 0",
                "15: 0 0 001 2 2 2 4 1 2 1");
        assertThat(table.result().cycles()).isEqualTo(14);
        assertThat(table.result().spikes()).containsExactly(1, 0, 1, 1);
        assertThat(table.result().membranes()).containsExactly(1, 1, 4, 2);
        assertThat(table.result().dots()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void twoSlots_directLoad_secondSampleClearsTheMembranesWithItsFirstBeat() {
        // One step a sample, two samples; slots 111|000 and 000|111; 1 beat, E = 2, S = 2.
        // Row 0 (101): pop 2 and 1, dot 3 in both samples; bias_q = 2*(2*1 + 0.25) = 4.5 -> 4 (half to even).
        // 0+6-4 = 2, theta_q = 2*1.5 = 3: no spike.
        MacroInput input = new MacroInput(new byte[]{1, 0, 1}, new double[]{0.25}, new double[]{1.5}, 2,
                new byte[]{1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1});

        CycleTable table = new CycleTable(architecture(1, 3, 8, 2, 2, false, true, 1), input, "phase", "slot",
                "columns", "row0.pop", "row0.buffer", "row0.code", "row0.membrane");

        assertThat(table.lines()).containsExactly(
                "0: 0 0 000 0 0 0 0",
                "1: 1 0 000 0 0 0 0",
                "2: 2 0 111 0 0 0 0",
                "3: 2 0 111 0 0 0 0",
                "4: 3 0 111 2 0 0 0",
                "5: 1 1 111 2 2 0 0",
                "6: 2 1 000 2 2 0 0",
                "7: 2 1 000 2 2 0 0",
                "8: 3 1 000 1 2 0 0",
                "9: 4 0 000 1 3 0 0",
                "10: 4 0 000 1 3 0 0",
                "11: 5 0 000 1 3 3 0",
                "12: 6 0 000 1 3 3 2",
                "13: 1 0 000 1 3 3 2",
                "14: 2 0 000 1 3 3 0",
                "15: 2 0 000 1 3 3 0",
                "16: 3 0 000 1 3 3 0",
                "17: 1 1 000 1 1 3 0",
                "18: 2 1 111 1 1 3 0",
                "19: 2 1 111 1 1 3 0",
                "20: 3 1 111 2 1 3 0",
                "21: 4 0 111 2 3 3 0",
                "22: 4 0 111 2 3 3 0",
                "23: 5 0 111 2 3 3 0",
                "24: 6 0 111 2 3 3 2",
                "25: 0 0 111 2 3 3 2");
        assertThat(table.result().cycles()).isEqualTo(2 * (2 * (1 + 2 + 1) + 2 + 2));
        assertThat(table.result().membranes()).containsExactly(2, 2);
    }

    @Test
    void doubleBuffered_loaderRunsBesideTheCore() {
        // 3 columns on one wire: 3 beats. The loader starts in cycle 1, fills in cycles 1..3, is full in cycle 4; the
        // core takes at edge 5; the loader goes on in cycles 5..7, is full in cycle 8.
        MacroInput input = new MacroInput(new byte[]{1, 0, 1}, new double[]{0}, new double[]{1}, 1,
                new byte[]{1, 1, 0, 0, 0, 1});

        CycleTable table = new CycleTable(architecture(1, 3, 1, 1, 1, true, false, 2), input, "phase", "full",
                "shadow", "columns", "row0.pop", "row0.membrane", "row0.spike");

        // bias_q = 2*1 = 2, theta_q = 2. Step 0: pop 1: 0+2-2 = 0. Step 1: pop 2: 0+4-2 = 2, not above 2.
        assertThat(table.lines()).containsExactly(
                "0: 0 0 000 000 0 0 0",
                "1: 1 0 000 000 0 0 0",
                "2: 1 0 100 000 0 0 0",
                "3: 1 0 110 000 0 0 0",
                "4: 1 1 110 000 0 0 0",
                "5: 2 0 110 110 0 0 0",
                "6: 3 0 010 110 1 0 0",
                "7: 4 0 000 110 1 0 0",
                "8: 5 1 001 110 1 0 0",
                "9: 6 1 001 110 1 0 0",
                "10: 1 1 001 110 1 0 0",
                "11: 2 0 001 001 1 0 0",
                "12: 3 0 001 001 2 0 0",
                "13: 4 0 001 001 2 0 0",
                "14: 5 0 001 001 2 0 0",
                "15: 6 0 001 001 2 2 0",
                "16: 0 0 001 001 2 2 0");
        assertThat(table.result().cycles()).isEqualTo(15);
    }

    @Test
    void sampleCycles_followTheClosedForm() {
        for (int bus = 1; bus <= 9; bus++) {
            for (int eval = 1; eval <= 3; eval++) {
                for (int sense = 1; sense <= 3; sense++) {
                    for (boolean residual : new boolean[]{false, true}) {
                        Architecture a = architecture(2, 7, bus, eval, sense, false, residual, 3);
                        MacroInput input = new MacroInput(new byte[14], new double[2], new double[]{1, 1}, 2,
                                new byte[2 * 3 * a.slots() * 7]);
                        MacroSimulation macro = new MacroSimulation(a, input, new xnorsim.arrays.ScalarPopcount());
                        int beats = (7 + bus - 1) / bus;
                        assertThat(macro.run().cycles())
                                .isEqualTo(2L * 3 * (a.slots() * (beats + eval + 1) + sense + 2));
                        for (boolean buffered : new boolean[]{false, true}) {
                            Architecture b = architecture(2, 7, bus, eval, sense, buffered, residual, 3);
                            MacroSimulation known = new MacroSimulation(b, input,
                                    new xnorsim.arrays.ScalarPopcount());
                            assertThat(known.cycles()).as(b::toString).isEqualTo(known.run().cycles());
                        }
                    }
                }
            }
        }
    }
}

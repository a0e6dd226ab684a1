package xnorsim.chip.arch;

import java.util.Locale;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.base.InputException;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.NeuronRule;
import xnorsim.neurons.Overflow;

/**
 * The architecture of the subarrays and of the chip around them; every component is a key of the architecture file.
 *
 * @param rows          N, rows of a subarray, 1..16384
 * @param columns       M, columns of a subarray, 1..16384
 * @param busWidth      B, columns loaded per cycle, at least 1
 * @param evalCycles    E, cycles until the row sums are there, at least 1
 * @param senseCycles   S, cycles of the conversion, at least 1
 * @param doubleBuffered whether the next vector loads while the present one is processed
 * @param residual      f, two slots per time step; of a single subarray, a network says it layer by layer
 * @param timeSteps     T, time steps a sample takes, 1..65535
 * @param fractionBits  F, 0..32
 * @param membraneBits  U, 8..64, two's complement
 * @param clockPeriodPs picoseconds, even, 2..10^9
 * @param overflow      what a membrane out of range does
 * @param lanes         adders of a digital layer, at least 1
 * @param pipelining    how far layers overlap
 * @param chip          what the chip has beside
 * @param readout       how rows are read; an analog one sets the sense cycles
 * @param neuron        what the units of all layers but the last do
 */
public record Architecture(int rows, int columns, int busWidth, int evalCycles, int senseCycles,
        boolean doubleBuffered, boolean residual, int timeSteps, int fractionBits, int membraneBits, long clockPeriodPs,
        Overflow overflow, int lanes, Pipelining pipelining, ChipParameters chip, Readout readout,
        NeuronRule neuron) {

    /** Largest number of rows or columns. */
    public static final int LARGEST_SIDE = 16_384;

    /** Largest number of cycles a phase may take and of wires and adders; far beyond any use, far from overflow. */
    public static final int LARGEST_COUNT = 1_000_000;

    private static final Architecture DEFAULTS = new Architecture(128, 128, 32, 1, 1, false, false, 8, 8, 32, 2_000,
            Overflow.ERROR, 64, Pipelining.NONE);

    /** Checks every range. */
    public Architecture {
        check("rows", rows, 1, LARGEST_SIDE);
        check("columns", columns, 1, LARGEST_SIDE);
        check("bus_width", busWidth, 1, LARGEST_COUNT);
        check("eval_cycles", evalCycles, 1, LARGEST_COUNT);
        check("sense_cycles", senseCycles, 1, LARGEST_COUNT);
        check("time_steps", timeSteps, 1, 65_535);
        check("fraction_bits", fractionBits, 0, 32);
        check("membrane_bits", membraneBits, 8, 64);
        check("clock_period_ps", clockPeriodPs, 2, 1_000_000_000);
        if (clockPeriodPs % 2 != 0) {
            throw InputException.wrongValue("architecture", "clock_period_ps", clockPeriodPs, "an even number");
        }
        check("lanes", lanes, 1, LARGEST_COUNT);
        if (readout instanceof AnalogReadout analog) {
            check(analog.conversion(), rows, columns, senseCycles);
            check(analog.hold().samplingSwitch(), (evalCycles + 1L) * clockPeriodPs);
        }
        if (readout.comparesLastStep()) {
            neuron.require(NeuronRule.Analysis.DECISION, "a readout with last_step: compare");
        }
    }

    /** What a converter's settings have to do with the array. */
    private static void check(Conversion c, int rows, int columns, int senseCycles) {
        if (c.rowsPerConverter() > rows) {
            throw InputException.wrongValue("architecture: readout", "rows_per_converter", c.rowsPerConverter(),
                    "1.." + rows + ", the rows of an array");
        }
        if (c.clipHigh().isPresent() && c.clipHigh().getAsInt() > 2 * columns) {
            throw InputException.wrongValue("architecture: readout", "clip_high_levels", c.clipHigh().getAsInt(),
                    "at most " + 2 * columns + ", all columns in two slots");
        }
        if (senseCycles != c.senseCycles(columns)) {
            throw InputException.wrongValue("architecture", "sense_cycles", senseCycles,
                    c.senseCycles(columns) + ": " + c.rowsPerConverter()
                            + (c.rowsPerConverter() == 1 ? " row uses a " : " rows share a ")
                            + c.kind().name().toLowerCase(Locale.ROOT) + " converter of " + c.bits(columns)
                            + " bits, " + c.cyclesPerDecision()
                            + (c.cyclesPerDecision() == 1 ? " cycle a decision" : " cycles a decision"));
        }
    }

    /** A row is evaluated, and held to the end of BUFFER, for so many picoseconds; before that there is nothing to sample. */
    private static void check(SamplingSwitch s, long rowPs) {
        if (Double.isFinite(s.closedPs()) && s.closedPs() > rowPs) {
            throw InputException.wrongValue("architecture: readout", "sampling_time_ps", s.closedPs(),
                    "at most " + rowPs + ", the cycles of EVAL and BUFFER");
        }
    }

    private static int senseCycles(AnalogReadout readout, int columns) {
        return readout.conversion().senseCycles(columns);
    }

    /** An architecture with integrate-and-fire units. */
    public Architecture(int rows, int columns, int busWidth, int evalCycles, int senseCycles, boolean doubleBuffered,
            boolean residual, int timeSteps, int fractionBits, int membraneBits, long clockPeriodPs, Overflow overflow,
            int lanes, Pipelining pipelining, ChipParameters chip, Readout readout) {
        this(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps, fractionBits,
                membraneBits, clockPeriodPs, overflow, lanes, pipelining, chip, readout, IntegrateAndFire.RULE);
    }

    /** An architecture with the ideal readout. */
    public Architecture(int rows, int columns, int busWidth, int evalCycles, int senseCycles, boolean doubleBuffered,
            boolean residual, int timeSteps, int fractionBits, int membraneBits, long clockPeriodPs, Overflow overflow,
            int lanes, Pipelining pipelining, ChipParameters chip) {
        this(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps, fractionBits,
                membraneBits, clockPeriodPs, overflow, lanes, pipelining, chip, Readout.ideal());
    }

    /** An architecture with the default {@link ChipParameters} and the ideal readout. */
    public Architecture(int rows, int columns, int busWidth, int evalCycles, int senseCycles, boolean doubleBuffered,
            boolean residual, int timeSteps, int fractionBits, int membraneBits, long clockPeriodPs, Overflow overflow,
            int lanes, Pipelining pipelining) {
        this(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps, fractionBits,
                membraneBits, clockPeriodPs, overflow, lanes, pipelining, ChipParameters.defaults());
    }

    /** The architecture of an empty file. */
    public static Architecture defaults() {
        return DEFAULTS;
    }

    /** Time slots of a time step, 1 + f. */
    public int slots() {
        return residual ? 2 : 1;
    }

    /** Beats L = ceil(M / B) of a vector. */
    public int beats() {
        return (columns + busWidth - 1) / busWidth;
    }

    /** The same architecture with another number of time steps. */
    public Architecture withTimeSteps(int steps) {
        return new Architecture(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, steps,
                fractionBits, membraneBits, clockPeriodPs, overflow, lanes, pipelining, chip, readout, neuron);
    }

    /** The same architecture with membranes of other widths. */
    public Architecture withFixedPoint(int fraction, int membrane) {
        return new Architecture(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps,
                fraction, membrane, clockPeriodPs, overflow, lanes, pipelining, chip, readout, neuron);
    }

    /** The same architecture with layers that overlap or do not. */
    public Architecture withPipelining(Pipelining other) {
        return new Architecture(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps,
                fractionBits, membraneBits, clockPeriodPs, overflow, lanes, other, chip, readout, neuron);
    }

    /** The same subarrays on another chip. */
    public Architecture withChip(ChipParameters other) {
        return new Architecture(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps,
                fractionBits, membraneBits, clockPeriodPs, overflow, lanes, pipelining, other, readout, neuron);
    }

    /** The same architecture with another readout, and with the sense cycles of an analog one. */
    public Architecture withReadout(Readout other) {
        int sense = other instanceof AnalogReadout analog ? senseCycles(analog, columns) : senseCycles;
        return new Architecture(rows, columns, busWidth, evalCycles, sense, doubleBuffered, residual, timeSteps,
                fractionBits, membraneBits, clockPeriodPs, overflow, lanes, pipelining, chip, other, neuron);
    }

    /** The same architecture with units of another rule. */
    public Architecture withNeuron(NeuronRule other) {
        return new Architecture(rows, columns, busWidth, evalCycles, senseCycles, doubleBuffered, residual, timeSteps,
                fractionBits, membraneBits, clockPeriodPs, overflow, lanes, pipelining, chip, readout, other);
    }

    private static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw InputException.wrongValue("architecture", key, value, least + ".." + most);
        }
    }
}

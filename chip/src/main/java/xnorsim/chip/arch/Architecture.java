package xnorsim.chip.arch;

import xnorsim.arrays.readout.Readout;
import xnorsim.base.InputException;
import xnorsim.base.Key;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.NeuronRule;
import xnorsim.neurons.Overflow;

/**
 * The architecture of the subarrays and the chip around them. The keys of the architecture file are annotated at the
 * components of its parts.
 *
 * @param size     of a subarray
 * @param timing   of a subarray
 * @param sample   time steps and slots of a sample on a single subarray; a network sets them itself
 * @param membrane format of the membranes
 * @param readout  how rows are read; a readout with its own sense cycles overrides those of the timing
 * @param neuron   neuron model of all layers but the last
 * @param chip     the rest of the chip
 */
public record Architecture(ArraySize size, ArrayTiming timing, SampleSteps sample, MembraneFormat membrane,
        @Key(also = "a map", byDefault = "exact counting", text = "how rows are read, below") Readout readout,
        @Key(also = "a map", byDefault = "integrate_and_fire", text = "neuron model, below") NeuronRule neuron,
        ChipParameters chip) {

    private static final Architecture DEFAULTS = new Architecture(new ArraySize(128, 128),
            new ArrayTiming(32, 1, 1, false, 2_000), new SampleSteps(8, false),
            new MembraneFormat(8, 32, Overflow.ERROR), Readout.ideal(), IntegrateAndFire.RULE,
            ChipParameters.defaults());

    /** Checks that the parts are consistent. */
    public Architecture {
        try {
            readout.requireFits(size.rows(), size.columns(), (timing.evalCycles() + 1L) * timing.clockPeriodPs());
        } catch (IllegalArgumentException e) {
            throw new InputException("architecture: readout: " + e.getMessage(), e);
        }
        int needed = readout.senseCycles(size.columns()).orElse(timing.senseCycles());
        if (timing.senseCycles() != needed) {
            throw InputException.wrongValue("architecture", "sense_cycles", timing.senseCycles(),
                    needed + ": " + readout.senseReason(size.columns()));
        }
        if (readout.comparesLastStep()) {
            neuron.require(NeuronRule.Analysis.DECISION, "a readout with last_step: compare");
        }
    }

    /** The default architecture. */
    public static Architecture defaults() {
        return DEFAULTS;
    }

    /** {@link ArraySize#rows}. */
    public int rows() {
        return size.rows();
    }

    /** {@link ArraySize#columns}. */
    public int columns() {
        return size.columns();
    }

    /** {@link ArrayTiming#busWidth}. */
    public int busWidth() {
        return timing.busWidth();
    }

    /** {@link ArrayTiming#evalCycles}. */
    public int evalCycles() {
        return timing.evalCycles();
    }

    /** {@link ArrayTiming#senseCycles}. */
    public int senseCycles() {
        return timing.senseCycles();
    }

    /** {@link ArrayTiming#doubleBuffered}. */
    public boolean doubleBuffered() {
        return timing.doubleBuffered();
    }

    /** {@link ArrayTiming#clockPeriodPs}. */
    public long clockPeriodPs() {
        return timing.clockPeriodPs();
    }

    /** {@link SampleSteps#timeSteps}. */
    public int timeSteps() {
        return sample.timeSteps();
    }

    /** {@link SampleSteps#residual}. */
    public boolean residual() {
        return sample.residual();
    }

    /** {@link MembraneFormat#fractionBits}. */
    public int fractionBits() {
        return membrane.fractionBits();
    }

    /** {@link MembraneFormat#membraneBits}. */
    public int membraneBits() {
        return membrane.membraneBits();
    }

    /** {@link MembraneFormat#overflow}. */
    public Overflow overflow() {
        return membrane.overflow();
    }

    /** {@link ChipParameters#lanes}. */
    public int lanes() {
        return chip.lanes();
    }

    /** {@link ChipParameters#pipelining}. */
    public Pipelining pipelining() {
        return chip.pipelining();
    }

    /** Time slots of a time step, 1 + f. */
    public int slots() {
        return residual() ? 2 : 1;
    }

    /** Beats L = ceil(M / B) of a vector. */
    public int beats() {
        return Math.ceilDiv(columns(), busWidth());
    }

    /** The same architecture with another timing. */
    public Architecture withTiming(ArrayTiming other) {
        return new Architecture(size, other, sample, membrane, readout, neuron, chip);
    }

    /** The same architecture with another number of time steps. */
    public Architecture withTimeSteps(int steps) {
        return withSample(new SampleSteps(steps, residual()));
    }

    /** The same architecture with other samples. */
    public Architecture withSample(SampleSteps other) {
        return new Architecture(size, timing, other, membrane, readout, neuron, chip);
    }

    /** The same architecture with other membrane widths. */
    public Architecture withFixedPoint(int fraction, int membraneBits) {
        return withMembrane(new MembraneFormat(fraction, membraneBits, overflow()));
    }

    /** The same architecture with other membranes. */
    public Architecture withMembrane(MembraneFormat other) {
        return new Architecture(size, timing, sample, other, readout, neuron, chip);
    }

    /** The same subarrays on another chip. */
    public Architecture withChip(ChipParameters other) {
        return new Architecture(size, timing, sample, membrane, readout, neuron, other);
    }

    /** The same architecture with another readout and, if it has them, its sense cycles. */
    public Architecture withReadout(Readout other) {
        int sense = other.senseCycles(columns()).orElse(senseCycles());
        return new Architecture(size, timing.withSenseCycles(sense), sample, membrane, other, neuron, chip);
    }

    /** The same architecture with another neuron model. */
    public Architecture withNeuron(NeuronRule other) {
        return new Architecture(size, timing, sample, membrane, readout, other, chip);
    }
}

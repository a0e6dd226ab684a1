package xnorsim.arrays.readout;

/**
 * The deterministic transfer of an analog chain, shared by simulation and closed forms, referred to counts: a level is
 * the contribution of one agreeing cell of M, so that without losses the value before the converter is dot of eq. (11).
 *
 * <pre>
 * slot s:   held_s = v_s * sampleGain + sampleShift + samplingNoise * z        v_s: the row, in levels
 * one slot: x = held_1            two slots: x = held_1 * decay(dt) + held_2
 * code:     code(x + offset)
 * </pre>
 *
 * @param readout the analog chain
 * @param columns M
 * @param slots   1 or 2
 */
public record Transfer(AnalogReadout readout, int columns, int slots) {

    /** Boltzmann's constant, joule per kelvin (exact in the SI of 2019). */
    public static final double BOLTZMANN = 1.380649e-23;

    /** Checks the shape. */
    public Transfer {
        if (columns < 1 || slots < 1 || slots > 2) {
            throw new IllegalArgumentException(columns + " columns and " + slots + " slots");
        }
    }

    /** Volts of one level on the row and on the sampling capacitor, Vdd / M. */
    public double rowLevelV() {
        return readout.supplyV() / columns;
    }

    /** Volts of one level at the converter's input. */
    public double levelV() {
        return rowLevelV() * gain();
    }

    /** Gain from the sampling capacitors to the converter: 1 or 1/2 by charge sharing, or the integrator's gain. */
    public double gain() {
        return switch (readout.hold().adding()) {
            case CHARGE_SHARING -> 1.0 / slots;
            case INTEGRATOR -> readout.hold().integratorGain();
        };
    }

    /** Standard deviation of one sampling, sqrt(kT / C_h), in levels. */
    public double samplingNoise() {
        Hold hold = readout.hold();
        return Math.sqrt(BOLTZMANN * hold.temperatureK() / (hold.capacitanceFf() * 1e-15)) / rowLevelV();
    }

    /** Gain of a sampled value by incomplete settling and charge injection. */
    public double sampleGain() {
        double capacitanceFf = readout.hold().capacitanceFf();
        SamplingSwitch s = readout.hold().samplingSwitch();
        return s.settled(capacitanceFf) * (1 + s.injectionFcPerV() / capacitanceFf);
    }

    /** Offset of a sampled value by charge injection, in levels. */
    public double sampleShift() {
        return readout.hold().samplingSwitch().injectionFc() / readout.hold().capacitanceFf() / rowLevelV();
    }

    /** Droop: the remaining fraction of a held value after a number of picoseconds, exp(-dt / (R C_h)). */
    public double decay(long dtPs) {
        double constant = readout.hold().timeConstantPs();
        return Double.isInfinite(constant) ? 1 : StrictMath.exp(-dtPs / constant);
    }

    /** Largest value that reaches the converter, in levels: where the integrator saturates; infinity without one. */
    public double ceiling() {
        return switch (readout.hold().adding()) {
            case CHARGE_SHARING -> Double.POSITIVE_INFINITY;
            case INTEGRATOR -> columns / readout.hold().integratorGain();
        };
    }

    /** Smallest value that reaches the converter, in levels: 0 after an integrator, else minus infinity. */
    public double floor() {
        return readout.hold().adding() == SlotSummation.INTEGRATOR ? 0 : Double.NEGATIVE_INFINITY;
    }

    /** The value before the converter for two slots, or for one in {@code held2}, in levels. */
    public double sum(double held1, double held2, long dtPs) {
        double sum = slots == 1 ? held2 : held1 * decay(dtPs) + held2;
        return Math.clamp(sum, floor(), ceiling());
    }

    /** Millivolts at the converter in levels. */
    public double levels(double mv) {
        return mv * 1e-3 / levelV();
    }

    /** Smallest code. */
    public int lowestCode() {
        return Math.min(readout.conversion().clipLow(), slots * columns - 1);
    }

    /** Largest code. */
    public int highestCode() {
        return Math.min(readout.conversion().clipHigh().orElse(slots * columns), slots * columns);
    }

    /** Whether there are enough codes to be one level apart. */
    public boolean resolvesLevels() {
        return 1 << readout.conversion().bits(columns) > highestCode() - lowestCode();
    }

    /**
     * Levels from one code to the next: 1, or (highest - lowest) / (2^b - 1) with fewer codes than levels.
     */
    public double step() {
        int range = highestCode() - lowestCode();
        return resolvesLevels() ? 1 : (double) range / ((1 << readout.conversion().bits(columns)) - 1);
    }

    /** Number of codes. */
    public int codes() {
        return resolvesLevels() ? highestCode() - lowestCode() + 1 : 1 << readout.conversion().bits(columns);
    }

    /** Index 0..codes - 1 of the code of a value in levels without offsets: the nearest, ties to even. */
    public int index(double levels) {
        return (int) Math.clamp(Math.rint((levels - lowestCode()) / step()), 0, codes() - 1);
    }

    /** The value of a code, as a whole number of levels. */
    public int level(int index) {
        return lowestCode() + (int) Math.rint(index * step());
    }

    /** The digital code, in levels, of a value without offsets. */
    public int code(double levels) {
        return level(index(levels));
    }
}

package xnorsim.analog;

import java.util.List;
import java.util.Locale;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.SamplingSwitch;

/**
 * The circuit of one row as a netlist for ngspice: its cells, a buffer of gain 1, for each slot a sampling switch and a
 * capacitor with its leak, and the summation of slots. The voltages of charge rows, sampling, droop and charge sharing
 * follow from charges, resistors and time, not from the equations of the readout. Three parts are behavioural sources
 * that state the same equation as the readout, so that a comparison does not test them: the scaling of a current row
 * (minus the nominal offset, to the supply), the charge packet of an opening switch, and the integrator with its
 * limits. It measures {@code held1}, {@code held2}: the voltage of each capacitor right after its switch has opened;
 * {@code kept1}: the first one right before the second sampling; {@code sum}: the converter's input.
 */
public final class Netlist {

    private static final double UNIT_FF = 1;
    private static final double ON_MICROSIEMENS = 10;
    private static final double READ_V = 0.2;
    /** Delay between a switch's opening and what follows: injection, release of the row, summation. */
    private static final int STEP_PS = 20;

    private final AnalogReadout readout;
    private final List<boolean[]> agrees;
    private final SampleTimes times;
    private final StringBuilder text = new StringBuilder();

    private Netlist(AnalogReadout readout, List<boolean[]> agrees, SampleTimes times) {
        this.readout = readout;
        this.agrees = agrees;
        this.times = times;
    }

    /**
     * The netlist of a row.
     *
     * @param readout the analog chain; noise and variation are omitted
     * @param agrees  for each slot and column whether the cell agrees
     * @param times   sampling times of the slots
     */
    public static String of(AnalogReadout readout, List<boolean[]> agrees, SampleTimes times) {
        if (agrees.size() != times.slots() || Double.isInfinite(readout.hold().capacitanceFf())) {
            throw new IllegalArgumentException("expected vectors for each slot and a capacitor that is not infinite");
        }
        return new Netlist(readout, agrees, times).build();
    }

    private String build() {
        line("* one row: sample, hold, add");
        line(".options reltol=1e-6 abstol=1e-18 vntol=1e-10 chgtol=1e-21 gmin=1e-18");
        line(".model switch sw(vt=0.5 vh=0 ron=100 roff=1e18)");
        line(".model sampler sw(vt=0.5 vh=0 ron=" + number(samplerOhms()) + " roff=1e18)");
        switch (readout.cells()) {
            case CHARGE -> chargeRow();
            case CURRENT -> currentRow();
        }
        line("Ebuffer buffer 0 row 0 1");
        for (int slot = 0; slot < times.slots(); slot++) {
            sample(slot);
        }
        add();
        measure();
        line(".end");
        return text.toString();
    }

    /** Unit capacitors: reset to ground, then agreeing ones are switched to the supply. */
    private void chargeRow() {
        StringBuilder reset = new StringBuilder("0 1");
        for (int slot = 0; slot < times.slots(); slot++) {
            long from = times.evaluatedFromPs().get(slot);
            reset.append(steps(from - STEP_PS, 1, 0)).append(steps(release(slot), 0, 1));
        }
        line("Vreset reset 0 pwl(" + reset + ")");
        line("Sreset row 0 reset 0 switch");
        for (int j = 0; j < agrees.getFirst().length; j++) {
            StringBuilder plate = new StringBuilder("0 0");
            for (int slot = 0; slot < times.slots(); slot++) {
                if (agrees.get(slot)[j]) {
                    plate.append(steps(times.evaluatedFromPs().get(slot), 0, readout.supplyV()))
                            .append(steps(release(slot), readout.supplyV(), 0));
                }
            }
            line(String.format(Locale.ROOT, "V%d plate%d 0 pwl(%s)", j, j, plate));
            line(String.format(Locale.ROOT, "C%d row plate%d %sf", j, j, number(UNIT_FF)));
        }
    }

    /** Resistors into a virtual ground; the current of non-agreeing cells is subtracted, the rest scaled. */
    private void currentRow() {
        int columns = agrees.getFirst().length;
        double off = ON_MICROSIEMENS / readout.onOffRatio();
        line("Vground ground 0 0");
        for (int slot = 0; slot < times.slots(); slot++) {
            line(String.format(Locale.ROOT, "Vread%d read%d 0 pwl(0 0%s%s)", slot, slot,
                    steps(times.evaluatedFromPs().get(slot), 0, READ_V), steps(release(slot), READ_V, 0)));
            for (int j = 0; j < columns; j++) {
                double conductance = agrees.get(slot)[j] ? ON_MICROSIEMENS : off;
                if (conductance > 0) {
                    line(String.format(Locale.ROOT, "R%d_%d read%d ground %s", slot, j, slot,
                            number(1e6 / conductance)));
                }
            }
        }
        line(String.format(Locale.ROOT, "Brow row 0 V = (I(Vground) - %s) * %s", number(columns * off * 1e-6 * READ_V),
                number(readout.supplyV() / (columns * (ON_MICROSIEMENS - off) * 1e-6 * READ_V))));
    }

    /** The row is released when it is no longer sampled. */
    private long release(int slot) {
        return times.bufferedPs().get(slot) + 4 * STEP_PS;
    }

    private void sample(int slot) {
        Hold h = readout.hold();
        long opens = times.bufferedPs().get(slot);
        line(String.format(Locale.ROOT, "Vsample%d sample%d 0 pwl(0 0%s%s)", slot, slot,
                steps(closes(slot), 0, 1), steps(opens, 1, 0)));
        line(String.format(Locale.ROOT, "Ssample%d buffer held%d sample%d 0 sampler", slot, slot, slot));
        line(String.format(Locale.ROOT, "Chold%d held%d 0 %sf", slot, slot, number(h.capacitanceFf())));
        if (Double.isFinite(h.leakResistanceGohm())) {
            line(String.format(Locale.ROOT, "Rleak%d held%d 0 %s", slot, slot, number(h.leakResistanceGohm() * 1e9)));
        }
        SamplingSwitch s = h.samplingSwitch();
        if (s.injects()) {
            line(String.format(Locale.ROOT, "Vpulse%d pulse%d 0 pwl(0 0%s%s)", slot, slot, steps(opens + STEP_PS, 0, 1),
                    steps(opens + 2 * STEP_PS, 1, 0)));
            // The charge packet, as a pulse of one step: coulombs per second. It depends on the capacitor voltage at
            // opening, which a second, small capacitor holds.
            line(String.format(Locale.ROOT, "Esees%d sees%d 0 held%d 0 1", slot, slot, slot));
            line(String.format(Locale.ROOT, "Ssees%d sees%d seen%d sample%d 0 switch", slot, slot, slot, slot));
            line(String.format(Locale.ROOT, "Cseen%d seen%d 0 1f", slot, slot));
            line(String.format(Locale.ROOT, "Binject%d 0 held%d I = V(pulse%d) * (%s + %s * V(seen%d))", slot, slot,
                    slot,
                    number(s.injectionFc() * 1e-15 / (STEP_PS * 1e-12)),
                    number(s.injectionFcPerV() * 1e-15 / (STEP_PS * 1e-12)), slot));
        }
    }

    /** An ideal switch is modelled by 100 ohms, with which femtofarads settle in picoseconds. */
    private double samplerOhms() {
        double kohm = readout.hold().samplingSwitch().resistanceKohm();
        return kohm > 0 ? kohm * 1e3 : 100;
    }

    /** The switch is closed for its sampling time, or as long as the row is driven. */
    private long closes(int slot) {
        double closedPs = readout.hold().samplingSwitch().closedPs();
        long from = times.evaluatedFromPs().get(slot);
        return Double.isInfinite(closedPs) ? from : times.bufferedPs().get(slot) - Math.round(closedPs);
    }

    private void add() {
        long at = times.bufferedPs().getLast() + 4 * STEP_PS;
        String all = times.slots() == 2 ? "(V(held0) + V(held1))" : "V(held0)";
        if (readout.hold().adding() == SlotSummation.INTEGRATOR) {
            line(String.format(Locale.ROOT, "Bsum sum 0 V = max(0, min(%s, %s * %s))", number(readout.supplyV()),
                    number(readout.hold().integratorGain()), all));
            return;
        }
        line("Esum sum 0 held0 0 1");
        if (times.slots() == 2) {
            line(String.format(Locale.ROOT, "Vadd add 0 pwl(0 0%s)", steps(at, 0, 1)));
            line("Sadd held0 held1 add 0 switch");
        }
    }

    private void measure() {
        long last = times.bufferedPs().getLast();
        long settled = last + 4 * STEP_PS + settlingPs();
        line(String.format(Locale.ROOT, ".tran %sp %dp 0 %sp", number(STEP_PS / 2.0), settled + STEP_PS,
                number(STEP_PS)));
        for (int slot = 0; slot < times.slots(); slot++) {
            line(String.format(Locale.ROOT, ".meas tran held%d find v(held%d) at=%dp", slot + 1, slot,
                    times.bufferedPs().get(slot) + 3 * STEP_PS + STEP_PS / 2));
        }
        line(String.format(Locale.ROOT, ".meas tran kept1 find v(held0) at=%dp", last));
        line(String.format(Locale.ROOT, ".meas tran sum find v(sum) at=%dp", settled));
    }

    /**
     * Twelve time constants of the 100 ohm summing switch with two capacitors in series: an error of a few parts per
     * million.
     */
    private long settlingPs() {
        return STEP_PS + (long) (12 * 100 * readout.hold().capacitanceFf() * 1e-3 / 2);
    }

    private static String steps(long ps, double from, double to) {
        return String.format(Locale.ROOT, " %dp %s %dp %s", ps, number(from), ps + 1, number(to));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.9g", value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

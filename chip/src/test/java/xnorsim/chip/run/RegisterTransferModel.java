package xnorsim.chip.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroInput;

/**
 * The subarray of docs/timing.md clock by clock, the plain way: all registers in one object, every edge served, no
 * event and no bit packing. Shares nothing with the simulator but the names of the registers.
 */
public final class RegisterTransferModel {

    private static final int IDLE = 0;
    private static final int LOAD = 1;
    private static final int EVAL = 2;
    private static final int BUFFER = 3;
    private static final int SENSE = 4;
    private static final int INTEGRATE = 5;
    private static final int FIRE = 6;

    private final Architecture a;
    private final MacroInput input;
    private final int vectors;
    private final long[] biasQ;
    private final BigDecimal[] thetaQ;

    private int phase;
    private int counter;
    private int slot;
    private int step;
    private final int[] columns;
    private final int[] shadow;
    private int full;
    private int coreVector;
    private int loaderVector;
    private int loaderBeat;
    private boolean loaderRuns;
    private final int[] pop;
    private final int[] buffer;
    private final int[] code;
    private final long[] membrane;
    private final int[] spike;

    private RegisterTransferModel(Architecture a, MacroInput input) {
        this.a = a;
        this.input = input;
        int n = a.rows();
        vectors = input.samples() * a.timeSteps() * a.slots();
        columns = new int[a.columns()];
        shadow = new int[a.columns()];
        pop = new int[n];
        buffer = new int[n];
        code = new int[n];
        membrane = new long[n];
        spike = new int[n];
        biasQ = new long[n];
        thetaQ = new BigDecimal[n];
        for (int i = 0; i < n; i++) {
            int zeros = 0;
            for (int j = 0; j < a.columns(); j++) {
                zeros += 1 - input.weights()[i * a.columns() + j];
            }
            BigDecimal scale = BigDecimal.valueOf(2).pow(a.fractionBits());
            biasQ[i] = new BigDecimal(input.mean()[i]).add(BigDecimal.valueOf((long) a.slots() * zeros)).multiply(scale)
                    .setScale(0, RoundingMode.HALF_EVEN).longValueExact();
            thetaQ[i] = new BigDecimal(input.threshold()[i]).multiply(scale).setScale(0, RoundingMode.HALF_EVEN);
        }
    }

    public static List<String> waveform(Architecture a, MacroInput input) {
        RegisterTransferModel m = new RegisterTransferModel(a, input);
        List<String> lines = new ArrayList<>();
        lines.add(m.line());
        do {
            m.edge();
            lines.add(m.line());
        } while (m.phase != IDLE);
        return lines;
    }

    private String line() {
        StringBuilder text = new StringBuilder().append(phase).append(' ').append(slot).append(' ').append(step)
                .append(' ').append(Arrays.toString(columns));
        if (a.doubleBuffered()) {
            text.append(Arrays.toString(shadow)).append(full);
        }
        for (int i = 0; i < pop.length; i++) {
            text.append(" | ").append(pop[i]).append(' ').append(buffer[i]).append(' ').append(code[i]).append(' ')
                    .append(membrane[i]).append(' ').append(spike[i]);
        }
        return text.toString();
    }

    private int beats() {
        return (a.columns() + a.busWidth() - 1) / a.busWidth();
    }

    private void beat(int[] register, int vector, int beat) {
        for (int j = beat * a.busWidth(); j < Math.min(a.columns(), (beat + 1) * a.busWidth()); j++) {
            register[j] = input.spikes()[vector * a.columns() + j];
        }
    }

    private void edge() {
        boolean wasFull = full == 1;
        boolean leavesIdle = phase == IDLE;
        core(wasFull);
        if (a.doubleBuffered() && loaderRuns && !wasFull && loaderVector < vectors) {
            beat(shadow, loaderVector, loaderBeat++);
            if (loaderBeat == beats()) {
                loaderBeat = 0;
                loaderVector++;
                full = 1;
            }
        }
        loaderRuns |= leavesIdle;
    }

    private void next(int phase) {
        this.phase = phase;
        counter = 0;
    }

    private boolean lasted(int cycles) {
        return ++counter == cycles;
    }

    private void core(boolean wasFull) {
        switch (phase) {
            case IDLE -> next(LOAD);
            case LOAD -> load(wasFull);
            case EVAL -> {
                if (lasted(a.evalCycles())) {
                    popcount();
                    next(BUFFER);
                }
            }
            case BUFFER -> {
                for (int i = 0; i < pop.length; i++) {
                    buffer[i] = slot == 0 ? pop[i] : buffer[i] + pop[i];
                }
                coreVector++;
                if (a.residual() && slot == 0) {
                    slot = 1;
                    next(LOAD);
                } else {
                    slot = 0;
                    next(SENSE);
                }
            }
            case SENSE -> {
                if (lasted(a.senseCycles())) {
                    System.arraycopy(buffer, 0, code, 0, code.length);
                    next(INTEGRATE);
                }
            }
            case INTEGRATE -> {
                for (int i = 0; i < pop.length; i++) {
                    membrane[i] = membrane[i] + ((long) code[i] << a.fractionBits()) - biasQ[i];
                }
                next(FIRE);
            }
            case FIRE -> fire();
            default -> throw new AssertionError(phase);
        }
    }

    private void load(boolean wasFull) {
        boolean first = step == 0 && slot == 0;
        if (a.doubleBuffered()) {
            if (wasFull) {
                System.arraycopy(shadow, 0, columns, 0, columns.length);
                full = 0;
                if (first) {
                    Arrays.fill(membrane, 0);
                }
                next(EVAL);
            }
            return;
        }
        beat(columns, coreVector, counter);
        if (counter == 0 && first) {
            Arrays.fill(membrane, 0);
        }
        if (lasted(beats())) {
            next(EVAL);
        }
    }

    private void popcount() {
        for (int i = 0; i < pop.length; i++) {
            pop[i] = 0;
            for (int j = 0; j < columns.length; j++) {
                pop[i] += columns[j] == input.weights()[i * columns.length + j] ? 1 : 0;
            }
        }
    }

    private void fire() {
        for (int i = 0; i < pop.length; i++) {
            boolean fires = BigDecimal.valueOf(membrane[i]).compareTo(thetaQ[i]) > 0;
            spike[i] = fires ? 1 : 0;
            if (fires) {
                membrane[i] -= thetaQ[i].longValueExact();
            }
        }
        step = (step + 1) % a.timeSteps();
        next(coreVector < vectors ? LOAD : IDLE);
    }
}

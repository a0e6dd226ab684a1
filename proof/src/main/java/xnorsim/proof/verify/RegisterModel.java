package xnorsim.proof.verify;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.neurons.Overflow;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.SubarrayCase;

/**
 * The registers of one subarray, edge by edge, written down from docs/timing.md alone: no event, no packed bits, every
 * register in plain sight.
 */
final class RegisterModel {
    private static final int IDLE = 0;
    private static final int LOAD = 1;
    private static final int EVAL = 2;
    private static final int BUFFER = 3;
    private static final int SENSE = 4;
    private static final int INTEGRATE = 5;
    private static final int FIRE = 6;

    private final SubarrayCase given;
    private final Architecture a;
    private final int beats;
    private final int vectors;
    private final BigInteger[] bias;
    private final BigInteger[] threshold;

    private int phase;
    private int spent;
    private int slot;
    private int step;
    private final long[] columns;
    private final long[] shadow;
    private int full;
    private int taken;
    private int fetched;
    private int beat;
    private boolean loading;
    private final long[] pop;
    private final long[] buffer;
    private final long[] code;
    private final BigInteger[] membrane;
    private final long[] spike;

    RegisterModel(SubarrayCase given) {
        this.given = given;
        this.a = given.architecture();
        this.beats = (a.columns() + a.busWidth() - 1) / a.busWidth();
        this.vectors = given.input().samples() * a.timeSteps() * a.slots();
        int n = a.rows();
        columns = new long[a.columns()];
        shadow = new long[a.columns()];
        pop = new long[n];
        buffer = new long[n];
        code = new long[n];
        membrane = new BigInteger[n];
        Arrays.fill(membrane, BigInteger.ZERO);
        spike = new long[n];
        List<FiringRow> rows = given.rows();
        bias = rows.stream().map(r -> r.rounded(a.fractionBits()).orElseThrow().bias()).toArray(BigInteger[]::new);
        threshold = rows.stream().map(r -> r.rounded(a.fractionBits()).orElseThrow().threshold())
                .toArray(BigInteger[]::new);
    }

    boolean isIdle() {
        return phase == IDLE;
    }

    int slot() {
        return slot;
    }

    int step() {
        return step;
    }

    /** The sample that is worked on. */
    long sample() {
        return taken / ((long) a.timeSteps() * a.slots());
    }

    /** The value of a signal: one number, one a column, or one a row. */
    long[] values(String signal) {
        return switch (signal) {
            case "phase" -> new long[]{phase};
            case "slot" -> new long[]{slot};
            case "step" -> new long[]{step};
            case "columns" -> columns;
            case "shadow" -> shadow;
            case "full" -> new long[]{full};
            case "pop" -> pop;
            case "buffer" -> buffer;
            case "code" -> code;
            case "membrane" -> Arrays.stream(membrane).mapToLong(BigInteger::longValueExact).toArray();
            case "spike" -> spike;
            default -> throw new IllegalArgumentException("docs/timing.md has no signal " + signal);
        };
    }

    /** One rising edge. */
    void edge() {
        boolean wasFull = full == 1;
        boolean begins = phase == IDLE;
        core(wasFull);
        if (a.doubleBuffered() && loading && !wasFull && fetched < vectors) {
            load(shadow, fetched, beat++);
            if (beat == beats) {
                beat = 0;
                fetched++;
                full = 1;
            }
        }
        loading |= begins;
    }

    private void load(long[] register, int vector, int part) {
        int last = Math.min(a.columns(), (part + 1) * a.busWidth());
        for (int j = part * a.busWidth(); j < last; j++) {
            register[j] = given.input().spikes()[vector * a.columns() + j];
        }
    }

    private void enter(int next) {
        phase = next;
        spent = 0;
    }

    private void core(boolean wasFull) {
        spent++;
        switch (phase) {
            case IDLE -> enter(LOAD);
            case LOAD -> loadCore(wasFull);
            case EVAL -> {
                if (spent == a.evalCycles()) {
                    count();
                    enter(BUFFER);
                }
            }
            case BUFFER -> buffer();
            case SENSE -> {
                if (spent == a.senseCycles()) {
                    System.arraycopy(buffer, 0, code, 0, code.length);
                    enter(INTEGRATE);
                }
            }
            case INTEGRATE -> {
                for (int i = 0; i < code.length; i++) {
                    membrane[i] = inRange(membrane[i].add(BigInteger.valueOf(code[i]).shiftLeft(a.fractionBits()))
                            .subtract(bias[i]));
                }
                enter(FIRE);
            }
            default -> fire();
        }
    }

    private BigInteger inRange(BigInteger value) {
        BigInteger most = BigInteger.ONE.shiftLeft(a.membraneBits() - 1);
        return a.overflow() == Overflow.ERROR ? value : value.max(most.negate()).min(most.subtract(BigInteger.ONE));
    }

    private void loadCore(boolean wasFull) {
        boolean clears = step == 0 && slot == 0;
        if (a.doubleBuffered()) {
            if (wasFull) {
                System.arraycopy(shadow, 0, columns, 0, columns.length);
                full = 0;
                clear(clears);
                enter(EVAL);
            }
            return;
        }
        load(columns, taken, spent - 1);
        clear(clears && spent == 1);
        if (spent == beats) {
            enter(EVAL);
        }
    }

    private void clear(boolean now) {
        if (now) {
            Arrays.fill(membrane, BigInteger.ZERO);
        }
    }

    private void count() {
        for (int i = 0; i < pop.length; i++) {
            byte[] weights = given.weights(i);
            pop[i] = 0;
            for (int j = 0; j < weights.length; j++) {
                pop[i] += weights[j] == columns[j] ? 1 : 0;
            }
        }
    }

    private void buffer() {
        for (int i = 0; i < pop.length; i++) {
            buffer[i] = slot == 0 ? pop[i] : buffer[i] + pop[i];
        }
        taken++;
        boolean again = a.residual() && slot == 0;
        slot = again ? 1 : 0;
        enter(again ? LOAD : SENSE);
    }

    private void fire() {
        for (int i = 0; i < spike.length; i++) {
            boolean fires = membrane[i].compareTo(threshold[i]) > 0;
            spike[i] = fires ? 1 : 0;
            membrane[i] = fires ? membrane[i].subtract(threshold[i]) : membrane[i];
        }
        step = (step + 1) % a.timeSteps();
        enter(taken < vectors ? LOAD : IDLE);
    }
}

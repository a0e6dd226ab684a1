package xnorsim.proof.verify;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.FiringRow.Parameters;
import xnorsim.proof.exact.Rational;
import xnorsim.proof.exact.SubarrayCase;

/**
 * The event simulation of a subarray as the thing under test, sound or with a fault. A fault of wiring, parameters or
 * control is a simulation that is built that way. A fault of the neuron's rule, which no setting of the simulator can
 * express, is built around it: the time steps are simulated one by one, and the membrane that one leaves is handed to
 * the next by the faulty rule, inside the bias.
 */
final class Hardware {
    private final SubarrayCase given;
    private final Optional<Fault> fault;
    private final PopcountKernel kernel;
    private final Architecture a;
    private final List<FiringRow> rows;
    private final List<Parameters> held;

    Hardware(SubarrayCase given, Optional<Fault> fault, PopcountKernel kernel) {
        this.given = given;
        this.fault = fault;
        this.kernel = kernel;
        this.a = given.architecture();
        this.rows = given.rows();
        this.held = rows.stream().map(row -> row.rounded(a.fractionBits()).orElseThrow()).toList();
    }

    /** Runs everything. */
    Observation run() {
        try {
            if (isStepped()) {
                return stepped();
            }
            MacroResult result = simulation().run();
            return new Observation(result.spikes(), result.membranes(), result.dots(), OptionalLong.of(result.cycles()),
                    Optional.empty());
        } catch (InputException e) {
            return Observation.stopped(String.valueOf(e.getMessage()));
        }
    }

    /** Whether the time steps are simulated one by one. */
    boolean isStepped() {
        return fault.map(f -> switch (f) {
            case LITERAL_ELSE, NON_STRICT_THRESHOLD, HARD_RESET, NO_RESET -> true;
            default -> false;
        }).orElse(false);
    }

    /** The simulation of all time steps, not yet run. */
    MacroSimulation simulation() {
        return new MacroSimulation(architecture(), input(), kernel);
    }

    private Architecture architecture() {
        return fault.map(f -> switch (f) {
            case DROPPED_TAU2 -> with(a.evalCycles(), a.doubleBuffered(), false, a.timeSteps(), a.membraneBits(),
                    a.overflow());
            case OFF_BY_ONE_CYCLE -> with(a.evalCycles() + 1, a.doubleBuffered(), a.residual(), a.timeSteps(),
                    a.membraneBits(), a.overflow());
            case OTHER_LOADER -> with(a.evalCycles(), !a.doubleBuffered(), a.residual(), a.timeSteps(),
                    a.membraneBits(), a.overflow());
            case NARROW_MEMBRANE -> with(a.evalCycles(), a.doubleBuffered(), a.residual(), a.timeSteps(), 8,
                    Overflow.SATURATE);
            case STALE_MEMBRANE -> with(a.evalCycles(), a.doubleBuffered(), a.residual(),
                    a.timeSteps() * given.input().samples(), a.membraneBits(), a.overflow());
            default -> a;
        }).orElse(a);
    }

    private Architecture with(int evalCycles, boolean doubleBuffered, boolean residual, int timeSteps,
            int membraneBits, Overflow overflow) {
        return new Architecture(new ArraySize(a.rows(), a.columns()),
                new ArrayTiming(a.busWidth(), evalCycles, a.senseCycles(), doubleBuffered, (int) a.clockPeriodPs()),
                new SampleSteps(timeSteps, residual), new MembraneFormat(a.fractionBits(), membraneBits, overflow),
                Readout.ideal(), IntegrateAndFire.RULE,
                ChipParameters.defaults().withLayers(a.lanes(), Pipelining.NONE));
    }

    private MacroInput input() {
        return fault.map(f -> switch (f) {
            case SINGLE_M1 -> a.residual() ? biased((i, p) -> p.bias().subtract(units(given.zeros(i)))) : given.input();
            case DROPPED_TAU2 -> droppedTau2();
            case XOR -> stored(inverted());
            case UNUSED_STORED_ZERO -> stored(unusedCleared());
            case STUCK_CELL -> stored(stuck());
            case TRUNCATED_ROUNDING -> biased((i, p) -> rows.get(i).bias().scaled(a.fractionBits()).floor());
            case HALF_UP_ROUNDING -> halfUp();
            case LOST_FRACTION_BIT -> lost();
            case NEGATED_MEAN -> biased((i, p) -> units(2L * a.slots() * given.zeros(i)).subtract(p.bias()));
            case TAU1_TWICE, PADDING_AS_ONE, UNUSED_DRIVEN_ONE, REVERSED_COLUMNS, LATE_SPIKES -> driven(f);
            case STALE_MEMBRANE -> new MacroInput(given.input().weights(), given.input().mean(),
                    given.input().threshold(), 1, given.input().spikes());
            default -> given.input();
        }).orElseGet(given::input);
    }

    private BigInteger units(long dots) {
        return BigInteger.valueOf(dots).shiftLeft(a.fractionBits());
    }

    /** What a row's bias register holds. */
    @FunctionalInterface
    private interface Bias {
        BigInteger of(int row, Parameters sound);
    }

    private MacroInput biased(Bias bias) {
        double[] mean = new double[a.rows()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = SubarrayCase.meanOf(bias.of(i, held.get(i)), (long) a.slots() * given.zeros(i),
                    a.fractionBits());
        }
        return new MacroInput(given.input().weights(), mean, given.input().threshold(), given.input().samples(),
                given.input().spikes());
    }

    /** Other stored weights under the biases of the sound ones. */
    private MacroInput stored(byte[] weights) {
        double[] mean = new double[a.rows()];
        for (int i = 0; i < mean.length; i++) {
            long zeros = 0;
            for (int j = 0; j < a.columns(); j++) {
                zeros += 1 - weights[i * a.columns() + j];
            }
            mean[i] = SubarrayCase.meanOf(held.get(i).bias(), a.slots() * zeros, a.fractionBits());
        }
        return new MacroInput(weights, mean, given.input().threshold(), given.input().samples(),
                given.input().spikes());
    }

    private byte[] inverted() {
        byte[] weights = given.input().weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (1 - weights[i]);
        }
        return weights;
    }

    private byte[] unusedCleared() {
        byte[] weights = given.input().weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % a.columns() < given.used() ? weights[i] : 0;
        }
        return weights;
    }

    private byte[] stuck() {
        byte[] weights = given.input().weights().clone();
        weights[0] = (byte) (1 - weights[0]);
        return weights;
    }

    private MacroInput halfUp() {
        double[] mean = new double[a.rows()];
        double[] threshold = new double[a.rows()];
        Rational half = Rational.of(1).scaled(-1);
        for (int i = 0; i < mean.length; i++) {
            FiringRow row = rows.get(i);
            BigInteger bias = row.bias().scaled(a.fractionBits()).plus(half).floor();
            BigInteger theta = row.threshold().scaled(a.fractionBits()).plus(half).floor();
            mean[i] = SubarrayCase.meanOf(bias, row.rounding().offset(), a.fractionBits());
            threshold[i] = thresholdOf(theta);
        }
        return new MacroInput(given.input().weights(), mean, threshold, given.input().samples(),
                given.input().spikes());
    }

    private MacroInput lost() {
        double[] mean = new double[a.rows()];
        double[] threshold = new double[a.rows()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = SubarrayCase.meanOf(held.get(i).bias().clearBit(0), rows.get(i).rounding().offset(),
                    a.fractionBits());
            threshold[i] = thresholdOf(held.get(i).threshold().clearBit(0));
        }
        return new MacroInput(given.input().weights(), mean, threshold, given.input().samples(),
                given.input().spikes());
    }

    /** The double that rounds to a threshold. */
    private double thresholdOf(BigInteger threshold) {
        return Math.max(Math.scalb(threshold.doubleValue(), -a.fractionBits()), Double.MIN_NORMAL);
    }

    /** One slot under the bias of two. */
    private MacroInput droppedTau2() {
        if (!a.residual()) {
            return given.input();
        }
        double[] mean = new double[a.rows()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = SubarrayCase.meanOf(held.get(i).bias(), given.zeros(i), a.fractionBits());
        }
        byte[] spikes = new byte[given.input().spikes().length / 2];
        for (int vector = 0; vector < spikes.length / a.columns(); vector++) {
            System.arraycopy(given.input().spikes(), 2 * vector * a.columns(), spikes, vector * a.columns(),
                    a.columns());
        }
        return new MacroInput(given.input().weights(), mean, given.input().threshold(), given.input().samples(),
                spikes);
    }

    /** The sound array on other spikes. */
    private MacroInput driven(Fault how) {
        byte[] sound = given.input().spikes();
        byte[] spikes = new byte[sound.length];
        int columns = a.columns();
        int perStep = a.slots() * columns;
        for (int i = 0; i < spikes.length; i++) {
            int j = i % columns;
            spikes[i] = switch (how) {
                case TAU1_TWICE -> sound[i / perStep * perStep + j];
                case PADDING_AS_ONE -> j < given.used() && given.padded()[j] ? 1 : sound[i];
                case UNUSED_DRIVEN_ONE -> j >= given.used() ? 1 : sound[i];
                case REVERSED_COLUMNS -> sound[i - j + columns - 1 - j];
                case LATE_SPIKES -> i / perStep % a.timeSteps() == 0 ? 0 : sound[i - perStep];
                default -> throw new IllegalArgumentException(how + " is no fault of the spikes");
            };
        }
        return new MacroInput(given.input().weights(), given.input().mean(), given.input().threshold(),
                given.input().samples(), spikes);
    }

    private Observation stepped() {
        int results = given.input().samples() * a.timeSteps() * a.rows();
        Observation all = new Observation(new byte[results], new long[results], new int[results], OptionalLong.empty(),
                Optional.empty());
        for (int v = 0; v < given.input().samples(); v++) {
            BigInteger[] carried = cleared();
            for (int t = 0; t < a.timeSteps(); t++) {
                carried = step(v, t, carried, all);
            }
        }
        return all;
    }

    private BigInteger[] cleared() {
        BigInteger[] membranes = new BigInteger[a.rows()];
        Arrays.fill(membranes, BigInteger.ZERO);
        return membranes;
    }

    /** Simulates one time step; returns what the faulty rule leaves in the membranes. */
    private BigInteger[] step(int v, int t, BigInteger[] carried, Observation all) {
        MacroResult result = simulation(v, t, carried).run();
        BigInteger[] left = new BigInteger[a.rows()];
        for (int i = 0; i < left.length; i++) {
            boolean fired = result.spikes()[i] != 0;
            BigInteger read = BigInteger.valueOf(result.membranes()[i]);
            left[i] = switch (fault.orElseThrow()) {
                case HARD_RESET -> fired ? BigInteger.ZERO : read;
                case NO_RESET -> fired ? read.add(held.get(i).threshold()) : read;
                case NON_STRICT_THRESHOLD -> fired && held.get(i).threshold().signum() > 0
                        ? read.subtract(BigInteger.ONE)
                        : read;
                default -> fired ? read : read.add(units(result.dots()[i])).subtract(held.get(i).bias());
            };
            int at = given.at(v, t, i);
            all.spikes()[at] = result.spikes()[i];
            all.dots()[at] = result.dots()[i];
            all.membranes()[at] = left[i].longValue();
        }
        return left;
    }

    /** The simulation of one time step that begins with the given membranes, not yet run. */
    private MacroSimulation simulation(int v, int t, BigInteger[] carried) {
        double[] mean = new double[a.rows()];
        double[] threshold = given.input().threshold().clone();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = SubarrayCase.meanOf(held.get(i).bias().subtract(carried[i]),
                    rows.get(i).rounding().offset(), a.fractionBits());
            BigInteger theta = held.get(i).threshold();
            // The next number below fires on equality with the threshold, too; what it resets less is taken off after.
            if (fault.orElseThrow() == Fault.NON_STRICT_THRESHOLD && theta.signum() > 0 && theta.bitLength() < 52) {
                threshold[i] = thresholdOf(theta.subtract(BigInteger.ONE));
            }
        }
        byte[] spikes = new byte[a.slots() * a.columns()];
        System.arraycopy(given.input().spikes(), (v * a.timeSteps() + t) * spikes.length, spikes, 0, spikes.length);
        return new MacroSimulation(with(a.evalCycles(), a.doubleBuffered(), a.residual(), 1, a.membraneBits(),
                a.overflow()), new MacroInput(given.input().weights(), mean, threshold, 1, spikes), kernel);
    }

    /** The simulation in which a time step of a sample happens, not yet run: of everything, or of that step alone. */
    MacroSimulation simulation(int v, int t) {
        if (!isStepped()) {
            return simulation();
        }
        int results = given.input().samples() * a.timeSteps() * a.rows();
        Observation scratch = new Observation(new byte[results], new long[results], new int[results],
                OptionalLong.empty(), Optional.empty());
        BigInteger[] carried = cleared();
        for (int before = 0; before < t; before++) {
            carried = step(v, before, carried, scratch);
        }
        return simulation(v, t, carried);
    }
}

package xnorsim.proof.verify;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.arrays.PopcountKernel;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.ReferenceSubarray;
import xnorsim.neurons.Overflow;
import xnorsim.proof.certificate.Hashes;
import xnorsim.proof.certificate.Reach;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.SubarrayCase;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/** Holds the simulation of one random subarray against the reference model, exact arithmetic and the register model. */
final class SubarrayCheck {
    private final SubarrayCase given;
    private final Architecture a;
    private final Hardware hardware;
    private final MessageDigest hash = Hashes.begin();
    private long registers;
    private long exactSpikes;
    private long rounded;

    private SubarrayCheck(SubarrayCase given, Hardware hardware) {
        this.given = given;
        this.a = given.architecture();
        this.hardware = hardware;
    }

    static Tally of(SubarrayCase given, Optional<Fault> fault, PopcountKernel kernel) {
        return new SubarrayCheck(given, new Hardware(given, fault, kernel)).tally();
    }

    private Tally tally() {
        Observation seen = hardware.run();
        if (seen.stopped().isPresent()) {
            return new Tally(0, 0, 0, 0, 0, 0, 0, "", Optional.of(new Finding(OptionalInt.of(given.index()), 0,
                    OptionalInt.empty(), 0, 0, -1, 0, OptionalLong.empty(), "run", Finding.REFERENCE, "an end",
                    seen.stopped().get())));
        }
        for (int i = 0; i < seen.spikes().length; i++) {
            Hashes.add(hash, seen.dots()[i], seen.membranes()[i], seen.spikes()[i]);
        }
        Optional<Finding> first = values(seen);
        long results = seen.spikes().length;
        if (!hardware.isStepped()) {
            first = first.or(this::everyCycle).or(() -> length(seen));
            Hashes.add(hash, seen.cycles().orElseThrow());
        }
        return new Tally(results, results, results, registers, hardware.isStepped() ? 0 : 1, exactSpikes, rounded,
                Hashes.digits(hash), first);
    }

    /** Every dot, membrane and spike, in the order of samples, time steps and rows. */
    private Optional<Finding> values(Observation seen) {
        ExactSubarray exact = new ExactSubarray(given);
        ReferenceSubarray.Sample[] reference = reference();
        boolean saturates = a.overflow() == Overflow.SATURATE;
        boolean[] certified = certified();
        Optional<Finding> first = Optional.empty();
        for (int v = 0; v < reference.length; v++) {
            for (int t = 0; t < a.timeSteps(); t++) {
                for (int i = 0; i < a.rows(); i++) {
                    int at = given.at(v, t, i);
                    Judge judge = new Judge(v, t, i);
                    judge.see("dot", Finding.REFERENCE, reference[v].dot()[t][i], seen.dots()[at]);
                    judge.see("dot", Finding.EXACT, exact.dot(at), seen.dots()[at]);
                    judge.see("membrane", Finding.REFERENCE, reference[v].membranes()[t][i], seen.membranes()[at]);
                    judge.see("spike", Finding.REFERENCE, reference[v].spikes()[t][i], seen.spikes()[at]);
                    if (!saturates) {
                        judge.see("membrane", Finding.EXACT, exact.fixedMembrane(at), seen.membranes()[at]);
                        judge.see("spike", Finding.EXACT, exact.fixedSpike(at), seen.spikes()[at]);
                        if (certified[i]) {
                            exactSpikes++;
                            judge.see("spike", Finding.EXACT, exact.realSpike(at), seen.spikes()[at]);
                        } else {
                            rounded += exact.realSpike(at) == seen.spikes()[at] ? 0 : 1;
                        }
                    }
                    first = first.or(judge::first);
                }
            }
        }
        return first;
    }

    /** Compares the values of a row after a time step. */
    private final class Judge {
        private final int sample;
        private final int timeStep;
        private final int row;
        private Optional<Finding> first = Optional.empty();

        Judge(int sample, int timeStep, int row) {
            this.sample = sample;
            this.timeStep = timeStep;
            this.row = row;
        }

        void see(String quantity, String judge, long expected, long got) {
            if (expected != got && first.isEmpty()) {
                first = Optional.of(Finding.value(given, sample, timeStep, row, quantity, judge, expected, got));
            }
        }

        Optional<Finding> first() {
            return first;
        }
    }

    /** Rows whose rounded parameters give the spikes of the real ones for every input of this many steps. */
    private boolean[] certified() {
        List<FiringRow> rows = given.rows();
        boolean[] certified = new boolean[rows.size()];
        for (int i = 0; i < certified.length; i++) {
            Reach reach = Reach.of(rows.get(i), a.timeSteps());
            certified[i] = reach.firstDivergence(rows.get(i).rounded(a.fractionBits()).orElseThrow(), a.fractionBits())
                    .isEmpty();
        }
        return certified;
    }

    private ReferenceSubarray.Sample[] reference() {
        byte[][] weights = new byte[a.rows()][];
        Arrays.setAll(weights, given::weights);
        ReferenceSubarray reference = new ReferenceSubarray(weights, given.input().mean(), given.input().threshold(),
                a.residual(), new MembraneNumbers(a.fractionBits(), a.membraneBits(), switch (a.overflow()) {
                    case ERROR -> xnorsim.network.reference.OutOfRange.ERROR;
                    case SATURATE -> xnorsim.network.reference.OutOfRange.SATURATE;
                }));
        ReferenceSubarray.Sample[] samples = new ReferenceSubarray.Sample[given.input().samples()];
        for (int v = 0; v < samples.length; v++) {
            byte[][][] spikes = new byte[a.timeSteps()][a.slots()][];
            for (int t = 0; t < spikes.length; t++) {
                for (int slot = 0; slot < a.slots(); slot++) {
                    spikes[t][slot] = given.vector(v, t, slot);
                }
            }
            samples[v] = reference.run(spikes);
        }
        return samples;
    }

    /** The same simulation with every signal watched, beside the register model. */
    private Optional<Finding> everyCycle() {
        MacroSimulation simulation = hardware.simulation();
        List<Signal> signals = simulation.signals().stream().filter(signal -> !signal.name().equals("clk")).toList();
        signals.forEach(signal -> signal.watch((changed, lane) -> {}));
        RegisterModel model = new RegisterModel(given);
        List<Finding> findings = new ArrayList<>();
        look(simulation, signals, model, 0, findings);
        try {
            simulation.run();
        } catch (InputException e) {
            throw new IllegalStateException("watched, the simulation ended otherwise than unwatched", e);
        }
        return findings.stream().findFirst();
    }

    /** Compares just before the edge that ends the cycle, then again in the next cycle. */
    private void look(MacroSimulation simulation, List<Signal> signals, RegisterModel model, long cycle,
            List<Finding> findings) {
        simulation.scheduler().schedule((cycle + 1) * a.clockPeriodPs() - 1, Phase.OBSERVE, () -> {
            for (Signal signal : signals) {
                if (findings.isEmpty()) {
                    compare(signal, model, cycle).ifPresent(findings::add);
                }
            }
            if (cycle == 0 || !model.isIdle()) {
                model.edge();
            }
            if (findings.isEmpty()) {
                look(simulation, signals, model, cycle + 1, findings);
            }
        });
    }

    private Optional<Finding> compare(Signal signal, RegisterModel model, long cycle) {
        long[] seen = values(signal);
        long[] expected = model.values(signal.name());
        registers += seen.length;
        Hashes.add(hash, seen);
        int at = Arrays.mismatch(expected, seen);
        if (at < 0) {
            return Optional.empty();
        }
        boolean ofRow = signal instanceof BankSignal;
        long perSample = given.input().samples();
        return Optional.of(new Finding(OptionalInt.of(given.index()), (int) Math.min(model.sample(), perSample - 1),
                OptionalInt.empty(), model.step(), model.slot(), ofRow ? at : -1, ofRow ? 0 : at,
                OptionalLong.of(cycle), signal.name(), Finding.REGISTERS, Long.toString(expected[at]),
                Long.toString(seen[at])));
    }

    private static long[] values(Signal signal) {
        return switch (signal) {
            case BitSignal bit -> new long[]{bit.value() ? 1 : 0};
            case IntegerSignal integer -> new long[]{integer.value()};
            case VectorSignal vector -> {
                long[] bits = new long[vector.width()];
                Arrays.setAll(bits, j -> vector.bit(j) ? 1 : 0);
                yield bits;
            }
            case BankSignal bank -> {
                long[] lanes = new long[bank.lanes()];
                Arrays.setAll(lanes, bank::value);
                yield lanes;
            }
            case RealSignal real -> new long[]{Double.doubleToLongBits(real.value())};
        };
    }

    /** The cycles of the whole run. */
    private Optional<Finding> length(Observation seen) {
        RegisterModel model = new RegisterModel(given);
        long cycles = -1;
        do {
            model.edge();
            cycles++;
        } while (!model.isIdle());
        long got = seen.cycles().orElseThrow();
        return cycles == got
                ? Optional.empty()
                : Optional.of(new Finding(OptionalInt.of(given.index()), given.input().samples() - 1,
                        OptionalInt.empty(), a.timeSteps() - 1, 0, -1, 0, OptionalLong.of(Math.min(cycles, got)),
                        "cycles", Finding.REGISTERS, Long.toString(cycles), Long.toString(got)));
    }
}

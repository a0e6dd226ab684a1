package xnorsim.nir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import xnorsim.base.InputException;
import xnorsim.network.neuron.Leak;
import xnorsim.network.Shape;
import xnorsim.nir.graph.NirNode;

/** Reads the parameters of neurons and notes assumptions. */
final class NeuronReader {
    private final Assumptions assumptions;
    private final List<Imported.Note> notes;

    NeuronReader(Assumptions assumptions, List<Imported.Note> notes) {
        this.assumptions = assumptions;
        this.notes = notes;
    }

    /** Neurons of a node IF or LIF. */
    NirNeuron firing(NirNode node, Shape shape) {
        Leaking leaking = leaking(node, shape);
        double[] threshold = NirNeuron.channels(node, "v_threshold", node.required("v_threshold"), shape);
        for (int c = 0; c < threshold.length; c++) {
            if (!(threshold[c] > 0) || Double.isInfinite(threshold[c])) {
                throw InputException.wrongValue(node.where(), "v_threshold of channel " + c, threshold[c],
                        "a finite number above 0");
            }
        }
        double[] reset = node.optional("v_reset").map(tensor -> NirNeuron.channels(node, "v_reset", tensor, shape))
                .orElseGet(() -> new double[shape.channels()]);
        boolean hard = assumptions.hardReset(node.name());
        if (!hard && Arrays.stream(reset).anyMatch(value -> value != 0)) {
            note(node, "assumed", "soft reset subtracts v_threshold; v_reset is not 0, but ignored");
        }
        return new NirNeuron(leaking.factor, threshold, hard ? reset : new double[shape.channels()], leaking.leak);
    }

    /** Integrators of a node I, or LI without a leak. */
    NirNeuron integrating(NirNode node, Shape shape) {
        double[] never = new double[shape.channels()];
        Arrays.fill(never, Double.POSITIVE_INFINITY);
        if (isFinite(node)) {
            throw InputException.wrongValue(node.where(), "tau", node.required("tau").values()[0],
                    "infinity: the last layer has no leak");
        }
        return new NirNeuron(leaking(node, shape).factor, never, new double[shape.channels()], Leak.NONE);
    }

    /**
     * What a step does to a potential.
     *
     * @param factor what a current of 1 adds
     */
    // Arrays: made and used up in one place; nothing compares two of them.
    @SuppressWarnings("ArrayRecordComponent")
    private record Leaking(double[] factor, Leak leak) {}

    private static boolean hasTau(NirNode node) {
        return node.type().equals("LIF") || node.type().equals("LI") || node.type().equals("Leaky");
    }

    private static boolean isFinite(NirNode node) {
        return hasTau(node)
                && Arrays.stream(node.required("tau").values()).anyMatch(tau -> tau != Double.POSITIVE_INFINITY);
    }

    private Leaking leaking(NirNode node, Shape shape) {
        return isFinite(node) ? decaying(node, shape) : new Leaking(factor(node, shape), Leak.NONE);
    }

    /** A step of tau * dv/dt = v_leak - v + r * I: v + dt / tau * (v_leak - v + r * I), with v_leak = 0. */
    private Leaking decaying(NirNode node, Shape shape) {
        double[] tau = NirNeuron.channels(node, "tau", node.required("tau"), shape);
        double dt = assumptions.options().dt().orElse(1.0);
        Leak leak = leak(node, tau[0], dt);
        for (int c = 0; c < tau.length; c++) {
            if (tau[c] != tau[0] && !leak(node, tau[c], dt).equals(leak)) {
                throw InputException.wrongValue(node.where(), "tau of channel " + c, tau[c],
                        tau[0] + ", as of channel 0: a layer has one leak");
            }
        }
        node.optional("v_leak").map(tensor -> NirNeuron.channels(node, "v_leak", tensor, shape))
                .ifPresent(levels -> Arrays.stream(levels).filter(level -> level != 0).findFirst()
                        .ifPresent(level -> {
                            throw InputException.wrongValue(node.where(), "v_leak", level,
                                    "0, as membranes leak towards 0");
                        }));
        double[] factor = NirNeuron.channels(node, "r", node.required("r"), shape);
        for (int c = 0; c < factor.length; c++) {
            factor[c] *= dt / tau[c];
            if (factor[c] == 0 || !Double.isFinite(factor[c])) {
                throw InputException.wrongValue(node.where(), "r * dt / tau of channel " + c, factor[c],
                        "a finite number other than 0");
            }
        }
        if (assumptions.options().dt().isEmpty()) {
            note(node, "assumed", "a time step of 1 s, with tau " + tau[0] + " s; --dt sets it");
        }
        double beta = 1 - dt / tau[0];
        note(node, "assumed", "a leak of 1 - dt / tau = " + beta + " a step, as in NIR; tools that take exp(-dt / tau)"
                + " leak less");
        note(node, "rounded", leak.equals(Leak.NONE)
                ? "the leak to 1: the neurons do not leak"
                : "the leak to " + leak.beta() + ", and membranes to the hardware's grid in every step: "
                        + leak.shown());
        return new Leaking(factor, leak);
    }

    /** 1 - dt / tau in 16 bits; none if that is nearest. */
    private static Leak leak(NirNode node, double tau, double dt) {
        double code = Math.rint(Math.scalb(1 - dt / tau, Leak.Factor.MAX_BITS));
        if (!(tau > 0 && code >= 1)) {
            throw InputException.wrongValue(node.where(), "tau", tau, "a number of seconds above the time step of "
                    + dt + ", which --dt sets");
        }
        return code == Math.scalb(1.0, Leak.Factor.MAX_BITS)
                ? Leak.NONE
                : new Leak.Factor((int) code, Leak.Factor.MAX_BITS);
    }

    /** What a current of 1 adds in a time step, without a leak. */
    private double[] factor(NirNode node, Shape shape) {
        double[] r = NirNeuron.channels(node, "r", node.required("r"), shape);
        if (hasTau(node)) {
            if (Arrays.stream(r).allMatch(value -> value == Double.POSITIVE_INFINITY)) {
                note(node, "assumed",
                        "tau and r are infinite: read as neurons without leak and with unit input gain");
                Arrays.fill(r, 1);
                return r;
            }
            note(node, "assumed", "tau is infinite: read as neurons without leak, dv/dt = r * I");
        }
        Optional<Double> given = assumptions.options().dt();
        double dt = given.orElse(1.0);
        for (int c = 0; c < r.length; c++) {
            r[c] *= dt;
            if (r[c] == 0 || !Double.isFinite(r[c])) {
                throw InputException.wrongValue(node.where(), "r * dt of channel " + c, r[c],
                        "a finite number other than 0");
            }
        }
        if (given.isEmpty() && Arrays.stream(r).anyMatch(value -> value != 1)) {
            note(node, "assumed", "a time step of 1 s; r is " + r[0] + (NirNeuron.isUniform(r) ? "" : " and others")
                    + inverse(r).map(one -> ", --dt " + one + " would give unit input gain").orElse(""));
        }
        return r;
    }

    /** The time step with which all r are 1, if there is one. */
    private static Optional<Double> inverse(double[] r) {
        double near = 1 / r[0];
        return NirNeuron.isUniform(r) && near > 0
                ? DoubleStream.of(near, Math.nextUp(near), Math.nextDown(near)).filter(dt -> dt * r[0] == 1).boxed()
                        .findFirst()
                : Optional.empty();
    }

    private void note(NirNode node, String kind, String text) {
        notes.add(new Imported.Note(node.name(), kind, text));
    }
}

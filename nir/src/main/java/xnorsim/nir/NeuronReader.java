package xnorsim.nir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import xnorsim.base.InputException;
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

    /** Neurons of a node IF, or LIF without a leak. */
    NirNeuron firing(NirNode node, Shape shape) {
        double[] factor = factor(node, shape);
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
        return new NirNeuron(factor, threshold, hard ? reset : new double[shape.channels()]);
    }

    /** Integrators of a node I, or LI without a leak. */
    NirNeuron integrating(NirNode node, Shape shape) {
        double[] never = new double[shape.channels()];
        Arrays.fill(never, Double.POSITIVE_INFINITY);
        return new NirNeuron(factor(node, shape), never, new double[shape.channels()]);
    }

    /** What a current of 1 adds in a time step. */
    private double[] factor(NirNode node, Shape shape) {
        double[] r = NirNeuron.channels(node, "r", node.required("r"), shape);
        boolean leaky = node.type().equals("LIF") || node.type().equals("LI") || node.type().equals("Leaky");
        if (leaky) {
            for (double tau : node.required("tau").values()) {
                if (tau != Double.POSITIVE_INFINITY) {
                    throw InputException.wrongValue(node.where(), "tau", tau,
                            "infinity: hardware neurons have no leak");
                }
            }
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

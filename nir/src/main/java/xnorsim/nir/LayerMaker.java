package xnorsim.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.nir.Flow.Branch;
import xnorsim.nir.Flow.Current;
import xnorsim.nir.Flow.Potential;
import xnorsim.nir.Flow.Spikes;
import xnorsim.nir.graph.NirNode;

/** Builds layers from the nodes between neurons, in the order of the neurons. */
final class LayerMaker {
    /** What is said of sums and products of a file's numbers that no floating point number equals. */
    static final String LAST_BIT = "weights or biases to the nearest 64-bit number: spikes can differ where a"
            + " potential"
            + " equals the threshold";
    /** Thresholds and resets that differ by no more in the last place are the same, apart from rounding. */
    private static final int ALIKE = 4;
    /** A readout that copies this many spikes has a weight for every pair. */
    private static final int MAX_COPIED = 4096;

    private final Assumptions assumptions;
    private final ImportOptions options;
    private final List<Imported.Note> notes = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** A layer whose pooling is not known yet: the nodes that receive its spikes determine it. */
    private record Pending(NirNode node, String name, Current current, NirNeuron neuron, boolean residual) {}

    LayerMaker(Assumptions assumptions) {
        this.assumptions = assumptions;
        this.options = assumptions.options();
    }

    List<Imported.Note> notes() {
        return notes;
    }

    void note(NirNode node, String kind, String text) {
        notes.add(new Imported.Note(node.name(), kind, text));
    }

    /** Takes down a layer of neurons; returns its index. */
    int add(NirNode node, Current current, NirNeuron neuron) {
        int index = pending.size();
        boolean residual = checkSources(node.where(), index, current.inputs());
        pending.add(new Pending(node, name(node.name()), current, neuron, residual));
        return index;
    }

    /** The node's name with what a layer's name may not have replaced, and a number where two would be the same. */
    private String name(String node) {
        String plain = node.replaceAll("[^A-Za-z0-9_]", "_");
        String base = plain.matches("[A-Za-z_].*") ? plain : "_" + plain;
        String name = base;
        for (int i = 2; !names.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /**
     * A layer receives the previous layer and, with a residual connection, also the one before it, through the same
     * windows.
     */
    private static boolean checkSources(String where, int index, Spikes inputs) {
        List<Integer> sources = inputs.branches().stream().map(Branch::source).sorted().toList();
        boolean chain = sources.equals(List.of(index - 1));
        boolean residual = index >= 2 && sources.equals(List.of(index - 2, index - 1));
        if (!chain && !residual) {
            throw new InputException(where + ": receives the layers " + sources + " (-1 is the input) as layer " + index
                    + ", expected the previous layer and, from the third layer on, optionally the one before it as a"
                    + " residual connection");
        }
        Branch first = inputs.branches().getFirst();
        for (Branch branch : inputs.branches()) {
            if (!branch.window().isSame(first.window())) {
                throw new InputException(where
                        + ": adds two layers after different poolings or scales, expected shared weights, as in eq."
                        + " (11) has it");
            }
        }
        return residual;
    }

    private static Branch branch(Current current, int source) {
        return current.inputs().branches().stream().filter(branch -> branch.source() == source).findFirst()
                .orElseThrow();
    }

    /** The connection on the spikes of the layer before, pooling and scales included. */
    private Connection connection(Current current, int index) {
        Branch main = branch(current, index - 1);
        if (main.sourceShape().channels() != main.window().scale().length) {
            throw new InputException(current.connection().where()
                    + ": its input has padded channels, expected those only on a residual connection");
        }
        if (current.connection().roundsScaledInputs(main.window().scale())) {
            notes.add(new Imported.Note(current.name(), "rounded", LAST_BIT));
        }
        return current.connection().after(main.window(), main.pooledShape());
    }

    Imported network(String name, Shape input, Flow output) {
        assume();
        List<Layer> layers = new ArrayList<>();
        LastLayer last = switch (output) {
            case Potential p -> last(p.name(), p.current(), p.neuron().factor());
            case Current c -> last(c.name(), c, Window.identity(c.shape().channels()).scale());
            case Spikes spikes -> readout(spikes);
        };
        if (pending.isEmpty()) {
            throw new InputException("graph: no neurons with a threshold, expected a spiking first layer");
        }
        for (int l = 0; l < pending.size(); l++) {
            layers.add(spiking(l, l + 1 < pending.size()
                    ? pool(l, pending.get(l + 1).current.inputs())
                    : pool(l, lastInputs)));
        }
        layers.add(last);
        return new Imported(new Network(name, input, assumptions.timeSteps(), layers), notes);
    }

    private Spikes lastInputs = new Spikes(new Shape(1, 1, 1), false, List.of());

    private void assume() {
        List<Imported.Note> lines = new ArrayList<>();
        assumptions.explain(pending.stream().map(p -> p.node.name()).toList(), lines);
        lines.add(
                new Imported.Note("threshold", "assumed", "a neuron fires above its threshold (>), as in NIR; spikes"
                        + " differ from tools that fire at the threshold (>=) when a membrane equals it"));
        notes.addAll(0, lines);
    }

    /** The pooling of a layer, as seen by the next layer; a residual connection may only pool further. */
    private int pool(int layer, Spikes receiver) {
        Branch main = receiver.branches().stream().filter(branch -> branch.source() == layer).findFirst().orElseThrow();
        String where = pending.get(layer).node.where();
        if (main.poolY() != main.poolX()) {
            throw InputException.wrongValue(where, "the windows of the OR after it", main.poolY() + "x" + main.poolX(),
                    "squares");
        }
        if (layer + 2 < pending.size()) {
            Spikes later = pending.get(layer + 2).current.inputs();
            for (Branch branch : later.branches()) {
                if (branch.source() == layer
                        && (branch.poolY() % main.poolY() != 0 || branch.poolX() % main.poolX() != 0)) {
                    throw InputException.wrongValue(where, "the windows of the OR before the residual",
                            branch.poolY() + "x" + branch.poolX(), "multiples of " + main.poolY()
                                    + ", which the next layer receives");
                }
            }
        }
        return main.poolY();
    }

    private Layer spiking(int index, int pool) {
        Pending p = pending.get(index);
        Connection connection = connection(p.current, index);
        NirNeuron neuron = p.neuron;
        boolean same = NirNeuron.isUniform(neuron.threshold());
        double theta = same ? neuron.threshold()[0] : 1;
        Dynamics dynamics = new Dynamics(neuron.leak(), Firing.ABOVE, reset(p, same));
        int divisor = connection.divisor();
        double[] mu = connection.bias().clone();
        Arrays.setAll(mu, c -> 0.0 - mu[c] * divisor);
        double[] sigma = new double[mu.length];
        Arrays.setAll(sigma, c -> (same ? 1 : neuron.threshold()[c]) * divisor);
        if (IntStream.range(0, mu.length).anyMatch(c -> Connection.isRounded(connection.bias()[c], divisor)
                || (!same && Connection.isRounded(neuron.threshold()[c], divisor)))) {
            note(p.node, "rounded", LAST_BIT);
        }
        // The factor is the gain, so that nothing is rounded: a potential of alpha * r * sum equals the same threshold.
        Normalization normalization = new Normalization(mu, sigma, neuron.factor(), new double[mu.length]);
        if (!p.name.equals(p.node.name())) {
            note(p.node, "mapped", "the layer is named " + p.name);
        }
        if (index == 0) {
            if (branch(p.current, -1).poolY() != 1 || branch(p.current, -1).poolX() != 1) {
                throw new InputException(
                        p.node.where() + ": the input is pooled with a threshold, expected no pooling");
            }
            Connection whole = connection.ungrouped();
            return new FirstLayer(p.name, whole.geometry(), Weights.fixed(whole, notes), normalization, theta, pool,
                    assumptions.coding(), dynamics);
        }
        if (connection.gaps()) {
            throw new InputException(connection.where()
                    + ": its dilation or stride and the folded pooling windows leave out connections"
                    + " between them,"
                    + " and a cell holds -1 or +1, never 0; expected window strides equal to window sizes, and no"
                    + " dilation");
        }
        Weights.Binary binary = Weights.binary(connection, options, notes);
        return new BinaryLayer(p.name, connection.geometry(), binary.bits(), binary.alpha(), normalization, theta,
                p.residual, pool, dynamics);
    }

    private Reset reset(Pending p, boolean sameThreshold) {
        if (!assumptions.hardReset(p.node.name())) {
            return Reset.SOFT;
        }
        double[] to = p.neuron.reset().clone();
        if (!sameThreshold) {
            Arrays.setAll(to, c -> to[c] / p.neuron.threshold()[c]);
        }
        if (!sameThreshold && IntStream.range(0, to.length)
                .anyMatch(c -> Math.fma(to[c], p.neuron.threshold()[c], -p.neuron.reset()[c]) != 0)) {
            note(p.node, "rounded", "v_reset in units of the threshold: to the nearest 64-bit number");
        }
        boolean alike = Arrays.stream(to).allMatch(value -> Math.abs(value - to[0]) <= ALIKE * Math.ulp(to[0]));
        if (!alike) {
            throw new InputException(p.node.where()
                    + ": v_reset differs between channels (relative to the threshold), expected one value per layer");
        }
        return Reset.hard(to[0]);
    }

    private LastLayer last(String name, Current current, double[] factor) {
        checkSources("node " + name, pending.size(), current.inputs());
        if (current.inputs().branches().size() > 1) {
            throw new InputException(
                    "node " + name + ": the last layer has a residual connection, expected none");
        }
        lastInputs = current.inputs();
        Connection connection = connection(current, pending.size()).scaled(factor).divided().ungrouped();
        double[] bias = connection.bias().clone();
        Arrays.setAll(bias, c -> 0.0 - bias[c]);
        return new LastLayer(name(name), connection.geometry(), Weights.fixed(connection, notes), bias);
    }

    /**
     * The last layer of a network that ends in spikes: it counts them. Where the last neurons have real-valued weights,
     * the hardware has no units for them; on demand their potential is read instead.
     */
    private LastLayer readout(Spikes spikes) {
        int last = pending.size() - 1;
        if (spikes.branches().size() != 1 || spikes.branches().getFirst().source() != last) {
            throw new InputException("output: does not receive the last layer's spikes");
        }
        Branch branch = spikes.branches().getFirst();
        if (options.potential() && last > 0 && branch.window().isOneElement()
                && branch.poolY() * branch.poolX() == 1
                && !Weights.areBinary(connection(pending.get(last).current, last))) {
            Pending p = pending.removeLast();
            if (!p.neuron.leak().equals(Leak.NONE)) {
                throw InputException.wrongValue(p.node.where(), "tau", p.node.required("tau").values()[0],
                        "infinity with --readout potential: the last layer has no leak");
            }
            names.remove(p.name);
            notes.add(new Imported.Note(p.node.name(), "assumed",
                    "its neurons only accumulate: the class is that of the largest membrane potential, not of the"
                            + " most spikes"));
            return last(p.node.name(), p.current, p.neuron.factor());
        }
        lastInputs = spikes;
        Shape map = branch.pooledShape();
        Connection counting;
        if (branch.window().isOneElement()) {
            if (map.size() > MAX_COPIED) {
                throw InputException.wrongValue("output", "the number of values", map.size(), "at most " + MAX_COPIED);
            }
            double[] weights = new double[map.size() * map.size()];
            for (int i = 0; i < map.size(); i++) {
                weights[i * map.size() + i] = branch.window().scale()[i / map.positions()];
            }
            counting = Connection.full("output", map, map.size(), weights, new double[map.size()]);
        } else {
            counting = Connection.identity("output", spikes.shape()).after(branch.window(), map).divided();
        }
        notes.add(new Imported.Note("output", "mapped", String.format(Locale.ROOT,
                "an output layer that counts the spikes of the %d outputs and predicts the class with the most",
                counting.outputs())));
        return new LastLayer(name("readout"), counting.geometry(), Weights.fixed(counting, notes),
                new double[counting.outputs()]);
    }
}

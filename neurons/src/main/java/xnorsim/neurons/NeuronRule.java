package xnorsim.neurons;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xnorsim.base.InputException;
import xnorsim.base.MapKind;
import xnorsim.base.Section;

/**
 * A neuron model: what a unit does with its membrane in INTEGRATE and FIRE. Architecture files name it by the key of
 * its {@link Kind}. A rule is stateless: state beyond the membrane is in registers, stored with the membranes.
 * Immutable; rules with the same settings are equal.
 */
public interface NeuronRule {
    /** The name in architecture files. */
    String key();

    /** The values of its keys (numbers, texts, booleans), from which its {@link Kind} reads an equal rule. */
    Map<String, Object> settings();

    /** Name and key values in readable form. */
    default String shown() {
        return settings().isEmpty()
                ? key()
                : key() + settings().entrySet().stream().map(value -> value.getKey() + " " + value.getValue()).sorted()
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** Widths of a unit's registers beside its membrane, 1..63 bits; all are cleared when a sample begins. */
    default List<Integer> registerBits() {
        return List.of();
    }

    /**
     * The edge that ends INTEGRATE.
     *
     * @throws MembraneOverflowException if the membrane overflows under {@link Overflow#ERROR}
     */
    void integrate(Neuron neuron, int dot);

    /** The edge that ends FIRE, reset included; returns whether the unit fires. */
    boolean fire(Neuron neuron);

    /** Membranes from {@code least} to {@code most}, in units of 2^-F. */
    record Range(BigInteger least, BigInteger most) {}

    /**
     * Bounds of a unit's membrane within a sample, whatever its dots.
     *
     * @param leastDot smallest dot
     * @param mostDot  largest dot
     * @param steps    time steps of a sample
     * @return empty if unknown
     */
    default Optional<Range> bounds(UnitParameters parameters, int unit, long leastDot, long mostDot, int steps) {
        return Optional.empty();
    }

    /** Analyses of a rule beyond simulation. */
    enum Analysis {
        /**
         * Fraction bits that are exact for every input: after n steps a membrane is the sum of its inputs minus n
         * biases and its resets.
         */
        CERTIFICATE,
        /**
         * Margin of a sum until a spike changes: only sums, biases, leaks and resets change a membrane, and a unit
         * fires if the leaked membrane + dot * 2^F - bias exceeds its threshold, or reaches it.
         */
        DECISION,
        /** RTL of a row: INTEGRATE only adds, FIRE only compares and subtracts. */
        REGISTER_TRANSFER,
        /** Energy and area: a unit consists of an adder, a comparator and a membrane register. */
        COST
    }

    /** The analyses that hold for this rule; by default none. */
    default Set<Analysis> analyses() {
        return EnumSet.noneOf(Analysis.class);
    }

    /**
     * Refuses a rule for which an analysis does not hold.
     *
     * @param what feature that needs the analysis, in a user's words
     * @throws InputException that names the rule
     */
    default void require(Analysis analysis, String what) {
        if (!analyses().contains(analysis)) {
            throw InputException.wrongValue("architecture: neuron", "kind", key(),
                    "a neuron that " + what + " supports, such as " + IntegrateAndFire.KEY);
        }
    }

    /**
     * Reads a rule from an architecture file. Kinds are registered as services: a line in
     * {@code META-INF/services/xnorsim.neurons.NeuronRule$Kind}, or {@code provides} in a module's declaration.
     */
    interface Kind extends MapKind {
        /**
         * The rule that an architecture file describes.
         *
         * @param own its keys and values
         * @throws InputException if a value is invalid
         */
        NeuronRule read(Section own);
    }
}

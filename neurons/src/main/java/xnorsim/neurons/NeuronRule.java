package xnorsim.neurons;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xnorsim.base.InputException;
import xnorsim.base.KeySpec;
import xnorsim.base.Keyed;
import xnorsim.base.Section;

/**
 * What one unit does with its membrane in INTEGRATE and in FIRE. Architecture files name a rule by the key of its
 * {@link Kind}. A rule has no state: what a unit remembers beside its membrane are registers, kept wherever membranes
 * are. Immutable; rules with the same settings are equal.
 */
public interface NeuronRule {
    /** The name in architecture files. */
    String key();

    /** The values of its keys, numbers, texts or booleans: a {@link Kind} that reads them gives an equal rule. */
    Map<String, Object> settings();

    /** The name and the values of its keys, for a reader. */
    default String shown() {
        return settings().isEmpty()
                ? key()
                : key() + settings().entrySet().stream().map(value -> value.getKey() + " " + value.getValue()).sorted()
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** Bits of each register that a unit has beside its membrane, 1..63; all are 0 where a sample begins. */
    default List<Integer> registerBits() {
        return List.of();
    }

    /**
     * The edge that ends INTEGRATE.
     *
     * @throws MembraneOverflowException if the membrane leaves its range and {@link Overflow#ERROR} is asked for
     */
    void integrate(Neuron neuron, int dot);

    /** The edge that ends FIRE, with the reset: whether the unit fires. */
    boolean fire(Neuron neuron);

    /** Membranes from {@code least} to {@code most}, in units of 2^-F. */
    record Range(BigInteger least, BigInteger most) {}

    /**
     * What no membrane of a unit leaves within a sample, whatever its dots.
     *
     * @param leastDot smallest dot
     * @param mostDot  largest dot
     * @param steps    time steps of a sample
     * @return empty if that is not known
     */
    default Optional<Range> bounds(UnitParameters parameters, int unit, long leastDot, long mostDot, int steps) {
        return Optional.empty();
    }

    /** What is concluded from a rule, beyond simulating it. */
    enum Analysis {
        /**
         * Fraction bits that are exact on every input: after n steps a membrane is its sums, less n biases and its
         * resets.
         */
        CERTIFICATE,
        /**
         * How far a sum is from changing a spike: nothing but sums, biases and resets changes a membrane, and a unit
         * fires where membrane + dot * 2^F - bias exceeds its threshold.
         */
        DECISION,
        /** Registers and logic of a row: INTEGRATE adds and FIRE compares and subtracts, nothing else. */
        REGISTER_TRANSFER,
        /** Energy and area: of a unit are an adder, a comparator and a membrane register. */
        COST
    }

    /** The analyses that hold for this rule; none, unless it says so. */
    default Set<Analysis> analyses() {
        return EnumSet.noneOf(Analysis.class);
    }

    /**
     * Refuses a rule for which an analysis does not hold.
     *
     * @param what needs the analysis, as a user calls it
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
    interface Kind extends Keyed {
        /** What such a neuron does, in a line of at most 100 letters. */
        String text();

        /** Its keys beside {@code kind}, mostly those of its record ({@link xnorsim.base.Keys#specs}). */
        List<KeySpec> keys();

        /** Their defaults as a file would have them, empty for none, by name; nothing where a key has to be given. */
        Map<String, String> defaults();

        /**
         * The rule that an architecture file describes.
         *
         * @param own its keys with their values
         * @throws InputException if a value cannot be
         */
        NeuronRule read(Section own);
    }
}

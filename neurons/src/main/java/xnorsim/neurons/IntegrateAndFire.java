package xnorsim.neurons;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xnorsim.base.KeySpec;
import xnorsim.base.Section;

/**
 * The neuron of the paper, eqs. (6) and (7), optionally with a leak; {@link FireKernel} is this rule for many units at
 * once.
 *
 * @param leak a layer's leak; no setting of the rule, as architecture files have none
 */
public record IntegrateAndFire(MembraneLeak leak) implements NeuronRule {
    /** The name in architecture files. */
    public static final String KEY = "integrate_and_fire";

    /** The rule without a leak. */
    public static final IntegrateAndFire RULE = new IntegrateAndFire(MembraneLeak.NONE);

    /** Takes no keys. */
    public static final class Kind implements NeuronRule.Kind {
        /** For the registry. */
        public Kind() {}

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String text() {
            return "integrates its inputs and fires above its threshold";
        }

        @Override
        public List<KeySpec> keys() {
            return List.of();
        }

        @Override
        public Map<String, String> defaults() {
            return Map.of();
        }

        @Override
        public NeuronRule read(Section own) {
            return RULE;
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public void integrate(Neuron neuron, int dot) {
        neuron.set(leak.of(neuron.membrane()));
        neuron.add(dot);
    }

    @Override
    public boolean fire(Neuron neuron) {
        boolean fires = neuron.exceeds();
        if (fires) {
            neuron.reset();
        }
        return fires;
    }

    /** From the largest input in each direction, with only resets and leaks, which do not widen the range, between. */
    @Override
    public Optional<Range> bounds(UnitParameters parameters, int unit, long leastDot, long mostDot, int steps) {
        BigInteger taken = BigInteger.valueOf(parameters.bias()[unit]);
        BigInteger start = BigInteger.valueOf(parameters.hardReset() ? parameters.resetTo()[unit] : 0);
        int shift = parameters.shift();
        BigInteger up = BigInteger.valueOf(mostDot).shiftLeft(shift).subtract(taken).max(BigInteger.ZERO);
        BigInteger down = BigInteger.valueOf(leastDot).shiftLeft(shift).subtract(taken).min(BigInteger.ZERO);
        return Optional.of(new Range(start.min(BigInteger.ZERO).add(down.multiply(BigInteger.valueOf(steps))),
                start.max(BigInteger.ZERO).add(up.multiply(BigInteger.valueOf(steps)))));
    }

    @Override
    public Set<Analysis> analyses() {
        return leak.equals(MembraneLeak.NONE) ? EnumSet.allOf(Analysis.class) : EnumSet.of(Analysis.DECISION);
    }
}

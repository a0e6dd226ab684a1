package xnorsim.extensions;

import java.util.List;
import java.util.Map;
import xnorsim.base.Key;
import xnorsim.base.KeySpec;
import xnorsim.base.Keys;
import xnorsim.base.Section;
import xnorsim.neurons.Neuron;
import xnorsim.neurons.NeuronRule;

/**
 * Integrate and fire with a refractory period: for {@code steps} time steps after a spike a unit ignores its input and
 * does not fire. An extension without any change of main code.
 */
public record Refractory(
        @Key(range = "1..1000", text = "refractory period, time steps") int steps) implements NeuronRule {
    static final String KEY = "refractory";
    /** Remaining time steps. */
    private static final int LEFT = 0;

    private static final Keys<Refractory> KEYS = Keys.of(Refractory.class, "architecture: neuron");
    private static final Refractory DEFAULTS = new Refractory(1);

    /** Checks the range. */
    public Refractory {
        KEYS.check(steps);
    }

    /** Reads {@code steps}. */
    public static final class Kind implements NeuronRule.Kind {
        /** For the registry. */
        public Kind() {}

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String text() {
            return "integrate and fire that ignores its input after a spike";
        }

        @Override
        public List<KeySpec> keys() {
            return KEYS.specs();
        }

        @Override
        public Map<String, String> defaults() {
            return KEYS.values(DEFAULTS);
        }

        @Override
        public NeuronRule read(Section own) {
            return KEYS.read(own.node(), DEFAULTS, key -> key);
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("steps", steps);
    }

    @Override
    public List<Integer> registerBits() {
        return List.of(Integer.SIZE - Integer.numberOfLeadingZeros(steps));
    }

    @Override
    public void integrate(Neuron neuron, int dot) {
        if (neuron.register(LEFT) == 0) {
            neuron.add(dot);
        }
    }

    @Override
    public boolean fire(Neuron neuron) {
        long left = neuron.register(LEFT);
        if (left > 0) {
            neuron.setRegister(LEFT, left - 1);
            return false;
        }
        if (!neuron.exceeds()) {
            return false;
        }
        neuron.reset();
        neuron.setRegister(LEFT, steps);
        return true;
    }
}

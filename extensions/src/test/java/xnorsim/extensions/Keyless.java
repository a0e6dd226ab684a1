package xnorsim.extensions;

import java.util.List;
import java.util.Map;
import xnorsim.base.KeySpec;
import xnorsim.base.Section;
import xnorsim.neurons.Neuron;
import xnorsim.neurons.NeuronRule;

/**
 * Units without keys and without a reference model: they integrate and never fire, or fail when they should.
 *
 * @param key   name in architecture files
 * @param fails whether FIRE fails, as an extension with a mistake in it does
 */
public record Keyless(String key, boolean fails) implements NeuronRule {

    /** Takes no keys. */
    abstract static class Kind implements NeuronRule.Kind {
        private final Keyless rule;

        Kind(Keyless rule) {
            this.rule = rule;
        }

        @Override
        public String key() {
            return rule.key;
        }

        @Override
        public String text() {
            return rule.fails ? "fails when it should fire" : "integrates its inputs and never fires";
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
            return rule;
        }
    }

    /** Never fires. */
    public static final class Mute extends Kind {
        /** For the registry. */
        public Mute() {
            super(new Keyless("mute", false));
        }
    }

    /** Fails. */
    public static final class Faulty extends Kind {
        /** For the registry. */
        public Faulty() {
            super(new Keyless("faulty", true));
        }
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public void integrate(Neuron neuron, int dot) {
        neuron.add(dot);
    }

    @Override
    public boolean fire(Neuron neuron) {
        if (fails) {
            throw new ArithmeticException("no spike from a membrane of " + neuron.membrane());
        }
        return false;
    }
}

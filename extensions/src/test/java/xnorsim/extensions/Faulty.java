package xnorsim.extensions;

import java.util.List;
import java.util.Map;
import xnorsim.base.KeySpec;
import xnorsim.base.Section;
import xnorsim.neurons.Neuron;
import xnorsim.neurons.NeuronRule;

/** Fails when it should fire, as an extension with a mistake in it. */
public record Faulty() implements NeuronRule {
    static final String KEY = "faulty";

    /** Takes no keys. */
    public static final class Kind implements NeuronRule.Kind {
        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String text() {
            return "fails when it should fire";
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
            return new Faulty();
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
        neuron.add(dot);
    }

    @Override
    public boolean fire(Neuron neuron) {
        throw new ArithmeticException("no spike from a membrane of " + neuron.membrane());
    }
}

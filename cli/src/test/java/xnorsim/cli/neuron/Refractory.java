package xnorsim.cli.neuron;

import java.util.List;
import java.util.Map;
import xnorsim.base.Section;
import xnorsim.base.Setting;
import xnorsim.neurons.Neuron;
import xnorsim.neurons.NeuronRule;

/**
 * Integrate and fire, but for {@code steps} time steps after a spike a unit takes no input and does not fire: an
 * extension that needs no change in main code.
 */
public record Refractory(int steps) implements NeuronRule {
    static final String KEY = "refractory";
    /** Time steps that are left. */
    private static final int LEFT = 0;

    /** Takes {@code steps}. */
    public static final class Kind implements NeuronRule.Kind {
        private static final Setting<Integer> STEPS = Setting.whole("steps",
                "time steps after a spike without input", 1, 1000, 1);

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String meaning() {
            return "integrate and fire that ignores its input after a spike";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(STEPS);
        }

        @Override
        public NeuronRule read(Section own) {
            return new Refractory(STEPS.of(own));
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

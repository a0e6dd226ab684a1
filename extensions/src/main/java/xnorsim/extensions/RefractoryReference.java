package xnorsim.extensions;

import java.util.List;
import xnorsim.base.Section;
import xnorsim.network.reference.ReferenceNeuron;

/** Reference model of {@link Refractory} in real numbers; keeps the number of time steps since a neuron fired. */
record RefractoryReference(int steps) implements ReferenceNeuron {
    private static final int MEMBRANE = 0;
    private static final int SINCE_SPIKE = 1;

    /** Reads {@code steps}. */
    public static final class Kind implements ReferenceNeuron.Kind {
        /** For the registry. */
        public Kind() {}

        @Override
        public String key() {
            return Refractory.KEY;
        }

        @Override
        public List<String> keys() {
            return List.of("steps");
        }

        @Override
        public ReferenceNeuron read(Section own) {
            return new RefractoryReference(own.whole("steps", 1, 1000));
        }
    }

    @Override
    public int registers() {
        return 1;
    }

    @Override
    public boolean step(double[] state, double drive, Unit unit) {
        boolean rests = state[SINCE_SPIKE] > 0 && state[SINCE_SPIKE] <= steps;
        state[SINCE_SPIKE] += state[SINCE_SPIKE] > 0 ? 1 : 0;
        if (rests) {
            return false;
        }
        state[MEMBRANE] = unit.integrate(state[MEMBRANE], drive);
        boolean fires = state[MEMBRANE] > unit.threshold();
        if (fires) {
            state[MEMBRANE] = unit.reset(state[MEMBRANE]);
            state[SINCE_SPIKE] = 1;
        }
        return fires;
    }
}

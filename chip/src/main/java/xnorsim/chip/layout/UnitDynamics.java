package xnorsim.chip.layout;

import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Leak;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.MembraneLeak;
import xnorsim.neurons.NeuronRule;
import xnorsim.neurons.UnitParameters;

/** What the units of the hardware make of a layer's leak and comparison. */
public final class UnitDynamics {

    private UnitDynamics() {}

    /**
     * The architecture's neuron with a layer's leak.
     *
     * @param where the layer, for an error message
     * @throws xnorsim.base.InputException if the neuron is another than integrate and fire, but the layer leaks or
     *         fires at its threshold
     */
    public static NeuronRule rule(NeuronRule architecture, String where, Dynamics dynamics) {
        if (!(architecture instanceof IntegrateAndFire)) {
            dynamics.requirePlain(where, "neuron " + architecture.key());
        }
        return switch (dynamics.leak()) {
            case Leak.None _ -> architecture;
            case Leak.Shift shift -> new IntegrateAndFire(new MembraneLeak.Shift(shift.by()));
            case Leak.Factor factor -> new IntegrateAndFire(new MembraneLeak.Factor(factor.code(), factor.bits()));
        };
    }

    /** Units that compare with their threshold as the layer does. */
    public static UnitParameters firing(Dynamics dynamics, UnitParameters above) {
        return dynamics.firesAtThreshold() ? above.firingAtThreshold() : above;
    }
}

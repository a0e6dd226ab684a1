package xnorsim.neurons;

import java.util.Arrays;

/** Units of any {@link NeuronRule}, one by one, with its registers. */
final class RuleLoop {
    private final NeuronRule rule;
    private final Neuron neuron;
    private final int registersEach;
    private final long[] registers;

    RuleLoop(UnitParameters parameters) {
        this.rule = parameters.rule();
        this.neuron = new Neuron(parameters);
        this.registersEach = rule.registerBits().size();
        this.registers = new long[parameters.units() * registersEach];
    }

    void clear() {
        Arrays.fill(registers, 0);
    }

    void restore(MembraneMemory memory, int from, int units) {
        memory.readRegisters(from, registers, units);
    }

    void save(MembraneMemory memory, int to, int units) {
        memory.writeRegisters(to, registers, units);
    }

    void integrate(long[] membranes, int[] dot, int from) {
        for (int i = 0; i < membranes.length; i++) {
            neuron.load(i, membranes[i], registers, i * registersEach);
            rule.integrate(neuron, dot[from + i]);
            membranes[i] = neuron.membrane();
            neuron.save(registers, i * registersEach);
        }
    }

    /** Bit i of {@code spikes} becomes 1 where unit i fires; bits beyond the units are 0. */
    void fire(long[] membranes, long[] spikes) {
        Arrays.fill(spikes, 0);
        for (int i = 0; i < membranes.length; i++) {
            neuron.load(i, membranes[i], registers, i * registersEach);
            spikes[i >> 6] |= (rule.fire(neuron) ? 1L : 0L) << i;
            membranes[i] = neuron.membrane();
            neuron.save(registers, i * registersEach);
        }
    }
}

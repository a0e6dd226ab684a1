package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xnorsim.base.InputException;

class NeuronRuleTest {
    private final Instants instants = new Instants();

    /** Integrate and fire as any extension would write it, with a register that counts its spikes. */
    private record Counting() implements NeuronRule {
        @Override
        public String key() {
            return "counting";
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public List<Integer> registerBits() {
            return List.of(2);
        }

        @Override
        public void integrate(Neuron neuron, int dot) {
            neuron.add(dot);
        }

        @Override
        public boolean fire(Neuron neuron) {
            if (!neuron.exceeds()) {
                return false;
            }
            neuron.reset();
            neuron.setRegister(0, neuron.register(0) + 1 & 3);
            return true;
        }
    }

    private static UnitParameters parameters(int units, Random random, Overflow overflow, boolean hard,
            NeuronRule rule) {
        return UnitParameters
                .of(random.longs(units, -40, 40).toArray(), random.longs(units, 0, 90).toArray(),
                        UnitFormat.popcounts(1, 9, overflow))
                .resettingTo(hard ? random.longs(units, -9, 9).toArray() : new long[0]).with(rule);
    }

    /** Writes at the next instant; the complaint of a membrane that overflows, or nothing. */
    private String update(Runnable write) {
        String[] error = {""};
        instants.write(() -> {
            try {
                write.run();
            } catch (MembraneOverflowException e) {
                error[0] = String.valueOf(e.getMessage());
            }
        });
        return error[0];
    }

    /** The same rule unit by unit and by kernels, in one pass over a memory and phase by phase. */
    @ParameterizedTest
    @EnumSource(Overflow.class)
    void ruleOfItsOwn_isServedAsKernelsServe(Overflow overflow) {
        for (int seed = 0; seed < 20; seed++) {
            int count = 1 + seed * 7;
            UnitParameters fast = parameters(count, new Random(seed), overflow, seed % 2 == 0, IntegrateAndFire.RULE);
            UnitParameters slow = parameters(count, new Random(seed), overflow, seed % 2 == 0, new Counting());
            NeuronUnits kernels = new NeuronUnits(instants.scope().child("k" + seed), fast);
            NeuronUnits loops = new NeuronUnits(instants.scope().child("l" + seed), slow);
            assertThat(loops.canServeRows()).isFalse();
            MembraneMemory expected = new MembraneMemory(count, false);
            MembraneMemory memory = new MembraneMemory(count, false, slow.rule());
            Random random = new Random(-seed);
            for (int step = 0; step < 5; step++) {
                int[] dots = random.ints(count, -60, 60).toArray();
                String error = update(() -> kernels.integrateAndFire(expected, 0, dots, 0));
                assertThat(update(() -> loops.integrateAndFire(memory, 0, dots, 0))).isEqualTo(error);
                if (!error.isEmpty()) {
                    break;
                }
                assertThat(memory.toArray()).containsExactly(expected.toArray());
                assertThat(loops.spikes()).containsExactly(kernels.spikes());
            }
        }
    }

    @Test
    void registers_liveBesideMembranes_andAreClearedWithThem() {
        UnitParameters one = UnitParameters.of(new long[1], new long[1], UnitFormat.popcounts(0, 16, Overflow.ERROR))
                .with(new Counting());
        NeuronUnits units = new NeuronUnits(instants.scope(), one);
        MembraneMemory memory = new MembraneMemory(3, false, one.rule());
        long[] register = new long[1];
        for (int k = 0; k < 2; k++) {
            update(() -> units.integrateAndFire(memory, 1, new int[]{1}, 0));
        }
        memory.readRegisters(1, register, 1);
        assertThat(register).containsExactly(2);
        memory.readRegisters(0, register, 1);
        assertThat(register).containsExactly(0);
        memory.clear();
        memory.readRegisters(1, register, 1);
        assertThat(register).containsExactly(0);
    }

    @Test
    void whatFastPathsAssume_isAskedOfTheRule() {
        UnitParameters fast = parameters(2, new Random(1), Overflow.ERROR, false, IntegrateAndFire.RULE);
        UnitParameters slow = parameters(2, new Random(1), Overflow.ERROR, false, new Counting());
        assertThat(fast.cannotWrap()).isTrue();
        assertThat(slow.cannotWrap()).isFalse();
        assertThat(fast.membranesFitInts(1, 1)).isTrue();
        assertThat(slow.membranesFitInts(1, 1)).isFalse();
        assertThat(fast.sufficientBits(0, 1, 1)).isPresent();
        assertThat(slow.sufficientBits(0, 1, 1)).isEmpty();
        assertThat(slow.slice(1, 1).rule()).isEqualTo(new Counting());
        assertThat(slow.withThreshold(new long[2]).rule()).isEqualTo(new Counting());
    }

    @Test
    void analysis_thatARuleDoesNotName_isRefused() {
        for (NeuronRule.Analysis analysis : NeuronRule.Analysis.values()) {
            IntegrateAndFire.RULE.require(analysis, "`rtl`");
            assertThatThrownBy(() -> new Counting().require(analysis, "`rtl`")).isInstanceOf(InputException.class)
                    .hasMessage("architecture: neuron: kind is counting, expected a neuron that `rtl` supports, such as"
                            + " integrate_and_fire");
        }
    }

    @Test
    void neuron_refusesWhatItCannotHold() {
        UnitParameters one = UnitParameters.of(new long[1], new long[1], UnitFormat.popcounts(0, 8, Overflow.SATURATE))
                .with(new Counting());
        Neuron neuron = new Neuron(one);
        neuron.set(-128);
        assertThat(neuron.membrane()).isEqualTo(-128);
        neuron.add(-5);
        assertThat(neuron.membrane()).isEqualTo(-128);
        assertThatThrownBy(() -> neuron.set(128)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> neuron.setRegister(0, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> neuron.setRegister(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}

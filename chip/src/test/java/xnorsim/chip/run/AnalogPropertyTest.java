package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.ConverterKind;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.LastStep;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Variation;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.Loading;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Signal;

/**
 * Networks on analog subarrays: exact without losses, and with losses the same on whatever is watched and whoever runs.
 */
class AnalogPropertyTest {

    private static final PopcountKernel KERNEL = PopcountKernels.chosen();
    private static final int IMAGES = 3;

    private static AnalogReadout lossless(Random random) {
        return AnalogReadout.lossless(random.nextBoolean() ? CellKind.CHARGE : CellKind.CURRENT)
                .withHold(new Hold(100, 0, Double.POSITIVE_INFINITY, SamplingSwitch.IDEAL,
                        random.nextBoolean() ? SlotSummation.INTEGRATOR : SlotSummation.CHARGE_SHARING, 0.5))
                .withConversion(new Conversion(random.nextBoolean() ? ConverterKind.SAR : ConverterKind.FLASH,
                        OptionalInt.empty(), 0, OptionalInt.empty(), 1 + random.nextInt(3), 1, 0,
                        OptionalDouble.empty(), 0, LastStep.CONVERT));
    }

    private static AnalogReadout noisy(Random random) {
        AnalogReadout r = lossless(random);
        return r.withHold(new Hold(1, 300, 0.00001, SamplingSwitch.injecting(0.001, 0.01), r.hold().adding(), 0.5))
                .withConversion(
                        new Conversion(r.conversion().kind(), OptionalInt.of(5), 0, OptionalInt.empty(), 2, 1, 3,
                                OptionalDouble.empty(), r.conversion().kind() == ConverterKind.FLASH ? 2 : 0,
                                LastStep.CONVERT))
                .withVariation(new Variation(random.nextLong(), 2, 0.1, 0.02, 0.02, 0.02, 0.02, 0.5));
    }

    private static List<SpikeSource> sources(Network network, Random random) {
        List<SpikeSource> sources = new ArrayList<>();
        for (int k = 0; k < IMAGES; k++) {
            byte[] pixels = new byte[network.input().size()];
            random.nextBytes(pixels);
            sources.add(network.first().coding().source(1, k, pixels));
        }
        return sources;
    }

    private static Architecture chip(RandomNetworks networks, Network network, Random random) {
        Architecture a = networks.uncontended(network);
        ChipParameters loaded = a.chip().withLoading(Loading.values()[random.nextInt(3)], random.nextBoolean());
        return random.nextBoolean() ? networks.contended(network, a) : a.withChip(loaded);
    }

    /** With a readout whose converters have no more rows than an array. */
    private static Architecture with(Architecture chip, AnalogReadout r) {
        Conversion c = r.conversion();
        return chip.withReadout(r.withConversion(new Conversion(c.kind(), c.bits(), c.clipLow(), c.clipHigh(),
                Math.min(c.rowsPerConverter(), chip.rows()), c.cyclesPerDecision(), c.offsetSigmaMv(),
                c.calibrationStepMv(), c.comparatorOffsetSigmaMv(), c.lastStep())));
    }

    /** All that can be seen of an image from outside, in an order of its own. */
    private static Set<String> seen(ChipSimulation chip, int image, SpikeSource source, Network network) {
        Set<String> seen = new TreeSet<>();
        chip.observe((number, layer, step, position, channels) -> seen
                .add("spikes " + layer + " " + step + " " + position + " " + BitSet.valueOf(channels)));
        ImageResult result = chip.run(image, source);
        seen.add("cycles " + result.cycles() + " " + Arrays.deepToString(result.ends()));
        seen.add("classes " + Arrays.toString(result.membranes()));
        for (int l = 0; l < network.layers().size() - 1; l++) {
            seen.add("membranes " + l + " " + Arrays.toString(chip.membranes(l)));
        }
        return seen;
    }

    private static void assertSame(Set<String> one, Set<String> other) {
        Set<String> only = new TreeSet<>(one);
        only.removeAll(other);
        assertThat(only).isEmpty();
        assertThat(one).hasSameSizeAs(other);
    }

    @Property(tries = 25)
    void network_withoutLosses_isTheIdealOne(@ForAll long seed) {
        Random random = new Random(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        Network network = networks.network();
        Architecture analog = with(chip(networks, network, random), lossless(random));
        Mapping mapping = new Mapping(network, analog);
        Mapping ideal = new Mapping(network, analog.withReadout(Readout.ideal()));
        SpikeSource source = sources(network, random).getFirst();
        assertSame(seen(new ChipSimulation(mapping, KERNEL), 0, source, network),
                seen(new ChipSimulation(ideal, KERNEL), 0, source, network));
    }

    @Property(tries = 25)
    void noisyNetwork_watchedInWholeOrInPart_isTheUnwatchedOne(@ForAll long seed) {
        Random random = new Random(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        Network network = networks.network();
        Mapping mapping = new Mapping(network, with(chip(networks, network, random), noisy(random)));
        List<SpikeSource> sources = sources(network, random);
        ChipSimulation watched = new ChipSimulation(mapping, new ScalarPopcount());
        boolean partly = random.nextBoolean();
        for (int l = 1; l < network.layers().size() - 1; l++) {
            int row = random.nextInt(mapping.architecture().rows());
            for (Signal signal : watched.signals(l, random.nextInt(mapping.rowTiles(l)), 0)) {
                if (signal instanceof BankSignal bank && partly) {
                    BitSet lanes = new BitSet();
                    lanes.set(row % bank.lanes());
                    bank.watch((changed, lane) -> {}, lanes);
                } else if (!partly) {
                    signal.watch((changed, lane) -> {});
                }
            }
        }
        // In another order, so that nothing can hang on what was drawn before.
        for (int image : new int[]{2, 0, 1}) {
            assertSame(seen(watched, image, sources.get(image), network),
                    seen(new ChipSimulation(mapping, KERNEL), image, sources.get(image), network));
        }
    }

    @Example
    void combinations_thatCannotBeRead_areRefusedByName() {
        Network network = new RandomNetworks(1).network();
        AnalogReadout readout = AnalogReadout.lossless(CellKind.CHARGE);
        Architecture wide = Architecture.defaults().withReadout(readout);
        assertThatThrownBy(
                () -> new Mapping(network, wide.withChip(ChipParameters.defaults().withGate(CellGates.of("and")))))
                .isInstanceOf(InputException.class).hasMessageContaining("gate is and, expected xnor");
        Architecture narrow = ArchitectureFile
                .parse("columns: 1\nreadout: {kind: charge, last_step: compare}").architecture();
        assertThatThrownBy(() -> new Mapping(network, narrow)).isInstanceOf(InputException.class)
                .hasMessageContaining("last_step is compare, expected convert");
    }
}

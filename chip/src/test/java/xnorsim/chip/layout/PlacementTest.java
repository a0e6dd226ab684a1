package xnorsim.chip.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.control.ControlRules;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.control.Timeline;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Reset;

/** Where layers lie on a chip, what is refused, and a chip that stands still. */
class PlacementTest {

    /** Maps of 4 x 4: first (2 channels), one (8, fan-in 18), two (16, fan-in 72), three (8, fan-in 256), last. */
    private static Network network() {
        return network(Dynamics.PLAIN);
    }

    private static Network network(Dynamics dynamics) {
        Shape input = new Shape(1, 4, 4);
        Geometry first = Geometry.convolution(input, 2, 3, 3, 1, 1);
        Geometry one = Geometry.convolution(first.output(), 8, 3, 3, 1, 1);
        Geometry two = Geometry.convolution(one.output(), 16, 3, 3, 1, 1);
        Geometry three = Geometry.fullyConnected(two.output(), 8);
        Geometry last = Geometry.fullyConnected(three.output(), 2);
        return new Network("small", input, 2,
                List.of(new FirstLayer("first", first, weights(first), normalization(first), 1, 1, InputCoding.POISSON,
                        dynamics), binary("one", one, dynamics), binary("two", two, dynamics),
                        binary("three", three, dynamics),
                        new LastLayer("last", last, weights(last), new double[2])));
    }

    @Test
    void resetMembranes_takeTheLeastBitsThatHoldThem() {
        for (double level : new double[]{-3, 0, 0.5, 31.75, 1000}) {
            Network network = network(Dynamics.of(Reset.hard(level)));
            Architecture a = ArchitectureFile.parse("{membrane_bits: 32, fraction_bits: 6}").architecture();
            int bits = ResetMembranes.bits(network, 6, 8, 32).orElseThrow();
            assertThat(new Mapping(network, a.withFixedPoint(6, bits)).architecture().membraneBits()).isEqualTo(bits);
            if (bits > 8) {
                assertThatThrownBy(() -> new Mapping(network, a.withFixedPoint(6, bits - 1)))
                        .hasMessageContaining("reset_to of channel 0, folded, is " + level);
                assertThat(ResetMembranes.bits(network, 6, 8, bits - 1)).isEmpty();
            }
        }
    }

    private static FixedWeights weights(Geometry g) {
        return new FixedWeights(4, 0, new int[g.weights()]);
    }

    private static Normalization normalization(Geometry g) {
        double[] ones = new double[g.outputChannels()];
        Arrays.fill(ones, 1);
        return new Normalization(new double[ones.length], ones, ones, new double[ones.length]);
    }

    private static BinaryLayer binary(String name, Geometry g) {
        return binary(name, g, Dynamics.PLAIN);
    }

    private static BinaryLayer binary(String name, Geometry g, Dynamics dynamics) {
        double[] ones = new double[g.outputChannels()];
        Arrays.fill(ones, 1);
        return new BinaryLayer(name, g, new byte[g.weights()], ones, normalization(g), 1, false, 1, dynamics);
    }

    private static Architecture chip(String more) {
        return ArchitectureFile.parse("rows: 8\ncolumns: 64\nlanes: 1\n" + more).architecture();
    }

    /** 24 channels in 2 groups of 12 rows and fan-in 2 * 9 = 18, then depthwise: 24 groups of one row of 9. */
    @Test
    void groups_haveRowTilesOfTheirOwn() {
        Shape input = new Shape(1, 4, 4);
        Geometry first = Geometry.convolution(input, 4, 3, 3, 1, 1);
        Geometry two = new Geometry(first.output(), 24, new Kernel(3, 3, Stride.of(1), Padding.of(1), Dilation.NONE),
                2);
        Geometry depthwise = new Geometry(two.output(), 24,
                new Kernel(3, 3, Stride.of(1), Padding.of(0), Dilation.NONE), 24);
        Geometry last = Geometry.fullyConnected(depthwise.output(), 2);
        Network network = new Network("groups", input, 2,
                List.of(new FirstLayer("first", first, weights(first), normalization(first), 1, 1, InputCoding.POISSON),
                        binary("two", two),
                        binary("depthwise", depthwise), new LastLayer("last", last, weights(last), new double[2])));
        Architecture a = chip("").withChip(ChipParameters.defaults());
        // Subarrays of 8 x 64: 2 * ceil(12 / 8) = 4 row tiles; 24 row tiles.
        Mapping mapping = new Mapping(network, a);
        assertThat(mapping.rowTiles(1)).isEqualTo(4);
        assertThat(mapping.rowTiles(2)).isEqualTo(24);
        assertThat(mapping.columnTiles(1)).isEqualTo(1);
        assertThat(mapping.placement().needed()).isEqualTo(28);
        assertThat(mapping.cells(1)).isEqualTo(24 * 18);
        // Row tile 3: the last 4 rows of the second group.
        assertThat(mapping.arrays(1).grid().firstRow(3)).isEqualTo(20);
        assertThat(mapping.arrays(1).units(3).units()).isEqualTo(4);
        // 16 positions, then 4; a pass takes what that of one group of 8 rows takes.
        Network one = new Network("one", input, 2, List.of(
                new FirstLayer("first", first, weights(first), normalization(first), 1, 1, InputCoding.POISSON),
                binary("alone", Geometry.convolution(first.output(), 8, 3, 3, 1, 1)),
                new LastLayer("last", Geometry.fullyConnected(new Shape(8, 4, 4), 2),
                        weights(Geometry.fullyConnected(new Shape(8, 4, 4), 2)), new double[2])));
        long pass = new Mapping(one, a).layerCycles(1) / 16;
        assertThat(mapping.layerCycles(1)).isEqualTo(16 * pass);
        assertThat(mapping.layerCycles(2)).isEqualTo(4 * pass);
    }

    @Test
    void placement_goesOnFromLayerToLayerAndRoundAgain() {
        // Tiles: 8 x 18 -> 1; 16 x 72 -> 2 x 2 = 4; 8 x 256 -> 4.
        Placement whole = Placement.of(network(), chip("replicas: {one: 2}\n"));
        assertThat(whole.layers()).extracting(Placement.Block::first).containsExactly(0, 0, 2, 6, 0);
        assertThat(whole.layers()).extracting(Placement.Block::arrays).containsExactly(0, 2, 4, 4, 0);
        assertThat(whole.arrays()).isEqualTo(10);
        assertThat(whole.isShared()).isFalse();

        Placement shared = Placement.of(network(), chip("replicas: {one: 2}\narrays: 5\n"));
        assertThat(shared.layers()).extracting(Placement.Block::first).containsExactly(0, 0, 2, 1, 0);
        assertThat(shared.isShared()).isTrue();
    }

    @Test
    void replicasForEveryLayer_areAtMostOneAPosition() {
        Placement placement = Placement.of(network(), chip("replicas: 3\n"));
        assertThat(placement.layers()).extracting(Placement.Block::copies).containsExactly(1, 3, 3, 1, 1);
    }

    @Test
    void whatCannotWork_isRefusedWithLayerAndReason() {
        refused("replicas: 0\n", "replicas is 0, expected 1..");
        refused("replicas: {two: 0}\n", "replicas of layer two is 0, expected 1..");
        refused("replicas: {two: 17}\n", "layer two: replicas is 17, expected 1..16, the layer's output positions");
        refused("replicas: {first: 2}\n", "replicas: no layer first, expected one of one, two, three");
        refused("replicas: {tow: 2}\n", "replicas: no layer tow, expected one of one, two, three");
        refused("replicas: {two: 2, two: 3}\n", "two is given twice");
        refused("replicas: [2]\n", "replicas is [2], expected a whole number");
        refused("output_banks: 0\n", "output_banks is 0", "1..64");
        refused("spike_bus: 0\n", "spike_bus is 0, expected 1..");
        refused("bus_width: 0\n", "bus_width is 0, expected 1..");
        refused("arrays: 0\n", "arrays is 0, expected 1..");
        refused("write_width: 0\n", "write_width is 0, expected 1..");
        refused("arrays: 3\n",
                "layer two: cannot be placed: it needs 4 subarrays at once (4 tiles, replicas 1), expected at"
                        + " most 3");
        refused("cell_limit: 511\n", "one subarray of 8 x 64 has 512 cells, expected at most 511");
        refused("cell_limit: 2048\n", "layer two:", "5 subarrays of 8 x 64, 2560 cells, expected at most 2048");
        refused("cell_limit: 2048\narrays: 5\n", "5 subarrays of 8 x 64 have 2560 cells, expected at most 2048");
        refused("cell_limit: 0\n", "cell_limit is 0, expected at least 1");
    }

    private static void refused(String keys, String... parts) {
        assertThatThrownBy(() -> Placement.of(network(), chip(keys))).as(keys).isInstanceOf(InputException.class)
                .hasMessageContainingAll(parts);
    }

    /** Layers one, two, three of 4, 2, 3 cycles; by hand. */
    @Test
    void sharedArrays_goToTheEarliestStepAndAreWritten() {
        Placement placement = new Placement(1, 2,
                List.of(new Placement.Block(0, 0, 1), new Placement.Block(0, 1, 1), new Placement.Block(0, 1, 1),
                        new Placement.Block(0, 0, 1)));
        ControlRules rules = new ControlRules(List.of("a", "b", "c", "d"), new boolean[4], true, 2, new long[4],
                placement, 5);
        Schedule schedule = Schedule.of(rules, new long[]{4, 2, 3, 1}, 2, 2);
        // a: 0-4, 4-8. b writes 4-9, works 9-11. At 11 c asks for step 0 and b for step 1: c writes 11-16, works 16-19.
        // b writes 19-24, works 24-26; c writes 26-31, works 31-34; d 19-20 and 34-35.
        assertThat(schedule.starts().get(0)).containsExactly(0, 4);
        assertThat(schedule.starts().get(1)).containsExactly(9, 24);
        assertThat(schedule.starts().get(2)).containsExactly(16, 31);
        assertThat(schedule.starts().get(3)).containsExactly(19, 34);
        assertThat(schedule.cycles()).isEqualTo(35);
        // INPUT, BANK, BUS, ARRAYS, WRITING, BUSY
        assertThat(schedule.causes().get(1)).containsExactly(4 + 9, 0, 0, 8, 10, 4);
        assertThat(schedule.causes().get(2)).containsExactly(11 + 7 + 1, 0, 0, 0, 10, 6);
    }

    /** A bus on which a map takes 3 cycles; layers of 2, 2, 1 cycles. */
    @Test
    void spikeBus_carriesOneMapAtATime() {
        ControlRules rules = new ControlRules(List.of("a", "b", "c"), new boolean[3], true, 2, new long[]{3, 3, 0},
                new Placement(0, 0,
                        List.of(new Placement.Block(0, 0, 1), new Placement.Block(0, 0, 1),
                                new Placement.Block(0, 0, 1))),
                1);
        Schedule schedule = Schedule.of(rules, new long[]{2, 2, 1}, 2, 2);
        // a: 0-2, 2-4. Bus: a0 2-5. b: 5-7. At 5 the bus takes a1 (5-8); b0 waits and goes 8-11, b1 waits for 10 and
        // 11-14.
        assertThat(schedule.timeline().transfers()).containsExactly(new Timeline.Transfer(0, 0, 2, 5),
                new Timeline.Transfer(0, 1, 5, 8), new Timeline.Transfer(1, 0, 8, 11),
                new Timeline.Transfer(1, 1, 11, 14));
        assertThat(schedule.starts().get(1)).containsExactly(5, 8);
        assertThat(schedule.starts().get(2)).containsExactly(11, 14);
        assertThat(schedule.causes().get(1)).containsExactly(2 + 5, 0, 3 + 1, 0, 0, 4);
    }

    /**
     * A map that is complete at the very edge at which the bus becomes free, against an older claim of a later step.
     */
    @Test
    void spikeBus_goesToTheEarliestStep_thoughItsLayerEndsAtTheSameEdge() {
        Placement.Block nowhere = new Placement.Block(0, 0, 1);
        ControlRules rules = new ControlRules(List.of("a", "b", "c"), new boolean[3], true, 3, new long[]{3, 1, 0},
                new Placement(0, 0, List.of(nowhere, nowhere, nowhere)), 1);
        Schedule schedule = Schedule.of(rules, new long[]{2, 3, 1}, 3, 3);
        // a: 0-2, 2-4, 4-6. Bus: a0 2-5, a1 5-8. b: 5-8. At 8 both b0 and a2 (complete since 6) want the bus: b0, 8-9.
        assertThat(schedule.timeline().transfers()).startsWith(new Timeline.Transfer(0, 0, 2, 5),
                new Timeline.Transfer(0, 1, 5, 8), new Timeline.Transfer(1, 0, 8, 9),
                new Timeline.Transfer(0, 2, 9, 12));
        assertThat(schedule.starts().get(2)[0]).isEqualTo(9);
    }

    @Test
    void deadlock_isReportedWithTheCycle() {
        ControlRules rules = new ControlRules(List.of("a", "b"), new boolean[2], true, 0, new long[2],
                new Placement(0, 0, List.of(new Placement.Block(0, 0, 1), new Placement.Block(0, 0, 1))), 1);
        assertThatThrownBy(() -> Schedule.of(rules, new long[]{1, 1}, 1, 1)).isInstanceOf(InputException.class)
                .hasMessage("chip: deadlock at edge 1: layer a waits in time step 0 for its output bank, which is read "
                        + "by layer b, layer b waits in time step 0 for layer a");
    }
}

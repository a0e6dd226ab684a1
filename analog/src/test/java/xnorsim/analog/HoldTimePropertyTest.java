package xnorsim.analog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;

class HoldTimePropertyTest {

    @Property(tries = 100)
    void formula_isTheTimeBetweenTheSimulatedEdges(@ForAll @IntRange(min = 1, max = 70) int columns,
            @ForAll @IntRange(min = 1, max = 80) int busWidth, @ForAll @IntRange(min = 1, max = 9) int evalCycles,
            @ForAll boolean doubleBuffered, @ForAll @IntRange(min = 1, max = 2) int slots) {
        Architecture a = ArchitectureFile.parse("""
                rows: 2
                columns: %d
                bus_width: %d
                eval_cycles: %d
                double_buffered: %s
                residual: %s
                clock_period_ps: 1000
                """.formatted(columns, busWidth, evalCycles, doubleBuffered, slots == 2)).architecture();
        long simulated = SimulatedTimes.of(a).holdPs();
        assertThat(HoldTime.of(a, slots, columns)).isEqualTo(new HoldTime(simulated, simulated));
    }
}

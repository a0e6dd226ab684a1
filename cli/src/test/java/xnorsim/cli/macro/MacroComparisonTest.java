package xnorsim.cli.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.macro.MacroComparison;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;

/** A subarray that did something else than the reference model is found out. */
class MacroComparisonTest {
    private static final Architecture ONE_CELL = ArchitectureFile.parse("rows: 1\ncolumns: 1\ntime_steps: 2")
            .architecture();
    /** A weight of +1 that gets two spikes: dot 1 and 1, u = 1 (not above 1.5), then 2 > 1.5, fires, 0.5 is left. */
    private static final MacroInput INPUT = new MacroInput(new byte[]{1}, new double[]{0}, new double[]{1.5}, 1,
            new byte[]{1, 1});

    private static MacroReport report(byte[] spikes, long[] membranes, int[] dots) {
        MacroResult result = new MacroResult(spikes, membranes, dots, 12);
        return new MacroReport(ONE_CELL, 1, "scalar", result, 1,
                Optional.of(MacroComparison.of(ONE_CELL, INPUT, result)));
    }

    @Test
    void equal_in_everything_agrees() {
        MacroReport report = report(new byte[]{0, 1}, new long[]{256, 128}, new int[]{1, 1});
        assertThat(report.comparison()).contains(new MacroComparison(2, 0, 0, 0, 0));
        assertThat(report.toText()).contains("all equal");
    }

    @Test
    void spike_that_is_missing_is_a_difference() {
        MacroReport report = report(new byte[]{0, 0}, new long[]{256, 128}, new int[]{1, 1});
        assertThat(report.comparison()).contains(new MacroComparison(2, 1, 0, 0, 1));
        assertThat(report.comparison().map(MacroComparison::agrees)).contains(false);
        assertThat(report.toText()).contains("DIFFERENT: 1 spikes, 0 membranes and 0 sums of 2");
        assertThat(report.toJson()).contains("\"spikes_different\":1");
    }

    @Test
    void membrane_or_sum_alone_is_a_difference() {
        assertThat(report(new byte[]{0, 1}, new long[]{257, 128}, new int[]{1, 1}).comparison())
                .contains(new MacroComparison(2, 0, 1, 0, 0));
        assertThat(report(new byte[]{0, 1}, new long[]{256, 128}, new int[]{1, 0}).comparison())
                .contains(new MacroComparison(2, 0, 0, 1, 0));
        assertThat(new MacroComparison(2, 0, 1, 0, 0).agrees()).isFalse();
        assertThat(new MacroComparison(2, 0, 0, 1, 0).agrees()).isFalse();
    }
}

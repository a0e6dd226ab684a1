package xnorsim.chip.arch;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * What a sample takes.
 *
 * @param timeSteps T
 * @param residual  f
 */
public record SampleSteps(
        @Key(range = "1..65535", text = "time steps of a sample; `run` takes them from the network and refuses another"
                + " number") int timeSteps,
        @Key(text = "two slots per time step; `macro` only, networks set it per layer") boolean residual) {

    private static final Keys<SampleSteps> KEYS = Keys.of(SampleSteps.class, "architecture");

    /** Checks the ranges. */
    public SampleSteps {
        KEYS.check(timeSteps, residual);
    }
}

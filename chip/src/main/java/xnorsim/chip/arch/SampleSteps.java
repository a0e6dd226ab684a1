package xnorsim.chip.arch;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Time steps and slots of a sample.
 *
 * @param timeSteps T
 * @param residual  f
 */
public record SampleSteps(
        @Key(range = "1..65535", text = "time steps of a sample; `run` takes them from the network and rejects any"
                + " other number") int timeSteps,
        @Key(text = "residual connection, two slots per time step; `macro` only, networks:"
                + " per layer") boolean residual) {

    private static final Keys<SampleSteps> KEYS = Keys.of(SampleSteps.class, "architecture");

    /** Checks the ranges. */
    public SampleSteps {
        KEYS.check(timeSteps, residual);
    }
}

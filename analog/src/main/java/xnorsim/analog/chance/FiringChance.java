package xnorsim.analog.chance;

import xnorsim.chip.replay.Decision;

/** How probable it is that a unit decides otherwise than it should, for what it has before it. */
@FunctionalInterface
public interface FiringChance {

    /**
     * The chance of the other decision.
     *
     * @param fires what is right
     */
    double otherThan(boolean fires, Decision decision);
}

package xnorsim.analog.chance;

import xnorsim.chip.replay.Decision;

/** Probability of a unit's wrong firing decision, for given inputs. */
@FunctionalInterface
public interface FiringChance {

    /**
     * The probability of the wrong decision.
     *
     * @param fires the right decision
     */
    double otherThan(boolean fires, Decision decision);
}

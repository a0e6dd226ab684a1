package xnorsim.network.neuron;

import java.util.List;
import xnorsim.base.InputException;

/**
 * Reset: how the membrane of a neuron that fires changes.
 *
 * @param hard   false for the paper's soft reset, eq. (6): theta is subtracted, the excess stays; true to set the
 *               membrane to a fixed value
 * @param levels that value, in units of the normalized sums as theta is: one for all channels, as a model file has it,
 *               or one a channel; none for the paper's reset
 */
public record Reset(boolean hard, List<Double> levels) {
    /** Theta is subtracted. */
    public static final Reset SOFT = new Reset(false, List.of());

    public Reset {
        levels = List.copyOf(levels);
        if (hard == levels.isEmpty()) {
            throw InputException.wrongValue("reset", "the number of reset_to", levels.size(),
                    hard ? "one, or one per channel" : "none for a soft reset");
        }
        for (double level : levels) {
            if (!Double.isFinite(level)) {
                throw InputException.wrongValue("reset", "reset_to", level, "a finite number");
            }
        }
    }

    /** The membranes of all channels are set to {@code to}. */
    public static Reset hard(double to) {
        return new Reset(true, List.of(to));
    }

    /** The membranes of each channel are set to the channel's own value. */
    public static Reset hard(List<Double> levels) {
        return new Reset(true, levels);
    }

    /** Whether a reset has one value for each of these channels. */
    public boolean fits(int channels) {
        return levels.size() <= 1 || levels.size() == channels;
    }

    /**
     * The value of all channels; 0 for the paper's reset.
     *
     * @throws IllegalStateException if values differ between channels
     */
    public double to() {
        if (levels.size() > 1) {
            throw new IllegalStateException("reset_to differs between channels");
        }
        return to(0);
    }

    /** The value of a channel; 0 for the paper's reset. */
    public double to(int channel) {
        return levels.isEmpty() ? 0 : levels.get(levels.size() == 1 ? 0 : channel);
    }

    /** The name in files, {@code soft} or {@code hard}. */
    public String key() {
        return hard ? "hard" : "soft";
    }
}

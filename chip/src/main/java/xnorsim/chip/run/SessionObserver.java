package xnorsim.chip.run;

import java.util.function.IntFunction;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.SpikeSource;

/** Observes the images of a session, on every chip that simulates some of them. Never changes values or cycles. */
@FunctionalInterface
public interface SessionObserver {

    /** Observes one chip, on its thread. Image numbers are those of the session, from 0. */
    interface OnChip extends SpikeObserver {

        /**
         * An image has left the chip.
         *
         * @param source    its input
         * @param classes   final membranes of the last layer, in units of 2^-fractionBits; valid during the call
         * @param membranes final membranes of the other layers by index, per position, channels fastest
         */
        void finished(int image, SpikeSource source, long[] classes, IntFunction<long[]> membranes);
    }

    /** Called for every chip before its first image, on its thread. */
    OnChip join(ChipSimulation chip);
}

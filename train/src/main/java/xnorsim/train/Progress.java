package xnorsim.train;

import java.util.ArrayList;
import java.util.List;
import xnorsim.train.net.TrainingState;

/**
 * How far a run has come: the state that it learns and the results so far.
 *
 * @param state weights, moments, statistics and step
 * @param tally of the epoch under way
 * @param epochs done, a list that grows
 */
record Progress(TrainingState state, EpochTally tally, List<EpochResult> epochs) {

    static Progress start(TrainingState state) {
        return new Progress(state, new EpochTally(), new ArrayList<>());
    }

    /** The same run at the begin of the next epoch. */
    Progress nextEpoch(EpochResult result) {
        epochs.add(result);
        return new Progress(state, new EpochTally(), epochs);
    }
}

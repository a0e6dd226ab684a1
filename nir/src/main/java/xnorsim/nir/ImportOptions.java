package xnorsim.nir;

import java.util.Optional;
import java.util.OptionalInt;
import xnorsim.base.InputException;
import xnorsim.network.InputCoding;

/**
 * What a graph leaves open.
 *
 * @param hardReset whether neurons that fire are set to their v_reset; empty for what the file's metadata say, or soft
 * @param dt        seconds of a time step, empty for 1, assumed: a current then adds r times itself
 * @param signs     whether weights of more than two values are replaced by their signs
 * @param coding    how images enter the first layer; empty for what the file's metadata say, or Poisson
 * @param timeSteps time steps of an image; empty for what the file's metadata say, or 8
 * @param potential whether real-valued weights before neurons at the end are read as a layer that only accumulates
 */
public record ImportOptions(Optional<Boolean> hardReset, Optional<Double> dt, boolean signs,
        Optional<InputCoding> coding, OptionalInt timeSteps, boolean potential) {

    /** Checks the time step. */
    public ImportOptions {
        if (dt.isPresent() && !(dt.get() > 0 && Double.isFinite(dt.get()))) {
            throw InputException.wrongValue("import", "dt", dt.get(), "a number of seconds above 0");
        }
    }

    /** Nothing said. */
    public static ImportOptions none() {
        return new ImportOptions(Optional.empty(), Optional.empty(), false, Optional.empty(), OptionalInt.empty(),
                false);
    }
}

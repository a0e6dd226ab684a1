package xnorsim.nir;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import xnorsim.network.InputCoding;
import xnorsim.network.InputException;
import xnorsim.network.Reset;

/**
 * What a graph leaves open.
 *
 * @param hardReset whether neurons that fire are set to their v_reset; empty for soft reset, assumed
 * @param dt        seconds of a time step, empty for 1, assumed: a current then adds r times itself
 * @param signs     whether weights of more than two values are replaced by their signs
 * @param coding    how images enter the first layer
 * @param timeSteps time steps of an image; empty for what the file's notes say, or 8
 * @param potential whether real-valued weights before neurons at the end are read as a layer that only accumulates
 */
public record ImportOptions(Optional<Boolean> hardReset, Optional<Double> dt, boolean signs, InputCoding coding,
        OptionalInt timeSteps, boolean potential) {

    /** Key of the notes that `export` writes about the reset. */
    static final String RESET_NOTE = "reset_mechanism";

    /** Checks the time step. */
    public ImportOptions {
        if (dt.isPresent() && !(dt.get() > 0 && Double.isFinite(dt.get()))) {
            throw InputException.wrongValue("import", "dt", dt.get(), "a number of seconds above 0");
        }
    }

    /** The same, with the kind of reset that a file's notes name, where it is not given here; others' words are no answer. */
    ImportOptions withNotes(Map<String, String> metadata) {
        if (hardReset.isPresent() || !Reset.hard(0).key().equals(metadata.get(RESET_NOTE))) {
            return this;
        }
        return new ImportOptions(Optional.of(true), dt, signs, coding, timeSteps, potential);
    }

    /** Nothing said. */
    public static ImportOptions none() {
        return new ImportOptions(Optional.empty(), Optional.empty(), false, InputCoding.POISSON, OptionalInt.empty(),
                false);
    }
}

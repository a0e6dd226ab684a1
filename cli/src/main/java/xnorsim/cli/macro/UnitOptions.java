package xnorsim.cli.macro;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;

/** Leak and comparison of a single subarray's units; a network's model file has them for each layer. */
final class UnitOptions {
    private static final Pattern SHIFT = Pattern.compile("shift:([0-9]{1,4})");
    private static final Pattern FACTOR = Pattern.compile("factor:([0-9]{1,8})/([0-9]{1,4})");

    @Option(names = "--leak", paramLabel = "LEAK", description = "Leak of the membranes in every time step: shift:K is"
            + " u - (u >> K), factor:CODE/BITS is round(u * CODE / 2^BITS). Default: none.")
    private Optional<String> leak;

    @Option(names = "--fires", paramLabel = "above|at", description = "Whether a unit fires above its threshold (>) or"
            + " also at it (>=). Default: above.")
    private Optional<Firing> fires;

    /** What the options say; soft reset. */
    Dynamics dynamics() {
        return new Dynamics(leak.map(UnitOptions::leak).orElse(Leak.NONE), fires.orElse(Firing.ABOVE),
                Reset.SOFT);
    }

    private static Leak leak(String text) {
        Matcher shift = SHIFT.matcher(text);
        Matcher factor = FACTOR.matcher(text);
        try {
            if (shift.matches()) {
                return new Leak.Shift(Integer.parseInt(shift.group(1)));
            }
            if (factor.matches()) {
                return new Leak.Factor(Integer.parseInt(factor.group(1)), Integer.parseInt(factor.group(2)));
            }
        } catch (InputException e) {
            throw e.in("--leak");
        }
        throw InputException.wrongValue("macro", "--leak", text, "shift:K or factor:CODE/BITS");
    }
}

package xnorsim.cli.io;

import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import xnorsim.base.InputException;

/** The options a user gave; rejects or notes those without effect. */
public final class GivenOptions {
    /** Stands for the parameters that are no options. */
    public static final String MODEL = "MODEL";

    private final ParseResult given;

    /** The options of a command that is being run. */
    public GivenOptions(CommandSpec command) {
        this.given = command.commandLine().getParseResult();
    }

    /** Whether the user gave it. */
    public boolean has(String option) {
        return option.equals(MODEL) ? !given.matchedPositionals().isEmpty() : given.hasMatchedOption(option);
    }

    /**
     * Rejects options without effect because of another one; names the first given.
     *
     * @param other what takes their effect, as a user would type it
     */
    public void refuseBeside(String other, String... options) {
        first(options).ifPresent(option -> {
            throw new InputException(
                    option + " has no effect with " + other + ", expected only one of them");
        });
    }

    /** Rejects options without effect unless another one is given; names the first given. */
    public void refuseWithout(String other, String... options) {
        first(options).ifPresent(option -> {
            throw new InputException(option + " is given, expected " + other + " with it");
        });
    }

    /** Notes that an option has no effect here, if users may give it to many commands alike. */
    public void remarkBeside(String other, Output output, String... options) {
        Stream.of(options).filter(this::has)
                .forEach(option -> output.remark(option + " has no effect with " + other));
    }

    private Optional<String> first(String... options) {
        return Stream.of(options).filter(this::has).findFirst();
    }
}
